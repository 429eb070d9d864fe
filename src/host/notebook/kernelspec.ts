/** Whose notebook is it? The kernelspec in the metadata of an .ipynb says so; we write ours where there is none. */
import * as vscode from 'vscode';

export const NOTEBOOK_TYPE = 'jupyter-notebook';
export const KERNEL_ID = 'unroll';
export const LANGUAGE = 'javascript';

const KERNELSPEC = { name: KERNEL_ID, display_name: 'Unroll', language: LANGUAGE };
const LANGUAGE_INFO = { name: LANGUAGE, file_extension: '.js', mimetype: 'text/javascript' };

/** The metadata of a notebook of ours, as NotebookData and the .ipynb serializer take it. */
export const OUR_METADATA = {
  metadata: { kernelspec: KERNELSPEC, language_info: LANGUAGE_INFO },
  nbformat: 4,
  nbformat_minor: 5,
};

/** Whether the notebook says that it is to be run by us. */
export function isOurs(notebook: vscode.NotebookDocument): boolean {
  return notebook.notebookType === NOTEBOOK_TYPE && kernelName(notebook) === KERNEL_ID;
}

/**
 * Writes our kernelspec into a notebook that we run and that has none. One that names another kernel keeps its word.
 */
export async function claim(notebook: vscode.NotebookDocument): Promise<void> {
  if (kernelName(notebook) !== undefined) return;
  const inner = { ...ipynbMetadata(notebook), ...OUR_METADATA.metadata };
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.updateNotebookMetadata({ ...notebook.metadata, metadata: inner })]);
  await vscode.workspace.applyEdit(edit);
}

function kernelName(notebook: vscode.NotebookDocument): string | undefined {
  const { kernelspec } = ipynbMetadata(notebook);
  const name = isRecord(kernelspec) ? kernelspec.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** The `metadata` of the .ipynb itself: the built-in serializer keeps it one level down. */
function ipynbMetadata(notebook: vscode.NotebookDocument): Record<string, unknown> {
  const inner: unknown = notebook.metadata.metadata;
  return isRecord(inner) ? inner : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
