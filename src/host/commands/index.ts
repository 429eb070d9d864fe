/** Every command of package.json, but the kernel's own. */
import * as vscode from 'vscode';
import type { DescribedModel, ModelFiles } from '../models/files.ts';
import type { Sessions } from '../sessions.ts';
import type { RunStore } from '../store.ts';
import type { Inserter } from './insert-sample.ts';
import { deleteModel, pickModel, revealModel } from './model-commands.ts';
import { newNotebook } from './new-notebook.ts';
import { scoreSelection } from './score-selection.ts';
import { stopTraining } from './stop.ts';
import { trainOnFile } from './train.ts';

interface CommandContext {
  store: RunStore;
  sessions: Sessions;
  models: ModelFiles;
  inserter: Inserter;
}

export function registerCommands({ store, sessions, models, inserter }: CommandContext): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand('unroll.train', (uri?: vscode.Uri, uris?: vscode.Uri[]) => trainOnFile(sessions, uri, uris)),
    registerCommand('unroll.stop', () => stopTraining(store)),
    registerCommand('unroll.newNotebook', () => newNotebook(sessions)),
    registerCommand('unroll.insertSample', (model?: DescribedModel) => inserter.insert(model?.path)),
    registerCommand('unroll.cancelInsert', () => inserter.cancel()),
    registerCommand('unroll.scoreSelection', () => scoreSelection(sessions, models)),
    registerCommand('unroll.pickModel', (model?: DescribedModel) => pickModel(models, model)),
    registerCommand('unroll.revealModel', (model?: DescribedModel) => revealModel(model)),
    registerCommand('unroll.deleteModel', (model?: DescribedModel) => deleteModel(models, model)),
  );
}
