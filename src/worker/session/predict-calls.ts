/** `rnn.predict` and `rnn.evaluate`: what a model says of whole inputs, and how often it is right. */
import { headOf, vectorWidth } from '../../engine/config.ts';
import { type Corpus, checkData, type Examples, NO_TOKEN, type Pairs } from '../../engine/data.ts';
import { Reader } from '../../engine/reader.ts';
import { score } from '../../engine/score.ts';
import {
  dataOptionsOf,
  type EvaluatedPart,
  parseEvaluateOptions,
  parsePredictOptions,
} from '../../protocol/options.ts';
import { inForm } from '../../text/form.ts';
import type { PreparedData } from '../compute/task.ts';
import { type ApiContext, dataOf, warn } from './api-calls.ts';
import { type Cell, Interrupted } from './cell.ts';
import { described } from './described.ts';
import { ClassEvaluation, LanguageEvaluation, NumberEvaluation } from './evaluation.ts';
import type { ModelData } from './model.ts';
import { originOf } from './origin.ts';
import {
  type ClassPrediction,
  type Input,
  inputsOf,
  type NumberPrediction,
  type Prediction,
  predictAll,
  type TagPrediction,
  tokensOf,
} from './predictions.ts';
import { inSlices } from './slices.ts';
import { TranslationEvaluation, type TranslationPrediction, textsOf, translateAll } from './translations.ts';

export async function predictWith(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  given: unknown,
  input: unknown = {},
): Promise<AnyPrediction | AnyPrediction[]> {
  const data = await dataOf(model, 'rnn.predict', context);
  if (data.task === 'translation') return translateWith(cell, context, data, given, input);
  if (data.task === 'language-model' || data.task === 'generation')
    throw new TypeError(
      'rnn.predict needs a model that tells classes, tags or numbers; this one writes: use rnn.sample or rnn.next.',
    );
  const many = isMany(data, given);
  const inputs = (many ? (given as unknown[]) : [given]).map((each) => inputOf(data, each));
  if (inputs.length === 0) throw new TypeError('rnn.predict needs something to read; got an empty array.');
  warn(cell, unknownOf(data, inputs), true);
  const found = await predictAll(data, inputs, await context.kernels.create(), () => !cell.interrupted);
  if (!found) throw new Interrupted();
  return many ? found : found[0]!;
}

/** A prediction of any task. */
export type AnyPrediction = Prediction | TranslationPrediction;

async function translateWith(
  cell: Cell,
  context: ApiContext,
  model: ModelData,
  given: unknown,
  input: unknown,
): Promise<AnyPrediction | AnyPrediction[]> {
  const options = parsePredictOptions(input);
  const sources: unknown[] = Array.isArray(given) ? given : [given];
  const wrong = sources.findIndex((source) => typeof source !== 'string' || source === '');
  if (sources.length === 0 || wrong >= 0)
    throw new TypeError(
      `rnn.predict needs a text, not empty, or an array of such; got ${described(wrong >= 0 ? sources[wrong] : given)}.`,
    );
  const unknown = (sources as string[]).flatMap((source) => model.vocabulary.unknown(source));
  warn(cell, [...new Set(unknown)], true);
  const goOn = () => !cell.interrupted;
  const found = await translateAll(model, sources as string[], options, await context.kernels.create(), goOn);
  if (!found) throw new Interrupted();
  return Array.isArray(given) ? found : found[0]!;
}

/** Whether an array is several inputs. An array of words is one sentence to tag, one of texts several. */
function isMany({ task }: ModelData, given: unknown): boolean {
  if (!Array.isArray(given)) return false;
  if (task === 'classification') return true;
  return task === 'tagging'
    ? given.some((each) => Array.isArray(each) || (typeof each === 'string' && /\s/.test(each.trim())))
    : given.every((each) => Array.isArray(each) && each.every(isVector));
}

