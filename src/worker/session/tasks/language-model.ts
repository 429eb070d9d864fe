/** What comes next in a text (notes 1.6). */
import { NO_TOKEN } from '../../../engine/data.ts';
import { message } from '../../../messages/message.ts';
import { OptionError } from '../../../protocol/parse-options.ts';
import { evaluateCorpus, evaluateWriting } from './evaluate.ts';
import { encoderMismatch, sizeOf, type TaskKind, writingHead } from './task-kind.ts';

export const languageModel: TaskKind = {
  writes: true,
  directions: 1,
  network: (frame, { vocabulary }, directions) => {
    const size = sizeOf(vocabulary);
    return { ...frame, head: writingHead(size), directions, vocabulary: size };
  },
  mismatch: (network) => encoderMismatch('language-model', network, false),
  tokensRead: ({ vocabulary }) => vocabulary,
  firstId: (_, label) => {
    if (label === undefined) return NO_TOKEN;
    throw new OptionError('label', message('labelOfGeneration', {}));
  },
  evaluate: async (model, { data }, numbers, { createKernels, goOn }) => {
    if (data.kind === 'pairs') throw new TypeError('A language model is evaluated on text.');
    return data.kind === 'examples'
      ? evaluateWriting(model, data, numbers, createKernels, goOn)
      : evaluateCorpus(model, data, numbers, createKernels, goOn);
  },
};
