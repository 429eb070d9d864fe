/** Whether texts are sentences, to be read in words, or names and other short ones, to be read in characters. */
import type { Level } from './tokens.ts';
import { words } from './words.ts';

/** Words of a text, on average, from which on it is read in words. */
const WORDS_OF_SENTENCES = 5;
/** Texts that are looked at, from all over the data, and characters of each; more would not change the answer. */
const [LOOKED_AT, CHARACTERS] = [1000, 1000];

/**
 * Of a translation both sides must be sentences: numbers or dates in words are spelled on the other. Words are counted
 * as they are read, in Chinese and Japanese too; those of digits alone are none, or a date would be a sentence.
 */
export function guessLevel(...sides: (readonly string[])[]): Level {
  return sides.every((texts) => wordsOfText(texts) >= WORDS_OF_SENTENCES) ? 'words' : 'characters';
}

function wordsOfText(texts: readonly string[]): number {
  const step = Math.ceil(texts.length / LOOKED_AT);
  const sample = texts.filter((_, i) => i % step === 0);
  let count = 0;
  for (const text of sample) for (const word of words(text.slice(0, CHARACTERS))) if (/\p{L}/u.test(word)) count++;
  return count / sample.length;
}
