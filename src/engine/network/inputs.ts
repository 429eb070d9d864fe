/**
 * How a layer reads: forward z = Wx x + b, backward dWx += xᵀ dz, db += sum of dz, dx = dz Wxᵀ. Tokens are one-hot
 * vectors, whose product with Wx is a row of it; everything else is numbers.
 */
import { type Kernels, PANEL, plus, sizeOf } from '../../kernels/kernels.ts';
import { type LayerParameters, Panels, type RecurrentLayer } from '../cells/layer.ts';
import type { StepPart } from '../cells/step-part.ts';
import type { Arena, Range } from '../memory/arena.ts';
import type { Steps } from '../memory/steps.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';
import type { TokenDropout } from './dropout.ts';
import type { LayerInput } from './layer-input.ts';

export interface Input {
  /** Takes over the weights of now. */
  pack(thread: Thread): void;
  /** z of the part's units in the rows [row, row + n), counted from the first row of step 1. */
  forward(part: StepPart, row: number, n: number): void;
  /** Adds to the gradients `d`, each thread for a part of the columns; leaves dL/dx where the source wants it. */
  backward(thread: Thread, d: LayerParameters): void;
}

/**
 * One-hot vectors: Wx x is a row of Wx as it stands in memory, found by the token's id (1.2). Where tokens are dropped,
 * those that are not are s times as large: z = s Wx x + b = s (Wx x + b / s).
 */
export class TokenInput implements Input {
  /** b / s: [G * H]; empty where nothing is dropped. */
  readonly #bias: Range;

  constructor(
    arena: Arena,
    private readonly layer: RecurrentLayer,
    private readonly steps: Steps,
    private readonly ids: Range,
    private readonly dropout?: { tokens: TokenDropout; direction: number },
  ) {
    this.#bias = arena.reals(dropout ? layer.z.width : 0);
  }

  pack(thread: Thread): void {
    if (!this.dropout) return;
    const { kernels: k } = thread;
    const { length } = this.#bias;
    const from = partStart(thread, length);
    const count = partEnd(thread, length) - from;
    const at = from * sizeOf(k.precision);
    k.copy(plus(this.#bias.address, at), plus(this.layer.weights.b, at), count);
    k.scale(plus(this.#bias.address, at), 1 / this.dropout.tokens.factor, count);
  }

  forward({ kernels: k, hasAllUnits, unit, units }: StepPart, row: number, n: number): void {
    const { z, H, blocks, weights } = this.layer;
    const tokens = this.#dropping;
    const ids = plus(this.#idsRead.address, row * Int32Array.BYTES_PER_ELEMENT);
    const bias = tokens ? this.#bias.address : weights.b;
    const out = plus(z.at(1), row * z.rowBytes);
    if (hasAllUnits) {
      k.gatherRows(out, z.width, weights.Wx, z.width, bias, ids, n, z.width);
      if (tokens) k.scale(out, tokens.factor, n * z.width);
      return;
    }
    for (let block = 0; block < blocks; block++) {
      const at = (block * H + unit) * sizeOf(k.precision);
      k.gatherRows(plus(out, at), z.width, plus(weights.Wx, at), z.width, plus(bias, at), ids, n, units);
      if (tokens) for (let i = 0; i < n; i++) k.scale(plus(out, at + i * z.rowBytes), tokens.factor, units);
    }
  }

  backward(thread: Thread, d: LayerParameters): void {
    const { z } = this.layer;
    const { kernels: k } = thread;
    const from = partStart(thread, z.width, PANEL);
    const columns = partEnd(thread, z.width, PANEL) - from;
    const at = from * sizeOf(k.precision);
    k.sumRows(plus(d.b, at), plus(z.at(1), at), z.width, this.steps.total, columns);
    if (this.#dropping) this.#scale(thread, this.#dropping.factor);
    k.scatterRows(
      plus(d.Wx, at),
      z.width,
      plus(z.at(1), at),
      z.width,
      this.#idsRead.address,
      this.steps.total,
      columns,
    );
  }

  /** Those that drop from the window at hand. */
  get #dropping(): TokenDropout | undefined {
    return this.dropout?.tokens.dropping ? this.dropout.tokens : undefined;
  }

  get #idsRead(): Range {
    return this.#dropping?.ids[this.dropout!.direction] ?? this.ids;
  }

  /** dz *= s, which nobody but Wx needs any more. */
  #scale(thread: Thread, factor: number): void {
    const { z } = this.layer;
    const from = partStart(thread, this.steps.total);
    const rows = partEnd(thread, this.steps.total) - from;
    thread.sync();
    thread.kernels.scale(plus(z.at(1), from * z.rowBytes), factor, rows * z.width);
    thread.sync();
  }
}

/** Numbers: embeddings, given vectors, or the activations of the layers below (1.12). */
export class RealInput implements Input {
  readonly #panels: Panels;
  /** What dL/dx begins with. */
  readonly #zeros: Range;

  constructor(
    arena: Arena,
    private readonly layer: RecurrentLayer,
    private readonly steps: Steps,
    private readonly source: LayerInput,
    private readonly direction: number,
    training: boolean,
  ) {
    const { weights, z } = layer;
    this.#panels = new Panels(arena, weights.Wx, z.width, source.width, z.width, training && source.wantsGradient);
    this.#zeros = arena.reals(training ? source.width : 0);
  }

  pack(thread: Thread): void {
    this.#panels.pack(thread);
  }

  forward(part: StepPart, row: number, n: number): void {
    const { z, blocks, weights } = this.layer;
    const { width } = this.source;
    const out = plus(z.at(1), row * z.rowBytes);
    const x = plus(this.source.x(this.direction), row * width * sizeOf(part.kernels.precision));
    part.multiplyRows(out, z.width, weights.b, 0, x, width, this.#panels.forward.address, blocks, width, n);
  }

  backward(thread: Thread, d: LayerParameters): void {
    const { kernels: k } = thread;
    const { z } = this.layer;
    const { total } = this.steps;
    const { width } = this.source;
    const from = partStart(thread, z.width, PANEL);
    const columns = partEnd(thread, z.width, PANEL) - from;
    const at = from * sizeOf(k.precision);
    const x = this.source.x(this.direction);
    k.multiplyTransposed(plus(d.Wx, at), z.width, x, width, plus(z.at(1), at), z.width, width, columns, total);
    k.sumRows(plus(d.b, at), plus(z.at(1), at), z.width, total, columns);
    if (this.#panels.backward) this.#inputGradient(thread, k, this.#panels.backward);
  }

  #inputGradient(thread: Thread, k: Kernels, panels: Range): void {
    const { z } = this.layer;
    const { width } = this.source;
    const from = partStart(thread, this.steps.total, 6);
    const rows = partEnd(thread, this.steps.total, 6) - from;
    const dx = plus(this.source.dx(this.direction), from * width * sizeOf(k.precision));
    const dz = plus(z.at(1), from * z.rowBytes);
    k.multiply(dx, width, this.#zeros.address, 0, dz, z.width, panels.address, rows, width, z.width);
  }
}
