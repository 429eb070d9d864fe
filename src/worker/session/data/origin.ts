/** What a call is given to read: paths, a text, an array of records, or data that were read before. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import glob from 'fast-glob';
import { typeError } from '../../../messages/message.ts';
import { NAMELESS } from '../../../messages/place.ts';
import type { DataOptions } from '../../../protocol/options.ts';
import type { Source, SourcePart } from '../../../protocol/run.ts';
import { linesOfItems } from '../../../text/records/items.ts';
import { RecordError } from '../../../text/records/record.ts';
import { describedAs } from '../models/described.ts';
import { checkReadable, FileError } from '../support/file-error.ts';
import type { Host } from '../support/host.ts';
import { Data } from './data.ts';

interface Origin {
  source: Source;
  /** How data that were read before are read. */
  options?: DataOptions;
}

/** Throws TypeError that names the call, or FileError. */
export async function originOf(
  given: unknown,
  call: string,
  { folder, host }: { folder: string; host: Host },
): Promise<Origin> {
  if (Data.is(given)) return Data.originOf(given);
  if (typeof given === 'string' && given !== '') return { source: await filesOf([given], folder, host) };
  if (Array.isArray(given))
    return { source: { kind: 'text', name: NAMELESS.array, text: linesOf(given), unit: 'item' } };
  const { text, name = 'text', files } = (given ?? {}) as { text?: unknown; name?: unknown; files?: unknown };
  if (typeof text === 'string') return { source: { kind: 'text', text, name: String(name) } };
  if (Array.isArray(files) && files.length > 0 && files.every((file) => typeof file === 'string' && file !== ''))
    return { source: await filesOf(files, folder, host) };
  throw typeError('source.needed', { call, got: describedAs(given) });
}

/**
 * The files of paths and of patterns such as 'letters/*.txt', each once, those of a pattern in the order of their
 * names.
 */
async function filesOf(given: readonly string[], folder: string, host: Host): Promise<Source> {
  const paths = new Set<string>();
  for (const each of given) for (const found of await pathsOf(each, folder)) paths.add(found);
  const parts: SourcePart[] = [];
  for (const each of paths) {
    const part = await host.resolveSource(each);
    if (part.kind === 'file') await checkReadable(part.path);
    parts.push(part);
  }
  if (parts.length === 1) return parts[0]!;
  return { kind: 'several', name: `${given.join(', ')} (${parts.length} files)`, parts };
}

/** A path as it stands where there is one of this name, or nothing in it that a pattern has. */
async function pathsOf(given: string, folder: string): Promise<string[]> {
  const file = path.resolve(folder, given);
  if (!glob.isDynamicPattern(given) || existsSync(file)) return [file];
  const found = await glob(given.replaceAll(path.sep, '/'), { cwd: folder, absolute: true });
  if (found.length === 0) throw new FileError('file.no-match', { pattern: given, folder });
  return found.map((each) => path.normalize(each)).sort();
}

function linesOf(items: readonly unknown[]): string {
  try {
    return linesOfItems(items);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw typeError('records.in-array', { problem: error.told });
  }
}
