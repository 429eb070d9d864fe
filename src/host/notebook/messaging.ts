/** Host and notebook renderer: who draws a run gets its whole state, then its reports. */
import * as vscode from 'vscode';
import type { FromView, ToView } from '../../protocol/renderer.ts';
import { isOver } from '../../protocol/run.ts';
import { changeMessage, type RunStore } from '../store.ts';

const RENDERER = 'unroll.output';

export function registerRendererMessaging(store: RunStore): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(RENDERER);
  // Editors that draw a run. An editor that is gone is not known to us: messages to it go nowhere.
  const audience = new Map<string, Set<vscode.NotebookEditor>>();
  const tell = (message: ToView, editor: vscode.NotebookEditor) => void messaging.postMessage(message, editor);

  return vscode.Disposable.from(
    messaging.onDidReceiveMessage(({ editor, message }: { editor: vscode.NotebookEditor; message: FromView }) => {
      switch (message.kind) {
        case 'hello':
          if (isGoing(store, message.runId)) listen(audience, message.runId, editor);
          tell(greeting(store, message), editor);
          return;
        case 'stop':
          store.stop(message.runId);
          return;
      }
      message satisfies never;
    }),
    store.onDidChange((change) => {
      const message = changeMessage(change);
      if (message) for (const editor of audience.get(change.run.id) ?? []) tell(message, editor);
      if (change.kind === 'end') audience.delete(change.run.id);
    }),
  );
}

function greeting(store: RunStore, { runId }: FromView & { kind: 'hello' }): ToView {
  const run = store.get(runId);
  return run ? { kind: 'run', run } : { kind: 'unknown', runId };
}

function isGoing(store: RunStore, runId: string): boolean {
  const run = store.get(runId);
  return run !== undefined && !isOver(run);
}

function listen(audience: Map<string, Set<vscode.NotebookEditor>>, runId: string, editor: vscode.NotebookEditor): void {
  const editors = audience.get(runId) ?? new Set();
  audience.set(runId, editors.add(editor));
}
