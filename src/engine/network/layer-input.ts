/**
 * Where a layer's numbers come from, and where the gradient with respect to them goes. Each thread does a part of the
 * rows. With two directions (1.11) there are two orders: that of the text, and every sequence from its end to its
 * beginning.
 */
import { type Address, type Kernels, plus, sizeOf } from '../../kernels/kernels.ts';
import type { RecurrentLayer } from '../cells/layer.ts';
import type { Arena, Range } from '../memory/arena.ts';
import type { Steps } from '../memory/steps.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';
import type { Dropout } from './dropout.ts';
import type { StackParameters } from './parameters.ts';

export interface LayerInput {
  /** Numbers of a row. */
  readonly width: number;
  /** Whether dL/dx is of use to anybody. */
  readonly wantsGradient: boolean;
  /** Rows of the window at hand. */
  readonly rows: number;
  /** Address of x [rows, width] in the order in which a direction reads: 0 forward, 1 backward. */
  x(direction: number): Address;
  /** Address for dL/dx, the same shape. */
  dx(direction: number): Address;
  /** Fills in x; all threads are done when it returns. `training`: whether numbers are dropped. */
  forward(thread: Thread, training: boolean): void;
  /** Hands dL/dx on; all threads are done with it before, and when it returns. */
  backward(thread: Thread, d: StackParameters): void;
}

const ID_BYTES = Int32Array.BYTES_PER_ELEMENT;

/** What tokens are looked up as, or given vectors: the first layer's numbers. */
export class FirstLayerInput implements LayerInput {
  readonly wantsGradient: boolean;
  /** [rows, width], one for each direction. */
  readonly values: readonly Range[];
  readonly #gradients: readonly Range[];
  #dropping = false;

  constructor(
    arena: Arena,
    private readonly steps: Steps,
    readonly width: number,
    directions: number,
    /** The embedding's address and the ids by direction; absent where vectors are given. */
    private readonly embedding: { weights: Address; ids: readonly Range[] } | undefined,
    private readonly dropout: Dropout | undefined,
    training: boolean,
  ) {
    const each = () => Array.from({ length: directions }, () => arena.reals(steps.window * steps.batch, width));
    this.values = each();
    this.wantsGradient = embedding !== undefined;
    this.#gradients = training && this.wantsGradient ? each() : [];
  }

  get rows(): number {
    return this.steps.total;
  }

  x(direction: number): Address {
    // Vectors stay as they were given.
    if (direction === 0 && this.#dropping && !this.embedding) return this.dropout!.out.address;
    return this.values[direction]!.address;
  }

  dx(direction: number): Address {
    return this.#gradients[direction]!.address;
  }

  forward(thread: Thread, training: boolean): void {
    const { width, steps, embedding } = this;
    const { kernels: k } = thread;
    const from = partStart(thread, steps.total);
    const rows = partEnd(thread, steps.total) - from;
    const at = from * width * sizeOf(k.precision);
    this.#dropping = training && this.dropout !== undefined;
    if (this.#dropping) {
      this.#drop(thread, from, rows);
      return;
    }
    for (const [direction, { address }] of this.values.entries())
      if (embedding) {
        const ids = plus(embedding.ids[direction]!.address, from * ID_BYTES);
        k.pickRows(plus(address, at), width, embedding.weights, width, ids, rows, width);
      } else if (direction === 1) {
        const order = plus(steps.reversed.address, from * ID_BYTES);
        k.pickRows(plus(address, at), width, this.x(0), width, order, rows, width);
      }
    thread.sync();
  }

  /** The same with what was drawn to be dropped, in both directions the same. */
  #drop(thread: Thread, from: number, rows: number): void {
    const { width, steps, embedding, dropout } = this;
    const { kernels: k } = thread;
    const at = from * width * sizeOf(k.precision);
    const [given, reversed] = this.values;
    if (embedding) {
      const ids = plus(embedding.ids[0]!.address, from * ID_BYTES);
      k.pickRows(plus(given!.address, at), width, embedding.weights, width, ids, rows, width);
    }
    dropout!.forward(k, plus(this.x(0), at), plus(given!.address, at), at, rows * width);
    thread.sync();
    if (!reversed) return;
    const order = plus(steps.reversed.address, from * ID_BYTES);
    k.pickRows(plus(reversed.address, at), width, this.x(0), width, order, rows, width);
    thread.sync();
  }

