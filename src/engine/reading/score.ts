/** The language model's other uses (1.6.2): the probability of a sequence, and the likeliest next tokens. */
import { NO_TOKEN } from '../data.ts';
import type { Reader, Start } from './reader.ts';

/**
 * Reads a document and yields, for each of its ids in turn, its surprisal -ln P(id | those before it), in nats. With
 * EOS as its last id, their sum is -ln of the probability of the whole. The last id is not read.
 */
export function* score(
  reader: Reader,
  ids: ArrayLike<number>,
  { first = NO_TOKEN, carry = false }: Start = {},
): Generator<number, void, undefined> {
  if (!carry) reader.reset();
  for (let t = 0; t < ids.length; t++) yield reader.score(t === 0 ? first : ids[t - 1]!, ids[t]!);
}

/** The likeliest tokens after a beginning, the likeliest first. */
interface NextToken {
  id: number;
  probability: number;
}

/** Reads the ids; yields after each, as a place to pause. Returns at most `count` tokens. */
export function* nextTokens(
  reader: Reader,
  ids: ArrayLike<number>,
  count: number,
  { first = NO_TOKEN, carry = false }: Start = {},
): Generator<undefined, NextToken[], undefined> {
  if (!carry) reader.reset();
  reader.read(first);
  for (let t = 0; t < ids.length; t++) {
    yield undefined;
    reader.read(ids[t]!);
  }
  const total = reader.weigh(1, []);
  const all = Array.from(reader.odds, (odds, id) => ({ id, probability: odds / total }));
  return all.sort((a, b) => b.probability - a.probability || a.id - b.id).slice(0, count);
}
