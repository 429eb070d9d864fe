/** Which folder paths start from, and which folder models are kept in. */
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

export const MODELS_FOLDER = '.unroll';

export interface Folders {
  /** Where relative paths and `require` start. */
  folder: string;
  /** Where model files go. */
  modelsFolder: string;
}

/** Folders of a notebook: paths are relative to where it lies; an untitled one starts from the workspace. */
export function notebookFolders(uri: vscode.Uri, storage: vscode.Uri): Folders {
  const folder = uri.scheme === 'file' ? path.dirname(uri.fsPath) : (workspaceOf(uri) ?? homedir());
  return { folder, modelsFolder: modelsFolderOf(uri, storage) };
}

/** Folders of a training that the panel or a command starts on a document. */
export function documentFolders(uri: vscode.Uri | undefined, storage: vscode.Uri): Folders {
  const modelsFolder = modelsFolderOf(uri, storage);
  return { folder: workspaceOf(uri) ?? path.dirname(modelsFolder), modelsFolder };
}

/** Every folder that may hold models of this window, without duplicates. */
export function modelsFolders(storage: vscode.Uri): string[] {
  const uris = [
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, 'any')),
    ...vscode.workspace.textDocuments.map(({ uri }) => uri),
    ...vscode.workspace.notebookDocuments.map(({ uri }) => uri),
    undefined,
  ];
  return [...new Set(uris.map((uri) => modelsFolderOf(uri, storage)))];
}

// In the workspace; without one, next to the document; for a document that is no file, in VS Code's storage for us.
function modelsFolderOf(uri: vscode.Uri | undefined, storage: vscode.Uri): string {
  const workspace = workspaceOf(uri);
  if (workspace !== undefined) return path.join(workspace, MODELS_FOLDER);
  if (uri?.scheme === 'file') return path.join(path.dirname(uri.fsPath), MODELS_FOLDER);
  return path.join(storage.fsPath, MODELS_FOLDER);
}

/**
 * The workspace folder around a document, else the first one; undefined where no folder is open or it is no file
 * system.
 */
function workspaceOf(uri: vscode.Uri | undefined): string | undefined {
  const around = uri && vscode.workspace.getWorkspaceFolder(uri);
  const folder = around ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined;
}
