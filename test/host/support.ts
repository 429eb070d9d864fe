/** What the tests inside VS Code share. The workspace that is open is a fresh copy of test/fixtures/workspace. */
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

/**
 * The metadata of a notebook that is ours; `{ name: 'python3' }` in place of the kernelspec makes it somebody else's.
 */
export const OUR_KERNELSPEC = { name: 'unroll', display_name: 'Unroll', language: 'javascript' };

/** Absolute path of the workspace that is open, or of a file in it. */
export function inWorkspace(...names: string[]): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no workspace is open');
  return path.join(folder.uri.fsPath, ...names);
}

/** Writes a file into the workspace and returns its URI. */
export async function writeFile(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const uri = vscode.Uri.file(inWorkspace(name));
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

/** Opens a file of the workspace in a text editor. */
export async function openText(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(vscode.Uri.file(inWorkspace(name)));
}

/**
 * Writes an .ipynb into the workspace, opens it and selects our kernel, so that the test need not wait for it.
 * `select: false` leaves that to the extension: what the kernel does by itself shows only then.
 */
export async function openNotebook(
  name: string,
  cells: string[],
  options: { kernelspec?: object; language?: string; select?: boolean } = {},
): Promise<vscode.NotebookDocument> {
  const { kernelspec = OUR_KERNELSPEC, language = 'javascript', select = kernelspec === OUR_KERNELSPEC } = options;
  const code = cells.map((source, i) => codeCell(`cell-${i}`, source));
  const metadata = { kernelspec, language_info: { name: language } };
  const uri = await writeFile(name, JSON.stringify({ cells: code, metadata, nbformat: 4, nbformat_minor: 5 }));
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  const notebookEditor = await vscode.window.showNotebookDocument(notebook);
  if (select) await selectOurKernel(notebookEditor);
  return notebook;
}

/** Runs New Notebook and returns the notebook that it has opened, with our kernel selected as `openNotebook` does. */
export async function newNotebook({ select = true } = {}): Promise<vscode.NotebookDocument> {
  const before = new Set(vscode.workspace.notebookDocuments);
  await vscode.commands.executeCommand('unroll.newNotebook');
  // The notebook of the test before may still be the active one.
  const notebookEditor = await until('the new notebook', () => {
    const editor = vscode.window.activeNotebookEditor;
    return editor && !before.has(editor.notebook) && editor;
  });
  if (select) await selectOurKernel(notebookEditor);
  return notebookEditor.notebook;
}

function selectOurKernel(notebookEditor: vscode.NotebookEditor): Thenable<void> {
  const kernel = { notebookEditor, id: 'unroll', extension: 'unroll.unroll' };
  return vscode.commands.executeCommand('notebook.selectKernel', kernel);
}

/** Runs one cell as the user does, and waits neither for its beginning nor for its end. */
export function startCell(notebook: vscode.NotebookDocument, index: number): void {
  const ranges = [{ start: index, end: index + 1 }];
  void vscode.commands.executeCommand('notebook.cell.execute', { ranges, document: notebook.uri });
}

/**
 * Runs one cell and waits for its beginning. While VS Code is still putting a notebook into place it drops the order
 * without a word, as a click in that moment would be; so it is given until the cell begins, which an order more does
 * not disturb.
 */
export function beginCell(notebook: vscode.NotebookDocument, index: number): Promise<unknown> {
  const cell = notebook.cellAt(index);
  return until(`the beginning of cell ${index}`, async () => {
    if (cell.outputs.length > 0 || cell.executionSummary?.timing) return true;
    startCell(notebook, index);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return false;
  });
}

/** Runs one cell as the user does and returns it when it has ended, well or not. */
export async function runCell(
  notebook: vscode.NotebookDocument,
  index: number,
  timeoutMs = NEVER_MS,
): Promise<vscode.NotebookCell> {
  const cell = notebook.cellAt(index);
  const ended = endOfCell(cell, timeoutMs);
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: index, end: index + 1 }],
    document: notebook.uri,
  });
  await ended;
  return cell;
}

/** Runs all cells, in order, as Run All does; returns when the last has ended or one has failed. */
export async function runAll(notebook: vscode.NotebookDocument): Promise<void> {
  for (const { index } of notebook.getCells()) {
    if ((await runCell(notebook, index)).executionSummary?.success !== true) return;
  }
}

/**
 * What a cell shows under a mime type, all its outputs joined; errors and streams have these types of VS Code's own.
 */
export function outputText(cell: vscode.NotebookCell, mime: 'stdout' | 'stderr' | 'error' | string): string {
  const full = mime.includes('/') ? mime : `application/vnd.code.notebook.${mime}`;
  const items = cell.outputs.flatMap((output) => output.items).filter((item) => item.mime === full);
  return items.map((item) => new TextDecoder().decode(item.data)).join('');
}

/**
 * After which something is taken never to come. Only a test that fails waits so long, and a busy machine may take half
 * of it.
 */
const NEVER_MS = 120_000;

/** Resolves with the first value that is neither undefined nor false; looks every 20 ms. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = NEVER_MS,
): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${timeoutMs} ms in vain for: ${what}`);
}

/** Closes all editors without saving. */
export async function closeAll(): Promise<void> {
  for (const { document } of vscode.window.visibleTextEditors)
    if (document.isDirty && document.uri.scheme === 'file')
      await vscode.commands.executeCommand('workbench.action.files.revert', document.uri);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

function codeCell(id: string, source: string): object {
  return { cell_type: 'code', id, metadata: {}, execution_count: null, outputs: [], source };
}

/** A cell that runs again keeps its old summary until it starts, so only an end later than now counts. */
async function endOfCell(cell: vscode.NotebookCell, timeoutMs: number): Promise<void> {
  const before = cell.executionSummary?.timing?.endTime;
  await until(
    `the end of cell ${cell.index}`,
    () => cell.executionSummary?.success !== undefined && cell.executionSummary.timing?.endTime !== before,
    timeoutMs,
  );
}
