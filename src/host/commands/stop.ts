/** Stop Training: the only run that is on, or the one picked among several. */
import * as vscode from 'vscode';
import type { Run } from '../../protocol/run.ts';
import { progressText } from '../run-text.ts';
import type { RunStore } from '../store.ts';

export async function stopTraining(store: RunStore): Promise<void> {
  const active = store.active();
  if (active.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No training is going on.'));
    return;
  }
  const run = active.length === 1 ? active[0] : await pickRun(active);
  if (run) store.stop(run.id);
}

async function pickRun(runs: Run[]): Promise<Run | undefined> {
  const items = runs.map((run) => ({ label: run.source.name, description: progressText(run), detail: run.owner, run }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Training to stop') }))?.run;
}
