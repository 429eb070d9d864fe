/**
 * The full GRU (1.9), reset gate before the product; its cell state c is its activation a. Blocks of columns: r u c̃,
 * where PyTorch has r z n with z = 1 - u. The notes write b_c in the reset (relevance) gate; they mean a bias of its
 * own, b_r.
 */
import { type Address, plus } from '../../kernels/kernels.ts';
import type { Range } from '../memory/arena.ts';
import { Sequence } from '../memory/steps.ts';
import type { Thread } from '../threads/thread.ts';
import { FullGru } from './full-gru.ts';
import type { LayerParameters, LayerPlace } from './layer.ts';
import type { StepPart } from './step-part.ts';

export class Gru extends FullGru {
  /** Γr * c<t-1>: [n, H]. */
  private readonly rc: Sequence;
  /** dL/d(Γr * c<t-1>) of the step at hand: [batch, H]. */
  private readonly drc: Range;

  constructor(place: LayerPlace) {
    super(place);
    const { arena, steps, training } = place;
    this.rc = new Sequence(arena, steps, 1, this.H);
    this.drc = arena.reals(training ? steps.batch : 0, this.H);
  }

  forward(part: StepPart, t: number): void {
    const { H, a: c, z, rc, Wru, Wc } = this;
    const { kernels: k, n, units } = part;
    const sums = part.rowAddress(z, t);
    const before = part.rowAddress(c, t - 1);
    const r = part.address(z, t, 0);
    const u = part.address(z, t, 1);
    const candidate = part.address(z, t, 2);
    const cPrev = part.address(c, t - 1);
    // Γr = σ(Wr [c<t-1>, x<t>] + br)   Γu = σ(Wu [c<t-1>, x<t>] + bu)   (1.9)
    part.multiply(sums, 3 * H, before, H, Wru.forward.address, 2, H);
    k.gruReset(part.address(rc, t), r, 3 * H, cPrev, n, units, H);
    part.sync();
    // c̃<t> = tanh(Wc [Γr * c<t-1>, x<t>] + bc)
    part.multiply(plus(sums, this.third), 3 * H, part.rowAddress(rc, t), H, Wc.forward.address, 1, H);
    // c<t> = Γu * c̃<t> + (1 - Γu) * c<t-1>
    k.gruUpdate(part.address(c, t), u, candidate, 3 * H, cPrev, n, units, H);
    part.sync();
  }

  protected backward(part: StepPart, t: number): void {
    const { H, a: c, z, da: dc, Wru, Wc } = this;
    const { kernels: k, n, units } = part;
    const r = part.address(z, t, 0);
    const u = part.address(z, t, 1);
    const candidate = part.address(z, t, 2);
    const dPrev = part.address(dc, t - 1);
    const cPrev = part.address(c, t - 1);
    const dz = part.rowAddress(z, t);
    const drcRow = plus(this.drc.address, part.row * H * this.size);
    const drc = plus(drcRow, part.unit * this.size);
    // dΓu = dc<t> * (c̃<t> - c<t-1>)   dc̃<t> = dc<t> * Γu   dc<t-1> += dc<t> * (1 - Γu)
    k.gruUpdateBackward(u, candidate, 3 * H, dPrev, part.address(dc, t), cPrev, n, units, H);
    part.sync();
    // d(Γr * c<t-1>) = Wcᵀ dz_c
    part.clear(drc);
    part.multiply(drcRow, H, plus(dz, this.third), 3 * H, Wc.backward!.address, 1, H);
    // dΓr = d(Γr * c<t-1>) * c<t-1>   dc<t-1> += d(Γr * c<t-1>) * Γr
    k.gruResetBackward(r, 3 * H, dPrev, drc, cPrev, n, units, H);
    part.sync();
    // dc<t-1> += Wrᵀ dz_r + Wuᵀ dz_u
    part.multiply(part.rowAddress(dc, t - 1), H, dz, 3 * H, Wru.backward!.address, 1, 2 * H);
  }

  protected recurrentGradient(thread: Thread, d: LayerParameters, previous: Address): void {
    const { H, z, rc, third } = this;
    this.product(thread, d.Wh, previous, H, z.at(1), 3 * H, 2 * H);
    this.product(thread, plus(d.Wh, third), rc.at(1), H, plus(z.at(1), third), 3 * H, H);
  }
}
