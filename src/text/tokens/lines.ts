/** Lines of a text: where the distinct ones begin, and whether lines or the whole text are its documents. */
import { graphemes } from './graphemes.ts';

/** What of a text begins anew: each line, each sentence, or the whole text alone. */
export type Documents = 'lines' | 'sentences' | 'text';

/**
 * Longest line, in graphemes, that still looks like an entry of a list (a name, a verse, a label) and not like prose.
 */
const SHORT_LINE = 40;

/** Lines that are measured; more of a long file would not change the answer. */
const MEASURED_LINES = 10_000;

/**
 * What 'auto' comes to. 'lines' when there are several, 19 in 20 of them have at most 40 graphemes, and none in the
 * middle is blank (prose and stanzas have blank lines, lists do not); else 'text'.
 */
export function guessDocuments(text: string): 'lines' | 'text' {
  const lengths: number[] = [];
  let blankBefore = false;
  for (const [start, end] of lineBounds(text)) {
    const blank = isBlank(text, start, end);
    if (!blank && blankBefore && lengths.length > 0) return 'text';
    blankBefore = blank;
    if (!blank && lengths.length < MEASURED_LINES) lengths.push(lineLength(text, start, end));
  }
  const long = lengths.filter((length) => length > SHORT_LINE).length;
  return lengths.length >= 2 && long * 20 <= lengths.length ? 'lines' : 'text';
}

/**
 * Offsets at which the distinct lines of a text begin, in its order, with `repeats` those of all; blank lines are left
 * out. `repeated` counts the lines that stood there before and were left out. Lines are told apart by a hash table of
 * offsets: a JavaScript Set holds 16.7 million texts at most, and a file of 200 MB can have more lines.
 */
export function distinctLines(text: string, repeats = false): { starts: Uint32Array; repeated: number } {
  const starts = new Uint32Array(countLines(text));
  // Twice as many places as lines, a power of two; 0 is a free place, n stands for line n - 1 of `starts`.
  const places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * starts.length + 1)));
  let distinct = 0;
  let repeated = 0;
  for (const [start, end] of lineBounds(text)) {
    if (isBlank(text, start, end)) continue;
    if (repeats) {
      starts[distinct++] = start;
      continue;
    }
    let place = hash(text, start, end) & (places.length - 1);
    while (places[place] !== 0 && !sameLine(text, starts[places[place]! - 1]!, start, end))
      place = (place + 1) & (places.length - 1);
    if (places[place] !== 0) repeated++;
    else {
      starts[distinct] = start;
      places[place] = ++distinct;
    }
  }
  return { starts: starts.slice(0, distinct), repeated };
}

/** End of the line that begins at `start`, its line feed excluded. */
export function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function* lineBounds(text: string): Generator<[start: number, end: number]> {
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    yield [start, end];
    start = end + 1;
  }
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function isBlank(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  if (start < end && first > 0x20 && first < 0x7f) return false;
  return text.slice(start, end).trim() === '';
}

// A grapheme may be several code units, but a line longer than this is long whatever it is made of.
function lineLength(text: string, start: number, end: number): number {
  if (end - start > 20 * SHORT_LINE) return Infinity;
  let length = 0;
  for (const _ of graphemes(text.slice(start, end))) length++;
  return length;
}

// FNV-1a over code units.
function hash(text: string, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let at = start; at < end; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

function sameLine(text: string, other: number, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) !== text.charCodeAt(other + at - start)) return false;
  const after = other + end - start;
  return after === text.length || text.charCodeAt(after) === 0x0a;
}
