/** Streams of tokens that are read side by side, a window at a time. */
import { type Corpus, NO_TOKEN } from './config.ts';
import { countTokens, lengthOf } from './ranges.ts';
import type { Steps } from './steps.ts';

export class Batch {
  readonly #lengths: Int32Array;

  constructor(
    private readonly corpus: Corpus,
    private readonly window: number,
    /** Longest first. */
    private readonly streams: readonly Stream[],
  ) {
    this.#lengths = new Int32Array(streams.length);
  }

  /**
   * Fills in the next window: which streams are alive at which step, what they read and what they are to predict, step
   * after step. False, and nothing filled in, at the end.
   */
  next(steps: Steps, inputs: Int32Array, targets: Int32Array): boolean {
    this.streams.forEach((stream, row) => {
      this.#lengths[row] = Math.min(stream.left, this.window);
    });
    steps.set(this.#lengths);
    let i = 0;
    for (let t = 1; t <= steps.count; t++)
      for (let row = 0; row < steps.rows(t); row++, i++) {
        const stream = this.streams[row]!;
        stream.advance();
        inputs[i] = this.isFirst(stream) ? NO_TOKEN : this.corpus.ids[stream.position - 1]!;
        targets[i] = this.corpus.ids[stream.position]!;
      }
    return steps.count > 0;
  }

  /** Whether the zero vector is read before this token: x<1> (1.6.2). */
  private isFirst(stream: Stream): boolean {
    return this.corpus.kind === 'lines' ? stream.startsRange : stream.position === 0;
  }
}

/** A place that moves through ranges, token by token, from one range into the next. */
class Stream {
  /** The token it stands on; before the first `advance`, one in front of it. */
  position: number;

  constructor(
    private readonly ranges: Uint32Array,
    private range: number,
    /** Tokens of the range to leave out. */
    skipped: number,
    /** Tokens still to come. */
    public left: number,
  ) {
    this.position = ranges[2 * range]! + skipped - 1;
  }

  get startsRange(): boolean {
    return this.position === this.ranges[2 * this.range];
  }

  advance(): void {
    this.left--;
    this.position++;
    while (this.position === this.ranges[2 * this.range + 1]) this.position = this.ranges[2 * ++this.range]!;
  }
}

/** All of the ranges end to end, cut into `count` stretches of about one length, longest first. */
export function textStreams(ranges: Uint32Array, count: number): Stream[] {
  const tokens = countTokens(ranges);
  let [range, skipped] = [0, 0];
  return Array.from({ length: count }, (_, i) => {
    while (skipped >= lengthOf(ranges, range)) skipped -= lengthOf(ranges, range++);
    const length = Math.floor(tokens / count) + (i < tokens % count ? 1 : 0);
    const stream = new Stream(ranges, range, skipped, length);
    skipped += length;
    return stream;
  });
}

/** The chosen ranges, a stream each, longest first. */
export function documentStreams(ranges: Uint32Array, chosen: Uint32Array): Stream[] {
  const sorted = Array.from(chosen).sort((a, b) => lengthOf(ranges, b) - lengthOf(ranges, a));
  return sorted.map((range) => new Stream(ranges, range, 0, lengthOf(ranges, range)));
}
