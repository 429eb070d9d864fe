/**
 * Dropout between layers (Srivastava et al., 2014): what a layer reads from the one below is zero with probability `rate`,
 * and larger by 1 / (1 - rate) otherwise, so that its expectation stays. The way over time is never dropped.
 */
import type { Kernels } from '../kernels/kernels.ts';
import type { Arena, Range } from './arena.ts';
import { type Random, uniform } from './random.ts';

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
  forward(k: Kernels, out: number, x: number, at: number, count: number): void {
    k.multiplyElements(out, x, this.mask.address + at, count);
  }

  /** dx *= mask, likewise. */
  backward(k: Kernels, dx: number, at: number, count: number): void {
    k.multiplyElements(dx, dx, this.mask.address + at, count);
  }
}
