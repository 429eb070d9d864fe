/**
 * Runs inside VS Code for `npm run notebook`: opens a notebook's cells as an untitled document, so that nothing on disk
 * is written and paths start from the folder that is open, runs them one after the other with our kernel, and sends
 * what they show over a socket.
 */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import type { FromDriver, Task, ToDriver } from './messages.ts';
import { OutputPrinter } from './print.ts';

const NOTEBOOK_TYPE = 'jupyter-notebook';
const LANGUAGE = 'javascript';
/** Time for a cell to end after it was interrupted; the kernel takes two seconds where it has to use force. */
const STOP_MS = 8000;

/** Called by VS Code as its test runner. */
export async function run(): Promise<void> {
  const task = JSON.parse(process.env.UNROLL_NOTEBOOK ?? '{}') as Task;
  const socket = connect(task.socket);
  const send = (message: FromDriver) => socket.write(`${JSON.stringify(message)}\n`);
  try {
    send({ kind: 'done', failed: !(await runNotebook(await open(task.notebook), socket, send)) });
  } catch (error) {
    send({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
  }
  await new Promise<void>((resolve) => socket.end(resolve));
}

/** A copy of a notebook without its outputs, shown in an editor, with our kernel. */
async function open(file: string): Promise<vscode.NotebookDocument> {
  const original = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
  const cells = original.getCells().map(({ kind, document, metadata }) => {
    const cell = new vscode.NotebookCellData(kind, document.getText(), document.languageId);
    cell.metadata = metadata;
    return cell;
  });
  const data = new vscode.NotebookData(cells);
  data.metadata = original.metadata;
  const notebook = await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, data);
  const notebookEditor = await vscode.window.showNotebookDocument(notebook);
  const kernel = { notebookEditor, id: 'unroll', extension: 'unroll.unroll' };
  if (!(await vscode.commands.executeCommand('notebook.selectKernel', kernel)))
    throw new Error("VS Code did not select Unroll's kernel.");
  return notebook;
}

/** Runs the cells until one fails. Resolves with whether all went well. */
async function runNotebook(
  notebook: vscode.NotebookDocument,
  socket: Socket,
  send: (message: FromDriver) => void,
): Promise<boolean> {
  const stop = new Promise<'stop'>((resolve) => {
    createInterface({ input: socket }).on('line', (line) => {
      if ((JSON.parse(line) as ToDriver).kind === 'stop') resolve('stop');
    });
  });
  const cells = codeCells(notebook, send);
  send({ kind: 'started' });
  send({ kind: 'notebook', text: await serialized(notebook) });
  for (const cell of cells) {
    const printer = new OutputPrinter((kind, text) => send({ kind, text }));
    const outcome = await Promise.race([runCell(cell, printer), stop]);
    if (outcome === 'stop') await interrupt(cell);
    printer.update(cell.outputs);
    send({ kind: 'notebook', text: await serialized(notebook) });
    if (outcome !== true) return false;
  }
  return true;
}

/**
 * The cells in our language that have something in them. Says which are in another one; throws when all of them are.
 */
function codeCells(notebook: vscode.NotebookDocument, send: (message: FromDriver) => void): vscode.NotebookCell[] {
  const isCode = ({ kind, document }: vscode.NotebookCell) =>
    kind === vscode.NotebookCellKind.Code && document.getText().trim() !== '';
  const code = notebook.getCells().filter(isCode);
  const others = code.filter(({ document }) => document.languageId !== LANGUAGE);
  const names = [...new Set(others.map(({ document }) => document.languageId))].join(', ');
  if (others.length > 0 && others.length === code.length)
    throw new Error(`Only ${LANGUAGE} cells can be run; the cells of this notebook are ${names}.`);
  for (const { index, document } of others) {
    const text = `Cell ${index + 1} is left out: it is ${document.languageId}, and only ${LANGUAGE} cells are run.\n`;
    send({ kind: 'stderr', text });
  }
  return code.filter((cell) => !others.includes(cell));
}

/** Resolves when the cell has ended, with whether it went well. */
async function runCell(cell: vscode.NotebookCell, printer: OutputPrinter): Promise<boolean> {
  const ended = new Promise<boolean>((resolve) => {
    const watching = vscode.workspace.onDidChangeNotebookDocument(({ notebook, cellChanges }) => {
      if (notebook !== cell.notebook || !cellChanges.some((change) => change.cell === cell)) return;
      printer.update(cell.outputs);
      if (cell.executionSummary?.success === undefined) return;
      watching.dispose();
      resolve(cell.executionSummary.success);
    });
  });
  const ranges = [{ start: cell.index, end: cell.index + 1 }];
  await vscode.commands.executeCommand('notebook.cell.execute', { ranges, document: cell.notebook.uri });
  return ended;
}

async function interrupt(cell: vscode.NotebookCell): Promise<void> {
  await vscode.commands.executeCommand('notebook.cancelExecution', { document: cell.notebook.uri });
  const deadline = Date.now() + STOP_MS;
  while (cell.executionSummary?.success === undefined && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** The .ipynb as VS Code's own extension for notebooks writes it. */
async function serialized(notebook: vscode.NotebookDocument): Promise<string> {
  const cells = notebook.getCells().map(({ kind, document, metadata, outputs, executionSummary }) => {
    const cell = new vscode.NotebookCellData(kind, document.getText(), document.languageId);
    cell.outputs = [...outputs];
    // VS Code copies the number into the metadata, where the .ipynb takes it from, only a moment later.
    const execution_count = executionSummary?.executionOrder ?? null;
    cell.metadata = kind === vscode.NotebookCellKind.Code ? { ...metadata, execution_count } : { ...metadata };
    return cell;
  });
  const data = new vscode.NotebookData(cells);
  data.metadata = notebook.metadata;
  const ipynb = vscode.extensions.getExtension<{ exportNotebook(data: vscode.NotebookData): Promise<string> }>(
    'vscode.ipynb',
  );
  if (!ipynb) throw new Error('VS Code has no extension for .ipynb.');
  return (await ipynb.activate()).exportNotebook(data);
}
