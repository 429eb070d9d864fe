/** Sequences of vectors -> examples: the speech and video of chapter 1, or any measurements over time. */

import { type Message, message } from '../../messages/message.ts';
import type { VectorRecord } from '../records/records.ts';
import { TextError } from '../text-error.ts';
import { Vocabulary } from '../tokens/vocabulary.ts';
import {
  type AnswerKind,
  type BuiltExamples,
  checkLengths,
  countsOf,
  distinct,
  type ExampleOptions,
  lengthsOf,
  noticesOf,
  numbering,
  SHOWN_EXAMPLES,
  shorten,
  sorted,
  startsOf,
} from './example-parts.ts';
import { shared, sharedInts, sharedReals } from './id-list.ts';
import { outlierOf } from './outlier.ts';
import { splitExamples } from './split.ts';

export function vectorExamples(given: VectorRecord[], options: ExampleOptions, name: string): BuiltExamples {
  const known = options.known?.vectors;
  const { records: all, repeated } = distinct(given, options, ({ x, y }) => [x, y]);
  const { records, notice } = stepwise(all, known);
  const width = known?.width ?? records[0]!.x[0]!.length;
  const kind = known ?? kindOf(records[0]!);
  for (const record of records)
    if (known) checkKnown(record, known);
    else checkAlike(record, width, kind);
  const starts = startsOf(records.map(({ x }) => x.length));
  checkLengths(records, starts);
  const answers = records.map(({ y }) => (typeof y === 'string' ? [y] : y)) as (string[] | number[] | number[][])[];
  const labels = kind.names ? (options.known?.labels ?? sorted(answers.flat() as string[])) : [];
  if (kind.names && !options.known && labels.length < 2)
    throw new TextError('text.one-answer', { name, label: labels[0] });
  const split = splitExamples(
    records.map(({ y }) => (typeof y === 'string' ? y : '')),
    options.validation,
  );
  const numberOf = numbering(labels);
  const classes = kind.names
    ? records.flatMap(({ at }, i) => (answers[i] as string[]).map((label) => numberOf(label, at)))
    : [];
  const targets = kind.names ? sharedInts(classes) : sharedReals((answers as (number[] | number[][])[]).flat(2));
  return {
    task: 'vectors',
    data: {
      kind: 'examples',
      starts,
      inputs: sharedReals(records.flatMap(({ x }) => x.flat())),
      at: kind.each ? 'steps' : 'end',
      targets,
      train: shared(split.train),
      validation: shared(split.validation),
    },
    vocabulary: new Vocabulary('characters', []),
    width,
    labels,
    numbers: kind.numbers,
    counts: countsOf(classes, labels.length),
    preview: records
      .slice(0, SHOWN_EXAMPLES)
      .map(({ x, y }) =>
        shorten(`${x.length} ${x.length === 1 ? 'step' : 'steps'} of ${count(width)} → ${JSON.stringify(y)}`),
      ),
    notices: [...noticesOf(repeated, split, options, kind.names && !kind.each), ...notice],
    outlier: outlierOf(records, starts),
    ...lengthsOf(starts, split),
  };
}

/**
 * A number for each step may be written without brackets of its own where it can be nothing else: as many as there are
 * steps, in records of different lengths, or for a model that predicts so.
 */
function stepwise(
  records: readonly VectorRecord[],
  known: AnswerKind | undefined,
): { records: readonly VectorRecord[]; notice: Message[] } {
  const isFlat = records.every(
    ({ x, y }) => typeof y !== 'string' && typeof y[0] === 'number' && y.length === x.length,
  );
  const [first] = records;
  const steps = first!.x.length;
  const each = known ? known.each && known.numbers === 1 : records.some(({ x }) => x.length !== steps);
  if (isFlat && each)
    return { records: records.map((record) => ({ ...record, y: (record.y as number[]).map((y) => [y]) })), notice: [] };
  const unclear = isFlat && !known && steps > 1;
  return { records, notice: unclear ? [message('text.numbers-at-end', { steps })] : [] };
}

function kindOf({ y }: VectorRecord): AnswerKind {
  if (typeof y === 'string') return { names: true, each: false, numbers: 0 };
  const [first] = y;
  if (typeof first === 'string') return { names: true, each: true, numbers: 0 };
  return Array.isArray(first)
    ? { names: false, each: true, numbers: first.length }
    : { names: false, each: false, numbers: y.length };
}

function checkAlike(record: VectorRecord, width: number, kind: AnswerKind): void {
  const [{ length }] = record.x as [number[]];
  if (length !== width) throw new TextError('text.other-width', { place: record.at, numbers: length, first: width });
  const answer = kindOf(record);
  if (sameKind(answer, kind)) return;
  throw new TextError('text.other-answer', { place: record.at, answer, first: kind });
}

/** A record that a model is to read. */
function checkKnown(record: VectorRecord, known: { width: number } & AnswerKind): void {
  const [{ length }] = record.x as [number[]];
  if (length !== known.width)
    throw new TextError('text.width-of-model', { place: record.at, numbers: length, model: known.width });
  const answer = kindOf(record);
  if (sameKind(answer, known)) return;
  const { names, each, numbers } = known;
  throw new TextError('text.answer-of-model', { place: record.at, answer, model: { names, each, numbers } });
}

function sameKind(a: AnswerKind, b: AnswerKind): boolean {
  return a.names === b.names && a.each === b.each && a.numbers === b.numbers;
}

function count(numbers: number): string {
  return `${numbers} ${numbers === 1 ? 'number' : 'numbers'}`;
}
