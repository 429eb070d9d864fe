/**
 * The time steps of a window and which sequences are alive at each. Sequences stand longest first, so at step t the
 * first rows(t) of them are alive, and only those rows are stored, one step's after the other's. A padded step is never
 * computed: it cannot change a loss, a gradient or a state.
 */
import { sizeOf } from '../kernels/kernels.ts';
import type { Arena } from './arena.ts';

export class Steps {
  /** Time steps t = 1 ... count, as the notes count them; 0 is the state before the first. */
  count = 0;
  /** Rows of all steps together: the tokens that the window predicts. */
  total = 0;
  /** [count + 1] */
  readonly #rows: Int32Array;
  /** [count + 2], rows of the steps 0 ... t - 1. */
  readonly #before: Int32Array;

  constructor(
    readonly window: number,
    readonly batch: number,
  ) {
    this.#rows = new Int32Array(window + 1);
    this.#before = new Int32Array(window + 2);
  }

  /** Lengths of the sequences in this window, longest first, each in [0, window]. */
  set(lengths: ArrayLike<number>): void {
    this.count = lengths[0] ?? 0;
    let alive = lengths.length;
    for (let t = 0; t <= this.count; t++) {
      while (alive > 0 && lengths[alive - 1]! < Math.max(t, 1)) alive--;
      this.#rows[t] = alive;
      this.#before[t + 1] = this.#before[t]! + alive;
    }
    this.total = this.#before[this.count + 1]! - this.rows(0);
  }

  /** Sequences alive at step t; at 0, those that are alive at 1. */
  rows(t: number): number {
    return this.#rows[t]!;
  }

  /** Rows of the steps [from, t). */
  rowsBetween(from: number, t: number): number {
    return this.#before[t]! - this.#before[from]!;
  }

  /**
   * The last step of the run that begins at t: steps with the same sequences, whose rows and the rows of the steps before
   * them are each in one piece, so that one product does for all of them.
   */
  runEnd(t: number): number {
    let end = t;
    if (this.rows(t - 1) === this.rows(t)) while (end < this.count && this.rows(end + 1) === this.rows(t)) end++;
    return end;
  }
}

/** Rows of `width` real numbers for every time step from `first` on. */
export class Sequence {
  readonly #address: number;
  readonly #rowBytes: number;

  constructor(
    arena: Arena,
    private readonly steps: Steps,
    private readonly first: 0 | 1,
    readonly width: number,
  ) {
    this.#address = arena.reals((steps.window + 1 - first) * steps.batch, width).address;
    this.#rowBytes = width * sizeOf(arena.precision);
  }

  /** Address of step t's rows: [rows(t), width]. Those of t + 1 follow them. */
  at(t: number): number {
    return this.#address + this.steps.rowsBetween(this.first, t) * this.#rowBytes;
  }
}
