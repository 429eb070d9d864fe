/**
 * Text -> sentences, in any script, as Intl.Segmenter finds them (UAX 29), which knows no abbreviations: titles and
 * initials are joined with the name that follows. Blank lines end a sentence, other line feeds do not.
 */
import { cleanText } from '../encoding/decode.ts';
import { wholePair } from './words.ts';

/**
 * What a name follows. CLDR's list of what ends no sentence (its `ss=standard`) lacks "Dr." and "St.", and has words
 * that do end one ("To.", "Go."). An initial is no "I", which ends many.
 */
const BEFORE_NAME =
  /(?<![\p{L}\p{M}\p{N}])(?:Mr|Mrs|Ms|Messrs|Mme|Mlle|Dr|Prof|St|Mt|Fr|Rev|Hon|Capt|Cpt|Cmdr|Col|Gen|Lt|Maj|Sgt|Gov|Sen|Rep|[A-HJ-Z])\.$/u;

/** Code units that the segmenter is given at once, and the longest that a sentence can be. */
const WINDOW = 4096;

// One locale for everybody: data must not depend on the language of the system.
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const PARAGRAPH_END = /\n[^\S\n]*\n\s*/;
// Wrapped lines have a blank between them, but not where the script has none.
const INSIDE_SCRIPT =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，、；：])\s*\n\s*(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu;
const LINE_END = /\s*\n\s*/g;

/** Each on one line, without the blanks around it; those that are nothing but blanks are left out. */
export function sentences(text: string): string[] {
  return cleanText(text)
    .split(PARAGRAPH_END)
    .flatMap((paragraph) => [...joined(segments(paragraph.replace(INSIDE_SCRIPT, '').replace(LINE_END, ' ')))])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** What has begun of a sentence at the end of a text: '' after the end of one. */
export function openSentence(text: string): string {
  // A capital letter that follows tells whether the last one had ended.
  const last = sentences(`${text}A`).at(-1)!;
  return last.slice(0, -1).trimStart();
}

function* joined(parts: Iterable<string>): Generator<string> {
  let sentence = '';
  for (const part of parts) {
    sentence += part;
    if (BEFORE_NAME.test(sentence.trimEnd().slice(-10))) continue; // no need to search all of it
    yield sentence;
    sentence = '';
  }
  if (sentence !== '') yield sentence;
}

function* segments(paragraph: string): Generator<string> {
  for (let start = 0; start < paragraph.length; ) {
    const end = Math.min(paragraph.length, wholePair(paragraph, start + WINDOW));
    const found = Array.from(segmenter.segment(paragraph.slice(start, end)), ({ segment }) => segment);
    if (end < paragraph.length && found.length > 1) found.pop(); // it may go on
    yield* found;
    start += found.reduce((length, { length: own }) => length + own, 0);
  }
}
