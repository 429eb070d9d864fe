/** A training of so many steps, and how good the network is afterwards on examples that it has not seen. */
import type { NetworkConfig, TrainingConfig } from '../../src/engine/config.ts';
import { headOf } from '../../src/engine/config.ts';
import type { TrainingData } from '../../src/engine/data.ts';
import { predict } from '../../src/engine/reading/predictor.ts';
import { Trainer } from '../../src/engine/training/trainer.ts';
import { createWasmKernels } from '../../src/kernels/wasm/index.ts';
import { loadBuild } from '../unit/builds.ts';
import { type Task, type TaskName, tasks } from './tasks.ts';

export interface Job {
  task: TaskName;
  /** What the task calls it: the length of a sequence, the distance of two words. */
  size?: number;
  cell: Pick<NetworkConfig, 'cell' | 'reset' | 'directions'>;
  hidden: number;
  layers?: number;
  batch: number;
  /** Steps of the optimiser; the data are made so that each example is read once. */
  updates: number;
  /** Passes over data that are there already. */
  epochs?: number;
  learningRate: number;
  clip?: number;
  initialisation?: TrainingConfig['initialisation'];
  seed: number;
}

const TESTS = 1000;
export const createKernels = createWasmKernels(loadBuild('wide'));

/** Accuracy on held-out examples or steps, or the mean squared error. */
export function learn(job: Job): number {
  const task = tasks[job.task](job.updates * job.batch, TESTS, job.seed, job.size ?? 0);
  const network: NetworkConfig = { ...job.cell, ...task.network, layers: job.layers ?? 1, hidden: job.hidden };
  return scoreOf(task, network, train(task.examples, network, job));
}

/** The weights after the updates, or after the epochs. */
export function train(
  data: TrainingData,
  network: NetworkConfig,
  job: Omit<Job, 'task' | 'cell' | 'hidden'>,
): Float32Array {
  const { batch, learningRate, clip = 1, seed, updates, epochs = 1, initialisation } = job;
  const training = {
    epochs,
    batch,
    window: 50,
    learningRate,
    clip,
    dropout: 0,
    seed,
    ...(initialisation && { initialisation }),
  };
  const trainer = new Trainer(data, network, training, { createKernels });
  trainer.pack();
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const _ of trainer.windows('train')) {
      if (step++ === updates) break;
      trainer.update(trainer.gradient().gradientNorm);
    }
  return trainer.snapshot('current');
}

function scoreOf({ examples, asked }: Task, network: NetworkConfig, weights: Float32Array): number {
  const { kind, outputs: V, at } = headOf(network);
  let [sum, count] = [0, 0];
  for (const { example, outputs } of [
    ...predict(network, weights, examples, examples.validation, createKernels),
  ].flat())
    for (let row = 0; row < outputs.length / V; row++) {
      if (asked && !asked(example, row)) continue;
      const target = examples.targets[at === 'end' ? example : examples.starts[example]! + row]!;
      const own = outputs.subarray(row * V, (row + 1) * V);
      count++;
      if (kind === 'linear') sum += (own[0]! - target) ** 2;
      else if (kind === 'sigmoid') sum += Number(own[0]! > 0 === (target === 1));
      else sum += Number(own.indexOf(Math.max(...own)) === target);
    }
  return sum / count;
}
