/**
 * Which part of a layer a thread computes. Either some sequences with all units: then threads need not wait for each
 * other from the first step to the last. Or some units of all sequences: for batches of few sequences, and for weights
 * so large that a core's cache holds only a part of them; then they wait once or twice a step. Units are shared in
 * panels of 16, so not where the layer has another number of them.
 */
import { type Address, type Kernels, PANEL, plus, sizeOf } from '../../kernels/kernels.ts';
import type { Sequence, Steps } from '../memory/steps.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';

/** Fewer sequences than this for each thread make low tiles of too little work. */
const FEWEST_ROWS = 4;
/** Recurrent weights of a layer up to this many bytes stay in a core's second-level cache. */
const CACHED_BYTES = 2 << 20;

export class StepPart {
  /** Units computed: [unit, unit + units). */
  unit = 0;
  units = 0;
  /** First sequence and number of sequences computed, of those that are alive at the step of `at`. */
  row = 0;
  n = 0;
  #firstRow = 0;
  #endRow = 0;
  #byUnits = false;
  #thread!: Thread;

  constructor(
    private readonly steps: Steps,
    private readonly H: number,
    /** Bytes of the layer's recurrent weights. */
    private readonly bytes: number,
  ) {}

  /** The part of a thread in the window at hand. */
  take(thread: Thread): void {
    const { steps, H } = this;
    this.#thread = thread;
    this.#byUnits =
      thread.count > 1 &&
      H % PANEL === 0 &&
      (steps.sequences < FEWEST_ROWS * thread.count || this.bytes > CACHED_BYTES);
    this.unit = this.#byUnits ? partStart(thread, H, PANEL) : 0;
    this.units = this.#byUnits ? partEnd(thread, H, PANEL) - this.unit : H;
    this.#firstRow = this.#byUnits ? 0 : this.#rowAt(thread.index / thread.count);
    this.#endRow = this.#byUnits ? steps.sequences : this.#rowAt((thread.index + 1) / thread.count);
  }

  get kernels(): Kernels {
    return this.#thread.kernels;
  }

  /** Whether all units of some sequences are computed, and not some units of all. */
  get hasAllUnits(): boolean {
    return !this.#byUnits;
  }

  /** Turns to step t; `row` and `n` are those of the step from then on. */
  at(t: number): void {
    const alive = this.steps.rows(t);
    this.row = Math.min(this.#firstRow, alive);
    this.n = Math.min(this.#endRow, alive) - this.row;
  }

  /** Waits until all units of the step's rows are there. */
  sync(): void {
    if (this.#byUnits) this.#thread.sync();
  }

  /** Makes the part's numbers in rows of H zero; `out` is the address of the first. */
  clear(out: Address): void {
    const { kernels, H, units, n } = this;
    const rowBytes = H * sizeOf(kernels.precision);
    if (units === H) kernels.fill(out, 0, n * H);
    else for (let row = 0; row < n; row++) kernels.fill(plus(out, row * rowBytes), 0, units);
  }

  /** Address of the part's first number in step t, in block `block` of H columns. */
  address(sequence: Sequence, t: number, block = 0): Address {
    return plus(this.rowAddress(sequence, t), (block * this.H + this.unit) * (sequence.rowBytes / sequence.width));
  }

  /** Address of the part's first row in step t. */
  rowAddress(sequence: Sequence, t: number): Address {
    return plus(sequence.at(t), this.row * sequence.rowBytes);
  }

  /**
   * out[n, blocks * H] += a[n, k] b[k, blocks * H] for the part's rows and units: out and a are the addresses of the
   * rows, b that of panels.
   */
  multiply(out: Address, ldOut: number, a: Address, ldA: number, b: Address, blocks: number, k: number): void {
    this.multiplyRows(out, ldOut, out, ldOut, a, ldA, b, blocks, k, this.n);
  }

  /** out = init + a b for any number of rows; with an ldInit of 0, `init` is one row for all. */
  multiplyRows(
    out: Address,
    ldOut: number,
    init: Address,
    ldInit: number,
    a: Address,
    ldA: number,
    b: Address,
    blocks: number,
    k: number,
    n: number,
  ): void {
    const { kernels, H } = this;
    if (n === 0) return;
    if (!this.#byUnits) {
      kernels.multiply(out, ldOut, init, ldInit, a, ldA, b, n, blocks * H, k);
      return;
    }
    const size = sizeOf(kernels.precision);
    for (let block = 0; block < blocks; block++) {
      const column = block * H + this.unit;
      const [outAt, initAt] = [plus(out, column * size), plus(init, column * size)];
      const panels = plus(b, column * k * size);
      kernels.multiply(outAt, ldOut, initAt, ldInit, a, ldA, panels, n, this.units, k);
    }
  }

  /** The sequence at which this share of the window's steps is reached, counted over the longest first. */
  #rowAt(share: number): number {
    const { steps } = this;
    if (steps.uniform) return Math.round(steps.sequences * share);
    const wanted = Math.round(steps.total * share);
    let [row, before] = [0, 0];
    for (let length = steps.count; row < steps.sequences && before < wanted; row++) {
      while (length > 1 && steps.rows(length) <= row) length--;
      before += length;
    }
    return row;
  }
}
