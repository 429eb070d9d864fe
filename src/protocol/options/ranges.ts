/** What an option may be: a schema that checks it, and the message that says what is allowed. */
import * as z from 'zod/mini';
import { type Message, message, sayEnglish } from '../../messages/message.ts';

export interface Range<T extends z.ZodMiniType> {
  schema: T;
  allowed: Message;
}

export function whole(low: number, high: number) {
  const allowed = message('allowedWhole', { low, high });
  return { schema: between(low, high, sayEnglish(allowed)), allowed };
}

export function wholeOrAuto(low: number, high: number) {
  const allowed = message('allowedWholeOrAuto', { low, high });
  const error = sayEnglish(allowed);
  return { schema: z.union([between(low, high, error), z.literal('auto')], { error }), allowed };
}

export function wholeOrZero(low: number, high: number) {
  const allowed = message('allowedWholeOrZero', { low, high });
  const error = sayEnglish(allowed);
  const inRange = (k: number) => k === 0 || (k >= low && k <= high);
  return { schema: z.int({ error }).check(z.refine(inRange, { error })), allowed };
}

/** A number in a range whose ends belong to it, unless they are said to be open. */
export function real(low: number, high: number, { openLow = false, openHigh = false } = {}) {
  const allowed = message('allowedNumber', { low, high, openLow, openHigh });
  const error = sayEnglish(allowed);
  const [above, below] = [openLow ? z.gt : z.gte, openHigh ? z.lt : z.lte];
  return { schema: z.number({ error }).check(above(low, { error }), below(high, { error })), allowed };
}

/** A share of something: all of it is too much. */
export function share() {
  return real(0, 1, { openHigh: true });
}

export function oneOf<const T extends readonly string[]>(...names: T) {
  const allowed = message('allowedNames', { names });
  return { schema: z.enum(names, { error: sayEnglish(allowed) }), allowed };
}

export function onOrOff() {
  const allowed = message('allowedSwitch', {});
  return { schema: z.boolean({ error: sayEnglish(allowed) }), allowed };
}

export function text(allowed: Message = message('allowedText', {})) {
  return { schema: z.string({ error: sayEnglish(allowed) }), allowed };
}

export function textOrFalse() {
  const allowed = message('allowedTextOrFalse', {});
  const error = sayEnglish(allowed);
  return {
    schema: z.union([z.string({ error }).check(z.minLength(1, { error })), z.literal(false)], { error }),
    allowed,
  };
}

function between(low: number, high: number, error: string) {
  return z.int({ error }).check(z.gte(low, { error }), z.lte(high, { error }));
}
