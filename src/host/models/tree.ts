/** The view of the models in .unroll: a click picks one, the context menu writes with it, shows or deletes it. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { DescribedModel, ModelFiles } from './files.ts';
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
    const item = new vscode.TreeItem(path.basename(model.path, '.safetensors'));
    item.id = model.path;
    item.resourceUri = vscode.Uri.file(model.path);
    const damaged = 'damage' in model;
    item.contextValue = damaged ? 'damaged' : 'model';
    item.iconPath = new vscode.ThemeIcon(damaged ? 'warning' : model.path === this.#picked ? 'check' : 'circuit-board');
    item.description = damaged ? vscode.l10n.t('damaged') : summary(model.description);
    item.tooltip = damaged ? vscode.l10n.t('{0} is damaged: {1}.', model.path, model.damage) : model.path;
    if (!damaged) {
      item.command = { command: 'unroll.pickModel', title: vscode.l10n.t('Pick Model'), arguments: [model] };
    }
    return item;
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }
}

/** "LSTM 2 × 128 · 1.66 nats": what tells models apart. */
export function summary({ cell, layers, hidden, validationNats }: ModelDescription): string {
  const size = layers === 1 ? `${hidden}` : `${layers} × ${hidden}`;
  const shape = `${cell.toUpperCase()} ${size}`;
  return validationNats === undefined ? shape : `${shape} · ${vscode.l10n.t('{0} nats', validationNats.toFixed(3))}`;
}
