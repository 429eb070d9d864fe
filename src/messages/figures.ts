/** Numbers within messages: how they are sent, and how they are written in every language. */

/** A number that may have left the real numbers. JSON, which messages are stored as, has none of the words. */
export type Figure = number | 'NaN' | 'Infinity' | '-Infinity';

export function figure(value: number): Figure {
  return Number.isFinite(value) ? value : (String(value) as Figure);
}

/** Three digits, as much as there is to see of a loss or a norm. */
export function digits(value: Figure): string {
  if (typeof value === 'string') return value;
  return value < 1e6 ? String(Number(value.toPrecision(3))) : value.toExponential(1).replace('+', '');
}

export function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 30 ? 2 : 1)} GiB`;
}
