/** The standard RNN (1.3.3) with g = tanh or max(0, z). */
import type { Address } from '../../kernels/kernels.ts';
import type { Thread } from '../threads/thread.ts';
import { type LayerParameters, type LayerPlace, Panels, type Plane, RecurrentLayer } from './layer.ts';
import type { StepPart } from './step-part.ts';

export class Rnn extends RecurrentLayer {
  readonly planes: readonly Plane[] = [
    { name: 'activation', symbol: 'a', range: 'signed', sequence: this.a, block: 0 },
  ];
  private readonly relu: boolean;
  private readonly Waa: Panels;

  constructor(place: LayerPlace) {
    super(place, 1);
    const { arena, weights, training } = place;
    this.relu = place.config.activation === 'relu';
    this.Waa = new Panels(arena, weights.Wh, this.H, this.H, this.H, training);
    this.panels.push(this.Waa);
  }

  forward(part: StepPart, t: number): void {
    const { H, a, z, Waa } = this;
    // a<t> = g(Waa a<t-1> + Wax x<t> + ba)   (1.3.3)
    part.multiply(part.rowAddress(z, t), H, part.rowAddress(a, t - 1), H, Waa.forward.address, 1, H);
    part.kernels.rnnForward(part.address(a, t), part.address(z, t), part.n, part.units, H, this.relu);
    part.sync();
  }

  protected backward(part: StepPart, t: number): void {
    const { H, a, z, da, Waa } = this;
    // dz<t> = da<t> * g'
    const dz = part.address(z, t);
    const d = part.address(da, t);
    part.kernels.rnnBackward(dz, d, part.address(a, t), part.n, part.units, H, this.relu);
    part.sync();
    // da<t-1> += Waaᵀ dz<t>
    part.multiply(part.rowAddress(da, t - 1), H, part.rowAddress(z, t), H, Waa.backward!.address, 1, H);
  }

  protected recurrentGradient(thread: Thread, d: LayerParameters, previous: Address): void {
    this.product(thread, d.Wh, previous, this.H, this.z.at(1), this.H, this.H);
  }
}
