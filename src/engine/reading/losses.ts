/**
 * The loss of a trained network, as validation has it: of each token of an answer after those before it, which are
 * given.
 */
import type { CreateKernels } from '../../kernels/kernels.ts';
import { createReferenceKernels } from '../../kernels/reference/index.ts';
import { batches } from '../batches/batches.ts';
import type { NetworkConfig } from '../config.ts';
import { checkData, type Examples, type Pairs } from '../data.ts';
import { readAll } from './side-by-side.ts';

export interface LossSum {
  /** Sum of the losses. */
  nats: number;
  /** What was predicted. */
  tokens: number;
}

/**
 * The losses of the examples or pairs of these numbers, some at a time. Throws RangeError where the network cannot read
 * them, or there is not enough memory.
 */
export function* losses(
  config: NetworkConfig,
  weights: Float32Array,
  data: Examples | Pairs,
  numbers: Uint32Array,
  createKernels: CreateKernels = createReferenceKernels,
): Generator<LossSum, void, undefined> {
  checkData(data, config);
  const chosen = { ...data, train: numbers };
  for (const { network, thread, count } of readAll(config, weights, chosen, batches, createKernels))
    yield { nats: network.loss(thread), tokens: count };
}
