/** What went wrong with a file of the user's, in words that say which file and what to do. */
import { access, constants, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { distance } from 'fastest-levenshtein';

/** The message is complete; the error of Node's behind it would only repeat it. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

const REASONS: Record<string, string> = {
  EACCES: 'permission is denied; change the permissions or choose another folder',
  EPERM: 'the system does not permit it; change the permissions or choose another folder',
  EROFS: 'the file system is read-only; choose another folder',
  ENOSPC: 'the disk is full; make room and try again',
  EDQUOT: 'the disk quota is used up; make room and try again',
  EISDIR: 'it is a folder; give the path of a file',
  ENOTDIR: 'a part of the path is a file, not a folder; give another path',
  EEXIST: 'there is a file in the way; move it or choose another folder',
  ENOENT: 'it does not exist; check the path',
  ENAMETOOLONG: 'the name is too long; give a shorter one',
};

/** Longest file that fits into a string of V8, with room for its tokens. */
const LARGEST_BYTES = 500_000_000;
/** File names that are offered when one does not exist. */
const OFFERED = 5;

/** An error of Node's file system as a sentence that begins with `what`. */
export function fileError(error: unknown, what: string): FileError {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  return new FileError(`${what}: ${REASONS[code] ?? message}.`);
}

/** Throws FileError when a path is no file that can be read as a text; with similar names when there is none. */
export async function checkReadable(file: string): Promise<void> {
  const stats = await stat(file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new FileError(`There is no file ${file}. ${await similar(file)}`);
    throw fileError(error, `${file} cannot be read`);
  });
  if (stats.isDirectory()) throw new FileError(`${file} is a folder. Give the path of a text file.`);
  if (stats.size > LARGEST_BYTES)
    throw new FileError(`${file} has ${stats.size} bytes; at most ${LARGEST_BYTES} can be read. Cut it into parts.`);
  await access(file, constants.R_OK).catch((error) => {
    throw fileError(error, `${file} cannot be read`);
  });
}

async function similar(file: string): Promise<string> {
  const folder = path.dirname(file);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return `There is no folder ${folder} either.`;
  const wanted = path.basename(file).toLowerCase();
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  const near = names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.far - b.far);
  if (near[0])
    return `Did you mean ${near
      .slice(0, OFFERED)
      .map(({ name }) => name)
      .join(' or ')}?`;
  return names.length === 0 ? 'That folder has no files.' : `Files there: ${listed(names)}.`;
}

function listed(names: string[]): string {
  const shown = names.slice(0, OFFERED).join(', ');
  return names.length > OFFERED ? `${shown} and ${names.length - OFFERED} more` : shown;
}
