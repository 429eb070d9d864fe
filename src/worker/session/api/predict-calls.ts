/** `rnn.predict`: what a model says of whole inputs. */
import { vectorWidth } from '../../../engine/config.ts';
import { message } from '../../../messages/message.ts';
import { type PredictOptions, type PredictOptionsInput, parsePredictOptions } from '../../../protocol/options.ts';
import { OptionError } from '../../../protocol/parse-options.ts';
import { type Cell, Interrupted } from '../cells/cell.ts';
import { described } from '../models/described.ts';
import type { ModelData } from '../models/model.ts';
import { LongestInput } from '../tasks/longest-input.ts';
import { type Input, type Prediction, predictAll, tokensOf } from '../tasks/predictions.ts';
import { type TranslationPrediction, translateAll } from '../tasks/translations.ts';
import { type ApiContext, dataOf, warn } from './api-calls.ts';

export async function predictWith(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  given: unknown,
  input: unknown = {},
): Promise<AnyPrediction | AnyPrediction[]> {
  const data = await dataOf(model, 'rnn.predict', context);
  const options = parsePredictOptions(input);
  if (data.task === 'translation') return translateWith(cell, context, data, given, options);
  if (data.task === 'language-model' || data.task === 'generation')
    throw new TypeError(
      'rnn.predict needs a model that tells classes, tags or numbers; this one writes: use rnn.sample or rnn.next.',
    );
  refuseWriting(data, options, input as object);
  const many = isMany(data, given);
  const longest = new LongestInput(data);
  const inputs = (many ? (given as unknown[]) : [given]).map((each, i) => {
    const read = inputOf(data, each, longest);
    longest.check((read.tokens ?? read.vectors!).length, many ? i : undefined);
    return read;
  });
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
  options: PredictOptions,
): Promise<AnyPrediction | AnyPrediction[]> {
  const sources: unknown[] = Array.isArray(given) ? given : [given];
  const wrong = sources.findIndex((source) => typeof source !== 'string' || source === '');
  if (sources.length === 0 || wrong >= 0)
    throw new TypeError(
      `rnn.predict needs a text, not empty, or an array of such; got ${described(wrong >= 0 ? sources[wrong] : given)}.`,
    );
  const longest = new LongestInput(model);
  const inputs = (sources as string[]).map((source, i) => {
    const tokens = tokensOf(model, source, longest.steps);
    longest.check(tokens.length, Array.isArray(given) ? i : undefined);
    return { name: source, tokens };
  });
  warn(cell, unknownOf(model, inputs), true);
  const goOn = () => !cell.interrupted;
  const found = await translateAll(model, sources as string[], options, await context.kernels.create(), goOn);
  if (!found) throw new Interrupted();
  return Array.isArray(given) ? found : found[0]!;
}

/** Options of what is written are mistakes where a model only tells. Throws OptionError. */
function refuseWriting({ task }: ModelData, options: PredictOptions, given: object): void {
  const names = Object.keys(options) as (keyof PredictOptions)[];
  const name = names.find((each) => (given as PredictOptionsInput)[each] !== undefined);
  if (name === undefined) return;
  throw new OptionError(name, message('optionOfTranslations', { option: name, task }));
}

/** Whether an array is several inputs. To be tagged, one whose texts are all single tokens is one sentence. */
function isMany(model: ModelData, given: unknown): boolean {
  if (!Array.isArray(given)) return false;
  if (model.task === 'classification') return true;
  return model.task === 'tagging'
    ? given.some((each) => Array.isArray(each) || (typeof each === 'string' && !isToken(model, each)))
    : given.every((each) => Array.isArray(each) && each.every(isVector));
}

/** Without blanks in it, or with those that a token of the training has. */
function isToken({ vocabulary }: ModelData, text: string): boolean {
  return !/\s/.test(text.trim()) || vocabulary.knows(text);
}

function isVector(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Throws TypeError or RangeError that says what was expected. */
function inputOf(model: ModelData, given: unknown, { steps }: LongestInput): Input {
  if (model.task === 'vectors') return vectorsOf(model, given);
  if (typeof given === 'string') {
    const tokens = tokensOf(model, given, steps);
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

function unknownOf({ vocabulary }: ModelData, inputs: readonly Pick<Input, 'tokens'>[]): string[] {
  const tokens = inputs.flatMap((input) => input.tokens ?? []);
  return [...new Set(tokens.filter((token) => !vocabulary.knows(token)))];
}
