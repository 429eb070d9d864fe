/**
 * What every recurrent layer has: activations and gates of all time steps, weights, state. A cell (rnn.ts, gru.ts,
 * lstm.ts ...) adds its equations for one step.
 *
 * H units, n = steps.rows(t) sequences at step t, G blocks of H columns in the weights: one for each gate and the
 * candidate. A step is computed in parts (part.ts), each by one thread.
 */
import { ABSENT, type Address, type Kernels, PANEL, panelLength, plus, sizeOf } from '../../kernels/kernels.ts';
import type { NetworkConfig } from '../config.ts';
import type { Arena, Range } from '../memory/arena.ts';
import { Sequence, type Steps } from '../memory/steps.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';
import { StepPart } from './step-part.ts';

/** Addresses of a layer's parameters, or of their gradients; ABSENT for those that it has not. */
export interface LayerParameters {
  /** Wx [inputs, G * H] */
  Wx: Address;
  /** Wh [H, G * H] */
  Wh: Address;
  /** b [G * H] */
  b: Address;
  /** [H]: the GRU's bias inside its reset gate */
  bh: Address;
  /** [pi pf po] [3, H]: peepholes */
  p: Address;
  /** a<0> [H], c<0> [H], where they are learned */
  a0: Address;
  c0: Address;
}

/** Where a layer is made. */
export interface LayerPlace {
  arena: Arena;
  steps: Steps;
  config: NetworkConfig;
  weights: LayerParameters;
  /** Whether it will go backward. */
  training: boolean;
  /** dL/da<0> ... dL/da<T>, shared by layers on top of each other: each finds there what comes from above. */
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

/** A matrix of weights in panels: for the way forward, and transposed for the way back. */
export class Panels {
  readonly forward: Range;
  readonly backward: Range | undefined;

  /** b[k, n] stands at `address` with rows of ld numbers. */
  constructor(
    arena: Arena,
    private readonly address: Address,
    private readonly ld: number,
    private readonly k: number,
    private readonly n: number,
    training: boolean,
  ) {
    this.forward = arena.reals(panelLength(k, n));
    this.backward = training ? arena.reals(panelLength(n, k)) : undefined;
  }

  /** Copies the weights of now, each thread a part. */
  pack(thread: Thread): void {
    const { address, ld, k, n, forward, backward } = this;
    const { kernels } = thread;
    const size = sizeOf(kernels.precision);
    const from = partStart(thread, n, PANEL);
    const columns = partEnd(thread, n, PANEL) - from;
    kernels.pack(plus(forward.address, from * k * size), plus(address, from * size), ld, k, columns);
    if (!backward) return;
    const first = partStart(thread, k, PANEL);
    const rows = partEnd(thread, k, PANEL) - first;
    kernels.packTransposed(plus(backward.address, first * n * size), plus(address, first * ld * size), ld, n, rows);
  }
}

export abstract class RecurrentLayer {
  readonly H: number;
  /** Blocks of H columns in Wx and b. */
  readonly blocks: number;
  readonly weights: LayerParameters;
  /** Activations a<0> ... a<T>: [n, H]. */
  readonly a: Sequence;
  /** z<1> ... z<T>, [n, G * H]: Wx x<t> + b, then the gates' activations, after the way back dL/d(sums). */
  readonly z: Sequence;
  readonly da: Sequence;
  readonly part: StepPart;
  /** What can be looked at, in the order in which it is shown. */
  abstract readonly planes: readonly Plane[];
  /** What a step hands on to the next, and where its learned beginning stands. */
  protected readonly states: { sequence: Sequence; initial: 'a0' | 'c0' }[];
  protected readonly steps: Steps;
  protected readonly size: number;
  protected readonly panels: Panels[] = [];
  /** Whether documents begin with this window: their state was reset and not carried. */
  protected isFresh = true;

  constructor({ arena, steps, config, weights, da }: LayerPlace, blocks: number) {
    this.H = config.hidden;
    this.blocks = blocks;
    this.steps = steps;
    this.weights = weights;
    this.da = da;
    this.a = new Sequence(arena, steps, 0, this.H);
    this.z = new Sequence(arena, steps, 1, blocks * this.H);
    this.states = [{ sequence: this.a, initial: 'a0' }];
    this.size = sizeOf(arena.precision);
    this.part = new StepPart(steps, this.H, blocks * this.H * this.H * this.size);
  }

