/** Train on File: from the palette, the explorer or an editor's tab, with the default options. */
import * as vscode from 'vscode';
import { activeDocument } from '../panel-sources.ts';
import type { Sessions } from '../sessions.ts';
import { sourceOf } from '../sources.ts';
import { textFiles } from '../text-files.ts';
import { errorWords, words } from '../words.ts';

/**
 * Trains on `given`, else on the document of the active editor, else on a file that the user picks. `selected` is what
 * the explorer hands over when several files are selected: the one that was clicked is taken, and said so. Returns the
 * id of the run that has begun; undefined when none has.
 */
export async function trainOnFile(
  sessions: Sessions,
  given?: vscode.Uri,
  selected?: vscode.Uri[],
): Promise<string | undefined> {
  const uri = given ?? activeDocument() ?? (await pickFile());
  if (!uri) return undefined;
  if (selected && selected.length > 1) {
    const name = vscode.workspace.asRelativePath(uri);
    void vscode.window.showInformationMessage(vscode.l10n.t('One file is trained on at a time: this is {0}.', name));
  }
  void vscode.commands.executeCommand('unroll.training.focus');
  try {
    const { run, ended } = sessions.shared(uri).train('command', await sourceOf(uri), {});
    void ended.then(() => {
      if (run.state === 'failed') fail(uri, run.message ? words(run.message) : '');
    });
    return run.id;
  } catch (error) {
    fail(uri, errorWords(error));
    return undefined;
  }
}

function fail(uri: vscode.Uri, message: string): void {
  const name = vscode.workspace.asRelativePath(uri);
  void vscode.window.showErrorMessage(vscode.l10n.t('Training on {0} failed: {1}', name, message));
}

async function pickFile(): Promise<vscode.Uri | undefined> {
  const files = (await textFiles()).map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const other = { label: vscode.l10n.t('Another file …'), uri: undefined };
  const title = vscode.l10n.t('Text file to train on');
  const chosen = await vscode.window.showQuickPick([...files, other], { title });
  return chosen && (chosen.uri ?? browse());
}

/** Asks for a file with VS Code's dialog. */
export async function browse(): Promise<vscode.Uri | undefined> {
  const openLabel = vscode.l10n.t('Train');
  return (await vscode.window.showOpenDialog({ openLabel, canSelectMany: false }))?.[0];
}
