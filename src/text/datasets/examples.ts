/**
 * Records -> examples: what is read and what is to be predicted, as numbers, with the vocabulary and the labels that
 * name them. The vocabulary is counted on the training part alone, as that of a corpus is.
 */

import { NAMELESS } from '../../messages/place.ts';
import type { LabelledRecord, Records, TaggedRecord } from '../records/records.ts';
import { TextError } from '../text-error.ts';
import { inForm } from '../tokens/form.ts';
import { guessLevel } from '../tokens/guess-level.ts';
import { tokenParts } from '../tokens/tokens.ts';
import { EOS } from '../tokens/vocabulary.ts';
import {
  type BuiltExamples,
  checkLengths,
  countsOf,
  distinct,
  type ExampleOptions,
  formOf,
  lengthsOf,
  noticesOf,
  numbering,
  readTokens,
  SHOWN_EXAMPLES,
  shorten,
  sorted,
  type TokenText,
} from './example-parts.ts';
import { type Ids, shared, sharedInts, toShared } from './id-list.ts';
import { outlierOf } from './outlier.ts';
import { splitExamples } from './split.ts';
import { vectorExamples } from './vector-examples.ts';

export type ExampleRecords = Exclude<Records, { task: 'translation' }>;

/** Throws TextError when they cannot be trained on. */
export function buildExamples(given: ExampleRecords, options: ExampleOptions): BuiltExamples {
  const name = options.name ?? NAMELESS.data;
  if (given.records.length < 2 && !options.known)
    throw new TextError('text.too-few-examples', { name, count: given.records.length, unit: 'record' });
  switch (given.task) {
    case 'tagging':
      return tagged(given.records, options, name);
    case 'classification':
    case 'generation':
      return labelled(given.task, given.records, options, name);
    case 'vectors':
      return vectorExamples(given.records, options, name);
  }
  return given satisfies never;
}

function tagged(given: TaggedRecord[], options: ExampleOptions, name: string): BuiltExamples {
  const { records, repeated } = distinct(given, options, ({ tokens, tags }) => [tokens, tags]);
  const form = formOf(options);
  const labels = options.known?.labels ?? sorted(records.flatMap(({ tags }) => tags));
  if (labels.length < 2) throw new TextError('text.one-tag', { name, tag: labels[0] });
  const split = splitExamples(
    records.map(() => ''),
    options.validation,
  );
  const text = readTokens(
    records,
    ({ tokens }) => [tokens.map((token) => inForm(token, form))],
    split.train,
    'words',
    options,
  );
  const numberOf = numbering(labels, 'tag');
  const targets = records.flatMap(({ tags, at }) => tags.map((tag) => numberOf(tag, at)));
  checkLengths(records, text.starts);
  return {
    task: 'tagging',
    data: {
      kind: 'examples',
      ...text.read,
      at: 'steps',
      targets: sharedInts(targets),
      train: shared(split.train),
      validation: shared(split.validation),
    },
    vocabulary: text.vocabulary,
    labels,
    counts: countsOf(targets, labels.length),
    preview: records
      .slice(0, SHOWN_EXAMPLES)
      .map(({ tokens, tags }) => shorten(tokens.map((token, i) => `${token}/${tags[i]}`).join(' '))),
    notices: noticesOf(repeated, split, options, false, text),
    width: 0,
    numbers: 0,
    outlier: outlierOf(records, text.starts),
    ...lengthsOf(text.starts, split),
  };
}

function labelled(
  task: 'classification' | 'generation',
  given: LabelledRecord[],
  options: ExampleOptions,
  name: string,
): BuiltExamples {
  const { records, repeated } = distinct(given, options, ({ label, text }) => [label, text]);
  const form = formOf(options);
  const labels = options.known?.labels ?? sorted(records.map(({ label }) => label));
  if (task === 'classification' && labels.length < 2)
    throw new TextError('text.one-label', { name, records: records.length, label: labels[0] });
  const split = splitExamples(
    records.map(({ label }) => label),
    options.validation,
  );
  const level =
    options.known?.vocabulary.level ??
    (options.level === 'auto' ? guessLevel(records.map(({ text }) => text)) : options.level);
  const text = readTokens(
    records,
    (record) => tokenParts(inForm(record.text, form), level),
    split.train,
    level,
    options,
  );
  const numberOf = numbering(labels);
  const classes = records.map(({ label, at }) => numberOf(label, at));
  const examples =
    task === 'classification' ? { ...text.read, targets: sharedInts(classes) } : writing(text, classes, labels.length);
  checkLengths(records, examples.starts);
  return {
    task,
    data: {
      kind: 'examples',
      ...examples,
      at: task === 'classification' ? 'end' : 'steps',
      train: shared(split.train),
      validation: shared(split.validation),
    },
    vocabulary: text.vocabulary,
    labels,
    counts: countsOf(classes, labels.length),
    preview: records
      .slice(0, SHOWN_EXAMPLES)
      .map((record) => shorten(record.label === '' ? record.text : `${record.label}: ${record.text}`)),
    notices: noticesOf(repeated, split, options, true, text),
    width: 0,
    numbers: 0,
    outlier: outlierOf(records, examples.starts),
    ...lengthsOf(examples.starts, split),
  };
}

/**
 * Reads the label first, then what was written before; the last that it writes is EOS (1.5.3). Labels have the ids
 * behind the tokens'.
 */
function writing(
  { read, vocabulary }: TokenText,
  classes: number[],
  labels: number,
): { starts: Uint32Array; inputs: Ids; targets: Int32Array } {
  const count = classes.length;
  const starts = shared(Array.from(read.starts, (start, example) => start + example));
  const inputs = new Uint32Array(starts[count]!);
  const targets = new Int32Array(starts[count]!);
  for (const [example, label] of classes.entries()) {
    const own = read.inputs.subarray(read.starts[example], read.starts[example + 1]);
    const start = starts[example]!;
    inputs[start] = vocabulary.size + label;
    inputs.set(own, start + 1);
    targets.set(own, start);
    targets[starts[example + 1]! - 1] = EOS;
  }
  return { starts, inputs: toShared(inputs, vocabulary.size + labels - 1), targets: sharedInts(targets) };
}
