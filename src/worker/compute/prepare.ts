/** A source -> text -> ids, in a compute thread. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Examples, Pairs } from '../../engine/data.ts';
import { message } from '../../messages/message.ts';
import type { DataOptions, Task } from '../../protocol/options.ts';
import { partsOf, type SourcePart } from '../../protocol/run.ts';
import { buildCorpus } from '../../text/datasets/corpus.ts';
import type { BuiltFacts, KnownParts } from '../../text/datasets/example-parts.ts';
import { buildExamples } from '../../text/datasets/examples.ts';
import { buildPairs } from '../../text/datasets/pairs.ts';
import { cleanText, decodeText } from '../../text/encoding/decode.ts';
import { linesOfJson } from '../../text/records/items.ts';
import { readRecords } from '../../text/records/read-records.ts';
import { type Format, type Layout, recognise } from '../../text/records/recognise.ts';
import { RecordError } from '../../text/records/record.ts';
import type { ExampleTask, Records } from '../../text/records/records.ts';
import { TextError } from '../../text/text-error.ts';
import { AS_IT_IS, type TextForm } from '../../text/tokens/form.ts';
import { Vocabulary } from '../../text/tokens/vocabulary.ts';
import type { KnownNames, PreparedData, PrepareTask } from './task.ts';

type Known = KnownParts & { repeats: boolean };

/** Longest text that fits into a string of V8. */
const MOST_CHARACTERS = 500_000_000;

type Built = Omit<PreparedData, 'sha256' | 'fileHashes'>;

/** Reads a source and turns it into numbers. Throws TextError, or Node's errors of reading a file. */
export function prepare({ source, options, known: names }: PrepareTask): PreparedData {
  const task = options.task === 'auto' ? undefined : options.task;
  const sources = partsOf(source);
  const parts = sources.map((part) => recordsAsLines(read(part, sources.length > 1), task));
  const name = source.kind === 'several' ? source.name : parts[0]!.name;
  const characters = parts.reduce((sum, part) => sum + part.text.length, 0);
  if (characters > MOST_CHARACTERS)
    throw new TextError('text.too-many-characters', { name, characters, most: MOST_CHARACTERS });
  const text = joined(parts);
  const hash = sha256(text);
  const known = names && knownOf(names, hash);
  const format = formatOf(parts, task);
  // Text alone, to be written from nothing, is what a language model of lines learns.
  const built =
    format.task === 'language-model' || format.layout === 'text'
      ? corpusOf(text, format.task === 'generation' ? { ...options, documents: 'lines' } : options, name, known)
      : recordsOf(recordsOfAll(parts, format.layout, format.task, name, task === undefined), options, name, known);
  const notices = [...(format.notice === undefined || known ? [] : [format.notice]), ...built.notices];
  return { ...built, notices, sha256: hash, fileHashes: parts.map(({ fileSha256 }) => fileSha256) };
}

/** That of the first part that has something in it; records behind running text are told. */
function formatOf(parts: readonly SourceText[], task: Task | undefined): Format {
  const filled = filledOf(parts);
  const formats = filled.map(({ text, name, unit }) => recognise(text, task, name, unit));
  const [first = { task: task ?? 'language-model', layout: 'text' }] = formats;
  const other = first.task === 'language-model' ? formats.findIndex((each) => each.task !== first.task) : -1;
  if (other < 0) return first;
  const [{ name }, { task: otherTask }] = [filled[other]!, formats[other]!];
  const notice = message('records.mixed-files', { name, task: otherTask, first: filled[0]!.name });
  return { ...first, notice };
}

function filledOf(parts: readonly SourceText[]): SourceText[] {
  return parts.filter(({ text }) => text.trim() !== '');
}

/** One text, in which a file begins on a new line, without a blank one before it. */
function joined(parts: readonly SourceText[]): string {
  const last = parts.length - 1;
  return parts.map(({ text }, i) => (i < last ? text.replace(/\n$/, '') : text)).join('\n');
}

/**
 * Of one part after the other: each may have a header, and is named in messages with its own lines. `guessed`: nobody
 * said that there are records.
 */
