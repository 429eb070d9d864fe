/**
 * A training in its memory: weights, one optimiser step, the loss of the held-out part, snapshots. train.ts says in
 * which order these happen.
 */
import { type CreateKernels, type Kernels, type Precision, plus, sizeOf } from '../../kernels/kernels.ts';
import { createReferenceKernels } from '../../kernels/reference/index.ts';
import { batches, fitToData, stepsPerEpoch } from '../batches/batches.ts';
import type { RecurrentLayer } from '../cells/layer.ts';
import { headOf, type NetworkConfig, type TrainingConfig } from '../config.ts';
import { checkData, type TrainingData } from '../data.ts';
import { createMemory, idsOf, realsOf } from '../memory/memory.ts';
import { createRandom, type Random, uniform } from '../memory/random.ts';
import { type Dropout, TokenDropout } from '../network/dropout.ts';
import { initialise } from '../network/initialise.ts';
import { planTraining, type TrainingPlan } from '../network/plan.ts';
import type { Stack } from '../network/stack.ts';
import { Window } from '../network/window.ts';
import type { Barrier } from '../threads/barrier.ts';
import { interruptible } from '../threads/interruptible.ts';
import { TrainingThread } from './training-threads.ts';

export interface TrainerOptions {
  precision?: Precision;
  createKernels?: CreateKernels;
  /** Asked again and again while it works; once it says true, what is under way throws Interruption. */
  shouldStop?: () => boolean;
  /** The threads that will follow this one, and a memory that is theirs too. Left out, it works alone. */
  crew?: { count: number; barrier: Barrier; memory: WebAssembly.Memory };
}

/** What one optimiser step came to. */
export interface StepResult {
  /** Mean over what the window predicts, before the step; of numbers over each of them. */
  loss: number;
  /** Before clipping. */
  gradientNorm: number;
  /** Tokens, or classes, predicted. */
  tokens: number;
}

export class Trainer {
  /** The options of the training, window and batch as the corpus allows. */
  readonly training: TrainingConfig;
  readonly stepsPerEpoch: number;
  readonly plan: TrainingPlan;
  readonly memory: WebAssembly.Memory;
  readonly thread: TrainingThread;
  /** Those that cannot be stopped. */
  private readonly kernels: Kernels;
  private readonly order: Random;
  private readonly dropped: Random;
  private readonly states: Random;
  private readonly window: Window;
  private readonly drawings: ((random: Random) => void)[];
  /** Numbers of a row, whose squared errors the gradient is that of the sum of; 1 where classes are predicted. */
  private readonly numbers: number;
  private steps = 0;
  /** Whether a window of training waits for the state after it to be carried on. */
  private carries = false;

  /**
   * Makes the memory and draws the weights. Throws RangeError when the data has nothing to train on or does not fit the
   * network (`checkData`), or when that much memory cannot be had.
   */
  constructor(
    readonly data: TrainingData,
    readonly network: NetworkConfig,
    training: TrainingConfig,
    options: TrainerOptions = {},
  ) {
    const { precision = 'f32', createKernels = createReferenceKernels, crew, shouldStop = () => false } = options;
    checkData(data, network);
    this.training = { ...training, ...fitToData(data, training) };
    const head = headOf(network);
    this.numbers = head.kind === 'linear' ? head.outputs : 1;
    this.stepsPerEpoch = stepsPerEpoch(data, this.training);
    this.plan = planTraining(network, this.training, precision, crew?.count);
    this.memory = crew?.memory ?? createMemory(this.plan);
    this.kernels = createKernels(this.memory, precision, this.plan.scratch[0]!.address);
    const stoppable = interruptible(this.kernels, shouldStop);
    const place = crew ? { index: 0, count: crew.count, barrier: crew.barrier } : { index: 0, count: 1 };
    this.thread = new TrainingThread(this.plan, this.memory, stoppable, this.training, place);
    this.window = new Window(this.plan, this.memory, this.plan.lengths, this.plan.sourceLengths);
    this.drawings = this.stacks.flatMap((stack) => drawingsOf(stack, this.memory, precision));
    this.order = createRandom(training.seed, 'order');
    this.dropped = createRandom(training.seed, 'dropout');
    this.states = createRandom(training.seed, 'state');
    const parameters = realsOf(this.memory, this.plan.parameters, precision);
    initialise(parameters, network, createRandom(training.seed, 'weights'), training.initialisation);
    this.keepBest();
  }

  /** The network, and its encoder. */
  private get stacks(): Stack[] {
    const { network } = this.plan;
    return network.encoder ? [network, network.encoder] : [network];
  }

  /** The windows of one epoch, one after the other in the memory, each with the state that comes before it. */
  *windows(part: 'train' | 'validation'): Generator<void> {
    const { network } = this.plan;
    for (const batch of batches(this.data, part, this.training, part === 'train' ? this.order : undefined)) {
      network.resetState(this.kernels);
      if (part === 'train') this.drawState((network.encoder ?? network).layers);
      while (this.window.fill(batch)) {
        this.carries = part === 'train';
        yield;
        if (part === 'train') this.carry();
        else network.carryState(this.kernels);
      }
    }
  }

  /** The state after the window at hand becomes that before the next; once. */
  private carry(): void {
    if (!this.carries) return;
    this.carries = false;
    const { network } = this.plan;
    network.carryState(this.kernels);
    this.drawState(network.backwardLayers);
  }

  /** Takes over the weights of now, where they were not made by `update`. */
  pack(): void {
    this.thread.lead('pack');
  }

