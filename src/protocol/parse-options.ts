/** Options that were given -> options, or an error that names the option, what was given and what is allowed. */
import type * as z from 'zod/mini';
import { type Message, MessageError, message } from '../messages/message.ts';
import { descriptionOf } from './options/option.ts';
import { nearestName } from './suggestion.ts';

/**
 * Values of the user's that are not allowed. `field` names the first of them; the message says what was given and what
 * is allowed.
 */
export class OptionError extends MessageError {
  override readonly name = 'OptionError';
  constructor(
    readonly field: string,
    told: Message,
  ) {
    super(told);
  }
}

/** The other call that takes options: a name may belong there. */
interface OtherCall {
  call: 'training' | 'sampling';
  fields: readonly string[];
}

/** What a schema makes of what was given, defaults filled in. Throws OptionError: all that is wrong, a line each. */
export function parse<T extends z.ZodMiniObject>(schema: T, given: unknown, other: OtherCall): z.output<T> {
  const names = Object.keys(schema.shape);
  if (!isPlainObject(given))
    throw new OptionError('', message('optionsNoObject', { first: names[0] ?? '', given: shown(given) }));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const faults = faultsOf(issues, given, schema, other);
  const known = issues.some(({ code }) => code === 'unrecognized_keys') ? [message('optionsKnown', { names })] : [];
  throw new OptionError(faults.keys().next().value ?? '', together([...faults.values(), ...known]));
}

function together(faults: Message[]): Message {
  const [first, ...others] = faults;
  return first && others.length === 0 ? first : message('optionFaults', { faults });
}

/** A sentence for each field that is wrong, in the order of the schema, and then for each that is unknown. */
function faultsOf(
  issues: readonly z.core.$ZodIssue[],
  given: Record<string, unknown>,
  { shape }: z.ZodMiniObject,
  other: OtherCall,
): Map<string, Message> {
  const faults = new Map<string, Message>();
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const name of issue.keys) faults.set(name, unknownOption(name, Object.keys(shape), other));
      continue;
    }
    const option = String(issue.path[0] ?? '');
    const schema = shape[option];
    if (!schema || faults.has(option)) continue; // one number may be neither whole nor large enough
    const value = given[option];
    const meant = issue.code === 'invalid_value' ? meantBy(value, issue.values.map(String)) : {};
    const { allowed } = descriptionOf(schema);
    faults.set(option, message('optionNotAllowed', { option, allowed, given: shown(value), ...meant }));
  }
  return faults;
}

/** An object literal: not a promise that nobody awaited, not a model, map or array, which have no options in them. */
export function isPlainObject(given: unknown): given is Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false;
  const prototype: unknown = Object.getPrototypeOf(given);
  // Object.prototype of any realm has no prototype of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Says which name is near, or which call the name belongs to. */
function unknownOption(name: string, known: string[], { call, fields }: OtherCall): Message {
  const option = /^[\w$]+$/.test(name) ? name : quoted(name);
  return message('optionUnknown', { option, ...(fields.includes(name) ? { call } : meantBy(name, known)) });
}

/** The known name that is near, if there is one. */
function meantBy(given: unknown, known: string[]): { meant?: string } {
  const meant = typeof given === 'string' ? nearestName(given, known) : undefined;
  return meant === undefined ? {} : { meant };
}

/** A value as it is told of: texts in quotes, as they are written. */
function shown(value: unknown): Message {
  if (typeof value === 'string') return message('verbatim', { text: quoted(value) });
  if (typeof value === 'function') return message('givenFunction', {});
  if (Array.isArray(value)) return message('givenArray', {});
  if (typeof value !== 'object' || value === null) return message('verbatim', { text: String(value) });
  const name: unknown = value.constructor?.name;
  if (name === 'Promise') return message('givenPromise', {});
  return typeof name === 'string' && name !== 'Object'
    ? message('givenInstance', { name })
    : message('givenObject', {});
}

function quoted(text: string): string {
  return `'${text.length > 40 ? `${text.slice(0, 40)}…` : text}'`;
}