  /** Takes over the weights of now. */
  pack(thread: Thread): void {
    for (const panels of this.panels) panels.pack(thread);
  }

  /** a<t> of the part, from z<t> = Wx x<t> + b and the state of t - 1. */
  abstract forward(part: StepPart, t: number): void;

  /** dL/dz<1> ... dL/dz<T> from dL/da (1.4). */
  backwardThroughTime(thread: Thread): void {
    const { steps, part } = this;
    part.at(1);
    part.clear(part.address(this.da, 0));
    this.beginBackward(part);
    for (let t = steps.count; t >= 1; t--) {
      part.at(t);
      this.backward(part, t);
    }
    thread.sync();
  }

  /** Readies what later steps hand to the last `backward` of a window; the part stands at the first step. */
  protected beginBackward(_part: StepPart): void {}

  /** dL/dz<t> of the part into z<t>, from dL/da<t>; adds to dL/da<t-1>. From the last step to the first. */
  protected abstract backward(part: StepPart, t: number): void;

  /**
   * Adds the gradients of what only this layer has, each thread for a part of the columns. `previous` is the address of
   * a<t-1> for every row, [steps.total, H].
   */
  parameterGradients(thread: Thread, d: LayerParameters, previous: Address): void {
    this.recurrentGradient(thread, d, previous);
    if (d.a0 !== ABSENT && this.isFresh && thread.index === 0) this.initialGradient(thread.kernels, d);
  }

  /** dWh, and that of other recurrent parameters. */
  protected abstract recurrentGradient(thread: Thread, d: LayerParameters, previous: Address): void;

  /** da<0> += sum over the sequences. */
  protected initialGradient({ sumRows }: Kernels, d: LayerParameters): void {
    sumRows(d.a0, this.da.at(0), this.H, this.steps.sequences, this.H);
  }

  /**
   * dW[k, columns] += the sum of xᵀ dz over all rows, for the thread's part of the columns [from, from + width) of z.
   */
  protected product(
    thread: Thread,
    dW: Address,
    x: Address,
    k: number,
    dz: Address,
    ldZ: number,
    width: number,
    ldW = ldZ,
  ): void {
    const from = partStart(thread, width, PANEL);
    const skipped = from * this.size;
    const columns = partEnd(thread, width, PANEL) - from;
    thread.kernels.multiplyTransposed(
      plus(dW, skipped),
      ldW,
      x,
      k,
      plus(dz, skipped),
      ldZ,
      k,
      columns,
      this.steps.total,
    );
  }

  /** Learned or zero states before documents. */
  resetState(k: Kernels): void {
    this.isFresh = true;
    for (const { sequence, initial } of this.states) {
      const learned = this.weights[initial];
      if (learned !== ABSENT) k.broadcastRow(sequence.at(0), this.H, learned, this.steps.batch, this.H);
      else k.fill(sequence.at(0), 0, this.steps.batch * this.H);
    }
  }

  /** States of all steps, a and, of an LSTM, c: what is handed on. */
  get stateSequences(): Sequence[] {
    return this.states.map(({ sequence }) => sequence);
  }

  /**
   * After `backwardThroughTime`: addresses of the gradients by the states before the first step, [sequences, H] each.
   */
  get initialGradients(): Address[] {
    return [this.da.at(0)];
  }

  /** Address of the gradient by the last cell state, [sequences, H]; ABSENT where that is not used. */
  lastCellGradient = ABSENT;

  /** The state before the first step comes from another network. */
  takeState(): void {
    this.isFresh = false;
  }

  /** Addresses of the states before the first step, [batch, H] each. */
  get initialStates(): Address[] {
    return this.states.map(({ sequence }) => sequence.at(0));
  }

  /** Takes the state after the window as the state before the next. */
  carryState(k: Kernels): void {
    this.isFresh = false;
    const last = this.steps.count;
    for (const { sequence } of this.states) k.copy(sequence.at(0), sequence.at(last), this.steps.rows(last) * this.H);
  }
}
