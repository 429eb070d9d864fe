/**
 * Watches the files that are trained on. A training has read its text when it began, so a change does it no harm; but who looks
 * at the run must know that it learns the text as it was.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Run } from '../protocol/run.ts';
import type { RunStore } from './store.ts';

export function registerSourceWatch(store: RunStore): vscode.Disposable {
  const watched = new Map<string, vscode.Disposable>();
  const unwatch = (runId: string) => {
    watched.get(runId)?.dispose();
    watched.delete(runId);
  };
  const watching = store.onDidChange((change) => {
    const { id } = change.run;
    if (change.kind === 'report' && change.report.kind === 'prepared') {
      unwatch(id);
      watched.set(id, watch(change.run, store));
    }
    if (change.kind === 'end') unwatch(id);
  });
  return new vscode.Disposable(() => {
    watching.dispose();
    for (const each of watched.values()) each.dispose();
  });
}

/** Says once that the file has changed, and once that it is gone. */
function watch({ id, source }: Run, store: RunStore): vscode.Disposable {
  if (source.path === undefined) return new vscode.Disposable(() => undefined);
  const folder = vscode.Uri.file(path.dirname(source.path));
  const pattern = new vscode.RelativePattern(folder, globOf(path.basename(source.path)));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern, true);
  const told = new Set<string>();
  const tell = (message: string) => {
    if (told.has(message)) return;
    told.add(message);
    store.report(id, { kind: 'notice', message });
  };
  const changed = vscode.l10n.t(
    '{0} has changed since this training read it; it goes on with the text as it was.',
    source.name,
  );
  const deleted = vscode.l10n.t('{0} was deleted; this training goes on with the text as it was.', source.name);
  watcher.onDidChange(() => tell(changed));
  watcher.onDidDelete(() => tell(deleted));
  return watcher;
}

/** A file name as a glob pattern that matches this name only. */
function globOf(name: string): string {
  return name.replace(/[[\]{}*?]/g, '[$&]');
}
