/** A run in a few words, for lists and the status bar. */
import * as vscode from 'vscode';
import { lossKind, type Run } from '../protocol/run.ts';

/** "1.93 nats · 42 %", "error 4.5e-4 · 42 %" of numbers, or the state of a run that has not begun. */
export function progressText(run: Run): string {
  const { progress, state } = run;
  if (!progress) return stateText(state);
  const percent = Math.floor((100 * progress.step) / Math.max(1, progress.steps));
  return `${lossText(progress.loss, lossKind(run) === 'squares', 2)} · ${percent} %`;
}

/** "1.93 nats", or "error 0.0123" where the loss is of squared errors. */
export function lossText(loss: number, squares: boolean, digits: number): string {
  // Three digits that count, however small it is.
  const small = Math.abs(loss) < 0.001 ? loss.toExponential(1) : String(Number(loss.toPrecision(3)));
  if (squares) return vscode.l10n.t('error {0}', small);
  return vscode.l10n.t('{0} nats', loss !== 0 && Math.abs(loss) < 0.1 ? small : loss.toFixed(digits));
}

/** A run's state, for people. */
function stateText(state: Run['state']): string {
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
