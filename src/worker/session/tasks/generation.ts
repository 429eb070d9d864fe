/** Conditional generation: to write for a label, or for nothing (notes 1.5.3). */
import { message } from '../../../messages/message.ts';
import { OptionError } from '../../../protocol/parse-options.ts';
import { languageModel } from './language-model.ts';
import { encoderMismatch, sizeOf, type TaskKind, writingHead } from './task-kind.ts';

/** The ids of the labels stand behind those of the tokens, and are read first. */
export const generation: TaskKind = {
  ...languageModel,
  network: (frame, { vocabulary, labels }, directions) => {
    const size = sizeOf(vocabulary);
    return { ...frame, head: writingHead(size), directions, vocabulary: size + labels.length };
  },
  mismatch: (network) => encoderMismatch('generation', network, false),
  tokensRead: ({ vocabulary }, labels) => vocabulary - labels.length,
  firstId: ({ labels, vocabulary }, label) => {
    const number = labels.indexOf(label ?? '');
    if (number >= 0) return vocabulary.size + number;
    throw new OptionError('label', message('labelUnknown', { labels, ...(label !== undefined && { given: label }) }));
  },
};
