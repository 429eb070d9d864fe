/**
 * The memory as the plain TypeScript kernels see it: typed arrays over all of it, and addresses turned into indices.
 */
import type { Address, Precision } from '../kernels.ts';

export type Reals = Float32Array | Float64Array;

export interface Views {
  /** Real numbers, in the precision of the kernels. */
  reals: Reals;
  /** Token ids. */
  ints: Int32Array;
  /** Index in `reals` of an address. Shifts are unsigned: the memory may have up to 4 GiB. */
  real(address: Address): number;
  /** Index in `ints` of an address. */
  int(address: Address): number;
}

export function createViews(memory: ArrayBufferLike, precision: Precision): Views {
  const shift = precision === 'f32' ? 2 : 3;
  return {
    reals: precision === 'f32' ? new Float32Array(memory) : new Float64Array(memory),
    ints: new Int32Array(memory),
    real: (address) => address >>> shift,
    int: (address) => address >>> 2,
  };
}

/** σ(z) = 1 / (1 + e^-z), in (0, 1) for every z: e^-z that overflows gives 0, one that vanishes gives 1. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/**
 * Calls back for every unit of every row. Small enough to be inlined, so that passes cost what their arithmetic costs.
 */
export function eachUnit(n: number, units: number, visit: (row: number, unit: number) => void): void {
  for (let row = 0; row < n; row++) for (let j = 0; j < units; j++) visit(row, j);
}
