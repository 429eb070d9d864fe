/** `rnn.evaluate`: how good a model is on data, and on which part of them. */
import { headOf, vectorWidth } from '../../../engine/config.ts';
import { dataOptionsOf, type EvaluatedPart, parseEvaluateOptions } from '../../../protocol/options.ts';
import type { KnownNames, PreparedData } from '../../compute/task.ts';
import { type Cell, Interrupted } from '../cells/cell.ts';
import { originOf } from '../data/origin.ts';
import { splitOf } from '../data/source-reader.ts';
import type { ModelData } from '../models/model.ts';
import type { Evaluation } from '../tasks/task-kind.ts';
import { kindOf } from '../tasks/task-table.ts';
import { type ApiContext, dataOf } from './api-calls.ts';

export async function evaluateWith(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  given: unknown,
  input: unknown = {},
): Promise<Evaluation> {
  const { part } = parseEvaluateOptions(typeof input === 'string' ? { part: input } : input);
  const data = await dataOf(model, 'rnn.evaluate', context);
  const { source } = await originOf(given, 'rnn.evaluate', context);
  const { task, documents } = data;
  const reading = { ...dataOptionsOf(data.options), task, documents, known: knownOf(data) };
  const prepared = await context.reader.read(source, reading, cell.signal);
  if (!prepared) throw new Interrupted();
  for (const message of prepared.notices) cell.show({ kind: 'notice', message });
  const goOn = () => !cell.interrupted;
  const createKernels = await context.kernels.create();
  const evaluation = await kindOf(data).evaluate(data, prepared, chosenOf(prepared, data, part), {
    createKernels,
    goOn,
  });
  if (!evaluation) throw new Interrupted();
  return evaluation;
}

/** What the reading of data needs to know of the model that is to read them. */
function knownOf({ vocabulary, target, labels, network, source }: ModelData): KnownNames {
  const width = vectorWidth(network);
  const { kind, outputs, at } = headOf(network);
  const numbers = kind === 'linear' ? outputs : 0;
  return {
    vocabulary: vocabulary.toJSON(),
    labels,
    sha256: source.sha256 ?? '',
    ...(target && { target: target.toJSON() }),
    ...(width > 0 && { vectors: { width, names: numbers === 0, each: at === 'steps', numbers } }),
  };
}

/** Numbers of the examples, or ranges of the corpus, that are read. Throws RangeError where there are none. */
function chosenOf(prepared: PreparedData, model: ModelData, part?: EvaluatedPart): Uint32Array {
  const { data } = prepared;
  const own = prepared.sha256 === model.source.sha256;
  // What was held out, if the model was trained on the rest of the same text; of other data, all.
  const which = part ?? (own && prepared.validationTokens > 0 ? 'validation' : 'all');
  if (which === 'all' && data.kind === 'text') return Uint32Array.of(0, data.ids.length);
  if (which === 'all') return checked(joined(data.train, data.validation));
  if (own && !dividedAlike(prepared, model))
    throw new RangeError(
      "The data are those of the training, but they are divided otherwise than they were then, so it can't be told what was held out. Train the model again, or evaluate it on all: { part: 'all' }.",
    );
  return checked(data[which]);
}

/** Whether what the model was not trained on is what is held out now. */
function dividedAlike({ data }: PreparedData, { source, labels, task }: ModelData): boolean {
  // Models from before the division was noted; since then, that of several classes is another.
  if (source.split === undefined) return labels.length < 2 || task === 'tagging';
  return source.split === splitOf(data);
}

function checked(found: Uint32Array): Uint32Array {
  if (found.length > 0) return found;
  throw new RangeError("There is nothing in this part of the data. Choose another part: 'train' or 'all'.");
}

function joined(first: Uint32Array, second: Uint32Array): Uint32Array {
  const both = new Uint32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
