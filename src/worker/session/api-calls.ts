/** What the functions of `rnn` do. Their arguments come from the user's code, so they may be anything. */
import path from 'node:path';
import type { CreateKernels } from '../../kernels/kernels.ts';
import { parseSampleOptions, parseTrainOptions } from '../../protocol/options.ts';
import type { Source } from '../../protocol/run.ts';
import { type Cell, Interrupted } from './cell.ts';
import type { Cells } from './cells.ts';
import { checkReadable } from './file-error.ts';
import { blaming } from './frames.ts';
import { type Gates, gatesPayload, mostSteps, readGates } from './gates.ts';
import type { Host } from './host.ts';
import type { SessionKernels } from './kernels.ts';
import { Model, type ModelData } from './model.ts';
import type { Models } from './models.ts';
import { type Factor, nextOf, type Probability, probabilityOf } from './probability.ts';
import type { RunEnd } from './run-end.ts';
import type { Runs } from './runs.ts';
import { sampleText, unknownNotice } from './sampling.ts';

export interface ApiContext {
  /** Where relative paths start. */
  folder: string;
  host: Host;
  cells: Cells;
  runs: Runs;
  models: Models;
  kernels: SessionKernels;
}

/** A training that failed. The message says why, and where the last good weights are if there are any. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
}

export async function trainModel(cell: Cell, context: ApiContext, given: unknown, input: unknown): Promise<Model> {
  const { host, runs, models } = context;
  const options = parseTrainOptions(input);
  const source = await sourceOf(given, context);
  const { execution } = cell.ref;
  const runId = await host.createRun({ execution, source, options });
  cell.show({ kind: 'run', runId });
  const stop = () => runs.interrupt(runId);
  const training = runs.train(runId, source, options);
  if (cell.interrupted) stop(); // while the host made the run
  cell.signal.addEventListener('abort', stop);
  return modelOf(await training, cell, models);
}

async function sourceOf(given: unknown, { folder, host }: ApiContext): Promise<Source> {
  if (typeof given === 'string' && given !== '') {
    const source = await host.resolveSource(path.resolve(folder, given));
    if (source.kind === 'file') await checkReadable(source.path);
    return source;
  }
  const { text, name = 'text' } = (given ?? {}) as { text?: unknown; name?: unknown };
  if (typeof text === 'string') return { kind: 'text', text, name: String(name) };
  throw new TypeError(`rnn.train needs a path such as 'names.txt', or { name, text }; got ${described(given)}.`);
}

function modelOf({ state, message, model }: RunEnd, cell: Cell, models: Models): Model {
  if (cell.interrupted && !model) throw new Interrupted();
  if (!model) throw new TrainingError(message ?? 'The training was stopped before there was a model.');
  // A model that could not be written exists nowhere else: it is not thrown away.
  if (state === 'failed' && model.path !== undefined) throw new TrainingError(message);
  if (state === 'failed') cell.streams.print('stderr', `${message}\n`);
  return wrap(model.data, model.path, models);
}

export async function sampleModel(cell: Cell, context: ApiContext, model: unknown, input: unknown): Promise<string> {
  const options = parseSampleOptions(input);
  const data = await dataOf(model, 'rnn.sample', context);
  const { text, unknown } = await sampleText(data, options, await context.kernels.create(), () => !cell.interrupted);
  if (cell.interrupted) throw new Interrupted();
  warn(cell, unknown);
  return options.prime + text;
}

export async function drawGates(cell: Cell, context: ApiContext, model: unknown, text: unknown): Promise<Gates> {
  if (typeof text !== 'string') throw new TypeError(`rnn.gates needs a text; got ${described(text)}.`);
  const data = await dataOf(model, 'rnn.gates', context);
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
): Promise<Probability | Probability[]> {
  const texts: unknown[] = Array.isArray(given) ? given : [given];
  const wrong = texts.findIndex((text) => typeof text !== 'string' || text === '');
  if (texts.length === 0 || wrong >= 0)
    throw new TypeError(
      `rnn.probability needs a text or an array of texts; got ${described(wrong >= 0 ? texts[wrong] : given)}.`,
    );
  const data = await dataOf(model, 'rnn.probability', context);
  const createKernels = await context.kernels.create();
  const scored: Probability[] = [];
  for (const text of texts as string[]) {
    const probability = await probabilityOf(data, text, createKernels, () => !cell.interrupted);
    if (!probability) throw new Interrupted();
    scored.push(probability);
  }
  return Array.isArray(given) ? scored : scored[0]!;
}

export async function nextTokensOf(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  beginning: unknown,
  count: unknown = 10,
): Promise<Factor[]> {
  if (typeof beginning !== 'string') throw new TypeError(`rnn.next needs a text; got ${described(beginning)}.`);
  if (!(Number.isInteger(count) && (count as number) >= 1))
    throw new RangeError(`The count of rnn.next must be a whole number from 1; got ${String(count)}.`);
  const data = await dataOf(model, 'rnn.next', context);
  const createKernels = await context.kernels.create();
  const next = await nextOf(data, beginning, count as number, createKernels, () => !cell.interrupted);
  if (!next) throw new Interrupted();
  warn(cell, data.vocabulary.unknown(beginning));
  return next;
}

/** The gates of a model over what it knows of a text. Throws RangeError when that is nothing, or too much to draw. */
export function gatesOf(
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

async function dataOf(model: unknown, name: string, { models }: ApiContext): Promise<ModelData> {
  if (Model.is(model)) return Model.dataOf(model);
  if (typeof model === 'string' && model !== '') return (await models.load(model)).data;
  if (model instanceof Promise)
    throw new TypeError(`${name} got a promise of a model. Await the model first: const model = await rnn.train(…).`);
  throw new TypeError(
    `${name} needs a model of rnn.train or rnn.load, or the path of a file; got ${described(model)}.`,
  );
}

function warn(cell: Cell, unknown: string[]): void {
  const notice = unknownNotice(unknown);
  if (notice !== undefined) cell.streams.print('stderr', `${notice}\n`);
}

function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Promise) return 'a promise (is an await missing?)';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
