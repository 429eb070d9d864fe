/**
 * What every recurrent layer has: activations and gates of all time steps, weights, state. A cell (rnn.ts, gru.ts,
 * lstm.ts) adds its equations for one step.
 *
 * H units, n = steps.rows(t) sequences at step t, G blocks of H rows in the weights: one for each gate and the candidate.
 */
import type { Kernels } from '../../kernels/kernels.ts';
import type { Arena } from '../arena.ts';
import { Sequence, type Steps } from '../steps.ts';

/** Addresses of a layer's parameters, or of their gradients. */
export interface LayerParameters {
  /** Wx [G * H, inputs]; in the first layer transposed, [V, G * H]. */
  Wx: number;
  /** Wh [G * H, H] */
  Wh: number;
  /** b [G * H] */
  b: number;
}

/** Where a layer is made. */
export interface LayerPlace {
  arena: Arena;
  steps: Steps;
  H: number;
  weights: LayerParameters;
  /** dL/da<0> ... dL/da<T>, one sequence for all layers: each finds there what comes from above. */
  da: Sequence;
}

/** Something in a layer that can be looked at: H values a step. */
export interface Plane {
  /** As the notes write it: 'update', 'forget', 'output', 'relevance', 'candidate', 'cell', 'activation'. */
  name: string;
  /** As it stands in a formula: 'Γu', 'Γf', 'Γo', 'Γr', 'c̃', 'c', 'a'. */
  symbol: string;
  /** Gates run from 0 to 1, the others around 0. */
  range: 'unit' | 'signed';
  /** Where it stands: block `block` of H columns in the rows of a sequence. */
  sequence: Sequence;
  block: number;
}

export abstract class RecurrentLayer {
  readonly H: number;
  /** Activations a<0> ... a<T>: [n, H]. */
  readonly a: Sequence;
  /** z<1> ... z<T>, [n, G * H]: Wx x<t> + b, then the gates' activations, after the way back dL/d(sums). */
  readonly z: Sequence;
  /** What can be looked at, in the order in which it is shown. */
  abstract readonly planes: readonly Plane[];
  /** What a step hands on to the next. */
  protected readonly states: Sequence[];
  protected readonly steps: Steps;
  readonly weights: LayerParameters;
  protected readonly da: Sequence;

  constructor({ arena, steps, H, weights, da }: LayerPlace, blocks: number) {
    this.H = H;
    this.steps = steps;
    this.weights = weights;
    this.da = da;
    this.a = new Sequence(arena, steps, 0, H);
    this.z = new Sequence(arena, steps, 1, blocks * H);
    this.states = [this.a];
  }

  /** a<1> ... a<T>, from z<t> = Wx x<t> + b and the state before the window. */
  forwardThroughTime(k: Kernels): void {
    for (let t = 1; t <= this.steps.count; t++) this.forward(k, t);
  }

  /** dL/dz<1> ... dL/dz<T> from dL/da, and dWh added to the gradients `d` (1.4). */
  backwardThroughTime(k: Kernels, d: LayerParameters): void {
    const { steps } = this;
    this.beginBackward(k);
    for (let t = steps.count; t >= 1; t--) this.backward(k, t);
    for (let t = 1, end: number; t <= steps.count; t = end + 1) {
      end = steps.runEnd(t);
      this.recurrentGradient(k, d.Wh, t, steps.rowsBetween(t, end + 1));
    }
  }

  /** a<t>, from z<t> = Wx x<t> + b and the state of t - 1. */
  protected abstract forward(k: Kernels, t: number): void;

  /** What must be zero before the first `backward` of a window. */
  protected beginBackward(_k: Kernels): void {}

  /** dL/dz<t> into z<t>, from dL/da<t>; adds to dL/da<t-1>. From the last step to the first. */
  protected abstract backward(k: Kernels, t: number): void;

  /** dWh += the sum of dz<t>ᵀ a<t-1> over the `rows` rows of a run of steps that begins at t (Steps.runEnd). */
  protected abstract recurrentGradient(k: Kernels, dWh: number, t: number, rows: number): void;

  /** The zero state before a document. */
  resetState(k: Kernels): void {
    for (const state of this.states) k.fill(state.at(0), 0, this.steps.batch * this.H);
  }

  /** Takes the state after the window as the state before the next. */
  carryState(k: Kernels): void {
    const last = this.steps.count;
    for (const state of this.states) k.copy(state.at(0), state.at(last), this.steps.rows(last) * this.H);
  }
}