  /** Loss and gradient of the window at hand; changes no parameter. */
  gradient(): StepResult {
    const { steps } = this.plan.network;
    for (const draw of this.drawings) draw(this.dropped);
    const { count: tokens } = this.window;
    const count = Math.max(tokens, 1); // a window may have no target at all
    const nats = this.thread.lead('gradient', { sequences: steps.sequences, count });
    return { loss: nats / (count * this.numbers), gradientNorm: this.thread.gradientNorm, tokens };
  }

  /**
   * One step of the optimiser along the gradient, which is first made no longer than `clip` (1.8). `measured`: returns
   * the update ratio, ||step|| / ||weights before it||, about 1e-3 when all is well. It costs 3 to 11 % of a step.
   */
  update(gradientNorm: number, learningRate = this.training.learningRate, measured = false): number | undefined {
    const { clip } = this.training;
    this.steps++;
    const scale = clip > 0 && gradientNorm > clip ? clip / gradientNorm : 1;
    this.thread.lead('update', { scale, learningRate, step: this.steps, measured });
    return measured ? this.thread.updateRatio : undefined;
  }

  /**
   * Lets the other threads go: after the last step, or wherever this one was interrupted. Nothing can be done after it.
   */
  release(): void {
    this.thread.release();
  }

  /** Whether anything is held out. */
  get hasValidation(): boolean {
    return !batches(this.data, 'validation', this.training).next().done;
  }

  /**
   * Mean loss over the held-out tokens in nats, nothing dropped; undefined when nothing is held out. In the middle of
   * an epoch, `validateEvery` must have planned for it: the training then goes on as if there had been no validation.
   */
  validate(): number | undefined {
    const { network, heldStates } = this.plan;
    const goesOn = this.carries && heldStates.length > 0;
    if (!goesOn) return this.heldOutLoss();
    this.carry();
    const states = network.layers.flatMap(({ initialStates }) => initialStates);
    for (const [i, { address, length }] of heldStates.entries()) this.kernels.copy(address, states[i]!, length);
    const loss = this.heldOutLoss();
    for (const [i, { address, length }] of heldStates.entries()) this.kernels.copy(states[i]!, address, length);
    return loss; // its windows ended with a state that was carried, as that of training was
  }

  private heldOutLoss(): number | undefined {
    let [nats, tokens] = [0, 0];
    for (const _ of this.windows('validation')) {
      nats += this.thread.lead('loss', { sequences: this.plan.network.steps.sequences });
      tokens += this.window.count;
    }
    return tokens === 0 ? undefined : nats / (tokens * this.numbers);
  }

  /** Whether all parameters of now are numbers. */
  isFinite(): boolean {
    const parameters = realsOf(this.memory, this.plan.parameters, this.plan.precision);
    let zero = 0;
    for (let i = 0; i < parameters.length; i++) zero += 0 * parameters[i]!; // NaN from the first that is not finite
    return zero === 0;
  }

  /** Norm of each tensor, in the order of the parameter table. */
  norms(which: 'current' | 'best'): number[] {
    const { address } = which === 'best' ? this.plan.best : this.plan.parameters;
    const size = sizeOf(this.plan.precision);
    return this.plan.table.entries.map(({ offset, length }) =>
      Math.sqrt(this.kernels.sumSquares(plus(address, offset * size), length)),
    );
  }

  /** Takes the parameters of now as the best so far. */
  keepBest(): void {
    const { parameters, best } = this.plan;
    this.kernels.copy(best.address, parameters.address, parameters.length);
  }

  /** A copy of all parameters in the order of the parameter table. */
  snapshot(which: 'current' | 'best'): Float32Array<ArrayBuffer> {
    const range = which === 'best' ? this.plan.best : this.plan.parameters;
    return new Float32Array(realsOf(this.memory, range, this.plan.precision));
  }

  /** Random states of layers before their first step, where the network begins so (1.3.4). */
  private drawState(layers: readonly RecurrentLayer[]): void {
    const { precision } = this.plan;
    const { initialState, hidden } = this.network;
    if (initialState !== 'random') return;
    const bound = 1 / Math.sqrt(hidden);
    for (const { initialStates } of layers)
      for (const address of initialStates) {
        const range = { address, shape: [], length: this.training.batch * hidden, type: 'real' as const };
        const state = realsOf(this.memory, range, precision);
        for (let i = 0; i < state.length; i++) state[i] = (2 * uniform(this.states) - 1) * bound;
      }
  }
}

/** What draws the dropouts of a stack for the window at hand. */
function drawingsOf(stack: Stack, memory: WebAssembly.Memory, precision: Precision): ((random: Random) => void)[] {
  const { steps, dropouts, inputDropout, inputs } = stack;
  if (inputDropout instanceof TokenDropout) {
    const ids = inputDropout.ids.map((range) => idsOf(memory, range));
    const [read, reversed] = [idsOf(memory, inputs), idsOf(memory, steps.reversed)];
    const draw = (random: Random) => inputDropout.draw(ids, read, reversed, steps.total, random);
    return [draw, ...dropouts.map(drawingOf)];
  }
  return [...(inputDropout ? [inputDropout] : []), ...dropouts].map(drawingOf);

  function drawingOf(dropout: Dropout): (random: Random) => void {
    const mask = realsOf(memory, dropout.mask, precision);
    return (random) => dropout.draw(mask, steps.total * dropout.width, random);
  }
}
