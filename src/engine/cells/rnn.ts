/** The standard RNN (1.3.3) with g = tanh. */
import type { Kernels } from '../../kernels/kernels.ts';
import { type LayerPlace, type Plane, RecurrentLayer } from './layer.ts';

export class Rnn extends RecurrentLayer {
  static readonly blocks = 1;
  readonly planes: readonly Plane[] = [
    { name: 'activation', symbol: 'a', range: 'signed', sequence: this.a, block: 0 },
  ];

  constructor(place: LayerPlace) {
    super(place, Rnn.blocks);
  }

  protected forward(k: Kernels, t: number): void {
    const { H, a, z, steps, weights } = this;
    const n = steps.rows(t);
    // a<t> = tanh(Waa a<t-1> + Wax x<t> + ba)   (1.3.3)
    k.matmulNT(z.at(t), H, a.at(t - 1), H, weights.Wh, H, n, H, H);
    k.rnnForward(a.at(t), z.at(t), n, H);
  }

  protected backward(k: Kernels, t: number): void {
    const { H, a, z, da, steps, weights } = this;
    const n = steps.rows(t);
    // dz<t> = da<t> * (1 - a<t>²)
    k.rnnBackward(z.at(t), da.at(t), a.at(t), n, H);
    // da<t-1> += Waaᵀ dz<t>
    k.matmulNN(da.at(t - 1), H, z.at(t), H, weights.Wh, H, n, H, H);
  }

  protected recurrentGradient(k: Kernels, dWh: number, t: number, rows: number): void {
    const { H, a, z } = this;
    k.matmulTN(dWh, H, z.at(t), H, a.at(t - 1), H, H, H, rows);
  }
}
