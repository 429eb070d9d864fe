/** Pairs of a source and what becomes of it (notes 1.5.1) -> ids of both, each with a vocabulary of its own. */

import { NAMELESS } from '../../messages/place.ts';
import type { PairRecord } from '../records/records.ts';
import { TextError } from '../text-error.ts';
import { inForm } from '../tokens/form.ts';
import { guessLevel } from '../tokens/guess-level.ts';
import { tokenParts } from '../tokens/tokens.ts';
import type { Vocabulary } from '../tokens/vocabulary.ts';
import {
  type BuiltFacts,
  checkLengths,
  distinct,
  type ExampleOptions,
  formOf,
  lengthsOf,
  noticesOf,
  readTokens,
  SHOWN_EXAMPLES,
  shorten,
} from './example-parts.ts';
import { type Ids, shared } from './id-list.ts';
import { outlierOf } from './outlier.ts';
import { splitExamples } from './split.ts';

interface BuiltPairs extends BuiltFacts {
  /** See `Pairs` of the engine; a target ends with EOS. All arrays are in shared memory where the platform has it. */
  data: {
    kind: 'pairs';
    source: { starts: Uint32Array; ids: Ids };
    target: { starts: Uint32Array; ids: Ids };
    train: Uint32Array;
    validation: Uint32Array;
  };
  vocabulary: Vocabulary;
  target: Vocabulary;
  /**
   * Sources as they were written, and targets in the form in which they are: what no vocabulary knows is in them, too.
   */
  texts: PairTexts;
}

export interface PairTexts {
  sources: string[];
  targets: string[];
}

/** Throws TextError when they cannot be trained on. */
export function buildPairs(given: readonly PairRecord[], options: ExampleOptions): BuiltPairs {
  if (given.length < 2 && !options.known)
    throw new TextError('text.too-few-examples', {
      ...{ name: options.name ?? NAMELESS.data, count: given.length, unit: 'pair' },
    });
  const { records, repeated } = distinct(given, options, ({ source, target }) => [source, target]);
  const split = splitExamples(
    records.map(() => ''),
    options.validation,
  );
  const { known } = options;
  const level =
    known?.vocabulary.level ??
    (options.level === 'auto'
      ? guessLevel(
          records.map(({ source }) => source),
          records.map(({ target }) => target),
        )
      : options.level);
  const form = formOf(options);
  const tokens = (text: string) => tokenParts(inForm(text, form), level);
  const source = readTokens(records, (record) => tokens(record.source), split.train, level, options);
  const knownTarget = known?.target && { known: { vocabulary: known.target } };
  const reading = { vocabulary: options.vocabulary, form, ...knownTarget };
  const target = readTokens(records, (record) => tokens(record.target), split.train, level, reading, true);
  for (const { starts } of [source, target]) checkLengths(records, starts);
  return {
    data: {
      kind: 'pairs',
      source: { starts: source.starts, ids: source.read.inputs },
      target: { starts: target.starts, ids: target.read.inputs },
      train: shared(split.train),
      validation: shared(split.validation),
    },
    vocabulary: source.vocabulary,
    target: target.vocabulary,
    texts: {
      sources: records.map((record) => record.source),
      targets: records.map((record) => inForm(record.target, form)),
    },
    preview: records.slice(0, SHOWN_EXAMPLES).map((record) => shorten(`${record.source} → ${record.target}`)),
    notices: noticesOf(repeated, split, options, false, source, target),
    outlier: outlierOf(records, source.starts) ?? outlierOf(records, target.starts),
    ...lengthsOf(target.starts, split),
    longest: lengthsOf(source.starts, split).longest,
  };
}
