/**
 * What a training costs before it begins: floating point operations, counted, and milliseconds, from the speed that this
 * machine shows in a few steps of a small network.
 */
import type { CreateKernels } from '../kernels/kernels.ts';
import { cellType } from './cells/index.ts';
import { encoderOf, headOf, inputWidth, type NetworkConfig, type TrainingConfig, vectorWidth } from './config.ts';
import type { Corpus } from './data.ts';
import { parameterTable } from './parameters.ts';
import { Trainer } from './trainer.ts';

/** Floating point operations for one token read, two for each weight; a one-hot input costs none. */
export function samplingFlops(network: NetworkConfig): number {
  const { layers, hidden, directions = 1 } = network;
  const { blocks } = cellType(network);
  const numbersRead = network.input === undefined || network.input === 'one-hot' ? 0 : inputWidth(network);
  const inputs = numbersRead + (layers - 1) * directions * hidden;
  const recurrent = layers * hidden;
  const encoder = encoderOf(network);
  const stack = 2 * directions * blocks * hidden * (recurrent + inputs);
  const head = 2 * headOf(network).outputs * directions * hidden;
  // A source has about as many tokens as its target; what an encoder does not have is a head.
  const source = encoder ? samplingFlops({ ...encoder, head: { kind: 'linear', outputs: 0, at: 'end' } }) : 0;
  return stack + head + source;
}

/** For one token of training: every product forward has two of its size backward. */
export function trainingFlops(network: NetworkConfig): number {
  return 3 * samplingFlops(network);
}

/** What this machine does. */
export interface Speed {
  /** Operations as counted above, everything that goes with them included. */
  flopsPerMs: number;
  /** Parameters that the optimiser updates. */
  parametersPerMs: number;
}

/** What is estimated: a training whose batch fits its corpus, and the size of that. */
export interface Workload {
  network: NetworkConfig;
  training: Pick<TrainingConfig, 'epochs' | 'batch' | 'optimiser' | 'validateEvery'>;
  stepsPerEpoch: number;
  trainTokens: number;
  validationTokens: number;
}

/** Sizes from which on a network's speed changes little: what is measured need not be larger. */
const LARGEST = { hidden: 128, vocabulary: 128, batch: 16 };
/** Time steps of a measured window. */
const WINDOW = 3;
/** A just-in-time compiler is at work in the beginning: measuring ends when nothing has become faster for so long. */
const [SETTLED_MS, LONGEST_MS] = [100, 1000];

/**
 * Trains a network of this kind, at most of the sizes above, until it does not become faster any more. Yields after each
 * step, which takes a few milliseconds, so that a thread can do other work in between.
 */
export function* measureSpeed(
  { network, training }: Pick<Workload, 'network' | 'training'>,
  createKernels?: CreateKernels,
): Generator<undefined, Speed, undefined> {
  const trainer = smallTrainer(network, training, createKernels);
  trainer.pack();
  const best = { gradientMs: Number.POSITIVE_INFINITY, updateMs: Number.POSITIVE_INFINITY };
  for (let [elapsedMs, settledMs] = [0, 0]; settledMs < SETTLED_MS && elapsedMs < LONGEST_MS; ) {
    const { gradientMs, updateMs } = timeStep(trainer);
    elapsedMs += gradientMs + updateMs;
    settledMs = gradientMs < 0.9 * best.gradientMs ? 0 : settledMs + gradientMs + updateMs;
    best.gradientMs = Math.min(best.gradientMs, gradientMs);
    best.updateMs = Math.min(best.updateMs, updateMs);
    yield undefined;
  }
  const flops = trainer.training.batch * WINDOW * trainingFlops(trainer.network);
  return { flopsPerMs: flops / best.gradientMs, parametersPerMs: trainer.plan.table.count / best.updateMs };
}

function timeStep(trainer: Trainer): { gradientMs: number; updateMs: number } {
  trainer.windows('train').next();
  const start = performance.now();
  const { gradientNorm } = trainer.gradient();
  const between = performance.now();
  trainer.update(gradientNorm);
  return { gradientMs: between - start, updateMs: performance.now() - between };
}

/** Milliseconds that the whole training will take, validation included. */
export function estimateTrainingMs(workload: Workload, { flopsPerMs, parametersPerMs }: Speed): number {
  const { network, training, stepsPerEpoch, trainTokens, validationTokens } = workload;
  const { epochs, validateEvery = 0 } = training;
  const steps = epochs * stepsPerEpoch;
  const validations = validateEvery > 0 ? Math.ceil(steps / validateEvery) : epochs;
  const trained = epochs * trainTokens * trainingFlops(network);
  const validated = validations * validationTokens * samplingFlops(network);
  return (trained + validated) / flopsPerMs + (steps * parameterTable(network).count) / parametersPerMs;
}

function smallTrainer(given: NetworkConfig, asked: Workload['training'], createKernels?: CreateKernels): Trainer {
  const batch = Math.min(asked.batch, LARGEST.batch);
  const hidden = Math.min(given.hidden, LARGEST.hidden);
  const vocabulary = Math.min(given.vocabulary, LARGEST.vocabulary);
  // A language model of the same cells: what is read and predicted hardly matters.
  const { head: _, encoder: _encoder, ...rest } = given;
  const width = vectorWidth(given);
  const input = width > 0 ? { embedding: width } : given.input;
  const network: NetworkConfig = { ...rest, ...(input && { input }), layers: 1, hidden, vocabulary };
  const ids = Uint8Array.from({ length: batch * WINDOW }, (_, i) => i % vocabulary);
  const corpus: Corpus = { kind: 'text', ids, train: Uint32Array.of(0, ids.length), validation: new Uint32Array() };
  const { optimiser } = asked;
  const fixed = { epochs: 1, batch, window: WINDOW, learningRate: 1e-3, clip: 0, dropout: 0, seed: 1 };
  const training = { ...fixed, ...(optimiser && { optimiser }) };
  return new Trainer(corpus, network, training, createKernels ? { createKernels } : {});
}
