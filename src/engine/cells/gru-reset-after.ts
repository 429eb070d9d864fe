/**
 * The GRU with its reset gate after the matrix product, as PyTorch and cuDNN have it. Where the notes (1.9) reset what
 * Wc reads, here its product is reset, with a bias of its own inside: one product does for all three blocks r u c̃.
 */
import { type Address, plus } from '../../kernels/kernels.ts';
import { Sequence } from '../memory/steps.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';
import { FullGru } from './full-gru.ts';
import type { LayerParameters, LayerPlace } from './layer.ts';
import type { StepPart } from './step-part.ts';

export class GruResetAfter extends FullGru {
  /** Wc c<t-1> + bh, after the way back its gradient: [n, H]. */
  private readonly hc: Sequence;

  constructor(place: LayerPlace) {
    super(place);
    this.hc = new Sequence(place.arena, place.steps, 1, this.H);
  }

  forward(part: StepPart, t: number): void {
    const { H, a: c, z, hc, weights, Wru, Wc } = this;
    const { kernels: k, n, units } = part;
    const before = part.rowAddress(c, t - 1);
    const r = part.address(z, t, 0);
    const u = part.address(z, t, 1);
    const candidate = part.address(z, t, 2);
    // Γr = σ(Wr [c<t-1>, x<t>] + br)   Γu = σ(Wu [c<t-1>, x<t>] + bu)
    part.multiply(part.rowAddress(z, t), 3 * H, before, H, Wru.forward.address, 2, H);
    // c̃<t> = tanh(Wcx x<t> + bc + Γr * (Wch c<t-1> + bh))
    part.multiplyRows(part.rowAddress(hc, t), H, weights.bh, 0, before, H, Wc.forward.address, 1, H, n);
    k.gruResetAfter(r, candidate, 3 * H, part.address(hc, t), n, units, H);
    // c<t> = Γu * c̃<t> + (1 - Γu) * c<t-1>
    k.gruUpdate(part.address(c, t), u, candidate, 3 * H, part.address(c, t - 1), n, units, H);
    part.sync();
  }

  protected backward(part: StepPart, t: number): void {
    const { H, a: c, z, hc, da: dc, Wru, Wc } = this;
    const { kernels: k, n, units } = part;
    const r = part.address(z, t, 0);
    const u = part.address(z, t, 1);
    const candidate = part.address(z, t, 2);
    const dPrev = part.address(dc, t - 1);
    // dΓu = dc<t> * (c̃<t> - c<t-1>)   dc̃<t> = dc<t> * Γu   dc<t-1> += dc<t> * (1 - Γu)
    k.gruUpdateBackward(u, candidate, 3 * H, dPrev, part.address(dc, t), part.address(c, t - 1), n, units, H);
    // dΓr = dz_c * (Wch c<t-1> + bh)   d(Wch c<t-1> + bh) = dz_c * Γr
    k.gruResetAfterBackward(r, candidate, 3 * H, part.address(hc, t), n, units, H);
    part.sync();
    // dc<t-1> += Wrᵀ dz_r + Wuᵀ dz_u + Wchᵀ d(Wch c<t-1> + bh)
    const row = part.rowAddress(dc, t - 1);
    part.multiply(row, H, part.rowAddress(z, t), 3 * H, Wru.backward!.address, 1, 2 * H);
    part.multiply(row, H, part.rowAddress(hc, t), H, Wc.backward!.address, 1, H);
  }

  protected recurrentGradient(thread: Thread, d: LayerParameters, previous: Address): void {
    const { H, z, hc, third, size, steps } = this;
    this.product(thread, d.Wh, previous, H, z.at(1), 3 * H, 2 * H);
    this.product(thread, plus(d.Wh, third), previous, H, hc.at(1), H, H, 3 * H);
    const from = partStart(thread, H);
    const units = partEnd(thread, H) - from;
    thread.kernels.sumRows(plus(d.bh, from * size), plus(hc.at(1), from * size), H, steps.total, units);
  }
}
