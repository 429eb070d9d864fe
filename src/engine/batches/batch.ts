/** Streams that are read side by side, a window at a time. */
import type { Corpus, Examples, Pairs, TokenSequences } from '../data.ts';
import { NO_TOKEN } from '../data.ts';
import type { Steps } from '../memory/steps.ts';
import type { Stream } from './streams.ts';

/** Classes, 0 and 1, or real numbers. */
export type Targets = Int32Array | Float32Array | Float64Array;

/** Where a window is written: which sequences are alive at which step, what they read and what they are to predict. */
export interface WindowPlaces {
  steps: Steps;
  /** [rows], in the order of the rows: step after step. Empty where vectors are read. */
  inputs: Int32Array;
  /** [rows, width]; empty where tokens are read. */
  vectors: Float32Array | Float64Array;
  /** [rows or sequences, targets for each]. */
  targets: Targets;
  /** Where the sources of an encoder go, and the decoder's place of each of them. */
  source?: { steps: Steps; inputs: Int32Array; places: Int32Array };
}

/** What is read side by side, a window at a time. */
export interface Batch {
  /** Fills in the next window. False, and nothing filled in, at the end. */
  next(places: WindowPlaces): boolean;
}

abstract class StreamBatch implements Batch {
  readonly #lengths: Int32Array;

  constructor(
    private readonly window: number,
    /** Longest first. */
    private readonly streams: readonly Stream[],
  ) {
    this.#lengths = new Int32Array(streams.length);
  }

  next(places: WindowPlaces): boolean {
    const { steps } = places;
    this.streams.forEach((stream, sequence) => {
      this.#lengths[sequence] = Math.min(stream.left, this.window);
    });
    steps.set(this.#lengths);
    for (let t = 1, row = 0; t <= steps.count; t++)
      for (let sequence = 0; sequence < steps.rows(t); sequence++, row++) {
        const stream = this.streams[sequence]!;
        stream.advance();
        this.write(places, row, sequence, stream);
      }
    return steps.count > 0;
  }

  /** Writes what the row reads and predicts, which is step `stream.position` of all. */
  protected abstract write(places: WindowPlaces, row: number, sequence: number, stream: Stream): void;
}

/** Reads the token before each token that it predicts. */
export class CorpusBatch extends StreamBatch {
  constructor(
    private readonly corpus: Corpus,
    window: number,
    streams: readonly Stream[],
  ) {
    super(window, streams);
  }

  protected write({ inputs, targets }: WindowPlaces, row: number, _sequence: number, stream: Stream): void {
    const { ids } = this.corpus;
    inputs[row] = this.#isFirst(stream) ? NO_TOKEN : ids[stream.position - 1]!;
    targets[row] = ids[stream.position]!;
  }

  /** Whether the zero vector is read before this token: x<1> (1.6.2). */
  #isFirst(stream: Stream): boolean {
    return this.corpus.kind === 'lines' ? stream.startsRange : stream.position === 0;
  }
}

/** Reads whole examples: a stream is one of them. */
export class ExampleBatch extends StreamBatch {
  readonly #width: number;
  readonly #targetsEach: number;

  constructor(
    private readonly examples: Examples,
    /** Numbers of the examples that are read, by sequence. */
    readonly numbers: readonly number[],
    window: number,
    streams: readonly Stream[],
  ) {
    super(window, streams);
    const { starts, inputs, targets, at } = examples;
    const [count, steps] = [starts.length - 1, starts.at(-1)!];
    this.#width = inputs.length / steps;
    this.#targetsEach = targets.length / (at === 'end' ? count : steps);
  }

  protected write(places: WindowPlaces, row: number, sequence: number, stream: Stream): void {
    const { inputs, at } = this.examples;
    const { position } = stream;
    const width = this.#width;
    if (inputs instanceof Float32Array)
      places.vectors.set(inputs.subarray(position * width, (position + 1) * width), row * width);
    else places.inputs[row] = inputs[position]!;
    if (at === 'steps') this.#writeTargets(places, row, position);
    else if (stream.left === 0) this.#writeTargets(places, sequence, this.numbers[sequence]!);
  }

  /** Those at `from` of the examples' targets become those at `to` of the window's. */
  #writeTargets({ targets }: WindowPlaces, to: number, from: number): void {
    const each = this.#targetsEach;
    for (let i = 0; i < each; i++) targets[to * each + i] = this.examples.targets[from * each + i]!;
  }
}

/**
 * Sources, and targets of which each token is read before the next is predicted (teacher forcing). One window holds
 * all.
 */
export class PairBatch implements Batch {
  #isRead = false;

  constructor(
    private readonly pairs: Pairs,
    /** Numbers of the pairs. */
    private readonly numbers: Uint32Array,
  ) {}

  next({ steps, inputs, targets, source }: WindowPlaces): boolean {
    if (this.#isRead) return false;
    this.#isRead = true;
    const { pairs, numbers } = this;
    const sources = byLength(pairs.source, numbers);
    const written = byLength(pairs.target, numbers);
    writeRows(source!.steps, pairs.source, sources, (row, position) => {
      source!.inputs[row] = pairs.source.ids[position]!;
    });
    writeRows(steps, pairs.target, written, (row, position, isFirst) => {
      inputs[row] = isFirst ? NO_TOKEN : pairs.target.ids[position - 1]!;
      targets[row] = pairs.target.ids[position]!;
    });
    const places = new Map(written.map((number, place) => [number, place]));
    for (const [i, number] of sources.entries()) source!.places[i] = places.get(number)!;
    return true;
  }
}

/** Longest first. */
function byLength({ starts }: TokenSequences, numbers: Uint32Array): number[] {
  const lengthOf = (number: number) => starts[number + 1]! - starts[number]!;
  return Array.from(numbers).sort((a, b) => lengthOf(b) - lengthOf(a) || a - b);
}

function writeRows(
  steps: Steps,
  { starts }: TokenSequences,
  numbers: readonly number[],
  write: (row: number, position: number, isFirst: boolean) => void,
): void {
  steps.set(numbers.map((number) => starts[number + 1]! - starts[number]!));
  for (let t = 1, row = 0; t <= steps.count; t++)
    for (let sequence = 0; sequence < steps.rows(t); sequence++, row++)
      write(row, starts[numbers[sequence]!]! + t - 1, t === 1);
}
