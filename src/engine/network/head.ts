/**
 * The output layer: ŷ<t> = softmax(Wy a<t> + by), or σ (1.3.3), and its loss (1.4, 1.6.2). Logits are made, scored and
 * turned into gradients a block of rows at a time, so that a large vocabulary does not need memory for every step of a
 * window.
 */
import { type Address, PANEL, plus, sizeOf } from '../../kernels/kernels.ts';
import { Panels } from '../cells/layer.ts';
import { type HeadConfig, targetsPerRow } from '../config.ts';
import type { Arena, Range } from '../memory/arena.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';
import type { LayerInput } from './layer-input.ts';
import type { HeadParameters } from './parameters.ts';

/** Logits kept at a time: 32 MB of 32-bit numbers, 838 rows of 10,000 tokens. Fewer would mean more passes over dWy. */
const LOGITS = 1 << 23;
/** Rows kept at a time, at least: enough for products to run at full speed. */
const MIN_ROWS = 32;
/** Rows of a tile. */
const TILE = 6;

export class Head {
  /** [rows of a block, V] */
  readonly logits: Range;
  /** [rows] */
  private readonly losses: Range;
  /** A row of zeros: what sums begin with that have no bias. */
  private readonly zeros: Range;
  private readonly block: number;
  private readonly panels: Panels;
  /** Bytes of `targets` for a row: one class, or a number for each output. */
  private readonly targetBytes: number;

  constructor(
    arena: Arena,
    readonly config: HeadConfig,
    private readonly source: LayerInput,
    private readonly weights: HeadParameters,
    /** Most rows that will be asked for. */
    rows: number,
    training: boolean,
  ) {
    const { outputs: V, kind } = config;
    this.block = Math.min(rows, Math.max(MIN_ROWS, Math.floor(LOGITS / V)));
    this.logits = arena.reals(this.block, V);
    this.losses = arena.reals(rows);
    this.zeros = arena.reals(training ? source.width : 0);
    this.targetBytes =
      targetsPerRow(config) * (kind === 'linear' ? sizeOf(arena.precision) : Int32Array.BYTES_PER_ELEMENT);
    this.panels = new Panels(arena, weights.Wy, V, source.width, V, training);
  }

  /** Rows of the window at hand. */
  get rows(): number {
    return this.source.rows;
  }

  /** Takes over the weights of now. */
  pack(thread: Thread): void {
    this.panels.pack(thread);
  }

  /** Logits of all rows, which fit at once. */
  predict(thread: Thread): void {
    this.forward(thread, 0, this.source.rows);
    thread.sync();
  }

  /** Logits of all rows into `logits`, as many at a time as fit: the first row, and how many. */
  *predictBlocks(thread: Thread): Generator<{ row: number; n: number }> {
    for (let row = 0; row < this.rows; row += this.block) {
      const n = Math.min(this.block, this.rows - row);
      this.forward(thread, row, n);
      thread.sync();
      yield { row, n };
    }
  }

  /** Sum of the losses in nats of all rows; every thread learns it. */
  loss(thread: Thread, targets: Address): number {
    const { rows } = this.source;
    for (let row = 0; row < rows; row += this.block) {
      this.score(thread, targets, row, 1);
      thread.sync();
    }
    return thread.kernels.sum(this.losses.address, rows);
  }

  /** The same, and the gradient of that sum divided by `count`: sets dL/dx of the source, adds to `d`. */
  lossAndGradient(thread: Thread, targets: Address, count: number, d: HeadParameters): number {
    const { source, logits } = this;
    const { outputs: V } = this.config;
    const { kernels: k } = thread;
    const size = sizeOf(k.precision);
    const { width, rows } = source;
    for (let row = 0; row < rows; row += this.block) {
      this.score(thread, targets, row, 1 / count);
      // dlogits = (ŷ - y) / count   dx = Wyᵀ dlogits
      const n = Math.min(this.block, rows - row);
      const from = partStart(thread, n, TILE);
      const own = partEnd(thread, n, TILE) - from;
      const dx = plus(source.dx(0), (row + from) * width * size);
      const dz = plus(logits.address, from * V * size);
      k.multiply(dx, width, this.zeros.address, 0, dz, V, this.panels.backward!.address, own, width, V);
      thread.sync();
      // dWy = sum of x dlogits   dby = sum of dlogits
      const column = partStart(thread, V, PANEL);
      const columns = partEnd(thread, V, PANEL) - column;
      const [at, x] = [column * size, plus(source.x(0), row * width * size)];
      k.multiplyTransposed(plus(d.Wy, at), V, x, width, plus(logits.address, at), V, width, columns, n);
      k.sumRows(plus(d.by, at), plus(logits.address, at), V, n, columns);
      thread.sync();
    }
    return k.sum(this.losses.address, rows);
  }

  /** Losses and their gradients by the logits, of the thread's part of the block that begins at `row`. */
  private score(thread: Thread, targets: Address, row: number, scale: number): void {
    const { losses, logits, targetBytes } = this;
    const { kind, outputs: V } = this.config;
    const { kernels: k } = thread;
    const size = sizeOf(k.precision);
    const block = Math.min(this.block, this.source.rows - row);
    this.forward(thread, row, block);
    const from = partStart(thread, block, TILE);
    const n = partEnd(thread, block, TILE) - from;
    const [loss, z] = [plus(losses.address, (row + from) * size), plus(logits.address, from * V * size)];
    const y = plus(targets, (row + from) * targetBytes);
    if (kind === 'softmax') k.softmaxCrossEntropy(loss, z, y, n, V, scale);
    else if (kind === 'sigmoid') k.sigmoidCrossEntropy(loss, z, y, n, V, scale);
    else k.squaredError(loss, z, y, n, V, scale);
  }

  /** logits = Wy x + by of the thread's part of the block of `block` rows that begins at `row`. */
  private forward(thread: Thread, row: number, block: number): void {
    const { logits, source, weights } = this;
    const { outputs: V } = this.config;
    const { kernels: k } = thread;
    const size = sizeOf(k.precision);
    const from = partStart(thread, block, TILE);
    const n = partEnd(thread, block, TILE) - from;
    const out = plus(logits.address, from * V * size);
    const x = plus(source.x(0), (row + from) * source.width * size);
    k.multiply(out, V, weights.by, 0, x, source.width, this.panels.forward.address, n, V, source.width);
  }
}
