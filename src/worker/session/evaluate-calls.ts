/** `rnn.evaluate`: how good a model is on data, and on which part of them. */
import { vectorWidth } from '../../engine/config.ts';
import { dataOptionsOf, type EvaluatedPart, parseEvaluateOptions } from '../../protocol/options.ts';
import type { PreparedData } from '../compute/task.ts';
import { type ApiContext, dataOf } from './api-calls.ts';
import { type Cell, Interrupted } from './cell.ts';
import { evaluateCorpus, evaluateExamples, evaluatePairs } from './evaluate.ts';
import type { ClassEvaluation, LanguageEvaluation, NumberEvaluation } from './evaluation.ts';
import type { ModelData } from './model.ts';
import { originOf } from './origin.ts';
import type { TranslationEvaluation } from './translations.ts';

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
