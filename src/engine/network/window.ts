/**
 * The window at hand, as one thread writes it for all: what is read and predicted, lengths, and where rows find each
 * other.
 */

import type { Batch, Targets, WindowPlaces } from '../batches/batch.ts';
import { type HeadConfig, headOf, targetsPerRow } from '../config.ts';
import type { Range } from '../memory/arena.ts';
import { idsOf, realsOf } from '../memory/memory.ts';
import type { Steps } from '../memory/steps.ts';
import type { NetworkPlan } from './plan.ts';
import type { Stack } from './stack.ts';

type SourcePlaces = NonNullable<WindowPlaces['source']>;

export class Window implements WindowPlaces {
  /** Rows with something to predict. */
  count = 0;
  readonly steps: Steps;
  readonly inputs: Int32Array;
  readonly vectors: Float32Array | Float64Array;
  readonly targets: Targets;
  readonly source?: SourcePlaces;
  readonly #indexed: Indexed[];
  readonly #head: HeadConfig;

  /** `lengths`, `sourceLengths`: where other threads find those of the sequences. */
  constructor({ network, precision }: NetworkPlan, memory: WebAssembly.Memory, lengths?: Range, sourceLengths?: Range) {
    const { inputs, vectors, targets, steps, encoder, bridge } = network;
    this.steps = steps;
    this.inputs = idsOf(memory, inputs);
    this.vectors = vectors ? realsOf(memory, vectors, precision) : new Float32Array();
    this.targets = targets.type === 'real' ? realsOf(memory, targets, precision) : idsOf(memory, targets);
    this.#head = headOf(network.config);
    this.#indexed = [new Indexed(network, this.inputs, memory, lengths)];
    if (!encoder || !bridge) return;
    const read = idsOf(memory, encoder.inputs);
    this.source = { steps: encoder.steps, inputs: read, places: idsOf(memory, bridge.places) };
    this.#indexed.push(new Indexed(encoder, read, memory, sourceLengths));
  }

  /** Takes over the batch's next window; false when there is none left. */
  fill(batch: Batch): boolean {
    if (!batch.next(this)) return false;
    for (const indexed of this.#indexed) indexed.update();
    const rows = this.#head.at === 'end' ? this.steps.sequences : this.steps.total;
    this.count = this.#head.kind === 'linear' ? rows : this.#countTargets(rows);
    return true;
  }

  #countTargets(rows: number): number {
    const each = targetsPerRow(this.#head);
    let count = 0;
    for (let row = 0; row < rows; row++) if (this.targets[row * each]! >= 0) count++;
    return count;
  }
}

/**
 * What follows from the lengths of the sequences of a stack: where rows find each other, and ids in the other order.
 */
class Indexed {
  readonly #steps: Steps;
  readonly #reversedInputs: Int32Array;
  readonly #lengths: Int32Array;
  readonly #reversed: Int32Array;
  readonly #previous: Int32Array;
  readonly #last: Int32Array;

  constructor(
    { steps, reversedInputs }: Stack,
    private readonly inputs: Int32Array,
    memory: WebAssembly.Memory,
    lengths: Range | undefined,
  ) {
    this.#steps = steps;
    this.#reversedInputs = idsOf(memory, reversedInputs);
    this.#lengths = lengths ? idsOf(memory, lengths) : new Int32Array(steps.batch);
    this.#reversed = idsOf(memory, steps.reversed);
    this.#previous = idsOf(memory, steps.previous);
    this.#last = idsOf(memory, steps.last);
  }

  update(): void {
    const steps = this.#steps;
    for (let row = 0; row < steps.sequences; row++) this.#lengths[row] = 0;
    for (let t = 1; t <= steps.count; t++) for (let row = 0; row < steps.rows(t); row++) this.#lengths[row]!++;
    steps.index(this.#reversed, this.#previous, this.#last);
    const { length } = this.#reversedInputs;
    for (let row = 0; row < Math.min(length, steps.total); row++)
      this.#reversedInputs[row] = this.inputs[this.#reversed[row]!]!;
  }
}
