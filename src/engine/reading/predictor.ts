/** A trained network reads whole sequences, in one direction or both, and says what it predicts of them. */
import type { CreateKernels } from '../../kernels/kernels.ts';
import { createReferenceKernels } from '../../kernels/reference/index.ts';
import type { ExampleBatch } from '../batches/batch.ts';
import { exampleBatches } from '../batches/batches.ts';
import { type HeadConfig, headOf, type NetworkConfig, targetsPerRow } from '../config.ts';
import { checkData, type Examples } from '../data.ts';
import { realsOf } from '../memory/memory.ts';
import type { Network } from '../network/network.ts';
import type { Thread } from '../threads/thread.ts';
import { readAll } from './side-by-side.ts';

export interface Prediction {
  /** Number of the example. */
  example: number;
  /**
   * z of the head, for each step, or for the one prediction at the end: [rows, outputs]. Of a softmax or sigmoid head
   * those are logits, for `softmax` and `sigmoid` below; a linear head's are the numbers themselves.
   */
  outputs: Float32Array;
}

/**
 * Predicts for the examples of these numbers, those of about one length side by side and so in another order. Yields
 * after each batch. Throws RangeError where the network cannot read the examples, or there is not enough memory.
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
  for (const { batch, network: read, thread, memory } of readAll(
    network,
    weights,
    examples,
    exampleBatches,
    createKernels,
  ))
    yield predictionsOf(batch, read, outputsOf(read, thread, memory));
}

/** The examples as if the `train` of them trained, with targets that mean nothing. */
function unasked(starts: Uint32Array, inputs: Examples['inputs'], train: Uint32Array, head: HeadConfig): Examples {
  const rows = head.at === 'end' ? starts.length - 1 : starts.at(-1)!;
  const targets = new Int32Array(rows * targetsPerRow(head));
  return { kind: 'examples', starts, inputs, at: head.at, targets, train, validation: new Uint32Array() };
}

/** The outputs of all rows of the window, [rows, outputs]. */
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
