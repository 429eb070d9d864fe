/**
 * Text -> sentences, in any script, as Intl.Segmenter finds them (UAX 29). Blank lines end a sentence, other line feeds do
 * not. It knows no abbreviations: "Mr. Bennet" are two sentences.
 */
import { cleanText } from './decode.ts';
import { wholePair } from './words.ts';

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
    .flatMap((paragraph) => [...sentencesOf(paragraph.replace(INSIDE_SCRIPT, '').replace(LINE_END, ' '))])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** What has begun of a sentence at the end of a text: '' after the end of one. */
export function openSentence(text: string): string {
  // A capital letter that follows tells whether the last one had ended.
  const last = sentences(`${text}A`).at(-1)!;
  return last.slice(0, -1).trimStart();
}

function* sentencesOf(paragraph: string): Generator<string> {
  for (let start = 0; start < paragraph.length; ) {
    const end = Math.min(paragraph.length, wholePair(paragraph, start + WINDOW));
    const found = Array.from(segmenter.segment(paragraph.slice(start, end)), ({ segment }) => segment);
    if (end < paragraph.length && found.length > 1) found.pop(); // it may go on
    yield* found;
    start += found.reduce((length, { length: own }) => length + own, 0);
  }
}
