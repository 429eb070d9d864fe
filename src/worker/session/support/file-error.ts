/** What went wrong with a file of the user's, in words that say which file and what to do. */
import { access, constants, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { distance } from 'fastest-levenshtein';
import { type Code, type Message, MessageError, message, type ValuesOf } from '../../../messages/message.ts';

/** What it tells is complete; the error of Node's behind it would only repeat it. */
export class FileError<C extends Code = Code> extends MessageError {
  override readonly name = 'FileError';
  constructor(code: C, values: ValuesOf<C>) {
    super(message(code, values));
  }
}

/** Longest file that fits into a string of V8, with room for its tokens. */
const LARGEST_BYTES = 500_000_000;
/** File names that are offered when one does not exist. */
const OFFERED = 5;

/** What was tried with a file and failed in the file system. */
type Failed =
  | 'file.unreadable'
  | 'model.unsaved'
  | 'model.unreadable'
  | 'model.unwritable-folder'
  | 'model.exists-unreadable';

/** An error of Node's file system. */
export function fileError(error: unknown, what: Failed, file: string): FileError {
  const { code = '', message: reason = String(error) } = error as NodeJS.ErrnoException;
  return new FileError(what, { file, code, reason });
}

/** Throws FileError when a path is no file that can be read as a text; with similar names when there is none. */
export async function checkReadable(file: string): Promise<void> {
  const stats = await stat(file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new FileError('file.missing', { file, near: await similar(file) });
    throw fileError(error, 'file.unreadable', file);
  });
  if (stats.isDirectory()) throw new FileError('file.folder', { file });
  if (stats.size > LARGEST_BYTES)
    throw new FileError('file.too-large', { file, bytes: stats.size, most: LARGEST_BYTES });
  await access(file, constants.R_OK).catch((error) => {
    throw fileError(error, 'file.unreadable', file);
  });
}

async function similar(file: string): Promise<Message> {
  const folder = path.dirname(file);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return message('file.no-folder', { folder });
  const wanted = path.basename(file).toLowerCase();
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  const near = names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.far - b.far);
  if (near.length > 0) return message('file.similar', { names: near.slice(0, OFFERED).map(({ name }) => name) });
  const more = Math.max(0, names.length - OFFERED);
  return names.length === 0
    ? message('file.empty-folder', {})
    : message('file.others', { names: names.slice(0, OFFERED), more });
}
