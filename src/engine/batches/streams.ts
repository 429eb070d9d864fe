/** Ways through the tokens of a corpus or the steps of examples, to be read side by side. */
import { countTokens, lengthOf } from './ranges.ts';

/** A place that moves through ranges, token by token, from one range into the next. */
export class Stream {
  /** The token it stands on; before the first `advance`, one in front of it. */
  position: number;

  constructor(
    private readonly ranges: Uint32Array,
    /** Number of the range it stands in. */
    public range: number,
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
