/** A trained network that reads token after token, batch one, and predicts the next. No buffer is made for a token. */
import type { Address, CreateKernels } from '../../kernels/kernels.ts';
import { createReferenceKernels } from '../../kernels/reference/index.ts';
import { message, rangeError, sayEnglish } from '../../messages/message.ts';
import type { Plane, RecurrentLayer } from '../cells/layer.ts';
import type { NetworkConfig } from '../config.ts';
import { createMemory, idsOf, realsOf } from '../memory/memory.ts';
import type { Network } from '../network/network.ts';
import { planReading } from '../network/plan.ts';
import { alone, type Thread } from '../threads/thread.ts';

/** Where reading begins: with x<1> = 0 and a<0>. */
export interface Start {
  /** What is read first; left out, NO_TOKEN: the zero vector x<1>. */
  first?: number;
  /** Goes on from the state in which the reader is, instead of a<0>. */
  carry?: boolean;
}

/** Below it, odds are 0 or 1 anyway; its inverse is a number of 32 bits. */
const COLDEST = 1e-6;

/** The network's numbers left what 32 bits hold, so that it says nothing. */
export class Overflow extends RangeError {
  readonly told = message('engine.overflow', {});

  constructor() {
    super(sayEnglish(message('engine.overflow', {})));
  }
}

export class Reader {
  /**
   * Logits after the last token read, [outputs of the head]: softmax makes them the probabilities of the next token.
   */
  readonly logits: Float32Array;
  /** What `weigh` came to: [outputs of the head]. */
  readonly odds: Float32Array;
  readonly #oddsAddress: Address;
  readonly #logitsAddress: Address;
  readonly #network: Network;
  readonly #thread: Thread;
  readonly #input: Int32Array;
  readonly #target: Int32Array;
  readonly #memory: Float32Array;
  #hasRead = false;

  /** `weights`: every parameter in the order of the parameter table, as `Trainer.snapshot` gives them. */
  constructor(
    readonly config: NetworkConfig,
    weights: Float32Array,
    createKernels: CreateKernels = createReferenceKernels,
  ) {
    if (config.directions === 2) throw rangeError('engine.two-directions', {});
    const plan = planReading(config);
    if (weights.length !== plan.table.count)
      throw new RangeError(`The network has ${plan.table.count} parameters; got ${weights.length} weights.`);
    const memory = createMemory(plan);
    realsOf(memory, plan.parameters, 'f32').set(weights);
    this.#network = plan.network;
    this.#network.steps.set([1]);
    this.#thread = alone(createKernels(memory, 'f32', plan.scratch[0]!.address));
    this.#network.pack(this.#thread);
    this.#network.resetState(this.#thread.kernels);
    this.#input = idsOf(memory, plan.network.inputs);
    this.#target = idsOf(memory, plan.network.targets);
    this.#memory = new Float32Array(memory.buffer);
    this.logits = realsOf(memory, plan.network.head.logits, 'f32') as Float32Array;
    this.odds = realsOf(memory, plan.odds, 'f32') as Float32Array;
    this.#oddsAddress = plan.odds.address;
    this.#logitsAddress = plan.network.head.logits.address;
  }

  /** Forgets everything read: the state before x<1>. */
  reset(): void {
    this.#network.resetState(this.#thread.kernels);
    this.#hasRead = false;
  }

  /** The state after the token read last, a and, of an lstm, c of each layer: [H] each, copies. */
  get state(): Float32Array[] {
    return this.#states().map((state) => state.slice());
  }

  /** Is in a state that `state` of a reader of the same network gave. Throws RangeError where it is of another. */
  restore(state: readonly Float32Array[]): void {
    const own = this.#states();
    if (own.length !== state.length || own.some(({ length }, i) => length !== state[i]!.length))
      throw rangeError('engine.foreign-state', {});
    for (const [i, values] of state.entries()) own[i]!.set(values);
    this.#hasRead = true;
  }

  #states(): Float32Array[] {
    return this.#network.layers.flatMap(({ stateSequences, H }) =>
      stateSequences.map((sequence) => {
        const from = sequence.at(1) / Float32Array.BYTES_PER_ELEMENT;
        return this.#memory.subarray(from, from + H);
      }),
    );
  }

  /**
   * Reads a token, NO_TOKEN for the zero input that begins a document. Returns the logits, which the next read changes.
   */
  read(id: number): Float32Array {
    this.#advance(id);
    this.#network.predict(this.#thread);
    return this.logits;
  }

  /** Reads a token likewise; returns the surprisal of the next, -ln P(next | what was read), in nats. */
  score(id: number, next: number): number {
    this.#advance(id);
    this.#target[0] = next;
    return this.#network.loss(this.#thread);
  }

  /**
   * odds = e^(logits / temperature), the largest of them 1, those of the ids in `refuse` 0; returns their sum. Refused
   * logits are -Infinity from then on. Throws RangeError where the network's numbers overflow.
   */
  weigh(temperature: number, refuse: readonly number[]): number {
    for (let i = 0; i < refuse.length; i++) this.logits[refuse[i]!] = Number.NEGATIVE_INFINITY;
    const { kernels } = this.#thread;
    let sum = kernels.softmaxNumerators(
      this.#oddsAddress,
      this.#logitsAddress,
      this.odds.length,
      Math.max(temperature, COLDEST),
    );
    if (Number.isNaN(sum)) throw new Overflow();
    for (let i = 0; i < refuse.length; i++) {
      sum -= this.odds[refuse[i]!]!;
      this.odds[refuse[i]!] = 0;
    }
    return sum;
  }

  /** The state after one more token. */
  #advance(id: number): void {
    if (!(Number.isInteger(id) && id >= -1 && id < this.config.vocabulary))
      throw new RangeError(`A token must be an id from 0 to ${this.config.vocabulary - 1}, or -1; got ${id}.`);
    if (this.#hasRead) this.#network.carryState(this.#thread.kernels);
    this.#hasRead = true;
    this.#input[0] = id;
    this.#network.forward(this.#thread);
  }

  /** Layers from the bottom up, for their planes. */
  get layers(): readonly RecurrentLayer[] {
    return this.#network.layers;
  }

  /** What a plane of a layer came to at the token read last: [units], a view into the memory. */
  plane({ sequence, block }: Plane): Float32Array {
    const from = sequence.at(1) / Float32Array.BYTES_PER_ELEMENT + block * this.config.hidden;
    return this.#memory.subarray(from, from + this.config.hidden);
  }
}
