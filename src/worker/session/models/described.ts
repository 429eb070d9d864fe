/** What a call was given instead of what it needs, in a few words. */
import { Model } from './model.ts';

/** Characters of a text inside of an object, and fields, that are shown. */
const [SHOWN_CHARS, SHOWN_FIELDS] = [40, 4];

export function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Promise) return 'a promise (is an await missing?)';
  if (Model.is(value)) return 'a model';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (typeof value === 'object') return fields(value);
  return typeof value === 'function' ? 'a function' : String(value);
}

/** `{ files: 'reviews.tsv' }`: what is written out shows what is wrong or missing. */
function fields(value: object): string {
  const entries = Object.entries(value);
  if (Object.getPrototypeOf(value)?.constructor !== Object || entries.length === 0) return 'an object';
  const shown = entries.slice(0, SHOWN_FIELDS).map(([name, field]) => `${name}: ${short(field)}`);
  return `{ ${shown.join(', ')}${entries.length > SHOWN_FIELDS ? ', …' : ''} }`;
}

function short(field: unknown): string {
  if (typeof field === 'string' && field.length > SHOWN_CHARS) return `'${field.slice(0, SHOWN_CHARS)}…'`;
  return typeof field === 'object' && field !== null && !Array.isArray(field) ? 'an object' : described(field);
}
