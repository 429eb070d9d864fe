/**
 * Text -> graphemes: what a reader calls characters, in any script. The same clusters as Intl.Segmenter's over the
 * whole text, which alone takes minutes for a long one: its time grows with the square of the length.
 */

// Code units that the segmenter is given at once. Measured: at 1024 it takes twice, at 16384 eight times as long.
const WINDOW = 256;

/**
 * Ranges of code units that never join one another: between any two of them is a boundary (UAX 29: Other, Control but
 * CR, and Hangul LV and LVT, which join jamo only). Combining marks, joiners, prepended signs, jamo, Indic scripts and
 * surrogates are not here.
 */
const SIMPLE_RANGES: [first: number, last: number][] = [
  [0x09, 0x0a],
  [0x20, 0x7e],
  [0xa0, 0x2ff], // Latin
  [0x370, 0x482], // Greek, Cyrillic
  [0x48a, 0x58f], // Cyrillic, Armenian
  [0x5d0, 0x5ea], // Hebrew letters
  [0x620, 0x64a], // Arabic letters
  [0x1e00, 0x1fff], // Latin and Greek with accents
  [0x2010, 0x2027], // dashes and quotation marks
  [0x2030, 0x205e],
  [0x3000, 0x3029], // Chinese and Japanese punctuation
  [0x3030, 0x3096], // Hiragana
  [0x309b, 0x30ff], // Katakana
  [0x3105, 0x312f], // Bopomofo
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff], // Han
  [0xac00, 0xd7a3], // Hangul syllables
  [0xf900, 0xfaff],
  [0xff01, 0xff9d], // fullwidth and halfwidth forms
];

const SIMPLE = new Uint8Array(0x10000);
for (const [first, last] of SIMPLE_RANGES) SIMPLE.fill(1, first, last + 1);

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The graphemes of a text, in order; joined they are the text again. */
export function* graphemes(text: string): Generator<string> {
  for (const part of graphemeParts(text)) yield* part;
}

/** The graphemes of a text in parts of a few hundred, for loops over long texts. */
export function* graphemeParts(text: string): Generator<string[]> {
  let start = 0;
  while (start < text.length) {
    const end = simpleEnd(text, start);
    const part = end > start ? text.slice(start, end).split('') : clusters(text, start);
    yield part;
    start = end > start ? end : start + part.reduce((length, cluster) => length + cluster.length, 0);
  }
}

/** End of the run of code units that are a grapheme each: all are simple, and so is what follows. */
function simpleEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + WINDOW);
  let end = start;
  while (end < limit && SIMPLE[text.charCodeAt(end)] === 1) end++;
  // The last simple unit may be the base of what follows, which is not: it stays for the segmenter.
  return end === text.length || SIMPLE[text.charCodeAt(end)] === 1 ? end : Math.max(start, end - 1);
}

/**
 * The clusters from a boundary on, up to the next place between two simple units or to a window's end. There the last
 * cluster is left for the next call, since what follows may belong to it; the boundaries before it depend on nothing
 * that follows them but one code point.
 */
function clusters(text: string, start: number): string[] {
  for (let size = WINDOW; ; size *= 2) {
    const end = stretchEnd(text, start, size);
    const found = Array.from(segmenter.segment(text.slice(start, end)), ({ segment }) => segment);
    if (isSafe(text, end)) return found;
    found.pop();
    if (found.length > 0) return found;
  }
}

function stretchEnd(text: string, start: number, size: number): number {
  let end = start + 1;
  while (end < start + size && !isSafe(text, end)) end++;
  const splitsPair = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(end) & 0xfc00) === 0xdc00;
  return splitsPair ? end + 1 : end;
}

function isSafe(text: string, at: number): boolean {
  return at >= text.length || (SIMPLE[text.charCodeAt(at - 1)] === 1 && SIMPLE[text.charCodeAt(at)] === 1);
}
