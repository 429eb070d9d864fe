/** The status bar while something trains: loss and progress; a click shows the panel. */
import * as vscode from 'vscode';
import { progressText } from './run-text.ts';
import type { RunStore } from './store.ts';

export function registerStatus(store: RunStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('unroll.status', vscode.StatusBarAlignment.Left);
  item.name = 'Unroll';
  item.command = 'unroll.training.focus';
  const show = () => {
    const [newest, ...others] = store.active();
    if (!newest) return item.hide();
    const more = others.length > 0 ? ` +${others.length}` : '';
    item.text = `$(pulse) Unroll: ${progressText(newest)}${more}`;
    item.tooltip = vscode.l10n.t('Unroll trains on {0}. Click to see it.', newest.source.name);
    item.show();
  };
  return vscode.Disposable.from(item, store.onDidChange(show));
}
