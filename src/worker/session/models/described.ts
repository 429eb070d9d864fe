/** What a call was given instead of what it needs, in a few words. */
import { type Message, message, sayEnglish } from '../../../messages/message.ts';
import { Model } from './model.ts';

/** Characters of a text inside of an object, and fields, that are shown. */
const [SHOWN_CHARS, SHOWN_FIELDS] = [40, 4];

/** In English. */
export function described(value: unknown): string {
  return sayEnglish(describedAs(value));
}

export function describedAs(value: unknown): Message {
  if (value === null || value === undefined) return written(value);
  if (value instanceof Promise) return message('given.promise', {});
  if (Model.is(value)) return message('given.model', {});
  if (typeof value === 'string') return written(`'${value}'`);
  if (Array.isArray(value)) return message(value.length === 0 ? 'given.empty-array' : 'given.array', {});
  if (typeof value === 'object') return fields(value);
  return typeof value === 'function' ? message('given.function', {}) : written(value);
}

/** `{ files: 'reviews.tsv' }`: what is written out shows what is wrong or missing. */
function fields(value: object): Message {
  const entries = Object.entries(value);
  if (Object.getPrototypeOf(value)?.constructor !== Object || entries.length === 0) return message('given.object', {});
  const shown = entries.slice(0, SHOWN_FIELDS).map(([name, field]) => ({ name, value: short(field) }));
  return message('given.fields', { fields: shown, more: entries.length > SHOWN_FIELDS });
}

function short(field: unknown): Message {
  if (typeof field === 'string' && field.length > SHOWN_CHARS) return written(`'${field.slice(0, SHOWN_CHARS)}…'`);
  if (typeof field === 'object' && field !== null && !Array.isArray(field)) return message('given.object', {});
  return describedAs(field);
}

function written(value: unknown): Message {
  return message('given.verbatim', { text: String(value) });
}
