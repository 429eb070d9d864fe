/**
 * The full GRU (1.9), reset gate before the product; its cell state c is its activation a. Blocks of rows: r u c̃, where
 * PyTorch has r z n with z = 1 - u. The notes write b_c in the relevance gate; they mean a bias of its own, b_r.
 */
import { type Kernels, sizeOf } from '../../kernels/kernels.ts';
import type { Range } from '../arena.ts';
import { Sequence } from '../steps.ts';
import { type LayerPlace, type Plane, RecurrentLayer } from './layer.ts';

export class Gru extends RecurrentLayer {
  static readonly blocks = 3;
  readonly planes: readonly Plane[] = [
    { name: 'relevance', symbol: 'Γr', range: 'unit', sequence: this.z, block: 0 },
    { name: 'update', symbol: 'Γu', range: 'unit', sequence: this.z, block: 1 },
    { name: 'candidate', symbol: 'c̃', range: 'signed', sequence: this.z, block: 2 },
    { name: 'cell', symbol: 'c', range: 'signed', sequence: this.a, block: 0 },
  ];
  /** Γr * c<t-1>: [n, H]. */
  private readonly rc: Sequence;
  /** dL/d(Γr * c<t-1>) of the step at hand: [n, H]. */
  private readonly drc: Range;
  /** Bytes from a row's first block to its third, and from the first row of Wh to the first that makes c̃. */
  private readonly candidateColumns: number;
  private readonly candidateRows: number;

  constructor(place: LayerPlace) {
    super(place, Gru.blocks);
    const { arena, steps, H } = place;
    this.rc = new Sequence(arena, steps, 1, H);
    this.drc = arena.reals(steps.batch, H);
    this.candidateColumns = 2 * H * sizeOf(arena.precision);
    this.candidateRows = this.candidateColumns * H;
  }

  protected forward(k: Kernels, t: number): void {
    const { H, a: c, z, rc, steps, weights } = this;
    const n = steps.rows(t);
    // Γr = σ(Wr [c<t-1>, x<t>] + br)   Γu = σ(Wu [c<t-1>, x<t>] + bu)   (1.9)
    k.matmulNT(z.at(t), 3 * H, c.at(t - 1), H, weights.Wh, H, n, 2 * H, H);
    k.gruReset(rc.at(t), z.at(t), c.at(t - 1), n, H);
    // c̃<t> = tanh(Wc [Γr * c<t-1>, x<t>] + bc)
    k.matmulNT(z.at(t) + this.candidateColumns, 3 * H, rc.at(t), H, weights.Wh + this.candidateRows, H, n, H, H);
    // c<t> = Γu * c̃<t> + (1 - Γu) * c<t-1>
    k.gruUpdate(c.at(t), z.at(t), c.at(t - 1), n, H);
  }

  protected backward(k: Kernels, t: number): void {
    const { H, a: c, z, da: dc, drc, steps, weights } = this;
    const n = steps.rows(t);
    // dΓu = dc<t> * (c̃<t> - c<t-1>)   dc̃<t> = dc<t> * Γu   dc<t-1> += dc<t> * (1 - Γu)
    k.gruUpdateBackward(z.at(t), dc.at(t - 1), dc.at(t), c.at(t - 1), n, H);
    // d(Γr * c<t-1>) = Wcᵀ dz_c
    k.fill(drc.address, 0, n * H);
    k.matmulNN(drc.address, H, z.at(t) + this.candidateColumns, 3 * H, weights.Wh + this.candidateRows, H, n, H, H);
    // dΓr = d(Γr * c<t-1>) * c<t-1>   dc<t-1> += d(Γr * c<t-1>) * Γr
    k.gruResetBackward(z.at(t), dc.at(t - 1), drc.address, c.at(t - 1), n, H);
    // dc<t-1> += Wrᵀ dz_r + Wuᵀ dz_u
    k.matmulNN(dc.at(t - 1), H, z.at(t), 3 * H, weights.Wh, H, n, H, 2 * H);
  }

  protected recurrentGradient(k: Kernels, dWh: number, t: number, rows: number): void {
    const { H, a: c, z, rc } = this;
    k.matmulTN(dWh, H, z.at(t), 3 * H, c.at(t - 1), H, 2 * H, H, rows);
    k.matmulTN(dWh + this.candidateRows, H, z.at(t) + this.candidateColumns, 3 * H, rc.at(t), H, H, H, rows);
  }
}
