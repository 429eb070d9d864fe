/** A trained network reads whole sequences, in one direction or both, and says what it predicts of them. */
import type { CreateKernels } from '../kernels/kernels.ts';
import { createReferenceKernels } from '../kernels/reference/index.ts';
import type { ExampleBatch } from './batch.ts';
import { exampleBatches, fitToData } from './batches.ts';
import { type HeadConfig, headOf, type NetworkConfig, targetsPerRow } from './config.ts';
import { samplingFlops } from './cost.ts';
import { checkData, type Examples } from './data.ts';
import { createMemory, realsOf } from './memory.ts';
import type { Network } from './network.ts';
import { planPredicting } from './plan.ts';
import { alone, type Thread } from './thread.ts';
import { Window } from './window.ts';

export interface Prediction {
  /** Number of the example. */
  example: number;
  /**
   * z of the head, for each step, or for the one prediction at the end: [rows, outputs]. Of a softmax or sigmoid head those
   * are logits, for `softmax` and `sigmoid` below; a linear head's are the numbers themselves.
   */
  outputs: Float32Array;
}

/** Operations before a pause: 0.1 to 0.2 s on one core. Less would leave large networks too few sequences side by side. */
const MOST_FLOPS = 4e9;
/** Steps read at a time, and sequences side by side: more would not be faster. */
const [MOST_ROWS, MOST_SEQUENCES] = [8192, 64];

/**
 * Predicts for the examples of these numbers, those of about one length side by side and so in another order. Yields after
 * each batch. Throws RangeError where the network cannot read the examples, or there is not enough memory.
 */
export function* predict(
  network: NetworkConfig,
  weights: Float32Array,
  { starts, inputs }: Pick<Examples, 'starts' | 'inputs'>,
  numbers: Uint32Array,
  createKernels: CreateKernels = createReferenceKernels,
): Generator<Prediction[], void, undefined> {
  const examples = unasked(starts, inputs, numbers, headOf(network));
  checkData(examples, network);
  for (const train of byMagnitude(starts, numbers))
    yield* predictAlike(network, weights, { ...examples, train }, createKernels);
}

/** The numbers in groups, so that no example is twice as long as another of its group: a long one takes memory for all. */
function byMagnitude(starts: Uint32Array, numbers: Uint32Array): Uint32Array[] {
  const groups = Array.from({ length: 32 }, (): number[] => []);
  for (const number of numbers) groups[Math.floor(Math.log2(starts[number + 1]! - starts[number]!))]!.push(number);
  return groups.filter((group) => group.length > 0).map((group) => Uint32Array.from(group));
}

function* predictAlike(
  network: NetworkConfig,
  weights: Float32Array,
  examples: Examples,
  createKernels: CreateKernels,
): Generator<Prediction[], void, undefined> {
  const { window } = fitToData(examples, { window: 1, batch: 1 });
  const rows = Math.min(MOST_ROWS, MOST_FLOPS / samplingFlops(network));
  const batch = Math.min(MOST_SEQUENCES, Math.max(1, Math.floor(rows / window)));
  const shape = fitToData(examples, { window, batch });
  const plan = planPredicting(network, shape);
  const memory = createMemory(plan);
  realsOf(memory, plan.parameters, 'f32').set(weights);
  const thread = alone(createKernels(memory, 'f32', plan.scratch[0]!.address));
  const places = new Window(plan, memory);
  plan.network.pack(thread);
  for (const each of exampleBatches(examples, 'train', shape)) {
    plan.network.resetState(thread.kernels);
    places.fill(each);
    plan.network.forward(thread);
    yield predictionsOf(each, plan.network, outputsOf(plan.network, thread, memory));
  }
}

/** The examples as if the `train` of them trained, with targets that mean nothing. */
function unasked(starts: Uint32Array, inputs: Examples['inputs'], train: Uint32Array, head: HeadConfig): Examples {
  const rows = head.at === 'end' ? starts.length - 1 : starts.at(-1)!;
  const targets = new Int32Array(rows * targetsPerRow(head));
  return { kind: 'examples', starts, inputs, at: head.at, targets, train, validation: new Uint32Array() };
}

/** Of all rows of the window, [rows, outputs]. */
function outputsOf({ head }: Network, thread: Thread, memory: WebAssembly.Memory): Float32Array {
  const { outputs: V } = head.config;
  const logits = realsOf(memory, head.logits, 'f32');
  const all = new Float32Array(head.rows * V);
  for (const { row, n } of head.predictBlocks(thread)) all.set(logits.subarray(0, n * V), row * V);
  return all;
}

/** The rows of each sequence, from its first step to its last. */
function predictionsOf({ numbers }: ExampleBatch, { head, steps }: Network, outputs: Float32Array): Prediction[] {
  const { outputs: V, at } = head.config;
  return numbers.map((example, sequence) => {
    if (at === 'end') return { example, outputs: outputs.slice(sequence * V, (sequence + 1) * V) };
    let length = steps.count;
    while (steps.rows(length) <= sequence) length--;
    const own = new Float32Array(length * V);
    for (let t = 1; t <= length; t++) {
      const row = steps.rowsBetween(1, t) + sequence;
      own.set(outputs.subarray(row * V, (row + 1) * V), (t - 1) * V);
    }
    return { example, outputs: own };
  });
}
