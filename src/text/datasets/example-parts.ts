/** What the examples of all tasks have in common. */

import { type Message, message } from '../../messages/message.ts';
import type { Place } from '../../messages/place.ts';
import type { ExampleTask, Placed } from '../records/records.ts';
import { TextError } from '../text-error.ts';
import { AS_IT_IS, type TextForm } from '../tokens/form.ts';
import type { Level } from '../tokens/tokens.ts';
import { UNK, Vocabulary } from '../tokens/vocabulary.ts';
import { type Ids, shared } from './id-list.ts';
import { cutNotice, unseenNotice } from './notices.ts';
import { rank, rankAs } from './ranking.ts';
import { TokenReader } from './reading.ts';
import type { Split } from './split.ts';

export interface ExampleOptions {
  /** 'auto': words where texts are sentences (`guessLevel`). Tags belong to tokens as they stand. */
  level: Level | 'auto';
  /** Left out: as it is. */
  form?: TextForm;
  /** Most frequent tokens that are kept; the vocabulary has two more, EOS and UNK. */
  vocabulary: number;
  /** Every k-th record is held out for validation, of every class its share; 0 holds out nothing. */
  validation: number;
  /** What a model that is to read the records knows. */
  known?: KnownParts;
  /** Keeps records that repeat an earlier one, as a test set has them. */
  repeats?: boolean;
  /** Name of the source, for messages. */
  name?: string;
}

export interface KnownParts {
  vocabulary: Vocabulary;
  target?: Vocabulary;
  labels: string[];
  /** Where it reads vectors: how many numbers each has, and what it predicts of them. */
  vectors?: { width: number } & AnswerKind;
}

/** What is predicted of vectors: labels or so many numbers, at each step or once. */
export interface AnswerKind {
  names: boolean;
  each: boolean;
  numbers: number;
}

/** What a user should know of examples or pairs. */
export interface BuiltFacts {
  /** Steps of all of each part that are predicted, and of the longest that is read. */
  trainSteps: number;
  validationSteps: number;
  longest: number;
  /** The first of them, in a line each. */
  preview: string[];
  /** The one that is far longer than the others; undefined where there is none. */
  outlier?: Message | undefined;
  /** What the user should know: what was removed, what could not be held out, what became UNK. */
  notices: Message[];
}

export interface BuiltExamples extends BuiltFacts {
  task: Exclude<ExampleTask, 'translation'>;
  /** See `Examples` of the engine. All arrays are in shared memory where the platform has it. */
  data: {
    kind: 'examples';
    starts: Uint32Array;
    inputs: Ids | Float32Array;
    at: 'steps' | 'end';
    targets: Int32Array | Float32Array;
    train: Uint32Array;
    validation: Uint32Array;
  };
  /** Of what is read, and of what is written; without tokens where vectors are read. */
  vocabulary: Vocabulary;
  /** Numbers of a vector that is read; 0 where tokens are. */
  width: number;
  /** Classes or tags by their number; of a generation, what it begins with. Empty where numbers are predicted. */
  labels: string[];
  /** Numbers that are predicted at once; 0 where classes, tags or tokens are. */
  numbers: number;
  /** How many examples have each label; of tags, tokens. */
  counts: number[];
}

/** Steps that an example may have: each is kept in memory from the first to the last while it trains. */
export const MOST_STEPS = 100_000;
/** Examples of a preview, and the characters of each. */
export const SHOWN_EXAMPLES = 3;
const SHOWN_CHARACTERS = 80;

/** What was read of texts. */
export interface TokenText {
  read: { starts: Uint32Array; inputs: Ids };
  starts: Uint32Array;
  vocabulary: Vocabulary;
  seen: number;
}

/** `ends`: whether EOS follows each of them. */
export function readTokens<R>(
  records: readonly R[],
  partsOf: (record: R) => Iterable<readonly string[]>,
  train: readonly number[],
  level: Level,
  { vocabulary: keep, known, form }: { vocabulary: number; known?: { vocabulary: Vocabulary }; form?: TextForm },
  ends = false,
): TokenText {
  const reader = new TokenReader();
  const bounds = [0];
  for (const record of records) {
    reader.read(partsOf(record));
    if (ends) reader.end();
    bounds.push(reader.ids.length);
  }
  const ranges = train.flatMap((example) => [bounds[example]!, bounds[example + 1]!]);
  const { kept, renumbered, seen } = rank(reader, ranges, keep);
  const vocabulary = known?.vocabulary ?? new Vocabulary(level, kept, form);
  const final = known ? rankAs(reader, known.vocabulary) : renumbered;
  const starts = shared(bounds);
  return { read: { starts, inputs: reader.ids.toShared(final, vocabulary.size - 1) }, starts, vocabulary, seen };
}

