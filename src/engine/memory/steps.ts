/**
 * The time steps of a window and which sequences are alive at each. Sequences stand longest first, so at step t the
 * first rows(t) of them are alive, and only those rows are stored, one step's after the other's. A padded step is never
 * computed: it cannot change a loss, a gradient or a state.
 */
import { type Address, plus, sizeOf } from '../../kernels/kernels.ts';
import type { Arena, Range } from './arena.ts';

export class Steps {
  /** Time steps t = 1 ... count, as the notes count them; 0 is the state before the first. */
  count = 0;
  /** Rows of all steps together: the tokens that the window reads. */
  total = 0;
  /** Sequences of the window. */
  sequences = 0;
  /** Whether all sequences have the same length. */
  uniform = true;
  /** Ids [window * batch]: see `index`. */
  readonly reversed: Range;
  readonly previous: Range;
  readonly last: Range;
  /** [count + 1] */
  readonly #rows: Int32Array;
  /** [count + 2], rows of the steps 0 ... t - 1. */
  readonly #before: Int32Array;

  constructor(
    arena: Arena,
    readonly window: number,
    readonly batch: number,
  ) {
    this.reversed = arena.ids(window * batch);
    this.previous = arena.ids(window * batch);
    this.last = arena.ids(batch);
    this.#rows = new Int32Array(window + 1);
    this.#before = new Int32Array(window + 2);
  }

  /** Lengths of the first `count` sequences in this window, longest first, each in [0, window]. */
  set(lengths: ArrayLike<number>, count = lengths.length): void {
    this.count = count === 0 ? 0 : lengths[0]!;
    let alive = count;
    for (let t = 0; t <= this.count; t++) {
      while (alive > 0 && lengths[alive - 1]! < Math.max(t, 1)) alive--;
      this.#rows[t] = alive;
      this.#before[t + 1] = this.#before[t]! + alive;
    }
    this.sequences = this.count === 0 ? 0 : this.#rows[1]!;
    this.total = this.#before[this.count + 1]! - this.rows(0);
    this.uniform = this.count === 0 || this.#rows[this.count] === this.sequences;
  }

  /**
   * Fills in where rows find each other, after `set`. Row numbers count from the first row of step 1, in `previous`
   * from the first row of step 0.
   * reversed[row]: the same sequence's step as far from its end as this one is from its beginning.
   * previous[row]: the same sequence one step before. last[sequence]: its last step.
   */
  index(reversed: Int32Array, previous: Int32Array, last: Int32Array): void {
    for (let t = 1, row = 0; t <= this.count; t++)
      for (let sequence = 0; sequence < this.rows(t); sequence++, row++) {
        previous[row] = this.#before[t - 1]! + sequence;
        last[sequence] = row; // until a later step of it comes
      }
    for (let sequence = 0; sequence < this.sequences; sequence++) {
      const length = this.lengthOf(sequence, last);
      for (let t = 1; t <= length; t++)
        reversed[this.rowsBetween(1, t) + sequence] = this.rowsBetween(1, length + 1 - t) + sequence;
    }
  }

  /** Steps of a sequence, from its last row. */
  private lengthOf(sequence: number, last: Int32Array): number {
    let length = this.count;
    while (length > 1 && this.rowsBetween(1, length) + sequence > last[sequence]!) length--;
    return length;
  }

  /** Sequences alive at step t; at 0, those that are alive at 1. */
  rows(t: number): number {
    return this.#rows[t]!;
  }

  /** Rows of the steps [from, t). */
  rowsBetween(from: number, t: number): number {
    return this.#before[t]! - this.#before[from]!;
  }
}

/** Rows of `width` real numbers for every time step from `first` on. */
export class Sequence {
  readonly rowBytes: number;
  readonly #address: Address;

  constructor(
    arena: Arena,
    private readonly steps: Steps,
    private readonly first: 0 | 1,
    readonly width: number,
  ) {
    this.#address = arena.reals((steps.window + 1 - first) * steps.batch, width).address;
    this.rowBytes = width * sizeOf(arena.precision);
  }

  /** Address of step t's rows: [rows(t), width]. Those of t + 1 follow them. */
  at(t: number): Address {
    return plus(this.#address, this.steps.rowsBetween(this.first, t) * this.rowBytes);
  }
}
