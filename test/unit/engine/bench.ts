/** A small network on the bench: planned, in memory, with seeded parameters and one window of tokens. */
import type { NetworkConfig } from '../../../src/engine/config.ts';
import { createMemory, idsOf, realsOf } from '../../../src/engine/memory.ts';
import { initialise } from '../../../src/engine/parameters.ts';
import { planTraining, type TrainingPlan } from '../../../src/engine/plan.ts';
import { createRandom, uniform } from '../../../src/engine/random.ts';
import type { Kernels, Precision } from '../../../src/kernels/kernels.ts';
import { createReferenceKernels } from '../../../src/kernels/reference/index.ts';

export interface Bench {
  plan: TrainingPlan;
  kernels: Kernels;
  parameters: Float32Array | Float64Array;
  gradients: Float32Array | Float64Array;
  inputs: Int32Array;
  targets: Int32Array;
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
  const targets = idsOf(memory, plan.network.targets);
  const random = createRandom(2, 'order');
  const draw = () => Math.floor(uniform(random) * network.vocabulary);
  for (let i = 0; i < inputs.length; i++) inputs[i] = i < lengths.length ? -1 : draw();
  for (let i = 0; i < targets.length; i++) targets[i] = draw();
  plan.network.steps.set(lengths);
  const kernels = createReferenceKernels(memory, precision);
  return { plan, kernels, parameters, gradients: realsOf(memory, plan.gradients, precision), inputs, targets };
}

/** Loss of the window in nats, summed, from the zero state. */
export function lossOf({ plan: { network }, kernels }: Bench): number {
  network.resetState(kernels);
  network.forward(kernels);
  return network.loss(kernels);
}

/** The same, and the gradient of the mean loss into `gradients`. */
export function gradientOf({ plan, kernels }: Bench): number {
  plan.network.resetState(kernels);
  kernels.fill(plan.gradients.address, 0, plan.gradients.length);
  plan.network.forward(kernels);
  return plan.network.lossAndGradient(kernels, plan.gradientsOf);
}
