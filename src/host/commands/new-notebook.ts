/** New Notebook: an untitled .ipynb of ours with an example on a text file of the workspace. */
import path from 'node:path';
import * as vscode from 'vscode';
import { LANGUAGE, NOTEBOOK_TYPE, OUR_METADATA } from '../notebook/kernelspec.ts';
import { exampleFile } from '../text-files.ts';

export async function newNotebook(): Promise<void> {
  const example = await exampleFile();
  const data = new vscode.NotebookData(exampleCells(example && pathInCell(example)));
  data.metadata = OUR_METADATA;
  const notebook = await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, data);
  await vscode.window.showNotebookDocument(notebook);
}

// An untitled notebook starts from the first workspace folder; a file of another folder is named in full.
function pathInCell(uri: vscode.Uri): string {
  const first = vscode.workspace.workspaceFolders?.[0];
  const relative = first ? path.relative(first.uri.fsPath, uri.fsPath) : uri.fsPath;
  return (relative.startsWith('..') ? uri.fsPath : relative).replaceAll('\\', '/');
}

function exampleCells(file: string | undefined): vscode.NotebookCellData[] {
  const source = JSON.stringify(file ?? 'your-text.txt');
  const hint =
    file === undefined ? vscode.l10n.t('Put the path of a text file of yours in the place of `your-text.txt`.') : '';
  const title = vscode.l10n.t('# A network that learns to write like a text');
  const train = vscode.l10n.t(
    'Train: the curve is drawn while the network learns. Stop keeps the best weights so far.',
  );
  const sample = vscode.l10n.t('Write on from a beginning. A lower temperature is safer, a higher one wilder.');
  const gates = vscode.l10n.t('Look inside: every gate of the network over the characters of a text.');
  return [
    markup([title, train, hint].filter((text) => text !== '').join('\n\n')),
    code(`const model = await rnn.train(${source}, { cell: 'lstm', hidden: 64, epochs: 10 });`),
    markup(sample),
    code(`await rnn.sample(model, { prime: '', temperature: 0.8, length: 300 });`),
    markup(gates),
    code(`await rnn.gates(model, await rnn.sample(model, { length: 40, seed: 1 }));`),
  ];
}

function markup(text: string): vscode.NotebookCellData {
  return new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown');
}

function code(text: string): vscode.NotebookCellData {
  return new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, LANGUAGE);
}
