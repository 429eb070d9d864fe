/**
 * Batches: which tokens are read side by side, and in which order.
 *
 * 'examples', 'pairs': as lines, but each is read whole, in one window.
 * 'lines': every document begins with the zero state. Each epoch shuffles them, puts documents of about one length into
 * a batch, and shuffles the batches. A document longer than the window goes on in the next window.
 * 'text': the training ranges end to end, cut into `batch` streams whose state is carried from window to window, over a
 * part that is held out as if it were not there. The held-out ranges lie far apart: each begins with the zero state, as
 * documents do, so their loss does not depend on how many are read side by side. In both parts the token before the
 * first of a range is read all the same.
 */

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { rangeError } from '../../messages/message.ts';
import type { TrainingConfig } from '../config.ts';
import type { Corpus, Examples, Pairs, TrainingData } from '../data.ts';
import type { Random } from '../memory/random.ts';
import { type Batch, CorpusBatch, ExampleBatch, PairBatch } from './batch.ts';
import { countRanges, countTokens, lengthOf, longestOf } from './ranges.ts';
import { documentStreams, type Stream, textStreams } from './streams.ts';

/** What data trains, or validates. */
type SplitName = 'train' | 'validation';
export type Shape = Pick<TrainingConfig, 'window' | 'batch' | 'sourceWindow'>;

/** Buckets of length in a window: the documents of a batch differ by about an eighth of it. */
const BUCKETS = 8;

/**
 * The window and batch that will be used: a window not longer than the longest document, that of the longest example,
 * and not more sequences than there are of them; for running text, only as many streams as fill one window each. Throws
 * RangeError when there is nothing to train on.
 */
export function fitToData(data: TrainingData, { window, batch }: Shape): Shape {
  const ranges = rangesOf(data, 'train');
  if (countTokens(ranges) === 0) throw rangeError('engine.nothing-to-train-on', {});
  const longest = Math.max(longestOf(ranges), longestOf(rangesOf(data, 'validation')));
  const fitted = { window: longest, batch: Math.min(batch, countRanges(ranges)) };
  if (data.kind === 'examples') return fitted;
  if (data.kind === 'pairs') return { ...fitted, window: longestTarget(data), sourceWindow: longest };
  return fitShape(isCarried(data, 'train'), ranges, { window, batch });
}

/** Optimiser steps of an epoch in a fitted shape; the same in every epoch. */
export function stepsPerEpoch(data: TrainingData, { window, batch }: Shape): number {
  const ranges = rangesOf(data, 'train');
  if (isCarried(data, 'train')) return Math.ceil(Math.ceil(countTokens(ranges) / batch) / window);
  if (data.kind === 'pairs') return Math.ceil(data.train.length / batch);
  const order = byLength(ranges, window);
  let steps = 0;
  for (let i = 0; i < order.length; i += batch) steps += Math.ceil(lengthOf(ranges, order[i]!) / window);
  return steps;
}

/** The batches of one epoch in a fitted shape; without `random`, always in the same order. */
export function* batches(data: TrainingData, part: SplitName, shape: Shape, random?: Random): Generator<Batch> {
  if (data.kind === 'examples') yield* exampleBatches(data, part, shape, random);
  else if (data.kind === 'pairs') yield* pairBatches(data, part, shape, random);
  else yield* corpusBatches(data, part, shape, random);
}

export function* exampleBatches(
  examples: Examples,
  part: SplitName,
  shape: Shape,
  random?: Random,
): Generator<ExampleBatch> {
  const ranges = rangesOf(examples, part);
  for (const streams of batchesOfDocuments(ranges, shape, random)) {
    const numbers = streams.map(({ range }) => examples[part][range]!);
    yield new ExampleBatch(examples, numbers, shape.window, streams);
  }
}