/** Each record once, unless what repeats is kept; `keyOf` is what makes two of them the same. */
export function distinct<R>(
  records: readonly R[],
  { repeats = false }: Pick<ExampleOptions, 'repeats'>,
  keyOf: (record: R) => unknown,
): { records: readonly R[]; repeated: number } {
  if (repeats) return { records, repeated: 0 };
  const known = new Set<string>();
  const found = records.filter((record) => {
    const key = JSON.stringify(keyOf(record));
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
  return { records: found, repeated: records.length - found.length };
}

/** Distinct labels in the order of their characters, the same on every machine. */
export function sorted(labels: readonly string[]): string[] {
  return [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1));
}

/** The number of a label or a tag. Throws TextError with the place of one that is unknown. */
export function numbering(
  labels: readonly string[],
  what: 'label' | 'tag' = 'label',
): (label: string, place: Place) => number {
  const numbers = new Map(labels.map((label, number) => [label, number]));
  return (label, place) => {
    const number = numbers.get(label);
    if (number !== undefined) return number;
    throw new TextError('text.unknown-label', { place, what, label, known: labels.slice(0, SHOWN_CHARACTERS) });
  };
}

/** How often each of `count` numbers is there. */
export function countsOf(numbers: readonly number[], count: number): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const number of numbers) counts[number]!++;
  return counts;
}

/** Where examples of these lengths begin, and the last one ends. */
export function startsOf(lengths: readonly number[]): Uint32Array {
  const starts = [0];
  for (const length of lengths) starts.push(starts.at(-1)! + length);
  return shared(starts);
}

/** Throws TextError with the place of an example that is too long, or has nothing in it. */
export function checkLengths(records: readonly Placed[], starts: Uint32Array): void {
  for (const [example, { at: place }] of records.entries()) {
    const steps = starts[example + 1]! - starts[example]!;
    if (steps === 0) throw new TextError('text.nothing-to-read', { place });
    if (steps > MOST_STEPS) throw new TextError('text.too-many-steps', { place, steps, most: MOST_STEPS });
  }
}

export function lengthsOf(
  starts: Uint32Array,
  { train, validation }: Split,
): { trainSteps: number; validationSteps: number; longest: number } {
  const lengthOf = (example: number) => starts[example + 1]! - starts[example]!;
  const sum = (examples: number[]) => examples.reduce((steps, example) => steps + lengthOf(example), 0);
  let longest = 0;
  for (let example = 0; example + 1 < starts.length; example++) longest = Math.max(longest, lengthOf(example));
  return { trainSteps: sum(train), validationSteps: sum(validation), longest };
}

export function shorten(line: string): string {
  const characters = Array.from(line.replace(/\s+/g, ' '));
  return characters.length > SHOWN_CHARACTERS
    ? `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`
    : characters.join('');
}

/** What a user should know of how records became examples. */
export function noticesOf(
  repeated: number,
  split: Split,
  { validation, vocabulary, known }: Pick<ExampleOptions, 'validation' | 'vocabulary' | 'known'>,
  /** Whether every class is split on its own. */
  classes: boolean,
  ...texts: TokenText[]
): Message[] {
  const notices: Message[] = [];
  if (repeated > 0) notices.push(message('text.repeated-records', { repeated }));
  if (known) return notices; // the rest is about a training
  if (split.tooFew) notices.push(message('text.few-records', { validation, classes }));
  for (const { read, seen, vocabulary: kept } of texts) {
    const { level } = kept;
    const trained = unknownIn(split.train, read);
    const heldOut = unknownIn(split.validation, read);
    if (seen > vocabulary) notices.push(cutNotice(vocabulary, seen, level, trained.unknown / trained.all));
    else notices.push(...unseenNotice(heldOut.unknown, heldOut.all, level));
  }
  return notices;
}

function unknownIn(
  examples: readonly number[],
  { starts, inputs }: TokenText['read'],
): { unknown: number; all: number } {
  let [unknown, all] = [0, 0];
  for (const example of examples)
    for (let at = starts[example]!; at < starts[example + 1]!; at++, all++) if (inputs[at] === UNK) unknown++;
  return { unknown, all };
}

/** That of the model, else that of the options. */
export function formOf({ known, form }: Pick<ExampleOptions, 'known' | 'form'>): TextForm {
  return known?.vocabulary.form ?? form ?? AS_IT_IS;
}
