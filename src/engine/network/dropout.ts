/**
 * Dropout of what a layer reads (Srivastava et al., 2014): it is zero with probability `rate`, and larger by 1 / (1 -
 * rate) otherwise, so that its expectation stays. Between layers and, of vectors and embeddings, before the first,
 * every number is dropped on its own. One-hot vectors are dropped as a whole (word dropout: Iyyer et al., 2015), since
 * all but one of their numbers are zero as it is. The way over time is never dropped.
 */
import { type Address, type Kernels, plus } from '../../kernels/kernels.ts';
import { NO_TOKEN } from '../data.ts';
import type { Arena, Range } from '../memory/arena.ts';
import { type Random, uniform } from '../memory/random.ts';

/** Dropout of numbers, each on its own. */
export class Dropout {
  /** Factors, 0 or 1 / (1 - rate). */
  readonly mask: Range;
  /** x * mask, for sources that must not change x. */
  readonly out: Range;

  constructor(
    arena: Arena,
    readonly rate: number,
    rows: number,
    readonly width: number,
  ) {
    this.mask = arena.reals(rows, width);
    this.out = arena.reals(rows, width);
  }

  /** Draws the first `count` factors of the mask, given as an array over its range. */
  draw(mask: Float32Array | Float64Array, count: number, random: Random): void {
    const kept = 1 / (1 - this.rate);
    for (let i = 0; i < count; i++) mask[i] = uniform(random) < this.rate ? 0 : kept;
  }

  /** out = x * mask, for `count` numbers that begin `at` bytes into the mask. */
  forward(k: Kernels, out: Address, x: Address, at: number, count: number): void {
    k.multiplyElements(out, x, plus(this.mask.address, at), count);
  }

  /** dx *= mask, likewise. */
  backward(k: Kernels, dx: Address, at: number, count: number): void {
    k.multiplyElements(dx, dx, plus(this.mask.address, at), count);
  }
}

/** Dropout of one-hot tokens: a dropped one is read as the zero vector. */
export class TokenDropout {
  /** What is read in training, NO_TOKEN where it is dropped: ids in the order of the rows, for each direction. */
  readonly ids: readonly Range[];
  /** What is not dropped is so many times as large: 1 / (1 - rate). */
  readonly factor: number;
  /** Whether the window at hand is read so. */
  dropping = false;

  constructor(
    arena: Arena,
    readonly rate: number,
    rows: number,
    directions: number,
  ) {
    this.ids = Array.from({ length: directions }, () => arena.ids(rows));
    this.factor = 1 / (1 - rate);
  }

  /** Draws for the first `count` of the `inputs`, given as arrays over their ranges; `reversed`: see `Steps.index`. */
  draw(
    [ids, reversedIds]: readonly Int32Array[],
    inputs: Int32Array,
    reversed: Int32Array,
    count: number,
    random: Random,
  ): void {
    for (let i = 0; i < count; i++) ids![i] = uniform(random) < this.rate ? NO_TOKEN : inputs[i]!;
    if (reversedIds) for (let i = 0; i < count; i++) reversedIds[i] = ids![reversed[i]!]!;
  }
}
