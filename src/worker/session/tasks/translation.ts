/** What becomes of a text, by an encoder-decoder (notes 1.5.1). */
import { evaluatePairs } from './evaluate.ts';
import { encoderMismatch, sizeOf, type TaskKind, writingHead } from './task-kind.ts';
import { neverWrites, notAnInput } from './telling.ts';
import { tokensIn } from './tokens-in.ts';
import { translateAll } from './translations.ts';

/** Without `writes`, which is about the direction of what is read: the encoder may read from both ends. */
export const translation: TaskKind = {
  writes: false,
  directions: 1,
  network: (frame, { vocabulary, target = vocabulary }, directions) => {
    const written = sizeOf(target);
    const encoder = { vocabulary: sizeOf(vocabulary), directions };
    return { ...frame, head: writingHead(written), vocabulary: written, encoder };
  },
  mismatch: (network) => encoderMismatch('translation', network, true),
  tokensRead: ({ encoder, vocabulary }) => encoder?.vocabulary ?? vocabulary,
  firstId: () => neverWrites('translation'),
  evaluate: async (model, { data, texts }, numbers, { createKernels, goOn }) => {
    if (data.kind !== 'pairs' || !texts) throw new TypeError('A translation is evaluated on pairs.');
    return evaluatePairs(model, data, texts, numbers, createKernels, goOn);
  },
  predicting: {
    takesOptions: true,
    between: '',
    nouns: ['steps', 'sequences'],
    isMany: (_, given) => {
      const sources: unknown[] = Array.isArray(given) ? given : [given];
      const wrong = sources.findIndex((source) => typeof source !== 'string' || source === '');
      if (sources.length === 0 || wrong >= 0) throw notAnInput('a text', wrong >= 0 ? sources[wrong] : given);
      return Array.isArray(given);
    },
    read: (model, given, most) => ({ name: String(given), tokens: tokensIn(model.vocabulary, String(given), most) }),
    predict: (model, inputs, options, { createKernels, goOn }) => {
      const sources = inputs.map(({ name }) => name);
      return translateAll(model, sources, options, createKernels, goOn);
    },
  },
};
