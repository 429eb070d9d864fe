/** What the functions of `rnn` do. Their arguments come from the user's code, so they may be anything. */
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { MessageError, message } from '../../../messages/message.ts';
import {
  parseDataOptions,
  parseReadOptions,
  parseSampleOptions,
  parseTrainOptions,
} from '../../../protocol/options.ts';
import { isPlainObject } from '../../../protocol/parse-options.ts';
import { type Cell, Interrupted } from '../cells/cell.ts';
import type { Cells } from '../cells/cells.ts';
import { blaming } from '../cells/frames.ts';
import { Data } from '../data/data.ts';
import { originOf } from '../data/origin.ts';
import { type SourceReader, sourceRecord } from '../data/source-reader.ts';
import type { Models } from '../files/models.ts';
import { described } from '../models/described.ts';
import { Model, type ModelData } from '../models/model.ts';
import type { RunEnd } from '../runs/run-end.ts';
import type { Runs } from '../runs/runs.ts';
import type { Host } from '../support/host.ts';
import type { SessionKernels } from '../support/kernels.ts';
import { type Gates, gatesPayload, mostSteps, readGates } from '../tasks/gates.ts';
import { nextAfter } from '../tasks/next-tokens.ts';
import {
  nextOf,
  type Probability,
  probabilityOf,
  type ReadFrom,
  type TokenProbability,
  unknownIn,
} from '../tasks/probability.ts';
import { sampleText, unknownNotice } from '../tasks/sampling.ts';
import { State } from '../tasks/state.ts';
import { kindOf } from '../tasks/task-table.ts';

export interface ApiContext {
  /** Where relative paths start. */
  folder: string;
  host: Host;
  cells: Cells;
  runs: Runs;
  models: Models;
  kernels: SessionKernels;
  reader: SourceReader;
}

/** A training that failed. The message says why, and where the last good weights are if there are any. */
class TrainingError extends MessageError {
  override readonly name = 'TrainingError';
}

export async function readData(cell: Cell, context: ApiContext, given: unknown, input: unknown): Promise<Data> {
  const { source, options: own } = await originOf(given, 'rnn.data', context);
  const options = parseDataOptions(merged(own, input));
  const prepared = await context.reader.read(source, options, cell.signal);
  if (!prepared) throw new Interrupted();
  return new Data(source, options, prepared);
}

/** Options of data, and what is given besides. What is no object of options stays what it is, for its error. */
function merged(own: object | undefined, input: unknown): unknown {
  return own && (input === undefined || isPlainObject(input)) ? { ...own, ...input } : input;
}

export async function trainModel(cell: Cell, context: ApiContext, given: unknown, input: unknown): Promise<Model> {
  const { host, runs, models } = context;
  const { source, options: own } = await originOf(given, 'rnn.train', context);
  const options = parseTrainOptions(merged(own, input));
  const runId = await host.createRun({ source: sourceRecord(source), options });
  cell.show({ kind: 'run', runId });
  const stop = () => runs.interrupt(runId);
  const training = runs.train(runId, source, options);
  if (cell.interrupted) stop(); // while the host made the run
  cell.signal.addEventListener('abort', stop);
  try {
    return modelOf(await training, cell, models);
  } finally {
    cell.signal.removeEventListener('abort', stop);
  }
}

function modelOf(
  { state, model, message: why = message('run.no-model', {}) }: RunEnd,
  cell: Cell,
  models: Models,
): Model {
  if (cell.interrupted && !model) throw new Interrupted();
  if (!model) throw new TrainingError(why);
  // A model that could not be written exists nowhere else: it is not thrown away.
  if (state === 'failed' && model.path !== undefined) throw new TrainingError(why);
  if (state === 'failed') cell.show({ kind: 'notice', message: why });
  return wrap(model.data, model.path, models);
}

export async function sampleModel(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  input: unknown,
): Promise<string | string[]> {
  const [state, others] = stateOf(input);
  const { count, ...options } = parseSampleOptions(others);
  const data = await dataOf(model, 'rnn.sample', context);
  const createKernels = await context.kernels.create();
  const texts: string[] = [];
  for (let i = 0; i < (count ?? 1); i++) {
    const seeded = options.seed === undefined ? options : { ...options, seed: (options.seed + i) % 2 ** 32 };
    const { text, unknown } = await sampleText(data, seeded, createKernels, () => !cell.interrupted, state);
    if (cell.interrupted) throw new Interrupted();
    if (i === 0) warn(cell, unknown);
    texts.push(options.prime + text);
  }
  return count === undefined ? texts[0]! : texts;
}

/** A model that writes, or an error that names what the model is for. */
async function writingModel(model: unknown, call: string, context: ApiContext): Promise<ModelData> {
  const data = await dataOf(model, call, context);
  return kindOf(data).writes ? data : languageModel(model, call, context);
}

/** A language model, or an error that names what the model is for. */
async function languageModel(model: unknown, call: string, context: ApiContext): Promise<ModelData> {
  const data = await dataOf(model, call, context);
  if (data.task === 'language-model') return data;
  throw new TypeError(`${call} needs a language model; this one was trained for the task ${data.task}.`);
}

