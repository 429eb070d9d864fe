/** A run in a few words, for lists and the status bar. */
import * as vscode from 'vscode';
import type { Run } from '../protocol/run.ts';

/** "1.93 nats · 42 %", or the state of a run that has not begun. */
export function progressText({ progress, state }: Run): string {
  if (!progress) return stateText(state);
  const percent = Math.floor((100 * progress.step) / Math.max(1, progress.steps));
  return vscode.l10n.t('{0} nats · {1} %', progress.lossNats.toFixed(2), percent);
}

/** A run's state, for people. */
export function stateText(state: Run['state']): string {
  switch (state) {
    case 'waiting':
      return vscode.l10n.t('waiting');
    case 'preparing':
      return vscode.l10n.t('preparing');
    case 'running':
      return vscode.l10n.t('running');
    case 'stopping':
      return vscode.l10n.t('stopping');
    case 'finished':
      return vscode.l10n.t('finished');
    case 'stopped':
      return vscode.l10n.t('stopped');
    case 'failed':
      return vscode.l10n.t('failed');
  }
  return state satisfies never;
}
