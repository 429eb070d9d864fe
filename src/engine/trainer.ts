/**
 * A training in its memory: weights, one optimiser step, the loss of the held-out part, snapshots. train.ts says in
 * which order these happen.
 */
import type { CreateKernels, Kernels, Precision } from '../kernels/kernels.ts';
import { createReferenceKernels } from '../kernels/reference/index.ts';
import type { Barrier } from './barrier.ts';
import { batches, fitToCorpus, stepsPerEpoch } from './batches.ts';
import type { RecurrentLayer } from './cells/layer.ts';
import { type Corpus, headOf, type NetworkConfig, type TrainingConfig, vectorWidth } from './config.ts';
import { Member } from './crew.ts';
import { initialise } from './initialise.ts';
import { interruptible } from './interruptible.ts';
import { createMemory, idsOf, realsOf } from './memory.ts';
import { planTraining, type TrainingPlan } from './plan.ts';
import { createRandom, type Random, uniform } from './random.ts';

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
  /** Mean over the window's tokens, before the step. */
  lossNats: number;
  /** Before clipping. */
  gradientNorm: number;
  /** Tokens predicted. */
  tokens: number;
}

export class Trainer {
  /** With window and batch as the corpus allows. */
  readonly training: TrainingConfig;
  readonly stepsPerEpoch: number;
  readonly plan: TrainingPlan;
  readonly memory: WebAssembly.Memory;
  readonly member: Member;
  /** Those that cannot be stopped. */
  private readonly kernels: Kernels;
  private readonly order: Random;
  private readonly dropped: Random;
  private readonly states: Random;
  private readonly window: Window;
  private readonly masks: (Float32Array | Float64Array)[];
  private steps = 0;

  /**
   * Makes the memory and draws the weights. Throws RangeError when the corpus has nothing to train on or an id outside
   * the vocabulary, or when that much memory cannot be had.
   */
  constructor(
    readonly corpus: Corpus,
    readonly network: NetworkConfig,
    training: TrainingConfig,
    options: TrainerOptions = {},
  ) {
    const { precision = 'f32', createKernels = createReferenceKernels, crew, shouldStop = () => false } = options;
    checkNetwork(network);
    checkIds(corpus, network.vocabulary);
    this.training = { ...training, ...fitToCorpus(corpus, training) };
    this.stepsPerEpoch = stepsPerEpoch(corpus, this.training);
    this.plan = planTraining(network, this.training, precision, crew?.count);
    this.memory = crew?.memory ?? createMemory(this.plan);
    this.kernels = createKernels(this.memory, precision, this.plan.scratch[0]!.address);
    const stoppable = interruptible(this.kernels, shouldStop);
    const place = crew ? { index: 0, count: crew.count, barrier: crew.barrier } : { index: 0, count: 1 };
    this.member = new Member(this.plan, this.memory, stoppable, this.training, place);
    this.window = new Window(this.plan, this.memory);
    this.masks = this.plan.network.dropouts.map(({ mask }) => realsOf(this.memory, mask, precision));
    this.order = createRandom(training.seed, 'order');
    this.dropped = createRandom(training.seed, 'dropout');
    this.states = createRandom(training.seed, 'state');
    const parameters = realsOf(this.memory, this.plan.parameters, precision);
    initialise(parameters, network, createRandom(training.seed, 'weights'), training.initialisation);
    this.keepBest();
  }

  /** The windows of one epoch, one after the other in the memory, each with the state that comes before it. */
  *windows(part: 'train' | 'validation'): Generator<void> {
    const { network } = this.plan;
    for (const batch of batches(this.corpus, part, this.training, part === 'train' ? this.order : undefined)) {
      network.resetState(this.kernels);
      if (part === 'train') this.drawState(network.layers);
      while (this.window.fill((inputs, targets) => batch.next(network.steps, inputs, targets))) {
        yield;
        network.carryState(this.kernels);
        if (part === 'train') this.drawState(network.backwardLayers);
      }
    }
  }

  /** Takes over the weights of now, where they were not made by `update`. */
  pack(): void {
    this.member.lead('pack');
  }

  /** Loss and gradient of the window at hand; changes no parameter. */
  gradient(): StepResult {
    const { dropouts, steps } = this.plan.network;
    dropouts.forEach((dropout, l) => {
      dropout.draw(this.masks[l]!, steps.total * dropout.width, this.dropped);
    });
    const { count } = this.window;
    const nats = this.member.lead('gradient', { sequences: steps.sequences, count });
    return { lossNats: nats / count, gradientNorm: this.member.gradientNorm, tokens: count };
  }