export async function drawGates(cell: Cell, context: ApiContext, model: unknown, text: unknown): Promise<Gates> {
  if (typeof text !== 'string') throw new TypeError(`rnn.gates needs a text; got ${described(text)}.`);
  const data = await languageModel(model, 'rnn.gates', context);
  const gates = await gatesOf(data, text, await context.kernels.create(), () => !cell.interrupted);
  if (!gates) throw new Interrupted();
  warn(cell, data.vocabulary.unknown(text));
  cell.show({ kind: 'gates', gates: gatesPayload(data, gates) });
  return gates;
}

export async function scoreTexts(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  given: unknown,
  input?: unknown,
): Promise<Probability | Probability[]> {
  const from = readFrom(input);
  const texts: unknown[] = Array.isArray(given) ? given : [given];
  const wrong = texts.findIndex((text) => typeof text !== 'string' || text === '');
  if (texts.length === 0 || wrong >= 0)
    throw new TypeError(
      `rnn.probability needs a text or an array of texts; got ${described(wrong >= 0 ? texts[wrong] : given)}.`,
    );
  const data = await writingModel(model, 'rnn.probability', context);
  const createKernels = await context.kernels.create();
  const scored: Probability[] = [];
  for (const text of texts as string[]) {
    const probability = await probabilityOf(data, text, createKernels, () => !cell.interrupted, from);
    if (!probability) throw new Interrupted();
    scored.push(probability);
  }
  warn(cell, [...new Set((texts as string[]).flatMap((text) => unknownIn(data, text)))], true);
  return Array.isArray(given) ? scored : scored[0]!;
}

export async function nextTokensOf(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  beginning: unknown,
  ...others: unknown[]
): Promise<TokenProbability[]> {
  // The count may be left out before options, too.
  const [count = 10, input] = others.length === 1 && typeof others[0] === 'object' ? [undefined, others[0]] : others;
  const from = readFrom(input);
  if (typeof beginning !== 'string') throw new TypeError(`rnn.next needs a text; got ${described(beginning)}.`);
  if (!(Number.isInteger(count) && (count as number) >= 1))
    throw new RangeError(`The count of rnn.next must be a whole number from 1; got ${String(count)}.`);
  const data = await writingModel(model, 'rnn.next', context);
  const createKernels = await context.kernels.create();
  const next = await nextOf(data, beginning, count as number, createKernels, () => !cell.interrupted, from);
  if (!next) throw new Interrupted();
  warn(cell, next.unknown);
  // After a state, the beginning is not all that was read.
  return nextAfter(from.state ? `…${beginning}` : beginning, next.probabilities);
}

/** What a model remembers; read from the beginning of the text, if there is one. */
export async function stateAfter(cell: Cell, context: ApiContext, model: unknown, text: unknown = ''): Promise<State> {
  if (typeof text !== 'string') throw new TypeError(`rnn.state needs a text, or none; got ${described(text)}.`);
  const data = await languageModel(model, 'rnn.state', context);
  const state = new State(data);
  if (
    text !== '' &&
    !(await probabilityOf(data, text, await context.kernels.create(), () => !cell.interrupted, { state }))
  )
    throw new Interrupted();
  return state;
}

/** The state of options, and the others. Throws TypeError where it is none. */
function stateOf(input: unknown): [State | undefined, unknown] {
  if (!isPlainObject(input) || !('state' in input)) return [undefined, input];
  const { state, ...others } = input;
  if (state === undefined || State.is(state)) return [state, others];
  throw new TypeError(`state must be a state of rnn.state; got ${described(state)}.`);
}

function readFrom(input: unknown): ReadFrom {
  const [state, others] = stateOf(input);
  const { label } = parseReadOptions(others);
  return { ...(state && { state }), ...(label !== undefined && { label }) };
}

/** The gates of a model over what it knows of a text. Throws RangeError when that is nothing, or too much to draw. */
function gatesOf(
  data: ModelData,
  text: string,
  createKernels: CreateKernels,
  goOn?: () => boolean,
): Promise<Gates | undefined> {
  const { ids } = data.vocabulary.encodeKnown(text);
  const most = mostSteps(data.network) - 1;
  if (ids.length === 0) throw new RangeError('There is nothing to draw: the model knows no part of the text.');
  if (ids.length > most)
    throw new RangeError(`The text has ${ids.length} tokens; at most ${most} can be drawn of this model.`);
  return readGates(data, ids, createKernels, goOn);
}

export async function loadModel({ models }: ApiContext, file: unknown): Promise<Model> {
  if (typeof file !== 'string' || file === '')
    throw new TypeError(`rnn.load needs the path of a model file; got ${described(file)}.`);
  const { path: absolute, data } = await models.load(file);
  return wrap(data, absolute, models);
}

function wrap(data: ModelData, file: string | undefined, models: Models): Model {
  return new Model(data, file, (model, to) => blaming(new Error(), () => models.save(model, to)));
}

export async function dataOf(model: unknown, name: string, { models }: ApiContext): Promise<ModelData> {
  if (Model.is(model)) return Model.dataOf(model);
  if (typeof model === 'string' && model !== '') return (await models.load(model)).data;
  if (model instanceof Promise)
    throw new TypeError(`${name} got a promise of a model. Await the model first: const model = await rnn.train(…).`);
  throw new TypeError(
    `${name} needs a model of rnn.train or rnn.load, or the path of a file; got ${described(model)}.`,
  );
}

export function warn(cell: Cell, unknown: string[], kept = false): void {
  const notice = unknownNotice(unknown, kept);
  if (notice !== undefined) cell.show({ kind: 'notice', message: notice });
}
