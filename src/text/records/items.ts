/** Items of an array -> lines, as a file would hold them: texts as they are, records as JSON. */
import type { Kind } from '../../messages/en/records.ts';
import { type Code, message, type ValuesOf } from '../../messages/message.ts';
import { NOT_FINITE, RecordError } from './record.ts';

/** Throws RecordError, which names the item. All are texts, or all are objects. */
export function linesOfItems(items: readonly unknown[]): string {
  const texts = typeof items[0] === 'string';
  return items
    .map((item, i) => {
      const line = typeof item === 'string' ? lineOfText(item, i) : lineOfRecord(item, i);
      if ((typeof item === 'string') === texts) return line;
      throw itemError(i, 'records.item-of-other-kind', { first: texts ? 'text' : 'object' });
    })
    .join('\n');
}

/**
 * The lines of a text that is an array of JSON, or one object; undefined where it is neither. Throws RecordError when
 * it is an array of records with a mistake in it.
 */
export function linesOfJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!/^\s*\[\s*\{\s*"/.test(text)) return undefined;
    throw new RecordError('records.unreadable-array', { reason: (error as Error).message });
  }
  return linesOfItems(Array.isArray(value) ? value : [value]);
}

function lineOfText(item: string, i: number): string {
  if (!/[\r\n]/.test(item.trimEnd())) return item;
  throw itemError(i, 'records.item-of-lines', {});
}

function lineOfRecord(item: unknown, i: number): string {
  const line = typeof item === 'object' && !ArrayBuffer.isView(item) ? json(item, i) : undefined;
  if (line?.startsWith('{')) return line;
  throw itemError(i, 'records.item-kind', { got: kindOf(item) });
}

function json(item: object | null, i: number): string {
  try {
    return JSON.stringify(item, plain);
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    throw new RecordError('records.item-not-json', { item: i + 1, reason });
  }
}

/**
 * Typed arrays as arrays; numbers that JSON cannot write as objects, which no field may be, so that the error can tell
 * them.
 */
function plain(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, (number) => plain('', number));
  return typeof value === 'number' && !Number.isFinite(value) ? { [NOT_FINITE]: String(value) } : value;
}

function kindOf(value: unknown): Kind {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return { kind: 'array' };
  if (typeof value === 'function') return { kind: 'function' };
  if (typeof value === 'object' && value !== null) return { kind: 'object' };
  return { kind: 'value', value: String(value) };
}

/** An error about an item, counted from 0. */
function itemError<C extends Code>(item: number, code: C, values: ValuesOf<C>): RecordError {
  return new RecordError('records.item', { item: item + 1, problem: message(code, values) });
}