/** Sources of about one length side by side. */
function* pairBatches(
  pairs: Pairs,
  part: SplitName,
  { batch, sourceWindow }: Shape,
  random?: Random,
): Generator<PairBatch> {
  const shape = { window: sourceWindow ?? 1, batch };
  for (const streams of batchesOfDocuments(rangesOf(pairs, part), shape, random))
    yield new PairBatch(
      pairs,
      Uint32Array.from(streams, ({ range }) => pairs[part][range]!),
    );
}

function* corpusBatches(corpus: Corpus, part: SplitName, shape: Shape, random?: Random): Generator<CorpusBatch> {
  const ranges = corpus[part];
  if (countTokens(ranges) === 0) return;
  const fitted = fitShape(isCarried(corpus, part), ranges, shape);
  if (isCarried(corpus, part)) yield new CorpusBatch(corpus, fitted.window, textStreams(ranges, fitted.batch));
  else
    for (const streams of batchesOfDocuments(ranges, fitted, random))
      yield new CorpusBatch(corpus, fitted.window, streams);
}

/** Ranges of about one length side by side. */
function* batchesOfDocuments(ranges: Uint32Array, { window, batch }: Shape, random?: Random): Generator<Stream[]> {
  const order = byLength(ranges, window, random);
  const firsts = Array.from({ length: Math.ceil(order.length / batch) }, (_, i) => i * batch);
  if (random) shuffle(firsts, random);
  for (const first of firsts) yield documentStreams(ranges, order.subarray(first, first + batch));
}

/** Of a corpus, of what examples read, of the sources of pairs. */
function rangesOf(data: TrainingData, part: SplitName): Uint32Array {
  if (data.kind !== 'examples' && data.kind !== 'pairs') return data[part];
  const { starts } = data.kind === 'pairs' ? data.source : data;
  const ranges = new Uint32Array(2 * data[part].length);
  for (const [i, example] of data[part].entries()) ranges.set(starts.subarray(example, example + 2), 2 * i);
  return ranges;
}

function longestTarget({ target: { starts }, train, validation }: Pairs): number {
  const longest = (numbers: Uint32Array) =>
    numbers.reduce((most, number) => Math.max(most, starts[number + 1]! - starts[number]!), 0);
  return Math.max(longest(train), longest(validation));
}

/** Whether the state goes on from one range into the next. */
function isCarried({ kind }: TrainingData, part: SplitName): boolean {
  return kind === 'text' && part === 'train';
}

function fitShape(carried: boolean, ranges: Uint32Array, { window, batch }: Shape): Shape {
  if (!carried) return { window: Math.min(window, longestOf(ranges)), batch: Math.min(batch, countRanges(ranges)) };
  const tokens = countTokens(ranges);
  const fitted = Math.min(window, tokens);
  return { window: fitted, batch: Math.min(batch, Math.floor(tokens / fitted)) };
}

/**
 * The numbers of the ranges, those of the longest bucket first; within a bucket shuffled, or as they stand. How many
 * windows a document takes follows from its bucket, so an epoch has the same number of steps however it is shuffled.
 */
function byLength(ranges: Uint32Array, window: number, random?: Random): Uint32Array {
  const n = countRanges(ranges);
  const order = Uint32Array.from({ length: n }, (_, range) => range);
  if (random) shuffle(order, random);
  const bucket = (length: number) => Math.floor(((length - 1) * BUCKETS) / window);
  const top = bucket(longestOf(ranges));
  // Bucket and place in one number: a typed array sorts numbers ten times as fast as with a callback.
  const keys = new Float64Array(n);
  for (let place = 0; place < n; place++) keys[place] = (top - bucket(lengthOf(ranges, order[place]!))) * n + place;
  keys.sort();
  return Uint32Array.from(keys, (key) => order[key % n]!);
}

/** Fisher and Yates. */
function shuffle(items: Uint32Array | number[], random: Random): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const item = items[i]!;
    items[i] = items[j]!;
    items[j] = item;
  }
}
