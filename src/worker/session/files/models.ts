/** Models in memory: those read from files, as long as the files do not change, and where new ones are written. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MODEL_EXTENSION } from '../../../protocol/session.ts';
import { type ModelData, modelTitle } from '../models/model.ts';
import { FileError, fileError } from '../support/file-error.ts';
import { readModel, writeModel } from './model-file.ts';
import { saveTarget } from './save-target.ts';

/** Models from files that are kept in memory, those used last. */
const KEPT = 4;
/** Characters of a source's name that go into a file name. */
const NAME_CHARS = 40;

export class Models {
  readonly #loaded = new Map<string, { version: string; data: Promise<ModelData> }>();

  constructor(
    /** Where paths start. */
    private readonly folder: string,
    /** Where runs write their models. */
    private readonly modelsFolder: string,
  ) {}

  /** The model of a file; read once as long as the file stays the same. Throws FileError. */
  async load(file: string): Promise<{ path: string; data: ModelData }> {
    const absolute = path.resolve(this.folder, file);
    const version = await versionOf(absolute);
    const known = this.#loaded.get(absolute);
    const data = known?.version === version ? known.data : readModel(absolute);
    this.#remember(absolute, version, data);
    return { path: absolute, data: await data };
  }

  /** Writes a copy of a model where the user wants it, over no other file than a model; resolves with its path. */
  async save(data: ModelData, file: string): Promise<string> {
    const absolute = await saveTarget(this.folder, file);
    await writeModel(absolute, data);
    return absolute;
  }

  /** A path for the model of a new run, as "dinosaurs-lstm-20261123-153012-1a2b.safetensors" in the models folder. */
  newPath(model: Pick<ModelData, 'source' | 'network'>, date = new Date()): string {
    const name = modelTitle(model)
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '');
    const short = Array.from(name).slice(-NAME_CHARS).join('').replace(/^-/, '');
    const unique = randomBytes(2).toString('hex');
    return path.join(this.modelsFolder, `${short}-${timestamp(date)}-${unique}${MODEL_EXTENSION}`);
  }

  /** Throws FileError when no model could be written: better before a training than after. */
  async checkWritable(): Promise<void> {
    const probe = path.join(this.modelsFolder, `.probe-${randomBytes(4).toString('hex')}.tmp`);
    try {
      await mkdir(this.modelsFolder, { recursive: true });
      await writeFile(probe, '', { flag: 'wx' });
      await rm(probe);
    } catch (error) {
      throw fileError(error, 'model.unwritable-folder', this.modelsFolder);
    }
  }

  #remember(file: string, version: string, data: Promise<ModelData>): void {
    this.#loaded.delete(file);
    this.#loaded.set(file, { version, data });
    data.catch(() => this.#loaded.delete(file));
    for (const oldest of this.#loaded.keys()) if (this.#loaded.size > KEPT) this.#loaded.delete(oldest);
  }
}

async function versionOf(file: string): Promise<string> {
  const stats = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new FileError('model.missing', { file });
    throw fileError(error, 'model.unreadable', file);
  });
  if (!stats.isFile()) throw new FileError('model.no-file', { file, extension: MODEL_EXTENSION });
  return `${stats.mtimeMs} ${stats.size}`;
}

/** Local time, as 20261123-153012. */
function timestamp(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
