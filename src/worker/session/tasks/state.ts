/** What a model remembers between calls: a text that several of them read and write. */
import { inspect, isDeepStrictEqual } from 'node:util';
import { NO_TOKEN } from '../../../engine/data.ts';
import { Reader, type Start } from '../../../engine/reading/reader.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { continuation, openDocument } from '../../../text/tokens/documents.ts';
import type { ModelData } from '../models/model.ts';

type ReadingModel = Pick<ModelData, 'network' | 'weights'>;

/**
 * A reader at the beginning, or in a state, and how it goes on. Throws TypeError where the state is of another model.
 */
export function readerOf(model: ReadingModel, createKernels: CreateKernels, state?: State): [Reader, Start] {
  return state?.resume(model, createKernels) ?? [new Reader(model.network, model.weights, createKernels), {}];
}

/**
 * Where a text is read that may go on: the end of a line or sentence within it leaves behind what stands before it.
 * `text` is what is left to read.
 */
export function openReader(
  model: ReadingModel & Pick<ModelData, 'documents'>,
  given: string,
  createKernels: CreateKernels,
  state?: State,
): { reader: Reader; start: Start; text: string; isAnew: boolean } {
  const { text, isAnew } = state?.isBegun
    ? continuation(given, model.documents)
    : { text: openDocument(given, model.documents), isAnew: true };
  const [reader, start] = readerOf(model, createKernels, state);
  return { reader, start: isAnew ? {} : start, text, isAnew };
}

/** What `rnn.state` gives: calls that are given it go on where the last one ended. Without one, each begins anew. */
export class State {
  #text = '';
  #values: Float32Array[] | undefined;
  // The last token of the text is read by the call that goes on.
  #unread = NO_TOKEN;

  constructor(private readonly model: ReadingModel) {}

  static is(value: unknown): value is State {
    return value instanceof State;
  }

  /** What has been read and written since the beginning. */
  get text(): string {
    return this.#text;
  }

  /** Whether anything has been read. */
  get isBegun(): boolean {
    return this.#values !== undefined;
  }

  /**
   * a and, of an lstm, c of each layer, from the bottom up, before the last token; undefined at the beginning. Copies.
   */
  get values(): Float32Array[] | undefined {
    return this.#values?.map((values) => values.slice());
  }

  /** Forgets everything: the next call begins anew, with a<0>. */
  reset(): void {
    this.#text = '';
    this.#values = undefined;
    this.#unread = NO_TOKEN;
  }

  /** See `readerOf`. */
  resume({ network, weights }: ReadingModel, createKernels: CreateKernels): [Reader, Start] {
    // The same model may have been read from its file twice.
    if (weights !== this.model.weights && !isDeepStrictEqual(weights, this.model.weights))
      throw new TypeError('The state is that of another model. Make one with rnn.state(model).');
    const reader = new Reader(network, weights, createKernels);
    if (this.#values) reader.restore(this.#values);
    return [reader, this.#values ? { first: this.#unread, carry: true } : {}];
  }

  /** The reader has read the text but for its last token, whose id is `unread`. */
  advance(reader: Reader, text: string, unread: number): void {
    this.#text += text;
    this.#values = reader.state;
    this.#unread = unread;
  }

  [inspect.custom](): string {
    return this.#text === '' ? 'State at the beginning' : `State after ${JSON.stringify(this.#text.slice(-60))}`;
  }
}
