/** Sampling novel sequences (1.7). */
import { NO_TOKEN } from '../data.ts';
import { createRandom, type Random, uniform } from '../memory/random.ts';
import type { Reader, Start } from './reader.ts';

/** `first` may be the id of a class (1.5.3). */
export interface Sampling extends Start {
  /** Ids that are read then, before the first is drawn. */
  prime: ArrayLike<number>;
  /** Most tokens drawn. */
  length: number;
  /** Divides the logits; above 0. */
  temperature: number;
  /** Only the so many likeliest are drawn; left out or 0, all. */
  topK?: number;
  /**
   * Only the likeliest whose probabilities come to this together are drawn (Holtzman et al., 2020); left out or 1, all.
   */
  topP?: number;
  seed: number;
  /** Ids that are never drawn, UNK for example. Drawing again until it is none of them comes to the same. */
  refuse?: readonly number[];
  /** The id that ends a sequence. */
  stop?: number;
}

/**
 * Begins with x<1> and a<0>, reads the priming ids, then draws from ŷ<t> and reads what it drew. Yields undefined
 * after each token that is only read, as a place to pause, and then the ids drawn. Returns what ended it: the stop id,
 * which is not yielded, or the length.
 */
export function* sample(
  reader: Reader,
  options: Sampling,
): Generator<number | undefined, 'stop' | 'length', undefined> {
  const random = createRandom(options.seed, 'sample');
  const { refuse = [] } = options;
  if (!options.carry) reader.reset();
  reader.read(options.first ?? NO_TOKEN);
  for (let i = 0; i < options.prime.length; i++) {
    yield undefined;
    reader.read(options.prime[i]!);
  }
  for (let drawn = 0; drawn < options.length; drawn++) {
    const total = likeliest(reader.odds, reader.weigh(options.temperature, refuse), options);
    const id = draw(reader.odds, total, random);
    if (id === options.stop) return 'stop';
    yield id;
    if (drawn + 1 < options.length) reader.read(id);
  }
  return 'length';
}

/** Makes the odds of all but the likeliest 0, where options ask for that; returns the sum of those that are left. */
function likeliest(odds: Float32Array, total: number, { topK = 0, topP = 1 }: Pick<Sampling, 'topK' | 'topP'>): number {
  if (topK === 0 && topP >= 1) return total;
  const order = Uint32Array.from(odds.keys()).sort((a, b) => odds[b]! - odds[a]! || a - b);
  let [kept, sum] = [0, 0];
  while (kept < order.length && (topK === 0 || kept < topK) && (kept === 0 || sum < topP * total))
    sum += odds[order[kept++]!]!;
  for (const id of order.subarray(kept)) odds[id] = 0;
  return sum;
}

/** An index, with a probability that is proportional to its odds, whose sum is `total`. */
function draw(odds: Float32Array, total: number, random: Random): number {
  let rest = uniform(random) * total;
  let last = 0;
  for (let id = 0; id < odds.length; id++) {
    if (odds[id]! === 0) continue;
    last = id;
    rest -= odds[id]!;
    if (rest < 0) break;
  }
  return last;
}
