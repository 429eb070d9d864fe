/** Plans one memory: hands out ranges one after the other, before a byte of it exists. */
import { type Precision, sizeOf } from '../kernels/kernels.ts';

/** A tensor's place: row-major, beginning at byte `address`. */
export interface Range {
  address: number;
  shape: readonly number[];
  /** Elements. */
  length: number;
  /** 'real' has the precision of the arena, 'id' is a 32-bit integer. */
  type: 'real' | 'id';
}

/** Every range begins at a multiple of this: a cache line, and any vector register. */
export const ALIGNMENT = 64;

export class Arena {
  /** Bytes handed out so far: what a memory must have. */
  bytes = 0;
  readonly ranges: Range[] = [];

  constructor(readonly precision: Precision) {}

  /** A tensor of real numbers. */
  reals(...shape: number[]): Range {
    return this.place('real', sizeOf(this.precision), shape);
  }

  /** A tensor of token ids. */
  ids(...shape: number[]): Range {
    return this.place('id', Int32Array.BYTES_PER_ELEMENT, shape);
  }

  private place(type: Range['type'], size: number, shape: number[]): Range {
    const length = shape.reduce((product, n) => product * n, 1);
    const range = { address: this.bytes, shape, length, type };
    this.bytes += Math.ceil((length * size) / ALIGNMENT) * ALIGNMENT;
    this.ranges.push(range);
    return range;
  }
}