function isVector(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Throws TypeError or RangeError that says what was expected. */
function inputOf(model: ModelData, given: unknown): Input {
  if (model.task === 'vectors') return vectorsOf(model, given);
  if (typeof given === 'string') {
    const tokens = tokensOf(model, given);
    if (tokens.length > 0) return { name: given, tokens };
  }
  if (
    model.task === 'tagging' &&
    Array.isArray(given) &&
    given.length > 0 &&
    given.every((token) => typeof token === 'string' && token !== '')
  )
    return { name: given.join(' '), tokens: given };
  const needed = model.task === 'tagging' ? 'a text or an array of its tokens' : 'a text';
  throw new TypeError(`rnn.predict needs ${needed}, not empty, or an array of such; got ${described(given)}.`);
}

function vectorsOf({ network }: ModelData, given: unknown): Input {
  const width = vectorWidth(network);
  if (!Array.isArray(given) || given.length === 0 || !given.every(isVector))
    throw new TypeError(
      `rnn.predict needs a vector of ${width} numbers for each step: [[…], […], …]; got ${described(given)}.`,
    );
  const vectors = given.map((vector) => Array.from(vector as ArrayLike<number>));
  for (const [step, vector] of vectors.entries()) {
    if (vector.length !== width)
      throw new RangeError(
        `The model reads vectors of ${width} numbers; that of step ${step + 1} has ${vector.length}.`,
      );
    const wrong = vector.findIndex((value) => typeof value !== 'number' || !Number.isFinite(Math.fround(value)));
    if (wrong >= 0)
      throw new RangeError(
        `Step ${step + 1}: number ${wrong + 1} of the vector must be finite; got ${String(vector[wrong])}.`,
      );
  }
  return { name: `${vectors.length} steps`, vectors };
}

function unknownOf({ vocabulary }: ModelData, inputs: readonly Input[]): string[] {
  const tokens = inputs.flatMap((input) => input.tokens ?? []);
  return [...new Set(tokens.filter((token) => !vocabulary.has(inForm(token, vocabulary.form))))];
}

export type Evaluation = ClassEvaluation | NumberEvaluation | LanguageEvaluation | TranslationEvaluation;

export async function evaluateWith(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  given: unknown,
  input: unknown = {},
): Promise<Evaluation> {
  const { part } = parseEvaluateOptions(typeof input === 'string' ? { part: input } : input);
  const data = await dataOf(model, 'rnn.evaluate', context);
  if (data.task === 'generation')
    throw new TypeError(
      'rnn.evaluate has no measure for a generation: sample from it, and let a model that classifies read what it wrote.',
    );
  const { source } = await originOf(given, 'rnn.evaluate', context);
  const target = data.target && { target: data.target.toJSON() };
  const known = { vocabulary: data.vocabulary.toJSON(), labels: data.labels, ...target };
  const reading = { ...dataOptionsOf(data.options), task: data.task, documents: data.documents, known };
  const prepared = await context.texts.read(source, reading, cell.signal);
  if (!prepared) throw new Interrupted();
  const width = vectorWidth(data.network);
  if (prepared.width !== width)
    throw new RangeError(`The model reads vectors of ${width} numbers; those of the data have ${prepared.width}.`);
  for (const notice of prepared.notices) cell.streams.print('stderr', `${notice}\n`);
  const goOn = () => !cell.interrupted;
  const kernels = await context.kernels.create();
  const read = chosenOf(prepared, data, part);
  const evaluation =
    prepared.data.kind === 'pairs'
      ? await evaluatePairs(data, prepared.data, read, kernels, goOn)
      : prepared.data.kind === 'examples'
        ? await evaluateExamples(data, prepared.data, read, kernels, goOn)
        : await evaluateCorpus(data, prepared.data, read, kernels, goOn);
  if (!evaluation) throw new Interrupted();
  return evaluation;
}

/** Left out: what was held out, if the model was trained on the rest of the same text; of other data, all. */
function chosen(
  { sha256, validationTokens }: PreparedData,
  { source }: ModelData,
  part?: EvaluatedPart,
): EvaluatedPart {
  if (part) return part;
  return sha256 === source.sha256 && validationTokens > 0 ? 'validation' : 'all';
}

/** Numbers of the examples, or ranges of the corpus, that are read. Throws RangeError where there are none. */
function chosenOf(prepared: PreparedData, model: ModelData, part?: EvaluatedPart): Uint32Array {
  const { data } = prepared;
  const which = chosen(prepared, model, part);
  if (which === 'all' && data.kind === 'text') return Uint32Array.of(0, data.ids.length);
  const found = which === 'all' ? joined(data.train, data.validation) : data[which];
  if (found.length > 0) return found;
  throw new RangeError("There is nothing in this part of the data. Choose another part: 'train' or 'all'.");
}

function joined(first: Uint32Array, second: Uint32Array): Uint32Array {
  const both = new Uint32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

async function evaluateExamples(
  model: ModelData,
  examples: Examples,
  numbers: Uint32Array,
  createKernels: Parameters<typeof predictAll>[2],
  goOn: () => boolean,
): Promise<Evaluation | undefined> {
  checkData(examples, model.network);
  const inputs = inputsOf(model, examples, numbers);
  const found = await predictAll(model, inputs, createKernels, goOn);
  if (!found) return undefined;
  const answers = inputs.map((input) => input.answers);
  if (headOf(model.network).kind === 'linear') return NumberEvaluation.of(found as NumberPrediction[], answers);
  return ClassEvaluation.of(found as (ClassPrediction | TagPrediction)[], answers, model.labels);
}

async function evaluatePairs(
  model: ModelData,
  pairs: Pairs,
  numbers: Uint32Array,
  createKernels: Parameters<typeof predictAll>[2],
  goOn: () => boolean,
): Promise<Evaluation | undefined> {
  const { sources, answers } = textsOf(model, pairs, numbers);
  const found = await translateAll(model, sources, { beam: 1 }, createKernels, goOn);
  return found && TranslationEvaluation.of(found, answers);
}

/** Each range is read as in validation: from the state before documents, after the token before it. */
async function evaluateCorpus(
  { network, weights }: ModelData,
  { ids, kind }: Corpus,
  ranges: Uint32Array,
  createKernels: Parameters<typeof predictAll>[2],
  goOn: () => boolean,
): Promise<Evaluation | undefined> {
  let [nats, tokens] = [0, 0];
  const work = (function* () {
    const reader = new Reader(network, weights, createKernels);
    for (let i = 0; i < ranges.length; i += 2) {
      const [start, end] = [ranges[i]!, ranges[i + 1]!];
      const before = kind === 'text' && start > 0 ? ids[start - 1]! : NO_TOKEN;
      for (const loss of score(reader, ids.subarray(start, end), { first: before })) {
        nats += loss;
        tokens++;
        yield;
      }
    }
    return true;
  })();
  return (await inSlices(work, goOn)) ? new LanguageEvaluation(tokens, nats / tokens) : undefined;
}
