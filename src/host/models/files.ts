/** The model files of this window: those in the .unroll folders, newest first, and the one that the user has picked. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Message, toldBy } from '../../messages/message.ts';
import { MODEL_EXTENSION } from '../../protocol/session.ts';
import { MODELS_FOLDER, modelsFolders } from '../folders.ts';
import type { RunStore } from '../store.ts';
import { type ModelDescription, readDescription } from './header.ts';

const PICKED_KEY = 'unroll.pickedModel';

/** Names a model by its file, for people. */
export function modelFileName(file: string): string {
  return path.basename(file, MODEL_EXTENSION);
}

interface ModelFile {
  /** Absolute path. */
  path: string;
  bytes: number;
  /** Milliseconds since 1970. */
  modifiedAt: number;
}

export type DescribedModel = ModelFile & ({ description: ModelDescription } | { damage: Message });

export class ModelFiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #watching: vscode.Disposable;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly store: RunStore,
  ) {
    const changed = () => this.#changed.fire();
    const patterns = [
      `**/${MODELS_FOLDER}/*${MODEL_EXTENSION}`,
      new vscode.RelativePattern(context.globalStorageUri, `${MODELS_FOLDER}/*${MODEL_EXTENSION}`),
    ];
    const watchers = patterns.map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
    this.#watching = vscode.Disposable.from(
      ...watchers,
      ...watchers.flatMap((each) => [each.onDidCreate(changed), each.onDidChange(changed), each.onDidDelete(changed)]),
      // Without a workspace nothing is watched; what we write ourselves is known all the same.
      store.onDidChange((change) => {
        if (change.kind === 'report' && change.report.kind === 'saved') changed();
      }),
    );
  }

  /** The files, the newest first. */
  async list(): Promise<ModelFile[]> {
    const folders = await Promise.all(modelsFolders(this.context.globalStorageUri).map(filesOf));
    return folders.flat().sort((a, b) => b.modifiedAt - a.modifiedAt);
  }

  /** The files with what their headers say, or what is wrong with them. */
  async describe(): Promise<DescribedModel[]> {
    return Promise.all((await this.list()).map(describe));
  }

  /** The model that the user has picked, as long as its file is there. */
  async picked(): Promise<string | undefined> {
    const file = this.context.workspaceState.get<string>(PICKED_KEY);
    return file !== undefined && (await exists(file)) ? file : undefined;
  }

  /** Picks a model for sampling; undefined goes back to the newest. */
  async pick(file: string | undefined): Promise<void> {
    await this.context.workspaceState.update(PICKED_KEY, file);
    this.#changed.fire();
  }

  /**
   * The language model that the editor uses: picked, else of the newest finished run, else the newest file. A damaged
   * file counts as one when it was picked: the user wants to know what is wrong with it.
   */
  async current(): Promise<string | undefined> {
    const picked = await this.picked();
    if (picked !== undefined) return picked;
    for (const { state, model, prepared } of this.store.list()) {
      if (state !== 'finished' || !model || prepared?.task !== 'language-model') continue;
      if (await exists(model.path)) return model.path;
    }
    for (const file of await this.list()) if (isLanguageModel(await describe(file))) return file.path;
    return undefined;
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }
}

/** Whether it writes on from any text, and says how likely one is. */
export function isLanguageModel(model: DescribedModel): boolean {
  return 'description' in model && model.description.task === 'language-model';
}

async function filesOf(folder: string): Promise<ModelFile[]> {
  const names = await readdir(folder).catch(onlyMissing<string[]>([]));
  const files = names.filter((name) => name.endsWith(MODEL_EXTENSION)).map((name) => path.join(folder, name));
  const found = await Promise.all(files.map(fileAt));
  return found.filter((file) => file !== undefined);
}

// A file may be renamed or deleted between two looks.
async function fileAt(file: string): Promise<ModelFile | undefined> {
  const stats = await stat(file).catch(onlyMissing(undefined));
  return stats && { path: file, bytes: stats.size, modifiedAt: stats.mtimeMs };
}

async function describe(file: ModelFile): Promise<DescribedModel> {
  try {
    return { ...file, description: await readDescription(file.path) };
  } catch (error) {
    return { ...file, damage: toldBy(error) };
  }
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(onlyMissing(undefined))) !== undefined;
}

/** Turns "there is no such file" into a value; every other error stays one. */
function onlyMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return value;
    throw error;
  };
}
