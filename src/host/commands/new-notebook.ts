/**
 * New Notebook: an untitled .ipynb of ours with an example on the file in front, else on a text file of the workspace.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Recognised } from '../../protocol/session.ts';
import { LANGUAGE, NOTEBOOK_TYPE, OUR_METADATA } from '../notebook/kernelspec.ts';
import { activeDocument } from '../panel-sources.ts';
import type { Sessions } from '../sessions.ts';
import { nameOf, sourceOf } from '../sources.ts';
import { exampleFile, isTextFile } from '../text-files.ts';
import { type ExampleCell, exampleCells } from './example-cells.ts';

export async function newNotebook(sessions: Sessions): Promise<void> {
  const example = activeFile() ?? (await exampleFile());
  const read = example && (await readAs(example, sessions));
  const data = new vscode.NotebookData(exampleCells(example && pathInCell(example), read).map(cellData));
  data.metadata = OUR_METADATA;
  const notebook = await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, data);
  await vscode.window.showNotebookDocument(notebook);
}

/** The file in front, if it is one that is offered for training. */
function activeFile(): vscode.Uri | undefined {
  const uri = activeDocument();
  return uri?.scheme === 'file' && isTextFile(uri) ? uri : undefined;
}

/** What the session takes a file for; undefined where it refuses it, which the cell will say when it is run. */
async function readAs(uri: vscode.Uri, sessions: Sessions): Promise<Recognised | undefined> {
  const { thread } = sessions.shared(uri);
  const title = vscode.l10n.t('{0} is being read', nameOf(uri));
  const ask = async () => thread.calls.recognise(await sourceOf(uri));
  return vscode.window
    .withProgress({ location: vscode.ProgressLocation.Window, title }, ask)
    .then(undefined, () => undefined);
}

// An untitled notebook starts from the first workspace folder; a file of another folder is named in full.
function pathInCell(uri: vscode.Uri): string {
  const first = vscode.workspace.workspaceFolders?.[0];
  const relative = first ? path.relative(first.uri.fsPath, uri.fsPath) : uri.fsPath;
  return (relative.startsWith('..') ? uri.fsPath : relative).replaceAll('\\', '/');
}

function cellData({ kind, text }: ExampleCell): vscode.NotebookCellData {
  return kind === 'markup'
    ? new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown')
    : new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, LANGUAGE);
}