  /** Both gradients into the first, *= mask. */
  #dropBackward(thread: Thread): void {
    const { width, steps } = this;
    const { kernels: k } = thread;
    const from = partStart(thread, steps.total);
    const rows = partEnd(thread, steps.total) - from;
    const at = from * width * sizeOf(k.precision);
    const [given, reversed] = this.#gradients;
    if (reversed) {
      const order = plus(steps.reversed.address, from * ID_BYTES);
      k.scatterRows(given!.address, width, plus(reversed.address, at), width, order, rows, width);
      thread.sync();
    }
    this.dropout!.backward(k, plus(given!.address, at), at, rows * width);
    thread.sync();
  }

  /** dE[id] += dx, each thread for a part of the columns. */
  backward(thread: Thread, d: StackParameters): void {
    const { width, steps, embedding } = this;
    const { kernels: k } = thread;
    if (this.#dropping) this.#dropBackward(thread);
    const gradients = this.#dropping ? this.#gradients.slice(0, 1) : this.#gradients;
    const from = partStart(thread, width);
    const columns = partEnd(thread, width) - from;
    const at = from * sizeOf(k.precision);
    for (const [direction, { address }] of gradients.entries())
      k.scatterRows(
        plus(d.embedding, at),
        width,
        plus(address, at),
        width,
        embedding!.ids[direction]!.address,
        steps.total,
        columns,
      );
    thread.sync();
  }
}

/**
 * The activations of the level below (1.12), some of them dropped; side by side where there are two directions (1.11).
 */
export class LowerLayerInput implements LayerInput {
  readonly wantsGradient = true;
  readonly width: number;
  /** [a→ a←], for each order; none where one direction reads what stands there already. */
  readonly #joined: readonly Range[];
  readonly #gradients: readonly Range[];
  #dropping = false;

  constructor(
    arena: Arena,
    private readonly steps: Steps,
    private readonly below: readonly RecurrentLayer[],
    /** How many directions read. */
    readers: number,
    private readonly dropout: Dropout | undefined,
    training: boolean,
  ) {
    const H = below[0]!.H;
    this.width = below.length * H;
    const each = () => Array.from({ length: readers }, () => arena.reals(steps.window * steps.batch, this.width));
    this.#joined = below.length > 1 ? each() : [];
    this.#gradients = below.length > 1 && training ? each() : [];
  }

  get rows(): number {
    return this.steps.total;
  }

