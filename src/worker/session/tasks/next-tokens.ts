/** What `rnn.next` gives is a plain array; what it continues is remembered beside it, to be drawn with it. */
import type { TokenProbability } from './probability.ts';

const beginnings = new WeakMap<object, string>();

/** The same array, of which it is known from now on what it continues. */
export function nextAfter(beginning: string, next: TokenProbability[]): TokenProbability[] {
  beginnings.set(next, beginning);
  return next;
}

/** What an array of `rnn.next` continues; undefined of any other value. */
export function beginningOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? beginnings.get(value) : undefined;
}
