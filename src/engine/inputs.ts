/**
 * What a layer reads, for all steps of a window at once: the first layer tokens, the others the activations of the layer
 * below. Forward: z = Wx x + b. Backward: dWx += dzᵀ x, db += sum of dz, dx = Wxᵀ dz.
 */
import type { Kernels } from '../kernels/kernels.ts';
import type { LayerParameters, RecurrentLayer } from './cells/layer.ts';
import type { Dropout } from './dropout.ts';
import type { Sequence, Steps } from './steps.ts';

export interface Input {
  forward(k: Kernels, layer: RecurrentLayer, dropout: boolean): void;
  /** Adds to the gradients `d`; leaves dL/dx in the sequence that held dL/da, where x is a layer's activation. */
  backward(k: Kernels, layer: RecurrentLayer, d: LayerParameters): void;
}

/** One-hot vectors: Wx x is a column of Wx, found by the token's id (1.2). */
export class TokenInput implements Input {
  constructor(
    private readonly steps: Steps,
    /** Address of the ids. */
    private readonly ids: number,
  ) {}

  forward(k: Kernels, { z, weights }: RecurrentLayer): void {
    k.gatherRows(z.at(1), weights.Wx, weights.b, this.ids, this.steps.total, z.width);
  }

  backward(k: Kernels, { z }: RecurrentLayer, d: LayerParameters): void {
    k.scatterRows(d.Wx, z.at(1), this.ids, this.steps.total, z.width);
    k.sumRows(d.b, z.at(1), this.steps.total, z.width);
  }
}

/** The activations of the layer below (1.12), some of them dropped. */
export class ActivationInput implements Input {
  /** Address of what was read last: [n, H]. */
  private x = 0;

  constructor(
    private readonly steps: Steps,
    private readonly below: RecurrentLayer,
    private readonly da: Sequence,
    /** Absent when nothing is ever dropped. */
    private readonly dropout: Dropout | undefined,
  ) {}

  forward(k: Kernels, { z, H, weights }: RecurrentLayer, dropout: boolean): void {
    const n = this.steps.total;
    const a = this.below.a.at(1);
    this.x = dropout && this.dropout ? this.dropout.forward(k, a, n * H) : a;
    k.broadcastRow(z.at(1), weights.b, n, z.width);
    k.matmulNT(z.at(1), z.width, this.x, H, weights.Wx, H, n, z.width, H);
  }

  backward(k: Kernels, { z, H, weights }: RecurrentLayer, d: LayerParameters): void {
    const n = this.steps.total;
    k.matmulTN(d.Wx, H, z.at(1), z.width, this.x, H, z.width, H, n);
    k.sumRows(d.b, z.at(1), n, z.width);
    k.fill(this.da.at(0), 0, this.steps.rowsBetween(0, this.steps.count + 1) * H);
    k.matmulNN(this.da.at(1), H, z.at(1), z.width, weights.Wx, H, n, H, z.width);
    if (this.x !== this.below.a.at(1)) this.dropout?.backward(k, this.da.at(1), n * H);
  }
}
