/** One thread of a training that is timed; the leading one says what a step took. Bundled by scripts/bench.mjs. */
import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { NetworkConfig, TrainingConfig } from '../../src/engine/config.ts';
import type { Corpus } from '../../src/engine/data.ts';
import { planTraining } from '../../src/engine/network/plan.ts';
import { Barrier } from '../../src/engine/threads/barrier.ts';
import { Trainer } from '../../src/engine/training/trainer.ts';
import { TrainingThread } from '../../src/engine/training/training-threads.ts';
import { kernelsOf } from '../../src/worker/kernels.ts';
import { medianOf } from './statistics.ts';

export interface TimedJob {
  network: NetworkConfig;
  training: TrainingConfig;
  corpus: Corpus;
  /** Undefined for the plain kernels. */
  module: WebAssembly.Module | undefined;
  memory: WebAssembly.Memory;
  barrier: SharedArrayBuffer;
  index: number;
  count: number;
}

export interface Timing {
  /** Of the median step. */
  stepMs: number;
  /** Steps that were timed. */
  steps: number;
  loss: number;
  /** What a copy of the weights takes, the dearest part of a report. */
  snapshotMs: number;
}

const { network, training, corpus, module, memory, barrier: words, index, count } = workerData as TimedJob;
const createKernels = kernelsOf(module ? { module } : {});
const barrier = new Barrier(words, 0, count, availableParallelism());

if (index === 0) lead();
else follow();

function lead(): void {
  const trainer = new Trainer(corpus, network, training, { createKernels, crew: { count, barrier, memory } });
  trainer.pack();
  const steps = endlessSteps(trainer);
  parentPort!.postMessage('ready');
  parentPort!.on('message', ({ seconds }: { seconds: number }) =>
    parentPort!.postMessage(time(trainer, steps, seconds)),
  );
}

function time(trainer: Trainer, steps: Generator<number, never>, seconds: number): Timing {
  for (let i = 0; i < 3; i++) steps.next();
  const times: number[] = [];
  let loss = Number.NaN;
  const begin = performance.now();
  for (let start = begin; start - begin < seconds * 1000 || times.length < 3; ) {
    loss = steps.next().value;
    const end = performance.now();
    times.push(end - start);
    start = end;
  }
  const start = performance.now();
  trainer.snapshot('current');
  return { stepMs: medianOf(times), steps: times.length, loss, snapshotMs: performance.now() - start };
}

/** Whole steps of the optimiser, epoch after epoch. */
function* endlessSteps(trainer: Trainer): Generator<number, never> {
  for (;;)
    for (const _ of trainer.windows('train')) {
      const { loss, gradientNorm } = trainer.gradient();
      trainer.update(gradientNorm);
      yield loss;
    }
}

function follow(): void {
  const plan = planTraining(network, training, 'f32', count);
  const kernels = createKernels(memory, 'f32', plan.scratch[index]!.address);
  new TrainingThread(plan, memory, kernels, training, { index, count, barrier }).follow();
}
