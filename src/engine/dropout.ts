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
  private readonly out: Range;

  constructor(
    arena: Arena,
    readonly rate: number,
    rows: number,
    H: number,
  ) {
    this.mask = arena.reals(rows, H);
    this.out = arena.reals(rows, H);
  }

  /** Draws the first `count` factors of the mask, given as an array over its range. */
  draw(mask: Float32Array | Float64Array, count: number, random: Random): void {
    const kept = 1 / (1 - this.rate);
    for (let i = 0; i < count; i++) mask[i] = uniform(random) < this.rate ? 0 : kept;
  }

  /** Address of x * mask. */
  forward(k: Kernels, x: number, count: number): number {
    k.multiply(this.out.address, x, this.mask.address, count);
    return this.out.address;
  }

  /** dx *= mask. */
  backward(k: Kernels, dx: number, count: number): void {
    k.multiply(dx, dx, this.mask.address, count);
  }
}
