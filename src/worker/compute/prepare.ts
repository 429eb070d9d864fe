/** A source -> text -> ids, in a compute thread. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Examples, Pairs } from '../../engine/data.ts';
import type { DataOptions, Task } from '../../protocol/options.ts';
import { partsOf, type SourcePart } from '../../protocol/run.ts';
import { buildCorpus } from '../../text/corpus.ts';
import { cleanText, decodeText } from '../../text/decode.ts';
import type { BuiltFacts, KnownParts } from '../../text/example-parts.ts';
import { buildExamples } from '../../text/examples.ts';
import { AS_IT_IS, type TextForm } from '../../text/form.ts';
import { buildPairs } from '../../text/pairs.ts';
import { readRecords } from '../../text/read-records.ts';
import { type Layout, recognise } from '../../text/recognise.ts';
import type { ExampleTask, Records } from '../../text/records.ts';
import { TextError } from '../../text/text-error.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import type { KnownNames, PreparedData, PrepareTask } from './task.ts';

type Known = KnownParts & { repeats: boolean };

/** Longest text that fits into a string of V8. */
const MOST_CHARACTERS = 500_000_000;

type Built = Omit<PreparedData, 'sha256' | 'fileHashes'>;

/** Reads a source and turns it into numbers. Throws TextError, or Node's errors of reading a file. */
export function prepare({ source, options, known: names }: PrepareTask): PreparedData {
  const parts = partsOf(source).map(read);
  const name = source.kind === 'several' ? source.name : parts[0]!.name;
  const characters = parts.reduce((sum, part) => sum + part.text.length, 0);
  if (characters > MOST_CHARACTERS)
    throw new TextError(
      'too-long',
      `${name} has ${characters} characters; at most ${MOST_CHARACTERS} can be read at once. Choose fewer files.`,
    );
  const text = joined(parts);
  const hash = sha256(text);
  const known = names && knownOf(names, hash);
  // The end of a file is no blank line between sentences.
  const first = parts.find((part) => part.text.trim() !== '') ?? parts[0]!;
  const { task, layout } = recognise(first.text, options.task === 'auto' ? undefined : options.task);
  // Text alone, to be written from nothing, is what a language model of lines learns.
  const built =
    task === 'language-model' || layout === 'text'
      ? corpusOf(text, task === 'generation' ? { ...options, documents: 'lines' } : options, name, known)
      : recordsOf(recordsOfAll(parts, layout, task, name), options, name, known);
  return { ...built, sha256: hash, fileHashes: parts.map(({ fileSha256 }) => fileSha256) };
}

/** One text, in which a file begins on a new line, without a blank one before it. */
function joined(parts: readonly Part[]): string {
  const last = parts.length - 1;
  return parts.map(({ text }, i) => (i < last ? text.replace(/\n$/, '') : text)).join('\n');
}

/** Of one part after the other: each may have a header, and is named in messages with its own lines. */
function recordsOfAll(parts: readonly Part[], layout: Layout, task: ExampleTask, name: string): Records {
  const filled = parts.filter(({ text }) => text.trim() !== '');
  if (filled.length < 2)
    return readRecords(filled[0]?.text ?? '', layout, task, filled[0]?.name ?? name, parts[0]!.unit);
  const records = filled.flatMap(
    (part) => readRecords(part.text, layout, task, part.name, part.unit).records as never[],
  );
  return { task, records } as Records;
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
  const { task, data, vocabulary, notices, longest, preview, trainSteps, validationSteps } = built;
  const facts = { train: data.train.length, validation: data.validation.length, longest, preview };
  return {
    ...{ task, data, vocabulary: vocabulary.toJSON(), documents: 'lines', labels, notices, firstHeldOut: '' },
    trainTokens: trainSteps,
    validationTokens: validationSteps,
    examples: { ...facts, labels: labels.map((label, i) => ({ label, count: counts[i]! })) },
  };
}

interface Part {
  name: string;
  text: string;
  unit: 'line' | 'item';
  fileSha256?: string;
}

function read(source: SourcePart): Part {
  if (source.kind === 'text') return { name: source.name, text: cleanText(source.text), unit: source.unit ?? 'line' };
  const name = path.basename(source.path);
  const bytes = readFileSync(source.path);
  const text = decodeText(bytes, { name, ...(source.encoding !== undefined && { encoding: source.encoding }) });
  return { name, text, unit: 'line', fileSha256: sha256(bytes) };
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
