/** Plans one memory: hands out ranges one after the other, before a byte of it exists. */
import { type Address, addressAt, type Precision, RESERVED_BYTES, sizeOf } from '../../kernels/kernels.ts';

/** A tensor's place: row-major, beginning at byte `address`. */
export interface Range {
  address: Address;
  shape: readonly number[];
  /** Elements. */
  length: number;
  /** 'real' has the precision of the arena, 'id' is a 32-bit integer, 'double' a 64-bit real number. */
  type: 'real' | 'id' | 'double';
}

/** Every range begins at a multiple of this: a cache line, and any vector register. */
export const ALIGNMENT = 64;

export class Arena {
  /** Bytes handed out so far: what a memory must have. The kernels' constants come first. */
  bytes = RESERVED_BYTES;
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

  /** Numbers in double precision, whatever that of the arena. */
  doubles(...shape: number[]): Range {
    return this.place('double', Float64Array.BYTES_PER_ELEMENT, shape);
  }

  /** Bytes that a kernel may use as it likes. */
  scratch(bytes: number): Range {
    return this.place('id', Int32Array.BYTES_PER_ELEMENT, [Math.ceil(bytes / Int32Array.BYTES_PER_ELEMENT)]);
  }

  private place(type: Range['type'], size: number, shape: number[]): Range {
    const length = shape.reduce((product, n) => product * n, 1);
    const range = { address: addressAt(this.bytes), shape, length, type };
    this.bytes += Math.ceil((length * size) / ALIGNMENT) * ALIGNMENT;
    this.ranges.push(range);
    return range;
  }
}
