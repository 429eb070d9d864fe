/**
 * A training in its memory: weights, one optimiser step, the loss of the held-out part, snapshots. train.ts says in
 * which order these happen.
 */
import type { CreateKernels, Kernels, Precision } from '../kernels/kernels.ts';
import { createReferenceKernels } from '../kernels/reference/index.ts';
import { batches, fitToCorpus, stepsPerEpoch } from './batches.ts';
import type { Corpus, NetworkConfig, TrainingConfig } from './config.ts';
import { createMemory, idsOf, realsOf } from './memory.ts';
import { initialise } from './parameters.ts';
import { planTraining, type TrainingPlan } from './plan.ts';
import { createRandom, type Random } from './random.ts';

/** Of Adam, as in the paper and everywhere: PyTorch's defaults. */
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

export interface TrainerOptions {
  precision?: Precision;
  createKernels?: CreateKernels;
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
  readonly memory: SharedArrayBuffer;
  readonly kernels: Kernels;
  private readonly order: Random;
  private readonly dropped: Random;
  private readonly inputs: Int32Array;
  private readonly targets: Int32Array;
  private readonly masks: (Float32Array | Float64Array)[];
  private adamSteps = 0;

  /**
   * Makes the memory and draws the weights. Throws RangeError when the corpus has nothing to train on or an id outside
   * the vocabulary, or when that much memory cannot be had.
   */
  constructor(
    readonly corpus: Corpus,
    readonly network: NetworkConfig,
    training: TrainingConfig,
    { precision = 'f32', createKernels = createReferenceKernels }: TrainerOptions = {},
  ) {
    checkIds(corpus, network.vocabulary);
    this.training = { ...training, ...fitToCorpus(corpus, training) };
    this.stepsPerEpoch = stepsPerEpoch(corpus, this.training);
    this.plan = planTraining(network, this.training, precision);
    this.memory = createMemory(this.plan);
    this.kernels = createKernels(this.memory, precision);
    this.inputs = idsOf(this.memory, this.plan.network.inputs);
    this.targets = idsOf(this.memory, this.plan.network.targets);
    this.masks = this.plan.network.dropouts.map(({ mask }) => realsOf(this.memory, mask, precision));
    this.order = createRandom(training.seed, 'order');
    this.dropped = createRandom(training.seed, 'dropout');
    initialise(realsOf(this.memory, this.plan.parameters, precision), network, createRandom(training.seed, 'weights'));
    this.keepBest();
  }

  /** The windows of one epoch, one after the other in the memory, each with the state that comes before it. */
  *windows(part: 'train' | 'validation'): Generator<void> {
    const { network } = this.plan;
    for (const batch of batches(this.corpus, part, this.training, part === 'train' ? this.order : undefined)) {
      network.resetState(this.kernels);
      while (batch.next(network.steps, this.inputs, this.targets)) {
        yield;
        network.carryState(this.kernels);
      }
    }
  }

  /** Loss and gradient of the window at hand, with the kernels given; changes no parameter. */
  gradient(k: Kernels): StepResult {
    const { network, gradients, gradientsOf } = this.plan;
    const { total } = network.steps;
    network.dropouts.forEach((dropout, l) => {
      dropout.draw(this.masks[l]!, total * this.network.hidden, this.dropped);
    });
    k.fill(gradients.address, 0, gradients.length);
    network.forward(k, true);
    const lossNats = network.lossAndGradient(k, gradientsOf) / total;
    return { lossNats, gradientNorm: Math.sqrt(k.sumSquares(gradients.address, gradients.length)), tokens: total };
  }

  /** One step of Adam along the gradient, which is first made no longer than `clip` (1.8). */
  update(gradientNorm: number): void {
    const { plan, kernels, training } = this;
    const { parameters, gradients, m, v } = plan;
    const { clip, learningRate } = training;
    if (clip > 0 && gradientNorm > clip) kernels.scale(gradients.address, clip / gradientNorm, gradients.length);
    this.adamSteps++;
    const step = { learningRate, beta1: BETA1, beta2: BETA2, epsilon: EPSILON, t: this.adamSteps };
    kernels.adam(parameters.address, gradients.address, m.address, v.address, parameters.length, step);
  }

  /** Mean loss over the held-out tokens in nats, nothing dropped; undefined when nothing is held out. */
  validate(k: Kernels): number | undefined {
    let [nats, tokens] = [0, 0];
    for (const _ of this.windows('validation')) {
      this.plan.network.forward(k);
      nats += this.plan.network.loss(k);
      tokens += this.plan.network.steps.total;
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
}

function checkIds({ ids }: Corpus, vocabulary: number): void {
  const wrong = ids.findIndex((id) => id >= vocabulary);
  if (wrong < 0) return;
  throw new RangeError(
    `Every id must be below ${vocabulary}, the size of the vocabulary; got ${ids[wrong]} at position ${wrong}.`,
  );
}
