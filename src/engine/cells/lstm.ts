/**
 * The LSTM (1.10) with a<t> = Γo * tanh(c<t>), as PyTorch has it; the notes write a<t> = Γo * c<t>. Blocks of rows: Γu Γf
 * c̃ Γo, PyTorch's i f g o. The notes' gates read c<t-1> where their candidate reads a<t-1>; as the candidate does, and as
 * the text below their formulas says of the version without peepholes, the gates here read a<t-1>.
 */
import type { Kernels } from '../../kernels/kernels.ts';
import type { Range } from '../arena.ts';
import { Sequence } from '../steps.ts';
import { type LayerPlace, type Plane, RecurrentLayer } from './layer.ts';

export class Lstm extends RecurrentLayer {
  static readonly blocks = 4;
  /** c<0> ... c<T>: [n, H]. */
  private readonly c: Sequence;
  /** dL/dc of the step at hand, what comes from later steps: [n, H]. */
  private readonly dc: Range;
  readonly planes: readonly Plane[];

  constructor(place: LayerPlace) {
    super(place, Lstm.blocks);
    const { arena, steps, H } = place;
    this.c = new Sequence(arena, steps, 0, H);
    this.states.push(this.c);
    this.dc = arena.reals(steps.batch, H);
    this.planes = [
      { name: 'update', symbol: 'Γu', range: 'unit', sequence: this.z, block: 0 },
      { name: 'forget', symbol: 'Γf', range: 'unit', sequence: this.z, block: 1 },
      { name: 'candidate', symbol: 'c̃', range: 'signed', sequence: this.z, block: 2 },
      { name: 'output', symbol: 'Γo', range: 'unit', sequence: this.z, block: 3 },
      { name: 'cell', symbol: 'c', range: 'signed', sequence: this.c, block: 0 },
      { name: 'activation', symbol: 'a', range: 'signed', sequence: this.a, block: 0 },
    ];
  }

  protected forward(k: Kernels, t: number): void {
    const { H, a, c, z, steps, weights } = this;
    const n = steps.rows(t);
    // c̃<t> = tanh(Wc [a<t-1>, x<t>] + bc)   (1.10)
    // Γu = σ(Wu [a<t-1>, x<t>] + bu)   Γf = σ(Wf [a<t-1>, x<t>] + bf)   Γo = σ(Wo [a<t-1>, x<t>] + bo)
    k.matmulNT(z.at(t), 4 * H, a.at(t - 1), H, weights.Wh, H, n, 4 * H, H);
    // c<t> = Γu * c̃<t> + Γf * c<t-1>   a<t> = Γo * tanh(c<t>)
    k.lstmForward(a.at(t), c.at(t), z.at(t), c.at(t - 1), n, H);
  }

  protected override beginBackward(k: Kernels): void {
    k.fill(this.dc.address, 0, this.dc.length);
  }

  protected backward(k: Kernels, t: number): void {
    const { H, c, z, da, dc, steps, weights } = this;
    const n = steps.rows(t);
    // dΓo = da<t> * tanh(c<t>)   dc<t> += da<t> * Γo * (1 - tanh(c<t>)²)
    // dΓu = dc<t> * c̃<t>   dΓf = dc<t> * c<t-1>   dc̃<t> = dc<t> * Γu   dc<t-1> = dc<t> * Γf
    k.lstmBackward(z.at(t), dc.address, da.at(t), c.at(t), c.at(t - 1), n, H);
    // da<t-1> += Whᵀ dz<t>
    k.matmulNN(da.at(t - 1), H, z.at(t), 4 * H, weights.Wh, H, n, H, 4 * H);
  }

  protected recurrentGradient(k: Kernels, dWh: number, t: number, rows: number): void {
    const { H, a, z } = this;
    k.matmulTN(dWh, H, z.at(t), 4 * H, a.at(t - 1), H, 4 * H, H, rows);
  }
}
