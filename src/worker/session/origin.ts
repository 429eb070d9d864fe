/** What a call is given to read: a path, a text, an array of records, or data that were read before. */
import path from 'node:path';
import type { DataOptions } from '../../protocol/options.ts';
import type { Source } from '../../protocol/run.ts';
import { NOT_FINITE } from '../../text/record.ts';
import { Data } from './data.ts';
import { described } from './described.ts';
import { checkReadable } from './file-error.ts';
import type { Host } from './host.ts';

export interface Origin {
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
  if (typeof given === 'string' && given !== '') {
    const source = await host.resolveSource(path.resolve(folder, given));
    if (source.kind === 'file') await checkReadable(source.path);
    return { source };
  }
  if (Array.isArray(given)) return { source: { kind: 'text', name: 'the array', text: linesOf(given), unit: 'item' } };
  const { text, name = 'text' } = (given ?? {}) as { text?: unknown; name?: unknown };
  if (typeof text === 'string') return { source: { kind: 'text', text, name: String(name) } };
  throw new TypeError(
    `${call} needs a path such as 'names.txt', { name, text }, an array of records, or data of rnn.data; got ${described(given)}.`,
  );
}

/** Records as lines of JSON, texts as lines: what a file would hold. */
function linesOf(items: readonly unknown[]): string {
  return items.map(lineOf).join('\n');
}

function lineOf(item: unknown, i: number): string {
  if (typeof item !== 'string') {
    const line = JSON.stringify(item, plain);
    if (line !== undefined) return line;
    throw new TypeError(`The array, item ${i + 1}: a text or an object was expected; got ${described(item)}.`);
  }
  if (!/[\r\n]/.test(item.trimEnd())) return item;
  throw new TypeError(
    `The array, item ${i + 1}: a text of an array is a line, and this one has several. Give objects, { label, text } for example, or { name, text } for running text.`,
  );
}

/** Typed arrays as arrays; numbers that JSON cannot write as objects, which no field may be, so that the error can tell them. */
function plain(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, (number) => plain('', number));
  return typeof value === 'number' && !Number.isFinite(value) ? { [NOT_FINITE]: String(value) } : value;
}
