/** Which tokens a vocabulary keeps, and what becomes of the others. */

import { EOS, UNK, type Vocabulary } from '../tokens/vocabulary.ts';
import type { Reading } from './reading.ts';

interface Ranking {
  /** The most frequent tokens of the training part, ties by first appearance. */
  kept: string[];
  /** For every id as it was read its final one. */
  renumbered: Uint32Array;
  /** Distinct tokens of the training part. */
  seen: number;
}

/** What was read in the ids of a vocabulary that is there already. */
export function rankAs({ tokens }: Pick<Reading, 'tokens'>, vocabulary: Vocabulary): Uint32Array {
  return Uint32Array.from(tokens, (token) => vocabulary.idOrUnknown(token));
}

/** `train`: half-open ranges of the tokens read that are counted. */
export function rank(
  { ids, tokens }: Pick<Reading, 'ids' | 'tokens'>,
  train: readonly number[],
  keep: number,
): Ranking {
  const counts = new Float64Array(tokens.length);
  for (let i = 0; i + 1 < train.length; i += 2)
    for (let at = train[i]!; at < train[i + 1]!; at++) counts[ids.at(at)]!++;
  const seen = Array.from(tokens.keys()).filter((id) => id > UNK && counts[id]! > 0);
  const order = seen.toSorted((a, b) => counts[b]! - counts[a]! || a - b).slice(0, keep);
  const renumbered = new Uint32Array(tokens.length).fill(UNK);
  renumbered[EOS] = EOS;
  for (const [place, id] of order.entries()) renumbered[id] = place + UNK + 1;
  return { kept: order.map((id) => tokens[id]!), renumbered, seen: seen.length };
}
