/** The language model's other uses (1.6.2): the probability of a sequence, and the likeliest next tokens. */
import { NO_TOKEN } from './data.ts';
import type { Reader } from './reader.ts';

/**
 * Reads a document from x<1> = 0 and a<0> on and yields, for each of its ids in turn, -ln P(id | those before it) in nats. With
 * EOS as its last id, their sum is -ln of the probability of the whole. `before`: the id that is read first, where it is a
 * part of a document and not its beginning.
 */
export function* score(reader: Reader, ids: ArrayLike<number>, before = NO_TOKEN): Generator<number, void, undefined> {
  reader.reset();
  for (let t = 0; t < ids.length; t++) yield reader.score(t === 0 ? before : ids[t - 1]!, ids[t]!);
}

/** The likeliest tokens after a beginning, the likeliest first. */
export interface NextToken {
  id: number;
  probability: number;
}

/** Reads the ids from the beginning of a document; yields after each, as a place to pause. Returns at most `count` tokens. */
export function* nextTokens(
  reader: Reader,
  ids: ArrayLike<number>,
  count: number,
): Generator<undefined, NextToken[], undefined> {
  reader.reset();
  reader.read(NO_TOKEN);
  for (let t = 0; t < ids.length; t++) {
    yield undefined;
    reader.read(ids[t]!);
  }
  const total = reader.weigh(1, []);
  const all = Array.from(reader.odds, (odds, id) => ({ id, probability: odds / total }));
  return all.sort((a, b) => b.probability - a.probability || a.id - b.id).slice(0, count);
}
