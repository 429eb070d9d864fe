/** Options that were given -> options, or an error that names the option, what was given and what is allowed. */
import type * as z from 'zod/mini';
import { nearestName } from './suggestion.ts';

/** Values of the user's that are not allowed. `field` names the first of them; the message says what was given and what is allowed. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** The other call that takes options: a name may belong there. */
export interface OtherCall {
  call: string;
  fields: string[];
}

/** What a schema makes of what was given, defaults filled in. Throws OptionError: all that is wrong, a line each. */
export function parse<T extends z.ZodMiniObject>(schema: T, given: unknown, other: OtherCall): z.output<T> {
  const fields = Object.keys(schema.shape);
  if (!isPlainObject(given))
    throw new OptionError('', `Options must be an object such as { ${fields[0]}: … }; got ${show(given)}.`);
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const faults = faultsOf(issues, given, fields, other);
  const names = issues.some(({ code }) => code === 'unrecognized_keys')
    ? [`The options are ${fields.join(', ')}.`]
    : [];
  throw new OptionError(faults.keys().next().value ?? '', [...faults.values(), ...names].join('\n'));
}

/** A sentence for each field that is wrong, in the order of the schema, and then for each that is unknown. */
function faultsOf(
  issues: readonly z.core.$ZodIssue[],
  given: Record<string, unknown>,
  fields: string[],
  other: OtherCall,
): Map<string, string> {
  const faults = new Map<string, string>();
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const name of issue.keys) faults.set(name, unknownOption(name, fields, other));
      continue;
    }
    const field = String(issue.path[0] ?? '');
    if (faults.has(field)) continue; // one number may be neither whole nor large enough
    const value = given[field];
    const allowed = issue.code === 'invalid_value' ? issue.values.map(String) : [];
    faults.set(field, `${field} must be ${issue.message}; got ${show(value)}.${meant(value, allowed, "'")}`);
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
function unknownOption(name: string, fields: string[], other: OtherCall): string {
  const shown = /^[\w$]+$/.test(name) ? name : show(name);
  const hint = other.fields.includes(name) ? ` It is an option of ${other.call}.` : meant(name, fields);
  return `There is no option ${shown}.${hint}`;
}

/** " Did you mean …?" where a known name is near; else nothing. Values are shown in quotes, as they are written. */
function meant(given: unknown, known: string[], quote = ''): string {
  const nearest = typeof given === 'string' ? nearestName(given, known) : undefined;
  return nearest === undefined ? '' : ` Did you mean ${quote}${nearest}${quote}?`;
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object' || value === null) return String(value);
  const kind: unknown = value.constructor?.name;
  if (kind === 'Promise') return 'a promise (await it first)';
  return typeof kind === 'string' && kind !== 'Object' ? `an object of the class ${kind}` : 'an object';
}