  x(direction: number): Address {
    if (this.#dropping && this.#joined.length === 0) return this.dropout!.out.address;
    return this.#joined[direction]?.address ?? this.below[0]!.a.at(1);
  }

  dx(direction: number): Address {
    return this.#gradients[direction]?.address ?? this.below[0]!.da.at(1);
  }

  forward(thread: Thread, training: boolean): void {
    const { kernels: k } = thread;
    this.#dropping = training && this.dropout !== undefined;
    const from = partStart(thread, this.rows);
    const rows = partEnd(thread, this.rows) - from;
    const at = from * this.width * sizeOf(k.precision);
    const [joined, reversed] = this.#joined;
    if (joined) this.#join(k, plus(joined.address, at), from, rows);
    if (this.#dropping) {
      const to = plus((joined ?? this.dropout!.out).address, at);
      this.dropout!.forward(k, to, plus(joined?.address ?? this.below[0]!.a.at(1), at), at, rows * this.width);
    }
    thread.sync();
    if (!reversed) return;
    const order = plus(this.steps.reversed.address, from * ID_BYTES);
    k.pickRows(plus(reversed.address, at), this.width, joined!.address, this.width, order, rows, this.width);
    thread.sync();
  }

  backward(thread: Thread): void {
    const { kernels: k } = thread;
    const from = partStart(thread, this.rows);
    const rows = partEnd(thread, this.rows) - from;
    const at = from * this.width * sizeOf(k.precision);
    const order = plus(this.steps.reversed.address, from * ID_BYTES);
    const [joined, reversed] = this.#gradients;
    if (reversed) {
      k.scatterRows(joined!.address, this.width, plus(reversed.address, at), this.width, order, rows, this.width);
      thread.sync();
    }
    if (this.#dropping) this.dropout!.backward(k, plus(this.dx(0), at), at, rows * this.width);
    thread.sync();
    if (joined) this.#split(k, joined.address, from, rows);
    if (joined) thread.sync();
  }

  #join(k: Kernels, out: Address, from: number, rows: number): void {
    const [forward, backward] = this.below as [RecurrentLayer, RecurrentLayer];
    const { H } = forward;
    const size = sizeOf(k.precision);
    k.copyRows(out, this.width, plus(forward.a.at(1), from * H * size), H, rows, H);
    const order = plus(this.steps.reversed.address, from * ID_BYTES);
    k.pickRows(plus(out, H * size), this.width, backward.a.at(1), H, order, rows, H);
  }

  #split(k: Kernels, dx: Address, from: number, rows: number): void {
    const [forward, backward] = this.below as [RecurrentLayer, RecurrentLayer];
    const { H } = forward;
    const size = sizeOf(k.precision);
    const at = from * H * size;
    k.copyRows(plus(forward.da.at(1), at), H, plus(dx, from * this.width * size), this.width, rows, H);
    const order = plus(this.steps.reversed.address, from * ID_BYTES);
    k.pickRows(plus(backward.da.at(1), at), H, plus(dx, H * size), this.width, order, rows, H);
  }
}

/** The activations after each sequence's last step (1.5.2): both directions have then read all of it. */
export class LastStepInput implements LayerInput {
  readonly wantsGradient = true;
  readonly width: number;
  readonly #values: Range;
  readonly #gradient: Range;

  constructor(
    arena: Arena,
    private readonly steps: Steps,
    private readonly top: readonly RecurrentLayer[],
    training: boolean,
  ) {
    this.width = top.length * top[0]!.H;
    this.#values = arena.reals(steps.batch, this.width);
    this.#gradient = arena.reals(training ? steps.batch : 0, this.width);
  }

  get rows(): number {
    return this.steps.sequences;
  }

  x(): Address {
    return this.#values.address;
  }

  dx(): Address {
    return this.#gradient.address;
  }

  forward(thread: Thread): void {
    this.#each(thread, (k, layer, row, rows, offset, last) => {
      const out = plus(this.#values.address, row * this.width * sizeOf(k.precision) + offset);
      k.pickRows(out, this.width, layer.a.at(1), layer.H, last, rows, layer.H);
    });
    thread.sync();
  }

  backward(thread: Thread): void {
    const { kernels: k } = thread;
    const from = partStart(thread, this.steps.total);
    const rows = partEnd(thread, this.steps.total) - from;
    for (const { da, H } of this.top) k.fill(plus(da.at(1), from * da.rowBytes), 0, rows * H);
    thread.sync();
    this.#each(thread, (_, layer, row, n, offset, last) => {
      const dx = plus(this.#gradient.address, row * this.width * sizeOf(k.precision) + offset);
      k.scatterRows(layer.da.at(1), layer.H, dx, this.width, last, n, layer.H);
    });
    thread.sync();
  }

  /**
   * The thread's part of the sequences, direction by direction: first row, rows, bytes to the direction's columns, ids.
   */
  #each(
    thread: Thread,
    visit: (k: Kernels, layer: RecurrentLayer, row: number, rows: number, offset: number, last: Address) => void,
  ): void {
    const { kernels: k } = thread;
    const row = partStart(thread, this.rows);
    const rows = partEnd(thread, this.rows) - row;
    const last = plus(this.steps.last.address, row * ID_BYTES);
    for (const [direction, layer] of this.top.entries())
      visit(k, layer, row, rows, direction * layer.H * sizeOf(k.precision), last);
  }
}
