/**
 * The simplified GRU (1.9): an update gate and no other; its cell state c is its activation a. Blocks of columns: u c̃.
 */
import type { Address } from '../../kernels/kernels.ts';
import type { Thread } from '../threads/thread.ts';
import { type LayerParameters, type LayerPlace, Panels, type Plane, RecurrentLayer } from './layer.ts';
import type { StepPart } from './step-part.ts';

export class GruSimplified extends RecurrentLayer {
  readonly planes: readonly Plane[] = [
    { name: 'update', symbol: 'Γu', range: 'unit', sequence: this.z, block: 0 },
    { name: 'candidate', symbol: 'c̃', range: 'signed', sequence: this.z, block: 1 },
    { name: 'cell', symbol: 'c', range: 'signed', sequence: this.a, block: 0 },
  ];
  private readonly W: Panels;

  constructor(place: LayerPlace) {
    super(place, 2);
    const { arena, weights, training } = place;
    this.W = new Panels(arena, weights.Wh, 2 * this.H, this.H, 2 * this.H, training);
    this.panels.push(this.W);
  }

  forward(part: StepPart, t: number): void {
    const { H, a: c, z, W } = this;
    const { kernels: k, n, units } = part;
    const u = part.address(z, t, 0);
    const candidate = part.address(z, t, 1);
    // c̃<t> = tanh(Wc [c<t-1>, x<t>] + bc)   Γu = σ(Wu [c<t-1>, x<t>] + bu)   (1.9)
    part.multiply(part.rowAddress(z, t), 2 * H, part.rowAddress(c, t - 1), H, W.forward.address, 2, H);
    // c<t> = Γu * c̃<t> + (1 - Γu) * c<t-1>
    k.gruUpdate(part.address(c, t), u, candidate, 2 * H, part.address(c, t - 1), n, units, H);
    part.sync();
  }

  protected backward(part: StepPart, t: number): void {
    const { H, a: c, z, da: dc, W } = this;
    const { kernels: k, n, units } = part;
    const u = part.address(z, t, 0);
    const candidate = part.address(z, t, 1);
    const dPrev = part.address(dc, t - 1);
    // dΓu = dc<t> * (c̃<t> - c<t-1>)   dc̃<t> = dc<t> * Γu   dc<t-1> += dc<t> * (1 - Γu)
    k.gruUpdateBackward(u, candidate, 2 * H, dPrev, part.address(dc, t), part.address(c, t - 1), n, units, H);
    part.sync();
    // dc<t-1> += Wuᵀ dz_u + Wcᵀ dz_c
    part.multiply(part.rowAddress(dc, t - 1), H, part.rowAddress(z, t), 2 * H, W.backward!.address, 1, 2 * H);
  }

  protected recurrentGradient(thread: Thread, d: LayerParameters, previous: Address): void {
    this.product(thread, d.Wh, previous, this.H, this.z.at(1), 2 * this.H, 2 * this.H);
  }
}
