/** A small network on the bench: planned, in memory, with seeded parameters and one window of input. */
import { headOf, type NetworkConfig } from '../../../src/engine/config.ts';
import { createMemory, idsOf, realsOf } from '../../../src/engine/memory/memory.ts';
import { createRandom, uniform } from '../../../src/engine/memory/random.ts';
import { initialise } from '../../../src/engine/network/initialise.ts';
import { planTraining, type TrainingPlan } from '../../../src/engine/network/plan.ts';
import { alone, type Thread } from '../../../src/engine/threads/thread.ts';
import type { Precision } from '../../../src/kernels/kernels.ts';
import { createKernels } from './kernels.ts';

export interface Bench {
  plan: TrainingPlan;
  memory: WebAssembly.Memory;
  thread: Thread;
  parameters: Float32Array | Float64Array;
  gradients: Float32Array | Float64Array;
  inputs: Int32Array;
  /** Empty where tokens are read. */
  vectors: Float32Array | Float64Array;
  targets: Int32Array | Float32Array | Float64Array;
}

/** Sequences of these lengths, longest first; parameters three times as large as at a start, so that gates differ. */
export function setUp(network: NetworkConfig, lengths: number[], precision: Precision = 'f64'): Bench {
  const window = lengths[0] ?? 0;
  const plan = planTraining(network, { window, batch: lengths.length, dropout: 0 }, precision);
  const memory = createMemory(plan);
  const parameters = realsOf(memory, plan.parameters, precision);
  initialise(parameters, network, createRandom(1, 'weights'));
  for (let i = 0; i < parameters.length; i++) parameters[i]! *= 3;
  const inputs = idsOf(memory, plan.network.inputs);
  const { targets: places } = plan.network;
  const targets = places.type === 'real' ? realsOf(memory, places, precision) : idsOf(memory, places);
  const { vectors: range } = plan.network;
  const vectors = range ? realsOf(memory, range, precision) : new Float64Array();
  const random = createRandom(2, 'order');
  const draw = (below: number) => Math.floor(uniform(random) * below);
  for (let i = 0; i < inputs.length; i++) inputs[i] = i < lengths.length ? -1 : draw(network.vocabulary);
  for (let i = 0; i < vectors.length; i++) vectors[i] = 2 * uniform(random) - 1;
  const { kind, outputs } = headOf(network);
  for (let i = 0; i < targets.length; i++)
    targets[i] = kind === 'linear' ? 2 * uniform(random) - 1 : kind === 'sigmoid' ? draw(2) : draw(outputs);
  const thread = alone(createKernels(memory, precision, plan.scratch[0]!.address));
  const gradients = realsOf(memory, plan.gradients, precision);
  const bench = { plan, memory, thread, parameters, gradients, inputs, vectors, targets };
  setLengths(bench, lengths);
  plan.network.pack(thread);
  return bench;
}

/** Other lengths, and ids in the orders that follow from them. */
export function setLengths({ plan, memory, inputs }: Bench, lengths: number[]): void {
  const { steps, reversedInputs } = plan.network;
  steps.set(lengths);
  const reversed = idsOf(memory, steps.reversed);
  steps.index(reversed, idsOf(memory, steps.previous), idsOf(memory, steps.last));
  const second = idsOf(memory, reversedInputs);
  for (let row = 0; row < Math.min(second.length, steps.total); row++) second[row] = inputs[reversed[row]!]!;
}

/** Targets of the window that count. */
export function countOf({ plan, targets }: Bench): number {
  const { network } = plan;
  const { kind, outputs, at } = headOf(network.config);
  const rows = at === 'end' ? network.steps.sequences : network.steps.total;
  if (kind === 'linear') return rows * outputs;
  const used = targets.subarray(0, rows * (kind === 'sigmoid' ? outputs : 1));
  return Array.from(used).filter((target) => target >= 0).length;
}

/** Loss of the window in nats, summed, from the state before documents. */
export function lossOf({ plan: { network }, thread }: Bench): number {
  network.resetState(thread.kernels);
  network.forward(thread);
  return network.loss(thread);
}

/** The same, and the gradient of the mean loss into `gradients`. */
export function gradientOf(bench: Bench): number {
  const { plan, thread } = bench;
  plan.network.resetState(thread.kernels);
  thread.kernels.fill(plan.gradients.address, 0, plan.gradients.length);
  plan.network.forward(thread);
  return plan.network.lossAndGradient(thread, plan.gradientsOf, countOf(bench));
}
