/** Sequences of vectors -> examples: the speech and video of chapter 1, or any measurements over time. */
import {
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
import type { VectorRecord } from './records.ts';
import { splitExamples } from './split.ts';
import { TextError } from './text-error.ts';
import { Vocabulary } from './vocabulary.ts';

export function vectorExamples(given: VectorRecord[], options: ExampleOptions, name: string): BuiltExamples {
  const { records, repeated } = distinct(given, ({ x, y }) => [x, y]);
  const width = records[0]!.x[0]!.length;
  const kind = kindOf(records[0]!);
  for (const record of records) checkAlike(record, width, kind, record.at);
  if (options.known) checkKnown(kind, options.known.labels, records[0]!.at);
  const starts = startsOf(records.map(({ x }) => x.length));
  checkLengths(records, starts);
  const answers = records.map(({ y }) => (typeof y === 'string' ? [y] : y)) as (string[] | number[] | number[][])[];
  const labels = kind.names ? (options.known?.labels ?? sorted(answers.flat() as string[])) : [];
  if (kind.names && !options.known && labels.length < 2)
    throw new TextError(
      'format',
      `${name}: every y is ${JSON.stringify(labels[0])}; classes are told apart from two on. Add records of another class.`,
    );
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
        shorten(
          `${x.length} ${x.length === 1 ? 'step' : 'steps'} of ${width} ${width === 1 ? 'number' : 'numbers'} → ${JSON.stringify(y)}`,
        ),
      ),
    notices: noticesOf(repeated, split, options, kind.names && !kind.each),
    outlier: outlierOf(records, starts),
    ...lengthsOf(starts, split),
  };
}

/** What is predicted: labels or so many numbers, at each step or once. */
interface AnswerKind {
  names: boolean;
  each: boolean;
  numbers: number;
}

function kindOf({ y }: VectorRecord): AnswerKind {
  if (typeof y === 'string') return { names: true, each: false, numbers: 0 };
  const [first] = y;
  if (typeof first === 'string') return { names: true, each: true, numbers: 0 };
  return Array.isArray(first)
    ? { names: false, each: true, numbers: first.length }
    : { names: false, each: false, numbers: y.length };
}

function checkAlike(record: VectorRecord, width: number, kind: AnswerKind, place: string): void {
  const [{ length }] = record.x as [number[]];
  if (length !== width)
    throw new TextError(
      'format',
      `${place}: its vectors have ${length} numbers; those of the first record have ${width}.`,
    );
  const { names, each, numbers } = kindOf(record);
  if (names === kind.names && each === kind.each && numbers === kind.numbers) return;
  throw new TextError(
    'format',
    `${place}: its y is of another kind than that of the first record: ${words(kindOf(record))} instead of ${words(kind)}.`,
  );
}

function checkKnown({ names }: AnswerKind, labels: readonly string[], place: string): void {
  if (names === labels.length > 0) return;
  throw new TextError(
    'format',
    names
      ? `${place}: y is a label; the model predicts numbers, and needs numbers to be compared with.`
      : `${place}: y is a number; the model tells ${labels.length} classes apart, and needs their labels to be compared with.`,
  );
}

function words({ names, each, numbers }: AnswerKind): string {
  return `${names ? 'a label' : numbers === 1 ? 'a number' : `${numbers} numbers`}${each ? ' for each step' : ''}`;
}
