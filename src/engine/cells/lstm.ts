/**
 * The LSTM (1.10). Blocks of columns: Γu Γf c̃ Γo, PyTorch's i f g o. The notes' gates read c<t-1> where their
 * candidate reads a<t-1>; as the candidate does, and as the text below their formulas says of the version without
 * peepholes, the gates here read a<t-1>. With peepholes each gate sees, unit by unit, the cell state as well: p * c.
 */
import { ABSENT, type Address, type Kernels, plus } from '../../kernels/kernels.ts';
import type { Range } from '../memory/arena.ts';
import { Sequence } from '../memory/steps.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';
import { type LayerParameters, type LayerPlace, Panels, type Plane, RecurrentLayer } from './layer.ts';
import type { StepPart } from './step-part.ts';

export class Lstm extends RecurrentLayer {
  readonly planes: readonly Plane[];
  /** c<0> ... c<T>: [n, H]. */
  private readonly c: Sequence;
  /** dL/dc of the step at hand, what comes from later steps: [batch, H]. */
  private readonly dc: Range;
  private readonly W: Panels;
  /** a = Γo * c, as the notes write it, instead of Γo * tanh(c). */
  private readonly linear: boolean;
  private readonly hasPeepholes: boolean;
  /** The output gate sees c<t>, as in libraries, instead of c<t-1>. */
  private readonly seesCurrent: boolean;

  constructor(place: LayerPlace) {
    super(place, 4);
    const { arena, steps, config, weights, training } = place;
    const { H } = this;
    this.c = new Sequence(arena, steps, 0, H);
    this.states.push({ sequence: this.c, initial: 'c0' });
    this.dc = arena.reals(training ? steps.batch : 0, H);
    this.W = new Panels(arena, weights.Wh, 4 * H, H, 4 * H, training);
    this.panels.push(this.W);
    const { output = 'tanh', peepholes = 'none' } = config;
    this.linear = output === 'linear';
    this.hasPeepholes = peepholes !== 'none';
    this.seesCurrent = peepholes === 'current';
    this.planes = [
      { name: 'update', symbol: 'Γu', range: 'unit', sequence: this.z, block: 0 },
      { name: 'forget', symbol: 'Γf', range: 'unit', sequence: this.z, block: 1 },
      { name: 'candidate', symbol: 'c̃', range: 'signed', sequence: this.z, block: 2 },
      { name: 'output', symbol: 'Γo', range: 'unit', sequence: this.z, block: 3 },
      { name: 'cell', symbol: 'c', range: 'signed', sequence: this.c, block: 0 },
      { name: 'activation', symbol: 'a', range: 'signed', sequence: this.a, block: 0 },
    ];
  }

  forward(part: StepPart, t: number): void {
    const { H, W, linear } = this;
    const { kernels: k, n, units } = part;
    // c̃<t> = tanh(Wc [a<t-1>, x<t>] + bc)   (1.10)
    // Γu = σ(Wu [a<t-1>, x<t>] + bu)   Γf = σ(Wf [a<t-1>, x<t>] + bf)   Γo = σ(Wo [a<t-1>, x<t>] + bo)
    part.multiply(part.rowAddress(this.z, t), 4 * H, part.rowAddress(this.a, t - 1), H, W.forward.address, 4, H);
    const a = part.address(this.a, t);
    const c = part.address(this.c, t);
    const z = part.address(this.z, t);
    const cPrev = part.address(this.c, t - 1);
    // c<t> = Γu * c̃<t> + Γf * c<t-1>   a<t> = Γo * tanh(c<t>)
    if (this.hasPeepholes)
      k.lstmPeepholeForward(a, c, z, cPrev, this.peepholes(part), n, units, H, linear, this.seesCurrent);
    else k.lstmForward(a, c, z, cPrev, n, units, H, linear);
    part.sync();
  }

  protected override beginBackward(part: StepPart): void {
    const at = (part.row * this.H + part.unit) * this.size;
    if (this.lastCellGradient === ABSENT) part.clear(plus(this.dc.address, at));
    else
      part.kernels.copyRows(
        plus(this.dc.address, at),
        this.H,
        plus(this.lastCellGradient, at),
        this.H,
        part.n,
        part.units,
      );
  }

  protected backward(part: StepPart, t: number): void {
    const { H, W, linear } = this;
    const { kernels: k, n, units } = part;
    // dΓo = da<t> * tanh(c<t>)   dc<t> += da<t> * Γo * (1 - tanh(c<t>)²)
    // dΓu = dc<t> * c̃<t>   dΓf = dc<t> * c<t-1>   dc̃<t> = dc<t> * Γu   dc<t-1> = dc<t> * Γf
    const z = part.address(this.z, t);
    const dc = plus(this.dc.address, (part.row * H + part.unit) * this.size);
    const da = part.address(this.da, t);
    const c = part.address(this.c, t);
    const cPrev = part.address(this.c, t - 1);
    if (this.hasPeepholes)
      k.lstmPeepholeBackward(z, dc, da, c, cPrev, this.peepholes(part), n, units, H, linear, this.seesCurrent);
    else k.lstmBackward(z, dc, da, c, cPrev, n, units, H, linear);
    part.sync();
    // da<t-1> += Whᵀ dz<t>
    part.multiply(part.rowAddress(this.da, t - 1), H, part.rowAddress(this.z, t), 4 * H, W.backward!.address, 1, 4 * H);
  }

  protected recurrentGradient(thread: Thread, d: LayerParameters, previous: Address): void {
    const { H, z } = this;
    this.product(thread, d.Wh, previous, H, z.at(1), 4 * H, 4 * H);
    if (this.hasPeepholes) this.peepholeGradient(thread, d.p);
  }

  /** dpi = sum of dzi * c<t-1>, dpf and dpo likewise; dpo with c<t> where the output gate sees that. */
  private peepholeGradient(thread: Thread, dp: Address): void {
    const { H, size, steps, z, c } = this;
    const from = partStart(thread, H);
    const units = partEnd(thread, H) - from;
    for (let t = 1; t <= steps.count; t++)
      for (const [gate, block] of [0, 1, 3].entries()) {
        const seen = plus(c.at(block === 3 && this.seesCurrent ? t : t - 1), from * size);
        const dz = plus(z.at(t), (block * H + from) * size);
        thread.kernels.sumProducts(plus(dp, (gate * H + from) * size), dz, 4 * H, seen, H, steps.rows(t), units);
      }
  }

  protected override initialGradient(k: Kernels, d: LayerParameters): void {
    super.initialGradient(k, d);
    k.sumRows(d.c0, this.dc.address, this.H, this.steps.sequences, this.H);
  }

  override get initialGradients(): Address[] {
    return [...super.initialGradients, this.dc.address];
  }

  private peepholes(part: StepPart): Address {
    return plus(this.weights.p, part.unit * this.size);
  }
}