  /** One step of the optimiser along the gradient, which is first made no longer than `clip` (1.8). */
  update(gradientNorm: number): void {
    const { clip, learningRate } = this.training;
    this.steps++;
    const scale = clip > 0 && gradientNorm > clip ? clip / gradientNorm : 1;
    this.member.lead('update', { scale, learningRate, step: this.steps });
  }

  /** Lets the other threads go: after the last step, or wherever this one was interrupted. Nothing can be done after it. */
  release(): void {
    this.member.release();
  }

  /** Mean loss over the held-out tokens in nats, nothing dropped; undefined when nothing is held out. */
  validate(): number | undefined {
    let [nats, tokens] = [0, 0];
    for (const _ of this.windows('validation')) {
      nats += this.member.lead('loss', { sequences: this.plan.network.steps.sequences });
      tokens += this.window.count;
    }
    return tokens === 0 ? undefined : nats / tokens;
  }

  /** Whether all parameters of now are numbers. */
  isFinite(): boolean {
    const parameters = realsOf(this.memory, this.plan.parameters, this.plan.precision);
    let zero = 0;
    for (let i = 0; i < parameters.length; i++) zero += 0 * parameters[i]!; // NaN from the first that is not finite
    return zero === 0;
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

/** The window at hand as the leading thread writes it: lengths, ids, and where rows find each other. */
class Window {
  /** Targets that count. */
  count = 0;
  readonly #inputs: Int32Array;
  readonly #reversedInputs: Int32Array;
  readonly #targets: Int32Array;
  readonly #lengths: Int32Array;
  readonly #reversed: Int32Array;
  readonly #previous: Int32Array;
  readonly #last: Int32Array;

  constructor(
    private readonly plan: TrainingPlan,
    memory: WebAssembly.Memory,
  ) {
    const { inputs, reversedInputs, targets, steps } = plan.network;
    this.#inputs = idsOf(memory, inputs);
    this.#reversedInputs = idsOf(memory, reversedInputs);
    this.#targets = idsOf(memory, targets);
    this.#lengths = idsOf(memory, plan.lengths);
    this.#reversed = idsOf(memory, steps.reversed);
    this.#previous = idsOf(memory, steps.previous);
    this.#last = idsOf(memory, steps.last);
  }

  /** `next` fills in inputs, targets and steps, and says whether there was anything left. */
  fill(next: (inputs: Int32Array, targets: Int32Array) => boolean): boolean {
    if (!next(this.#inputs, this.#targets)) return false;
    this.complete();
    return true;
  }

  /** What follows from steps, inputs and targets as they stand. */
  complete(): void {
    const { steps } = this.plan.network;
    for (let row = 0; row < steps.sequences; row++) this.#lengths[row] = 0;
    for (let t = 1; t <= steps.count; t++) for (let row = 0; row < steps.rows(t); row++) this.#lengths[row]!++;
    steps.index(this.#reversed, this.#previous, this.#last);
    const { length } = this.#reversedInputs;
    for (let row = 0; row < Math.min(length, steps.total); row++)
      this.#reversedInputs[row] = this.#inputs[this.#reversed[row]!]!;
    this.count = 0;
    for (let row = 0; row < steps.total; row++) if (this.#targets[row]! >= 0) this.count++;
  }
}

/** A corpus has tokens to read, and at every step one to predict. */
function checkNetwork(network: NetworkConfig): void {
  const { kind, outputs, at } = headOf(network);
  if (vectorWidth(network) > 0) throw new RangeError('A corpus of tokens cannot train a network that reads vectors.');
  if (kind !== 'softmax' || at !== 'steps' || outputs !== network.vocabulary)
    throw new RangeError(
      `A corpus of tokens trains a softmax over its ${network.vocabulary} tokens at every step; ` +
        `got a head of kind ${kind} with ${outputs} outputs at ${at === 'end' ? 'the end' : 'every step'}.`,
    );
}

function checkIds({ ids }: Corpus, vocabulary: number): void {
  let wrong = 0;
  while (wrong < ids.length && ids[wrong]! < vocabulary) wrong++;
  if (wrong === ids.length) return;
  throw new RangeError(
    `Every id must be below ${vocabulary}, the size of the vocabulary; got ${ids[wrong]} at position ${wrong}.`,
  );
}
