/** A trained network reads whole sequences side by side: what to do with what comes out is up to whoever reads. */
import type { CreateKernels } from '../../kernels/kernels.ts';
import type { Batch } from '../batches/batch.ts';
import { fitToData, type Shape } from '../batches/batches.ts';
import type { NetworkConfig } from '../config.ts';
import type { Examples, Pairs } from '../data.ts';
import { createMemory, isAddressable, realsOf } from '../memory/memory.ts';
import { samplingFlops } from '../network/flops.ts';
import type { Network } from '../network/network.ts';
import { planPredicting, planReading } from '../network/plan.ts';
import { Window } from '../network/window.ts';
import { alone, type Thread } from '../threads/thread.ts';

/** A batch that was read: `network.head` has its outputs to make. */
interface BatchRead<B extends Batch> {
  batch: B;
  network: Network;
  thread: Thread;
  memory: WebAssembly.Memory;
  /** Rows with something to predict. */
  count: number;
}

/**
 * Operations before a pause: 0.1 to 0.2 s on one core. Less would leave large networks too few sequences side by side.
 */
const MOST_FLOPS = 4e9;
/** Steps read at a time, and sequences side by side: more would not be faster. */
const [MOST_ROWS, MOST_SEQUENCES] = [8192, 64];

/**
 * Reads what trains of the data, in batches that `batchesOf` makes of a shape, those of about one length together.
 * Yields after each. Throws RangeError where there is not enough memory.
 */
export function* readAll<D extends Examples | Pairs, B extends Batch>(
  config: NetworkConfig,
  weights: Float32Array,
  data: D,
  batchesOf: (data: D, part: 'train', shape: Shape) => Generator<B>,
  createKernels: CreateKernels,
): Generator<BatchRead<B>, void, undefined> {
  const { starts } = data.kind === 'pairs' ? data.source : data;
  for (const train of byMagnitude(starts, data.train)) {
    const alike = { ...data, train, validation: new Uint32Array() };
    const longest = fitToData(alike, { window: 1, batch: 1 });
    const rows = Math.min(MOST_ROWS, MOST_FLOPS / samplingFlops(config));
    const steps = Math.max(longest.window, longest.sourceWindow ?? 0);
    const batch = Math.min(MOST_SEQUENCES, Math.max(1, Math.floor(rows / steps)));
    const shape = fitToData(alike, { ...longest, batch });
    const plan = planPredicting(config, shape);
    const memory = createMemory(plan);
    realsOf(memory, plan.parameters, 'f32').set(weights);
    const thread = alone(createKernels(memory, 'f32', plan.scratch[0]!.address));
    const window = new Window(plan, memory);
    const { network } = plan;
    network.pack(thread);
    for (const each of batchesOf(alike, 'train', shape)) {
      network.resetState(thread.kernels);
      window.fill(each);
      network.forward(thread);
      yield { batch: each, network, thread, memory, count: window.count };
    }
  }
}

/** Steps, at most `most`, that a network can read at once in the memory that there can be. */
export function mostSteps(config: NetworkConfig, most: number): number {
  const fits = (window: number) =>
    isAddressable(config.encoder ? planReading(config, 'f32', window) : planPredicting(config, { window, batch: 1 }));
  if (fits(most)) return most;
  let [fitting, tooMany] = [0, most];
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(middle)) fitting = middle;
    else tooMany = middle;
  }
  return fitting;
}

/**
 * The numbers in groups, so that no sequence is twice as long as another of its group: a long one takes memory for all.
 */
function byMagnitude(starts: Uint32Array, numbers: Uint32Array): Uint32Array[] {
  const groups = Array.from({ length: 32 }, (): number[] => []);
  for (const number of numbers) groups[Math.floor(Math.log2(starts[number + 1]! - starts[number]!))]!.push(number);
  return groups.filter((group) => group.length > 0).map((group) => Uint32Array.from(group));
}
