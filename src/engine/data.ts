/**
 * What is trained on: running text and lines, which predict themselves, or examples with something to predict of each.
 */
import { figure } from '../messages/figures.ts';
import { rangeError } from '../messages/message.ts';
import { type HeadConfig, headOf, type NetworkConfig, targetsPerRow, vectorWidth } from './config.ts';

/** The token ids of a source: one array, and the half-open ranges of it that train and validate. */
export interface Corpus {
  /**
   * 'lines': each range is a document; its first input is the zero vector, its last token EOS.
   * 'text': the whole array is one document that ends with EOS; only token 0 is preceded by the zero vector, the first
   * token of a range in the middle is preceded by the token before it.
   */
  kind: 'lines' | 'text';
  ids: Uint8Array | Uint16Array | Uint32Array;
  /** Half-open ranges of `ids`: [start, end, start, end, ...]. */
  train: Uint32Array;
  validation: Uint32Array;
}

/** Sequences, each with what is to be predicted of it (1.5): at every step, or once, as the network's head has it. */
export interface Examples {
  kind: 'examples';
  /** Where the steps of each example begin, and, last, where those of the last one end: [examples + 1]. */
  starts: Uint32Array;
  /** What is read at each step: the id of a token, [steps], or a vector, [steps, width]. */
  inputs: Uint8Array | Uint16Array | Uint32Array | Float32Array;
  /** Whether there are targets at each step, or once for each example. */
  at: HeadConfig['at'];
  /**
   * A class, NO_TOKEN where there is none; for each output of a sigmoid head 0 or 1, of a linear head a real number:
   * [steps or examples, outputs].
   */
  targets: Int32Array | Float32Array;
  /** Numbers of the examples that train and validate, from 0. */
  train: Uint32Array;
  validation: Uint32Array;
}

/** What an encoder-decoder learns (1.5.1): sources, and what becomes of each. */
export interface Pairs {
  kind: 'pairs';
  source: TokenSequences;
  /** The last token of each is EOS. */
  target: TokenSequences;
  /** Numbers of the pairs that train and validate, from 0. */
  train: Uint32Array;
  validation: Uint32Array;
}

export interface TokenSequences {
  /** Where each begins, and, last, where the last one ends: [sequences + 1]. */
  starts: Uint32Array;
  ids: Uint8Array | Uint16Array | Uint32Array;
}

export type TrainingData = Corpus | Examples | Pairs;

/** The id of "no token": its input is the zero vector, as for x<1> (1.6.2). */
export const NO_TOKEN = -1;

/** The largest sizes of the numbers that are read and predicted; 0 where tokens or classes are. */
export function sizesOf(data: TrainingData): { inputs: number; targets: number } {
  const largest = (numbers: Float32Array) => numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { inputs, targets } = data.kind === 'examples' ? data : { inputs: undefined, targets: undefined };
  return {
    inputs: inputs instanceof Float32Array ? largest(inputs) : 0,
    targets: targets instanceof Float32Array ? largest(targets) : 0,
  };
}

/**
 * Throws RangeError, with the place, where the data holds what the network cannot read or predict. What users can bring
 * about is a message; what only code that makes data can get wrong (counts, ids, the kind of head) is plain English.
 */
export function checkData(data: TrainingData, network: NetworkConfig): void {
  if ((data.kind === 'pairs') !== (network.encoder !== undefined))
    throw new RangeError('Pairs train an encoder-decoder, and an encoder-decoder is trained by pairs.');
  if (data.kind === 'examples') checkExamples(data, network);
  else if (data.kind === 'pairs') checkPairs(data, network);
  else checkCorpus(data, network);
}

function checkPairs({ source, target, train, validation }: Pairs, { encoder, vocabulary }: NetworkConfig): void {
  const count = source.starts.length - 1;
  if (target.starts.length - 1 !== count)
    throw new RangeError(`There are ${count} sources and ${target.starts.length - 1} targets; each source needs one.`);
  checkNumbers([train, validation], count);
  for (const [name, { starts, ids }, limit] of [
    ['source', source, encoder!.vocabulary],
    ['target', target, vocabulary],
  ] as const) {
    checkStarts(starts);
    const wrong = firstAtLeast(ids, limit);
    if (wrong >= 0)
      throw new RangeError(
        `${placeText(starts, wrong)} of the ${name}: an id must be below ${limit}; got ${ids[wrong]}.`,
      );
  }
}

function checkStarts(starts: Uint32Array): void {
  const empty = starts.findIndex((start, i) => i + 1 < starts.length && starts[i + 1]! <= start);
  if (empty >= 0) throw rangeError('engine.example-empty', { example: empty + 1 });
}

