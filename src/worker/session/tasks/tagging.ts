/** A tag for each token (notes 1.5.1). */
import type { ModelData } from '../models/model.ts';
import { notAnInput, tellingTask } from './telling.ts';
import { taggedTokensIn } from './tokens-in.ts';

export const tagging = tellingTask('tagging', 2, {
  between: ' ',
  nouns: ['tokens', 'sentences'],
  // An array whose texts are all single tokens is one sentence.
  isMany: (model, given) =>
    Array.isArray(given) &&
    given.some((each) => Array.isArray(each) || (typeof each === 'string' && !isToken(model, each))),
  read: (model, given, most) => {
    if (typeof given === 'string') {
      const tokens = taggedTokensIn(model.vocabulary, given, most);
      if (tokens.length > 0) return { name: given, tokens };
    }
    if (Array.isArray(given) && given.length > 0 && given.every((token) => typeof token === 'string' && token !== ''))
      return { name: given.join(' '), tokens: given };
    throw notAnInput('a text or an array of its tokens', given);
  },
});

/** Without blanks in it, or with those that a token of the training has. */
function isToken({ vocabulary }: ModelData, text: string): boolean {
  return !/\s/.test(text.trim()) || vocabulary.knows(text);
}
