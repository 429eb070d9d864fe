/** The value of a cell's last expression as text. */
import { inspect } from 'node:util';
import { words } from '../support/words.ts';
import { Gates } from '../tasks/gates.ts';

/** Longest text of a result. */
const RESULT_CHARS = 100_000;

/** Strings as they are, other values as Node shows them; undefined for those that need no text. */
export function resultText(value: unknown): string | undefined {
  if (value === undefined || value instanceof Gates) return undefined; // gates have been drawn
  const text = typeof value === 'string' ? value : inspected(value);
  return text.length > RESULT_CHARS ? `${text.slice(0, RESULT_CHARS)}…` : text;
}

function inspected(value: unknown): string {
  try {
    return inspect(value, { depth: 4, breakLength: 100, maxArrayLength: 100, maxStringLength: 10_000, colors: false });
  } catch (error) {
    return words('cell.result-unshowable', error instanceof Error ? { reason: error.message } : {});
  }
}
