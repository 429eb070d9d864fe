/**
 * An encoder-decoder in use (1.5.1): it reads a source, then writes token after token, each from what it wrote before.
 * A beam search keeps the likeliest beginnings; a beam of one is greedy.
 */
import type { CreateKernels } from '../../kernels/kernels.ts';
import { createReferenceKernels } from '../../kernels/reference/index.ts';
import { PairBatch } from '../batches/batch.ts';
import type { NetworkConfig } from '../config.ts';
import { NO_TOKEN } from '../data.ts';
import { createMemory, realsOf } from '../memory/memory.ts';
import type { Network } from '../network/network.ts';
import { planReading } from '../network/plan.ts';
import { Window } from '../network/window.ts';
import { alone, type Thread } from '../threads/thread.ts';
import { Overflow } from './reader.ts';

export interface Translating {
  /** Beginnings that are kept at each step, from 1. */
  beam: number;
  /** Most tokens that are written. */
  length: number;
  /** The id that ends a target. */
  stop: number;
  /** Ids that are never written, UNK for example; the probabilities of the others stay as they are. */
  refuse?: readonly number[];
}

export interface Translation {
  /** Without the one that ended it. */
  ids: number[];
  /** -ln of its probability, the end included. */
  nats: number;
  /** Whether it came to its end within the length. */
  ended: boolean;
}

/** A beginning, and the decoder's states after it: those of each layer, [H] each. */
interface Beginning {
  ids: number[];
  nats: number;
  states: Float32Array[];
}

export class Translator {
  readonly #network: Network;
  readonly #thread: Thread;
  readonly #memory: WebAssembly.Memory;
  readonly #window: Window;
  readonly #logits: Float32Array;

  /** `longest`: most tokens of a source. Throws RangeError where there is no encoder, or too little memory. */
  constructor(
    config: NetworkConfig,
    weights: Float32Array,
    private readonly longest: number,
    createKernels: CreateKernels = createReferenceKernels,
  ) {
    if (!config.encoder) throw new RangeError('Only an encoder-decoder translates; this network has no encoder.');
    const plan = planReading(config, 'f32', longest);
    this.#memory = createMemory(plan);
    realsOf(this.#memory, plan.parameters, 'f32').set(weights);
    this.#network = plan.network;
    this.#thread = alone(createKernels(this.#memory, 'f32', plan.scratch[0]!.address));
    this.#window = new Window(plan, this.#memory);
    this.#logits = realsOf(this.#memory, plan.network.head.logits, 'f32') as Float32Array;
    plan.network.pack(this.#thread);
  }

  /**
   * At most as many as the beam is wide: those that ended, the likeliest first, then those that were cut off. Yields
   * after each step, as a place to pause. Throws RangeError where the network's numbers overflow.
   */
  *translate(
    source: ArrayLike<number>,
    { beam, length, stop, refuse = [] }: Translating,
  ): Generator<undefined, Translation[]> {
    if (source.length === 0 || source.length > this.longest)
      throw new RangeError(`A source must have 1 to ${this.longest} tokens; got ${source.length}.`);
    let open: Beginning[] = [{ ids: [], nats: 0, states: this.#encode(source, stop) }];
    const ended: Translation[] = [];
    for (let t = 0; t < length && open.length > 0; t++) {
      const next = open.flatMap((beginning) => this.#goOn(beginning, beam, refuse)).sort((a, b) => a.nats - b.nats);
      if (next.some(({ nats }) => Number.isNaN(nats))) throw new Overflow();
      open = [];
      for (const each of next.slice(0, beam))
        if (each.ids.at(-1) === stop) ended.push({ ids: each.ids.slice(0, -1), nats: each.nats, ended: true });
        else open.push(each);
      ended.sort((a, b) => a.nats - b.nats);
      // What is open only becomes less likely.
      const worst = ended[beam - 1]?.nats ?? Number.POSITIVE_INFINITY;
      open = open.filter(({ nats }) => nats < worst);
      yield undefined;
    }
    const cut = open.map(({ ids, nats }) => ({ ids, nats, ended: false }));
    return [...ended, ...cut].slice(0, beam);
  }

  /** The states with which the decoder begins. */
  #encode(source: ArrayLike<number>, stop: number): Float32Array[] {
    const starts = (length: number) => Uint32Array.of(0, length);
    const pairs = {
      kind: 'pairs' as const,
      source: { starts: starts(source.length), ids: Uint32Array.from(source) },
      target: { starts: starts(1), ids: Uint32Array.of(stop) },
      ...{ train: Uint32Array.of(0), validation: new Uint32Array() },
    };
    this.#network.resetState(this.#thread.kernels);
    this.#window.fill(new PairBatch(pairs, pairs.train));
    this.#network.encode(this.#thread);
    return this.#states(0);
  }

  /** The `count` likeliest tokens after a beginning. */
  #goOn({ ids, nats, states }: Beginning, count: number, refuse: readonly number[]): Beginning[] {
    for (const [i, place] of this.#places(0).entries()) place.set(states[i]!);
    this.#window.inputs[0] = ids.at(-1) ?? NO_TOKEN;
    this.#network.decode(this.#thread);
    this.#network.predict(this.#thread);
    const after = this.#states(1);
    return likeliest(this.#logits, count, refuse).map(({ id, loss }) => ({
      ids: [...ids, id],
      nats: nats + loss,
      states: after,
    }));
  }

  #states(t: 0 | 1): Float32Array[] {
    return this.#places(t).map((place) => place.slice());
  }

  #places(t: 0 | 1): Float32Array[] {
    return this.#network.layers.flatMap(({ stateSequences, H }) =>
      stateSequences.map((sequence) => new Float32Array(this.#memory.buffer, sequence.at(t), H)),
    );
  }
}

/** The ids with the largest logits, and -ln of the probability of each. */
function likeliest(logits: Float32Array, count: number, refuse: readonly number[]): { id: number; loss: number }[] {
  const largest = logits.reduce((most, z) => Math.max(most, z), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, z) => total + Math.exp(z - largest), 0);
  const best: { id: number; loss: number }[] = [];
  for (const [id, z] of logits.entries()) {
    if (refuse.includes(id) || (best.length === count && -z >= best.at(-1)!.loss)) continue;
    let place = best.length;
    while (place > 0 && best[place - 1]!.loss > -z) place--;
    best.splice(place, 0, { id, loss: -z });
    best.length = Math.min(best.length, count);
  }
  return best.map(({ id, loss }) => ({ id, loss: loss + largest + Math.log(sum) }));
}
