/** Seeded randomness: one seed gives independent streams, so that asking for dropout does not change the weights. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';

/** `getState()` gives what `xoroshiro128plusFromState` goes on from. */
export type Random = JumpableRandomGenerator;

/** What a stream is for, by its number. */
const streams = ['weights', 'order', 'dropout', 'sample', 'state'] as const;

/**
 * A stream of a seed, 2^64 draws away from the next. The first jump comes before the first draw: that is ~seed itself,
 * and so nearly the same for all small seeds.
 */
export function createRandom(seed: number, stream: (typeof streams)[number]): Random {
  const random = xoroshiro128plus(seed);
  for (let jumps = streams.indexOf(stream); jumps >= 0; jumps--) random.jump();
  return random;
}

/** A number in (0, 1), one of 2^32 at equal distances. */
export function uniform(random: Random): number {
  return ((random.next() >>> 0) + 0.5) / 0x1_0000_0000;
}

/** A number of the standard normal distribution (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(uniform(random))) * Math.cos(2 * Math.PI * uniform(random));
}
