/** A source -> text -> ids, in a compute thread. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Examples, Pairs } from '../../engine/data.ts';
import type { DataOptions, Task } from '../../protocol/options.ts';
import type { Source } from '../../protocol/run.ts';
import { buildCorpus } from '../../text/corpus.ts';
import { cleanText, decodeText } from '../../text/decode.ts';
import type { BuiltFacts } from '../../text/example-parts.ts';
import { buildExamples } from '../../text/examples.ts';
import { AS_IT_IS, type TextForm } from '../../text/form.ts';
import { buildPairs } from '../../text/pairs.ts';
import { readRecords } from '../../text/read-records.ts';
import { recognise } from '../../text/recognise.ts';
import type { Records } from '../../text/records.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import type { KnownNames, PreparedData, PrepareTask } from './task.ts';

interface Known {
  vocabulary: Vocabulary;
  target?: Vocabulary;
  labels: string[];
}

type Built = Omit<PreparedData, 'sha256' | 'fileSha256'>;

/** Reads a source and turns it into numbers. Throws TextError, or Node's errors of reading a file. */
export function prepare({ source, options, known: names }: PrepareTask): PreparedData {
  const known = names && knownOf(names);
  const { name, text, fileSha256 } = read(source);
  const unit = source.kind === 'text' ? source.unit : 'line';
  const { task, layout } = recognise(text, options.task === 'auto' ? undefined : options.task);
  // Text alone, to be written from nothing, is what a language model of lines learns.
  const built =
    task === 'language-model' || layout === 'text'
      ? corpusOf(text, task === 'generation' ? { ...options, documents: 'lines' } : options, name, known)
      : recordsOf(readRecords(text, layout, task, name, unit), options, name, known);
  return { ...built, sha256: sha256(text), ...(fileSha256 !== undefined && { fileSha256 }) };
}

function knownOf({ vocabulary, target, labels }: KnownNames): Known {
  return {
    vocabulary: Vocabulary.fromJSON(vocabulary),
    labels,
    ...(target && { target: Vocabulary.fromJSON(target) }),
  };
}

function formOf({ lowercase, unicode }: DataOptions): TextForm {
  return lowercase || unicode !== 'as-is' ? { lowercase, unicode } : AS_IT_IS;
}

function corpusOf(text: string, options: DataOptions, name: string, known?: Known): Built {
  const level = known ? known.vocabulary.level : options.level === 'auto' ? 'characters' : options.level;
  const {
    corpus,
    vocabulary,
    longest: _,
    ...built
  } = buildCorpus(text, {
    ...options,
    level,
    form: formOf(options),
    name,
    ...(known && { known: known.vocabulary }),
  });
  const none = { labels: [], width: 0, numbers: 0 };
  return { task: 'language-model', data: corpus, vocabulary: vocabulary.toJSON(), ...none, ...built };
}

function recordsOf(found: Records, options: DataOptions, name: string, known?: Known): Built {
  const reading = { ...options, form: formOf(options), name, ...(known && { known }) };
  if (found.task !== 'translation') {
    const { labels, counts, width, numbers, ...built } = buildExamples(found, reading);
    return { ...builtOf(built, labels, counts), width, numbers };
  }
  const built = buildPairs(found.records, reading);
  return { ...builtOf({ task: found.task, ...built }, [], []), width: 0, numbers: 0, target: built.target.toJSON() };
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

function read(source: Source): { name: string; text: string; fileSha256?: string } {
  if (source.kind === 'text') return { name: source.name, text: cleanText(source.text) };
  const name = path.basename(source.path);
  const bytes = readFileSync(source.path);
  const text = decodeText(bytes, { name, ...(source.encoding !== undefined && { encoding: source.encoding }) });
  return { name, text, fileSha256: sha256(bytes) };
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