function checkNumbers(parts: Uint32Array[], count: number): void {
  for (const numbers of parts) {
    const wrong = firstAtLeast(numbers, count);
    if (wrong >= 0) throw new RangeError(`There are ${count} examples, from 0 on; got the number ${numbers[wrong]}.`);
  }
}

/** A corpus has tokens to read, and at every step one to predict. */
function checkCorpus({ ids }: Corpus, network: NetworkConfig): void {
  const { kind, outputs, at } = headOf(network);
  if (vectorWidth(network) > 0) throw new RangeError('A corpus of tokens cannot train a network that reads vectors.');
  if (kind !== 'softmax' || at !== 'steps' || outputs !== network.vocabulary)
    throw new RangeError(
      `A corpus of tokens trains a softmax over its ${network.vocabulary} tokens at every step; ` +
        `got a head of kind ${kind} with ${outputs} outputs at ${whenOf(at)}.`,
    );
  const wrong = firstAtLeast(ids, network.vocabulary);
  if (wrong < 0) return;
  throw new RangeError(
    `Every id must be below ${network.vocabulary}, the size of the vocabulary; got ${ids[wrong]} at position ${wrong}.`,
  );
}

function checkExamples(examples: Examples, network: NetworkConfig): void {
  const { starts, targets, train, validation, at } = examples;
  const count = starts.length - 1;
  checkStarts(starts);
  checkNumbers([train, validation], count);
  checkInputs(examples, network);
  const { kind, outputs, at: asked } = headOf(network);
  if (at !== asked)
    throw new RangeError(`The network predicts at ${whenOf(asked)}; the examples have targets at ${whenOf(at)}.`);
  const each = targetsPerRow({ kind, outputs, at });
  const predicted = (at === 'end' ? count : starts[count]!) * each;
  if (targets.length !== predicted)
    throw new RangeError(`The examples need ${predicted} targets, ${each} at ${whenOf(at)}; got ${targets.length}.`);
  const most = kind === 'sigmoid' ? 1 : outputs - 1;
  const isWrong = (target: number) =>
    kind === 'linear' ? !Number.isFinite(target) : !Number.isInteger(target) || target < NO_TOKEN || target > most;
  const wrong = targets.findIndex(isWrong);
  if (wrong < 0) return;
  const row = Math.floor(wrong / each);
  const place = at === 'end' ? { example: row + 1 } : placeOf(starts, row);
  const value = figure(targets[wrong]!);
  throw kind === 'linear'
    ? rangeError('engine.target-not-finite', { ...place, value })
    : rangeError('engine.target-out-of-range', { ...place, most, none: NO_TOKEN, value });
}

function checkInputs(examples: Examples, network: NetworkConfig): void {
  const { starts, inputs } = examples;
  const width = vectorWidth(network);
  const hasVectors = inputs instanceof Float32Array;
  if (hasVectors !== width > 0)
    throw width > 0 ? rangeError('engine.reads-vectors', { width }) : rangeError('engine.reads-tokens', {});
  const needed = starts.at(-1)! * Math.max(width, 1);
  if (inputs.length !== needed)
    throw new RangeError(`The examples' steps need ${needed} ${width > 0 ? 'numbers' : 'ids'}; got ${inputs.length}.`);
  if (width > 0) checkVectors(examples, width);
  else {
    const wrong = firstAtLeast(inputs, network.vocabulary);
    if (wrong < 0) return;
    throw new RangeError(
      `${placeText(starts, wrong)}: an id must be below ${network.vocabulary}, the size of the vocabulary; ` +
        `got ${inputs[wrong]}.`,
    );
  }
}

function checkVectors(examples: Examples, width: number): void {
  const wrong = examples.inputs.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  const place = placeOf(examples.starts, Math.floor(wrong / width));
  const value = figure(examples.inputs[wrong]!);
  throw rangeError('engine.vector-not-finite', { ...place, number: (wrong % width) + 1, value });
}

function whenOf(at: HeadConfig['at']): string {
  return at === 'end' ? 'the end' : 'every step';
}

/** A step of all, counted from 1 within its example, as examples are. */
function placeOf(starts: Uint32Array, step: number): { example: number; step: number } {
  const example = starts.findLastIndex((start) => start <= step);
  return { example: example + 1, step: step - starts[example]! + 1 };
}

function placeText(starts: Uint32Array, at: number): string {
  const { example, step } = placeOf(starts, at);
  return `Example ${example}, step ${step}`;
}

/** Place of the first number that is not below `limit`; -1 if all are. */
function firstAtLeast(ids: ArrayLike<number>, limit: number): number {
  for (let i = 0; i < ids.length; i++) if (!(ids[i]! < limit)) return i;
  return -1;
}
