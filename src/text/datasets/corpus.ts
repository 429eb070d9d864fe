/**
 * Text -> corpus: token ids with the ranges that train and validate, and the vocabulary that names them.
 *
 * The vocabulary is counted on the training part alone. What only the held-out part contains is UNK there, just as it
 * will be in any new text: the validation loss tells what to expect of text that the model has not seen, which it would
 * not if the vocabulary had looked.
 */

import type { Message } from '../../messages/message.ts';
import { NAMELESS } from '../../messages/place.ts';
import { TextError } from '../text-error.ts';
import { AS_IT_IS, inForm, type TextForm } from '../tokens/form.ts';
import { graphemes } from '../tokens/graphemes.ts';
import { type Documents, guessDocuments } from '../tokens/lines.ts';
import { sentences } from '../tokens/sentences.ts';
import type { Level } from '../tokens/tokens.ts';
import { EOS, Vocabulary } from '../tokens/vocabulary.ts';
import { SHOWN_EXAMPLES, shorten } from './example-parts.ts';
import { type Ids, shared } from './id-list.ts';
import { notices } from './notices.ts';
import { rank, rankAs } from './ranking.ts';
import { type Reading, readLines, readText } from './reading.ts';
import { splitLines, splitText, tokensIn } from './split.ts';

/** Fewest tokens, EOS included, of which a network can learn anything. */
const MINIMUM_TOKENS = 20;

export interface CorpusOptions {
  level: Level;
  /** Most frequent tokens that are kept; the vocabulary has two more, EOS and UNK. */
  vocabulary: number;
  documents: 'auto' | Documents;
  /** Every k-th line or block is held out for validation; 0 holds out nothing. */
  validation: number;
  /** Left out: as it is. */
  form?: TextForm;
  /** Name of the source, for messages. */
  name?: string;
  /** The vocabulary of a model that is to read the text; `level` must be its own. */
  known?: Vocabulary;
  /** Keeps lines or sentences that repeat an earlier one, as a test set has them. */
  repeats?: boolean;
  /** Fewest tokens that are accepted. */
  minimum?: number;
}

/** What a user may want to see of the documents before a training. */
interface DocumentFacts {
  /** How many there are in each part; of running text, its blocks. */
  train: number;
  validation: number;
  /** Tokens of the longest that is trained on, its end included. */
  longest: number;
  /** The beginnings of the first of them, in a line each; of running text, its first lines. */
  preview: string[];
}

interface BuiltCorpus {
  /** See `Corpus` of the protocol. All arrays are in shared memory where the platform has it. */
  corpus: { kind: 'lines' | 'text'; ids: Ids; train: Uint32Array; validation: Uint32Array };
  vocabulary: Vocabulary;
  documents: Documents;
  /** Tokens of each part, EOS included. */
  trainTokens: number;
  validationTokens: number;
  about: DocumentFacts;
  /** First held-out line, or the first whole line of the first held-out block; of the training part where none is. */
  firstHeldOut: string;
  /** What the user should know: what was removed, what could not be held out, what became UNK. */
  notices: Message[];
}

/** Builds the corpus of a text that `decodeText` or `cleanText` has cleaned. Throws TextError. */
export function buildCorpus(given: string, options: CorpusOptions): BuiltCorpus {
  const { level, validation, name = NAMELESS.text } = options;
  const form = options.known?.form ?? options.form ?? AS_IT_IS;
  if (!/\S/.test(given)) throw new TextError('text.empty', { name });
  const documents = options.documents === 'auto' ? guessDocuments(given) : options.documents;
  // Small letters no longer tell where a sentence begins.
  const text = inForm(documents === 'sentences' ? sentences(given).join('\n') : given, form);
  const reading = documents === 'text' ? readText(text, level) : readLines(text, level, options.repeats);
  if (!options.known) refuseShort(reading, documents, name, options);
  const split =
    documents === 'text' ? splitText(reading.ids.length, validation) : splitLines(reading.bounds, validation);
  const { kept, renumbered, seen } = rank(reading, split.train, options.vocabulary);
  const vocabulary = options.known ?? new Vocabulary(level, kept, form);
  const ids = reading.ids.toShared(options.known ? rankAs(reading, options.known) : renumbered, vocabulary.size - 1);
  return {
    corpus: {
      kind: documents === 'text' ? 'text' : 'lines',
      ids,
      train: shared(split.train),
      validation: shared(split.validation),
    },
    vocabulary,
    documents,
    trainTokens: tokensIn(split.train),
    validationTokens: tokensIn(split.validation),
    about: {
      train: split.train.length / 2,
      validation: split.validation.length / 2,
      longest: longestRange(split.train),
      preview: firstLines(text),
    },
    firstHeldOut: firstLine(reading, split.validation[0] ?? 0),
    notices: options.known
      ? [] // they are about a training
      : notices({ documents, options, split, ids, repeated: reading.repeated, seen, kept: kept.length }),
  };
}

function refuseShort(reading: Reading, documents: Documents, name: string, options: CorpusOptions): void {
  const count = reading.bounds.length - 1;
  if (documents !== 'text' && count < 2) throw new TextError('text.one-document', { name, documents });
  const { minimum: least = MINIMUM_TOKENS, level } = options;
  const tokens = reading.ids.length;
  if (tokens >= least) return;
  throw new TextError('text.too-short', { name, tokens, level, documents, least });
}

function longestRange(ranges: number[]): number {
  let longest = 0;
  for (let i = 0; i + 1 < ranges.length; i += 2) longest = Math.max(longest, ranges[i + 1]! - ranges[i]!);
  return longest;
}

function firstLines(text: string): string[] {
  // Enough for lines that are longer than what is shown of each.
  const lines = text.slice(0, 4000).split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, SHOWN_EXAMPLES)
    .map(shorten);
}

/** The first whole line from a token on, or what there is of one from a word on; at most 60 graphemes of it. */
function firstLine({ ids, tokens, bounds }: Reading, from: number): string {
  const begins = from === 0 || bounds.includes(from) || tokens[ids.at(from - 1)] === '\n';
  let text = '';
  for (let at = from; at < Math.min(ids.length, from + 400) && ids.at(at) !== EOS; at++) text += tokens[ids.at(at)];
  const lines = text.split('\n').slice(begins ? 0 : 1);
  const line = lines.find((candidate) => candidate.trim() !== '') ?? text.trim().replace(/^\S+\s+(?=\S)/, '');
  return Array.from(graphemes(line)).slice(0, 60).join('');
}
