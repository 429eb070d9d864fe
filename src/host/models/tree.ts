/** The view of the models in .unroll: a click picks one, the context menu writes with it, shows or deletes it. */
import path from 'node:path';
import * as vscode from 'vscode';
import { sayIn } from '../../messages/languages.ts';
import { wordsIn } from '../../messages/words.ts';
import { TASK_NAMES, type Task } from '../../protocol/options/names.ts';
import { lossText } from '../run-text.ts';
import { type DescribedModel, isLanguageModel, type ModelFiles } from './files.ts';
import type { ModelDescription } from './header.ts';

const VIEW = 'unroll.models';

export function registerModelsView(models: ModelFiles): vscode.Disposable {
  const tree = new ModelsTree(models);
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: tree });
  return vscode.Disposable.from(view, tree);
}

class ModelsTree implements vscode.TreeDataProvider<DescribedModel>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #watching: vscode.Disposable;
  #picked: string | undefined;

  constructor(private readonly models: ModelFiles) {
    this.#watching = models.onDidChange(() => this.#changed.fire());
  }

  async getChildren(parent?: DescribedModel): Promise<DescribedModel[]> {
    if (parent) return [];
    this.#picked = await this.models.picked();
    return this.models.describe();
  }

  getTreeItem(model: DescribedModel): vscode.TreeItem {
    const item = new vscode.TreeItem(title(model));
    item.id = model.path;
    item.resourceUri = vscode.Uri.file(model.path);
    const damaged = 'damage' in model;
    item.contextValue = contextOf(model);
    item.iconPath = new vscode.ThemeIcon(damaged ? 'warning' : model.path === this.#picked ? 'check' : 'circuit-board');
    item.description = damaged ? vscode.l10n.t('damaged') : summary(model);
    item.tooltip = damaged
      ? vscode.l10n.t('{0} is damaged. {1}', model.path, sayIn(vscode.env.language)(model.damage))
      : model.path;
    if (isLanguageModel(model)) {
      item.command = { command: 'unroll.pickModel', title: vscode.l10n.t('Pick Model'), arguments: [model] };
    }
    return item;
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }
}

/** What the context menu goes by: only a language model writes on from any text. */
export function contextOf(model: DescribedModel): 'damaged' | 'writer' | 'model' {
  if ('damage' in model) return 'damaged';
  return isLanguageModel(model) ? 'writer' : 'model';
}

/** The text that a model learned from, else its file: what people know it by. */
export function title(model: DescribedModel): string {
  return 'damage' in model ? path.basename(model.path) : model.description.source;
}

/** What a model is for, in the user's language; nothing where it is what models are for as a rule. */
function taskName(task: string): string {
  if (task === 'language-model') return '';
  // Files may name tasks that are not known yet.
  return Object.hasOwn(TASK_NAMES, task) ? wordsIn(vscode.env.language)(TASK_NAMES[task as Task]) : task;
}

/** "LSTM 2 × 128 · 1.664 nats · 11/23, 17:04": what tells models of one text apart. */
export function summary({ description, modifiedAt }: DescribedModel & { description: ModelDescription }): string {
  const { cell, layers, hidden, validationLoss, squares } = description;
  const shape = `${cell.toUpperCase()} ${layers === 1 ? hidden : `${layers} × ${hidden}`}`;
  const loss = validationLoss === undefined ? [] : [lossText(validationLoss, squares, 3)];
  const task = taskName(description.task);
  return [...(task === '' ? [] : [task]), shape, ...loss, TIME.format(modifiedAt)].join(' · ');
}

const TIME = new Intl.DateTimeFormat(vscode.env.language, {
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: false,
});
