/** Where `model.save` writes: never over a file that is no model, as what the user made must not be lost. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { typeError } from '../../../messages/message.ts';
import { MODEL_EXTENSION } from '../../../protocol/session.ts';
import { FileError, fileError } from '../support/file-error.ts';
import { isModelFile } from './model-file.ts';

/** The absolute path for what the user gave; a name without extension gets ours. Throws FileError. */
export async function saveTarget(folder: string, given: string): Promise<string> {
  if (typeof given !== 'string' || given === '')
    throw typeError('model.path-needed', { extension: MODEL_EXTENSION, got: String(given) });
  const absolute = path.resolve(folder, given);
  if (/[\\/]$/.test(given) || (await kindOf(absolute)) === 'folder')
    throw new FileError('model.folder', { file: absolute, example: path.join(absolute, `model${MODEL_EXTENSION}`) });
  const file = path.extname(given) === '' ? `${absolute}${MODEL_EXTENSION}` : absolute;
  if ((await kindOf(file)) === 'other') throw new FileError('model.other-file', { file, example: another(file) });
  return file;
}

/** What there is at a path. What cannot be looked at may be missing: writing there says why it fails. */
async function kindOf(file: string): Promise<'nothing' | 'folder' | 'model' | 'other'> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats) return 'nothing';
  if (stats.isDirectory()) return 'folder';
  if (!stats.isFile()) return 'other';
  const model = await isModelFile(file).catch((error) => {
    throw fileError(error, 'model.exists-unreadable', file);
  });
  return model ? 'model' : 'other';
}

function another(file: string): string {
  const { name, ext } = path.parse(file);
  return ext === MODEL_EXTENSION ? `${name}-model${MODEL_EXTENSION}` : `${name}${MODEL_EXTENSION}`;
}
