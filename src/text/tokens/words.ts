/**
 * Text -> words, blanks and punctuation, in any script that Intl.Segmenter knows (Chinese and Japanese by dictionary).
 * Every segment is a token, so that the tokens joined are the text again.
 */

// Code units that the segmenter is given at once, where the text allows it: its time grows with the square of this.
const WINDOW = 256;

// Code units after which a text is cut even where no place is safe, as in a million emoji or Han without punctuation.
const LONGEST = 4096;

// One locale for everybody: a vocabulary must not depend on the language of the system.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

// The rules of UAX 29 for ASCII, ten times faster than the segmenter: can't, e.g, 3,141.59 and snake_case are one word,
// spaces in a row one token, and everything else a token of its own. The colon is left out: versions of Unicode differ.
const ASCII = /^[\n\x20-9;-~]*$/;
const ASCII_TOKEN = /\w+(?:(?:(?<=[a-z])['.](?=[a-z])|(?<=\d)['.,;](?=\d))\w+)*| +|[\s\S]/gi;

// Letters and digits but the halfwidth Japanese voicing marks, which join what stands before them, a blank too.
const STARTS_WORD = /(?!\p{Grapheme_Extend})[\p{L}\p{N}]/u;

/** The words of a text and what stands between them, in order; joined they are the text again. */
export function* words(text: string): Generator<string> {
  for (const part of wordParts(text)) yield* part;
}

/** The words of a text in parts of a few hundred, for loops over long texts. */
export function* wordParts(text: string): Generator<string[]> {
  let start = 0;
  while (start < text.length) {
    const end = safeEnd(text, start);
    const part = end === undefined ? unsafePart(text, start) : split(text.slice(start, end));
    yield part;
    start = end ?? start + part.reduce((length, word) => length + word.length, 0);
  }
}

/** The last safe place within a window, else the first one after it; undefined when there is none for long. */
function safeEnd(text: string, start: number): number | undefined {
  if (text.length - start <= WINDOW) return text.length;
  for (let at = start + WINDOW; at > start; at--) if (isSafe(text, at)) return at;
  for (let at = start + WINDOW + 1; at <= start + LONGEST; at++) if (isSafe(text, at)) return at;
  return undefined;
}

/**
 * Places where words end whatever stands further left or right: after a line feed, and between a blank or punctuation
 * and a letter or digit that it cannot join (UAX 29: WB3a, WB12, WB999; dictionaries work on runs of letters only).
 */
function isSafe(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const before = text[at - 1]!;
  if (before === '\n') return true;
  if (' 。、！？'.includes(before)) return STARTS_WORD.test(text[at]!);
  return ',;，；'.includes(before) && STARTS_WORD.test(text[at]!) && !/\p{N}/u.test(text[at]!);
}

function split(text: string): string[] {
  if (ASCII.test(text)) return text.match(ASCII_TOKEN) ?? [];
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * The words of a long stretch without the last two, which may go on after it: "can" and "'" may become "can't". So the
 * result is the segmenter's for the whole text, but for dictionary words around the cut of a run of 4096 letters.
 */
function unsafePart(text: string, start: number): string[] {
  for (let size = LONGEST; ; size *= 2) {
    const found = split(text.slice(start, wholePair(text, start + size)));
    if (start + size >= text.length) return found;
    found.splice(-2);
    if (found.length > 0) return found;
  }
}

/** A cut that does not go through a surrogate pair. */
export function wholePair(text: string, at: number): number {
  const splits = (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return splits ? at + 1 : at;
}
