/** What turns a gradient into a step of the parameters; the kernels have the formulas. */
import { ABSENT, type Address, type Kernels, plus, sizeOf } from '../../kernels/kernels.ts';
import type { OptimiserConfig } from '../config.ts';

/** PyTorch's defaults, which are those of the papers. */
const [BETA1, BETA2, EPSILON, RHO] = [0.9, 0.999, 1e-8, 0.99] as const;
const MOMENTUM = 0.9;
const WEIGHT_DECAY = 0.01;

/** Addresses of vectors of parameters; the moments begin with zeros. */
export interface OptimiserPlaces {
  parameters: Address;
  gradients: Address;
  moments: readonly Address[];
}

/** One step for the elements [from, to); `t` counts steps from 1. */
export function optimise(
  k: Kernels,
  { kind, momentum = MOMENTUM, weightDecay = WEIGHT_DECAY }: OptimiserConfig,
  places: OptimiserPlaces,
  from: number,
  to: number,
  learningRate: number,
  t: number,
): void {
  const at = from * sizeOf(k.precision);
  const [parameters, gradients] = [plus(places.parameters, at), plus(places.gradients, at)];
  const [m, v] = [plus(places.moments[0]!, at), plus(places.moments[1] ?? ABSENT, at)];
  const count = to - from;
  switch (kind) {
    case 'adam':
      k.adam(parameters, gradients, m, v, count, learningRate, BETA1, BETA2, EPSILON, t, 0);
      return;
    case 'adamw':
      k.adam(parameters, gradients, m, v, count, learningRate, BETA1, BETA2, EPSILON, t, learningRate * weightDecay);
      return;
    case 'rmsprop':
      k.rmsprop(parameters, gradients, m, count, learningRate, RHO, EPSILON);
      return;
    case 'sgd':
      k.sgd(parameters, gradients, m, count, learningRate, momentum);
      return;
  }
  kind satisfies never;
}
