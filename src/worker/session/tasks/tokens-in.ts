/** The tokens of a text that a model is to read as a whole. */
import { inForm } from '../../../text/tokens/form.ts';
import { tokenParts } from '../../../text/tokens/tokens.ts';
import type { Vocabulary } from '../../../text/tokens/vocabulary.ts';

/** As the model reads them; of a text longer than `most`, no more than show it. */
export function tokensIn({ level, form }: Vocabulary, text: string, most: number): string[] {
  return firstOf(tokenParts(inForm(text, form), level), most);
}

/**
 * Tags belong to what stands between blanks where the model knows it, else to the words in it: those stay in the form
 * in which they were given.
 */
export function taggedTokensIn(vocabulary: Vocabulary, text: string, most: number): string[] {
  return firstOf(piecesOf(vocabulary, text), most);
}

function firstOf(parts: Iterable<readonly string[]>, most: number): string[] {
  const tokens: string[] = [];
  for (const part of parts) {
    for (const token of part) tokens.push(token);
    if (tokens.length > most) break;
  }
  return tokens;
}

function* piecesOf(vocabulary: Vocabulary, text: string): Generator<string[]> {
  for (const [piece] of text.matchAll(/\S+/g)) {
    if (vocabulary.knows(piece)) yield [piece];
    else yield* tokenParts(piece, 'words');
  }
}
