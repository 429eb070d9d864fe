/**
 * How an option is described: once, and for all who ask. The description is attached to the schema that checks the
 * option; types, validation, completion, hover, the panel's fields, the tables of the READMEs and the engine's
 * configuration follow.
 */
import * as z from 'zod/mini';
import type { Message } from '../../messages/message.ts';
import type { Words } from '../../messages/words.ts';
import type { Range } from './ranges.ts';

/** The part of the engine's configuration that takes an option by its name, as it is. */
export type Destination = 'network' | 'training' | 'optimiser' | 'schedule' | 'initialisation';

/** The other option, and its value, without which an option has no effect: ['cell', 'lstm']. */
export type Owner = readonly [option: 'cell' | 'optimiser' | 'task', value: string];

/** A field of the panel's form: what it is called, and its group; 'main' is always shown. */
export interface Field extends Words {
  group: 'main' | 'data' | 'network' | 'training';
  /** What the values are called, of an option that is chosen from a list. */
  names?: Readonly<Record<string, Words>>;
}

/** What an option means: a sentence in each language, in Markdown, and who takes it. */
export interface Description extends Words {
  /** What is allowed, as its errors say it. */
  allowed: Message;
  /** What its numbers count. */
  unit?: Words;
  belongsTo?: Owner;
  /** Left out where a plan makes something else of it: epochs, directions, embedding. */
  engine?: Destination;
  form?: Field;
  /** The class of its values, where JSON has none. */
  title?: string;
}

declare const destination: unique symbol;
/** A schema of an option; where it goes is known to the compiler, too. */
type Option<T, D> = T & { readonly [destination]: D };

/** The names of the options in a shape that go to one part of the engine's configuration. */
export type NamesFor<D extends Destination, S> = {
  [name in keyof S]: S[name] extends { readonly [destination]: D } ? name : never;
}[keyof S];

type Given<T extends z.ZodMiniType, D> = Range<T> & Omit<Description, 'allowed' | 'engine'> & { engine?: D };

const descriptions = z.registry<Description>();

/** An option with a default, or one that may be left out. */
export function option<T extends z.ZodMiniType, const D extends Destination | undefined = undefined>(
  given: Given<T, D> & { default: z.output<T> },
): Option<z.ZodMiniDefault<T>, D>;
export function option<T extends z.ZodMiniType, const D extends Destination | undefined = undefined>(
  given: Given<T, D>,
): Option<z.ZodMiniOptional<T>, D>;
export function option({
  schema,
  default: value,
  ...description
}: Given<z.ZodMiniType, Destination | undefined> & { default?: unknown }): unknown {
  const whole = value === undefined ? z.optional(schema) : z._default(schema, value);
  descriptions.add(whole, description as Description);
  return whole;
}

/** The description of an option's schema. */
export function descriptionOf(schema: z.core.$ZodType): Description {
  const description = descriptions.get(schema as z.ZodMiniType);
  if (!description) throw new Error('This schema is no option.');
  return description;
}
