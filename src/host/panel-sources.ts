/** The texts that the panel offers: what is open, what was picked, and the text files of the workspace. */
import * as vscode from 'vscode';
import type { SourceChoice } from '../protocol/renderer.ts';
import { newestFile, textFiles } from './text-files.ts';

export class PanelSources {
  readonly #picked: vscode.Uri[] = [];

  /** Documents first that can't be found in the workspace: the active one, picked ones; no URI twice. */
  async list(): Promise<SourceChoice[]> {
    const active = activeDocument();
    const uris = [...(active ? [active] : []), ...this.#picked, ...(await textFiles())];
    const choices = uris.map((uri) => ({ uri: uri.toString(), label: vscode.workspace.asRelativePath(uri) }));
    return [...new Map(choices.map((choice) => [choice.uri, choice])).values()];
  }

  /** Adds a file that may be outside of the list. */
  add(uri: vscode.Uri): void {
    if (!this.#picked.some((picked) => picked.toString() === uri.toString())) this.#picked.unshift(uri);
  }
}

/** What is chosen where nothing is yet: the active document, else the prose or data file that was changed last. */
export async function preferredSource(): Promise<vscode.Uri | undefined> {
  return activeDocument() ?? (await newestFile());
}

/** The document of the active editor, when it is text that one would train on. */
export function activeDocument(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && uri.scheme !== 'output' && uri.scheme !== 'vscode-notebook-cell' ? uri : undefined;
}
