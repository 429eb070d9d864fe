/**
 * How long a training takes, before it begins: from the speed that this machine shows in a few steps of a small
 * network.
 */
import type { CreateKernels } from '../../kernels/kernels.ts';
import { type NetworkConfig, type TrainingConfig, vectorWidth } from '../config.ts';
import type { Corpus } from '../data.ts';
import { samplingFlops, trainingFlops } from '../network/flops.ts';
import { parameterTable } from '../network/parameters.ts';
import { Trainer } from './trainer.ts';

/** What this machine does on one thread. */
export interface Speed {
  /** What an optimiser step of any size takes besides: filling its window, orders, calls. */
  stepMs: number;
  /** Operations as counted above, everything that goes with them included. */
  flopsPerMs: number;
  /** Parameters that the optimiser updates. */
  parametersPerMs: number;
}

/** What is estimated: a training whose batch fits its corpus, and the size of that. */
interface Workload {
  network: NetworkConfig;
  training: Pick<TrainingConfig, 'epochs' | 'batch' | 'optimiser' | 'validateEvery'>;
  stepsPerEpoch: number;
  trainTokens: number;
  validationTokens: number;
}

/** Sizes from which on a network's speed changes little: what is measured need not be larger. */
const LARGEST = { hidden: 128, vocabulary: 128, batch: 16 };
/** Time steps of the two windows that are measured: a step's own cost and that of a time step follow from both. */
const [SHORT, LONG] = [2, 10] as const;
/** Windows of an epoch of what is measured. */
const EPOCH = 16;
/** A just-in-time compiler is at work in the beginning: measuring ends when nothing has become faster for so long. */
const [SETTLED_MS, LONGEST_MS] = [100, 1000];

/**
 * Trains networks of this kind, at most of the sizes above, until they do not become faster any more. Yields after each
 * step, which takes a few milliseconds, so that a thread can do other work in between.
 */
export function* measureSpeed(
  { network, training }: Pick<Workload, 'network' | 'training'>,
  createKernels?: CreateKernels,
): Generator<undefined, Speed, undefined> {
  const measured = (window: number) => new Measured(smallTrainer(network, training, window, createKernels));
  const short = measured(SHORT);
  const long = measured(LONG);
  for (let [elapsedMs, settledMs] = [0, 0]; settledMs < SETTLED_MS && elapsedMs < LONGEST_MS; ) {
    for (const each of [short, long]) {
      const { ms, isFaster } = each.step();
      elapsedMs += ms;
      settledMs = isFaster ? 0 : settledMs + ms;
      yield undefined;
    }
  }
  return speedOf(short, long);
}

/** The line through both windows; where noise would have it fall, a step costs nothing of its own. */
function speedOf(short: Measured, long: Measured): Speed {
  const { training, network, plan } = long.trainer;
  const meanMs = long.gradientMs / LONG;
  const slopeMs = (long.gradientMs - short.gradientMs) / (LONG - SHORT);
  const timeStepMs = slopeMs > 0 ? Math.min(slopeMs, meanMs) : meanMs;
  return {
    stepMs: long.gradientMs - LONG * timeStepMs,
    flopsPerMs: (training.batch * trainingFlops(network)) / timeStepMs,
    parametersPerMs: plan.table.count / Math.min(short.updateMs, long.updateMs),
  };
}

/** A training and the shortest times that its steps have taken. */
class Measured {
  gradientMs = Number.POSITIVE_INFINITY;
  updateMs = Number.POSITIVE_INFINITY;
  #windows: Generator<void>;

  constructor(readonly trainer: Trainer) {
    trainer.pack();
    this.#windows = trainer.windows('train');
  }

  /** `isFaster`: by more than a tenth. */
  step(): { ms: number; isFaster: boolean } {
    const { trainer } = this;
    const start = performance.now();
    if (this.#windows.next().done) {
      this.#windows = trainer.windows('train');
      this.#windows.next();
    }
    const { gradientNorm } = trainer.gradient();
    const between = performance.now();
    trainer.update(gradientNorm);
    const end = performance.now();
    const isFaster = between - start < 0.9 * this.gradientMs;
    this.gradientMs = Math.min(this.gradientMs, between - start);
    this.updateMs = Math.min(this.updateMs, end - between);
    return { ms: end - start, isFaster };
  }
}

/**
 * What each thread beyond the first adds to an optimiser step: time in which threads wait for each other. Measured on
 * two cores, RNNs and LSTMs of 16 to 192 units, 1 and 16 sequences, 5 and 50 time steps.
 */
const CREW = { stepMs: 0.1, timeStepMs: 0.0055 };
/** About what one core does with small networks. */
const FLOPS_PER_MS = 2.2e7;

function crewMs(timeSteps: number): number {
  return CREW.stepMs + CREW.timeStepMs * timeSteps;
}

/** How many threads, 1 to `most`, are fastest for optimiser steps of so many operations and time steps. */
export function threadsWorth(stepFlops: number, timeSteps: number, most: number): number {
  const price = crewMs(timeSteps) * FLOPS_PER_MS;
  let threads = 1;
  // One more takes flops / (n (n + 1)) off each.
  while (threads < most && stepFlops > price * threads * (threads + 1)) threads++;
  return threads;
}

/** Milliseconds that the whole training will take, validation included. */
export function estimateTrainingMs(workload: Workload, speed: Speed, threads = 1): number {
  const { stepMs, flopsPerMs, parametersPerMs } = speed;
  const { network, training, stepsPerEpoch, trainTokens, validationTokens } = workload;
  const { epochs, validateEvery = 0 } = training;
  const steps = epochs * stepsPerEpoch;
  const validations = validateEvery > 0 ? Math.ceil(steps / validateEvery) : epochs;
  const windows = steps + (validations * validationTokens * stepsPerEpoch) / trainTokens;
  const trained = epochs * trainTokens * trainingFlops(network);
  const validated = validations * validationTokens * samplingFlops(network);
  const updateMs = parameterTable(network).count / parametersPerMs;
  const aloneMs = windows * stepMs + (trained + validated) / flopsPerMs + steps * updateMs;
  const timeSteps = trainTokens / stepsPerEpoch / training.batch;
  return aloneMs / threads + (threads - 1) * windows * crewMs(timeSteps);
}

function smallTrainer(
  given: NetworkConfig,
  asked: Workload['training'],
  window: number,
  createKernels?: CreateKernels,
): Trainer {
  const batch = Math.min(asked.batch, LARGEST.batch);
  const hidden = Math.min(given.hidden, LARGEST.hidden);
  const vocabulary = Math.min(given.vocabulary, LARGEST.vocabulary);
  // A language model of the same cells: what is read and predicted hardly matters.
  const { head: _, encoder: _encoder, ...rest } = given;
  const width = vectorWidth(given);
  const input = width > 0 ? { embedding: width } : given.input;
  const network: NetworkConfig = { ...rest, ...(input && { input }), layers: 1, hidden, vocabulary };
  const ids = Uint8Array.from({ length: batch * window * EPOCH }, (_, i) => i % vocabulary);
  const corpus: Corpus = { kind: 'text', ids, train: Uint32Array.of(0, ids.length), validation: new Uint32Array() };
  const { optimiser } = asked;
  const fixed = { epochs: 1, batch, window, learningRate: 1e-3, clip: 0, dropout: 0, seed: 1 };
  const training = { ...fixed, ...(optimiser && { optimiser }) };
  return new Trainer(corpus, network, training, createKernels ? { createKernels } : {});
}
