/** What Unroll adds to VS Code. */
import os from 'node:os';
import * as vscode from 'vscode';
import { registerCommands } from './commands/index.ts';
import { Inserter } from './commands/insert-sample.ts';
import { Drawing } from './drawing/drawing.ts';
import { ModelFiles } from './models/files.ts';
import { registerModelsView } from './models/tree.ts';
import { registerKernel } from './notebook/controller.ts';
import { registerRendererMessaging } from './notebook/messaging.ts';
import { registerPanel } from './panel.ts';
import { Sessions } from './sessions.ts';
import { registerStatus } from './status.ts';
import { RunStore } from './store.ts';
import { ThreadBudget, threadTotal } from './thread-budget.ts';

/** What other extensions, and our tests, get from `activate`. */
export interface UnrollApi {
  /** Every run of this window. */
  store: RunStore;
  /** The session threads; `shared()` trains and samples. */
  sessions: Sessions;
}

export function activate(context: vscode.ExtensionContext): UnrollApi {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const log = vscode.window.createOutputChannel('Unroll', { log: true });
  const store = new RunStore();
  const cores = new ThreadBudget(availableCores);
  const sessions = new Sessions({ dist: dist.fsPath, store, cores, log }, context.globalStorageUri);
  const models = new ModelFiles(context, store);
  const drawing = new Drawing(dist.fsPath, log);
  const inserter = new Inserter(sessions, models);
  const extension = context.extension.id;
  context.subscriptions.push(
    ...[log, store, sessions, models, drawing, inserter],
    registerKernel({ sessions, drawing, log, extension }),
    registerRendererMessaging(store),
    registerCommands({ store, sessions, models, inserter }),
    registerPanel({ dist, store, sessions, inserter }),
    registerModelsView(models),
    registerStatus(store),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('unroll.threads')) cores.update();
    }),
  );
  return { store, sessions };
}

function availableCores(): number {
  const setting = vscode.workspace.getConfiguration('unroll').get<number>('threads', 0);
  return threadTotal(setting, os.availableParallelism());
}
