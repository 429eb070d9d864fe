/**
 * The output layer: ŷ<t> = softmax(Wy a<t> + by) (1.3.3), and its loss (1.6.2). Logits are made, scored and turned into
 * gradients a few rows at a time, so that a large vocabulary does not need memory for every step of a window.
 */
import { type Kernels, sizeOf } from '../kernels/kernels.ts';
import type { Arena, Range } from './arena.ts';

/** Addresses of the parameters, or of their gradients. */
export interface HeadParameters {
  /** Wy [V, H] */
  Wy: number;
  /** by [V] */
  by: number;
}

/** Logits kept at a time: 4 MB of 32-bit numbers, 104 rows of 10,000 tokens. */
const LOGITS = 1 << 20;
/** Rows kept at a time, at least: enough for products to run at full speed. */
const MIN_ROWS = 32;

export class Head {
  /** [rows, V] */
  readonly logits: Range;
  /** [rows] */
  private readonly losses: Range;
  private readonly rows: number;
  private readonly realBytes: number;

  constructor(
    arena: Arena,
    private readonly H: number,
    private readonly V: number,
    private readonly weights: HeadParameters,
    /** Most rows that will be asked for. */
    total: number,
  ) {
    this.rows = Math.min(total, Math.max(MIN_ROWS, Math.floor(LOGITS / V)));
    this.logits = arena.reals(this.rows, V);
    this.losses = arena.reals(this.rows);
    this.realBytes = sizeOf(arena.precision);
  }

  /** logits[n, V] = Wy a + by, for n activations that fit at once. */
  forward(k: Kernels, a: number, n: number): void {
    const { H, V, logits, weights } = this;
    k.broadcastRow(logits.address, weights.by, n, V);
    k.matmulNT(logits.address, V, a, H, weights.Wy, H, n, V, H);
  }

  /** Sum of -ln ŷ[target] in nats over `total` activations a[total, H] and targets[total]. */
  loss(k: Kernels, a: number, targets: number, total: number): number {
    let nats = 0;
    for (let row = 0; row < total; row += this.rows) nats += this.lossOfRows(k, a, targets, row, total);
    return nats;
  }

  /** The same, and the gradient of the mean: adds to da[total, H] and to the gradients `d` of the parameters. */
  lossAndGradient(k: Kernels, a: number, targets: number, total: number, da: number, d: HeadParameters): number {
    const { H, V, logits, realBytes, weights } = this;
    let nats = 0;
    for (let row = 0; row < total; row += this.rows) {
      nats += this.lossOfRows(k, a, targets, row, total);
      const n = Math.min(this.rows, total - row);
      const at = row * H * realBytes;
      // dlogits = (ŷ - y) / total   da = Wyᵀ dlogits   dWy = sum of dlogits aᵀ   dby = sum of dlogits
      k.matmulNN(da + at, H, logits.address, V, weights.Wy, H, n, H, V);
      k.matmulTN(d.Wy, H, logits.address, V, a + at, H, V, H, n);
      k.sumRows(d.by, logits.address, n, V);
    }
    return nats;
  }

  private lossOfRows(k: Kernels, a: number, targets: number, row: number, total: number): number {
    const { H, V, logits, losses, realBytes } = this;
    const n = Math.min(this.rows, total - row);
    this.forward(k, a + row * H * realBytes, n);
    k.softmaxCrossEntropy(
      losses.address,
      logits.address,
      targets + row * Int32Array.BYTES_PER_ELEMENT,
      n,
      V,
      1 / total,
    );
    return k.sum(losses.address, n);
  }
}