function recordsOfAll(
  parts: readonly SourceText[],
  layout: Layout,
  task: ExampleTask,
  name: string,
  guessed: boolean,
): Records {
  try {
    const filled = filledOf(parts);
    if (filled.length < 2)
      return readRecords(filled[0]?.text ?? '', layout, task, filled[0]?.name ?? name, parts[0]!.unit);
    const records = filled.flatMap(
      (part) => readRecords(part.text, layout, task, part.name, part.unit).records as never[],
    );
    return { task, records } as Records;
  } catch (error) {
    if (!(error instanceof TextError && guessed && layout === 'tabs')) throw error;
    throw new TextError('records.mend', { problem: error.told });
  }
}

function knownOf({ vocabulary, target, labels, vectors, sha256 }: KnownNames, hash: string): Known {
  return {
    vocabulary: Vocabulary.fromJSON(vocabulary),
    labels,
    repeats: sha256 !== hash,
    ...(vectors && { vectors }),
    ...(target && { target: Vocabulary.fromJSON(target) }),
  };
}

function formOf({ lowercase, unicode }: DataOptions): TextForm {
  return lowercase || unicode !== 'as-is' ? { lowercase, unicode } : AS_IT_IS;
}

function corpusOf(text: string, options: DataOptions, name: string, known?: Known): Built {
  const level = known ? known.vocabulary.level : options.level === 'auto' ? 'characters' : options.level;
  const { corpus, vocabulary, about, ...built } = buildCorpus(text, {
    ...options,
    level,
    form: formOf(options),
    name,
    ...(known && { known: known.vocabulary, repeats: known.repeats }),
  });
  const none = { labels: [], width: 0, numbers: 0 };
  return { task: 'language-model', data: corpus, vocabulary: vocabulary.toJSON(), text: about, ...none, ...built };
}

function recordsOf(found: Records, options: DataOptions, name: string, known?: Known): Built {
  const reading = { ...options, form: formOf(options), name, ...(known && { known, repeats: known.repeats }) };
  if (found.task !== 'translation') {
    const { labels, counts, width, numbers, ...built } = buildExamples(found, reading);
    return { ...builtOf(built, labels, counts), width, numbers };
  }
  const built = buildPairs(found.records, reading);
  const { texts } = built;
  return {
    ...builtOf({ task: found.task, ...built }, [], []),
    width: 0,
    numbers: 0,
    target: built.target.toJSON(),
    texts,
  };
}

type BuiltRecords = BuiltFacts & { task: Task; data: Examples | Pairs; vocabulary: Vocabulary };

function builtOf(built: BuiltRecords, labels: string[], counts: number[]): Omit<Built, 'width' | 'numbers'> {
  const { task, data, vocabulary, notices, longest, outlier, preview, trainSteps, validationSteps } = built;
  const facts = { train: data.train.length, validation: data.validation.length, longest, preview };
  return {
    ...{ task, data, vocabulary: vocabulary.toJSON(), documents: 'lines', labels, notices, firstHeldOut: '' },
    ...(outlier !== undefined && { outlier }),
    trainTokens: trainSteps,
    validationTokens: validationSteps,
    examples: { ...facts, labels: labels.map((label, i) => ({ label, count: counts[i]! })) },
  };
}

interface SourceText {
  name: string;
  text: string;
  unit: 'line' | 'item';
  fileSha256?: string;
}

/** `several`: whether there are others, beside which an empty file is nothing. */
function read(source: SourcePart, several: boolean): SourceText {
  if (source.kind === 'text') return { name: source.name, text: cleanText(source.text), unit: source.unit ?? 'line' };
  const name = path.basename(source.path);
  const bytes = readFileSync(source.path);
  const decode = () => decodeText(bytes, { name, ...(source.encoding !== undefined && { encoding: source.encoding }) });
  return { name, text: several && bytes.length === 0 ? '' : decode(), unit: 'line', fileSha256: sha256(bytes) };
}

/** A file that is an array of JSON, as the lines that it would be. */
function recordsAsLines(part: SourceText, task: Task | undefined): SourceText {
  if (task === 'language-model' || part.unit === 'item') return part;
  try {
    const lines = linesOfJson(part.text);
    return lines === undefined ? part : { ...part, text: lines, unit: 'item' };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    const problem = message('records.in-file', { name: part.name, problem: error.told });
    throw new TextError('records.mend', { problem });
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
