/** What a token is: a grapheme or a word. */
import { graphemeParts } from './graphemes.ts';
import { wordParts } from './words.ts';

export type Level = 'characters' | 'words';

/** The tokens of a text, in parts: arrays of a few hundred. Joined they are the text again. */
export function tokenParts(text: string, level: Level): Generator<string[]> {
  switch (level) {
    case 'characters':
      return graphemeParts(text);
    case 'words':
      return wordParts(text);
  }
  level satisfies never;
}
