/** Items of an array -> lines, as a file would hold them: texts as they are, records as JSON. */
import { NOT_FINITE, RecordError } from './record.ts';

/** Throws RecordError, which names the item. All are texts, or all are objects. */
export function linesOfItems(items: readonly unknown[]): string {
  const texts = typeof items[0] === 'string';
  return items
    .map((item, i) => {
      const line = typeof item === 'string' ? lineOfText(item, i) : lineOfRecord(item, i);
      if ((typeof item === 'string') === texts) return line;
      const [first, other] = texts ? ['a text', 'an object'] : ['an object', 'a text'];
      throw new RecordError(`item ${i + 1}: ${first}, as the first item is, was expected; got ${other}`);
    })
    .join('\n');
}

/**
 * The lines of a text that is an array of JSON, or one object; undefined where it is neither. Throws RecordError when it
 * is an array of records with a mistake in it.
 */
export function linesOfJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!/^\s*\[\s*\{\s*"/.test(text)) return undefined;
    throw new RecordError(`an array of JSON was expected, with an object for each record; ${(error as Error).message}`);
  }
  return linesOfItems(Array.isArray(value) ? value : [value]);
}

function lineOfText(item: string, i: number): string {
  if (!/[\r\n]/.test(item.trimEnd())) return item;
  throw new RecordError(
    `item ${i + 1}: a text of an array is a line, and this one has several. Give objects, { label, text } for example, or { name, text } for running text`,
  );
}

function lineOfRecord(item: unknown, i: number): string {
  const line = typeof item === 'object' && !ArrayBuffer.isView(item) ? json(item, i) : undefined;
  if (line?.startsWith('{')) return line;
  throw new RecordError(`item ${i + 1}: a text or an object was expected; got ${kindOf(item)}`);
}

function json(item: object | null, i: number): string {
  try {
    return JSON.stringify(item, plain);
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new RecordError(
      `item ${i + 1} cannot be written as JSON, as a record must be: ${reason}. Leave out the fields that are not learned`,
    );
  }
}

/** Typed arrays as arrays; numbers that JSON cannot write as objects, which no field may be, so that the error can tell them. */
function plain(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, (number) => plain('', number));
  return typeof value === 'number' && !Number.isFinite(value) ? { [NOT_FINITE]: String(value) } : value;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return 'an array';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
