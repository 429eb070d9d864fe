/** Commands on models: pick, show in the file manager, delete. */
import path from 'node:path';
import * as vscode from 'vscode';
import { type DescribedModel, isLanguageModel, type ModelFiles } from '../models/files.ts';
import { summary, title } from '../models/tree.ts';

interface ModelItem extends vscode.QuickPickItem {
  model?: DescribedModel;
}

/** Picks the model that inserting text uses: the one given by the view, else asks. */
export async function pickModel(models: ModelFiles, given?: DescribedModel): Promise<void> {
  if (given && 'description' in given && !isLanguageModel(given)) {
    const message = vscode.l10n.t('This model does not write text: use it with rnn.predict in a notebook.');
    void vscode.window.showInformationMessage(message);
    return;
  }
  if (given) return models.pick(given.path);
  const items = await modelItems(models);
  if (items.length === 1) return offerTraining();
  const heading = vscode.l10n.t('Model that writes and scores text in the editor');
  const chosen = await vscode.window.showQuickPick(items, { title: heading, matchOnDescription: true });
  if (chosen) await models.pick(chosen.model?.path);
}

async function modelItems(models: ModelFiles): Promise<ModelItem[]> {
  const picked = await models.picked();
  const mark = (file: string | undefined) => (file === picked ? '$(check) ' : '');
  const newest: ModelItem = {
    label: `${mark(undefined)}${vscode.l10n.t('Newest')}`,
    description: vscode.l10n.t('the newest training that finished'),
  };
  const sound = (await models.describe()).filter((model) => 'description' in model).filter(isLanguageModel);
  const items = sound.map((model): ModelItem => {
    const label = `${mark(model.path)}${title(model)}`;
    return { label, description: summary(model), detail: model.path, model };
  });
  return [newest, ...items];
}

/** There is nothing to sample from: says so, and how to get it. */
export async function offerTraining(): Promise<void> {
  const train = vscode.l10n.t('Train on File');
  const message = vscode.l10n.t('There is no language model yet. Train on a text file first.');
  const answer = await vscode.window.showInformationMessage(message, train);
  if (answer === train) await vscode.commands.executeCommand('unroll.train');
}

export async function revealModel(model?: DescribedModel): Promise<void> {
  if (model) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(model.path));
}

/** Deletes a model after asking; into the bin where there is one. */
export async function deleteModel(models: ModelFiles, model?: DescribedModel): Promise<void> {
  if (!model) return;
  const name = path.basename(model.path);
  const really = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete the model {0}?', name);
  if ((await vscode.window.showWarningMessage(question, { modal: true }, really)) !== really) return;
  await removeFile(vscode.Uri.file(model.path));
  if ((await models.picked()) === undefined) await models.pick(undefined);
}

/** A file system without a bin refuses; what was confirmed is the deletion itself. */
async function removeFile(uri: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  await fs.delete(uri, { useTrash: true }).then(undefined, () => fs.delete(uri));
}
