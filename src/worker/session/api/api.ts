/** The global `rnn` of cells: its functions, and what each of them has in common. */
import { inspect } from 'node:util';
import { closest, distance } from 'fastest-levenshtein';
import { type CallName, callNames, signatureOf } from '../../../protocol/calls.ts';
import type {
  DataOptionsInput,
  EvaluateOptionsInput,
  PredictOptionsInput,
  ReadOptions,
  SampleOptionsInput,
  TrainOptionsInput,
} from '../../../protocol/options.ts';
import { type Cell, Interrupted } from '../cells/cell.ts';
import type { Cells } from '../cells/cells.ts';
import { blaming } from '../cells/frames.ts';
import type { Data } from '../data/data.ts';
import type { Model } from '../models/model.ts';
import type { Gates } from '../tasks/gates.ts';
import type { Probability, TokenProbability } from '../tasks/probability.ts';
import type { State } from '../tasks/state.ts';
import type { AnyPrediction, Evaluation } from '../tasks/task-kind.ts';
import {
  type ApiContext,
  drawGates,
  loadModel,
  nextTokensOf,
  readData,
  sampleModel,
  scoreTexts,
  stateAfter,
  trainModel,
} from './api-calls.ts';
import { evaluateWith } from './evaluate-calls.ts';
import { predictWith } from './predict-calls.ts';

/** A path or pattern, several of them, a text, or records. */
type DataSource = string | { files: readonly string[] } | { text: string; name?: string } | readonly unknown[];

/** What calls take that go on where the last one ended. */
interface Stateful {
  state?: State;
}

interface Rnn {
  /** Reads data, recognises what they are for, and tells what is in them. */
  data(source: DataSource, options?: DataOptionsInput): Promise<Data>;
  /** Trains on data, a file, or a text of one's own; draws its curve in the cell. */
  train(source: DataSource | Data, options?: TrainOptionsInput): Promise<Model>;
  /** Writes with a model: its priming text and what the model adds to it; an array of texts where a count is given. */
  sample(model: Model | string, options?: SampleOptionsInput & Stateful): Promise<string | string[]>;
  /** How likely a model finds a text, or each of several, with the probability of every token. */
  probability(model: Model | string, text: string, options?: ReadOptions & Stateful): Promise<Probability>;
  probability(
    model: Model | string,
    texts: readonly string[],
    options?: ReadOptions & Stateful,
  ): Promise<Probability[]>;
  /** The `count` likeliest tokens after a beginning, 10 when left out. */
  next(
    model: Model | string,
    beginning: string,
    ...others: [count?: number, options?: ReadOptions & Stateful] | [options: ReadOptions & Stateful]
  ): Promise<TokenProbability[]>;
  /** What a model remembers, after a text or at the beginning: sample, probability and next go on from it. */
  state(model: Model | string, text?: string): Promise<State>;
  /** The class, the tags, the numbers or the translation of an input, or of each of several. */
  predict(
    model: Model | string,
    input: unknown,
    options?: PredictOptionsInput,
  ): Promise<AnyPrediction | AnyPrediction[]>;
  /** How good a model is on data: on what was held out, where they are those that it was trained on, else on all. */
  evaluate(model: Model | string, data: DataSource | Data, options?: EvaluateOptionsInput): Promise<Evaluation>;
  /** Draws the gates of a model while it reads a text. */
  gates(model: Model | string, text: string): Promise<Gates>;
  /** Reads a model file. */
  load(path: string): Promise<Model>;
}

const USAGE = `rnn: ${callNames.map(signatureOf).join(', ')}`;

export function createRnn(context: ApiContext): Rnn {
  const { cells } = context;
  const rnn: { [name in CallName]: Rnn[name] } = {
    data: entry(cells, (cell, source, options) => readData(cell, context, source, options)),
    train: entry(cells, (cell, source, options) => trainModel(cell, context, source, options)),
    sample: entry(cells, (cell, model, options) => sampleModel(cell, context, model, options)),
    probability: entry(cells, (cell, model, text, options) =>
      scoreTexts(cell, context, model, text, options),
    ) as Rnn['probability'],
    next: entry(cells, (cell, model, beginning, ...others) => nextTokensOf(cell, context, model, beginning, ...others)),
    state: entry(cells, (cell, model, text) => stateAfter(cell, context, model, text)),
    predict: entry(cells, (cell, model, input, options) => predictWith(cell, context, model, input, options)),
    evaluate: entry(cells, (cell, model, data, options) => evaluateWith(cell, context, model, data, options)),
    gates: entry(cells, (cell, model, text) => drawGates(cell, context, model, text)),
    load: entry(cells, (_, file) => loadModel(context, file)),
  };
  Object.defineProperty(rnn, inspect.custom, { value: () => USAGE });
  return new Proxy(rnn, { get: (target, name) => Reflect.get(target, name) ?? missing(target, name) });
}

/**
 * A function of rnn: knows the cell that calls it, refuses in an interrupted one, blames errors on the caller's line.
 */
function entry<A extends unknown[], R>(
  cells: Cells,
  call: (cell: Cell, ...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return (...args) => {
    const asked = new Error();
    return blaming(asked, async () => {
      const cell = cells.asking(asked);
      if (!cell || cell.interrupted) throw new Interrupted();
      return await cell.during(call(cell, ...args));
    });
  };
}

/** What `rnn.sampel` comes to: an error that names the nearest function. */
function missing(rnn: object, name: string | symbol): undefined {
  // Await asks every value for `then`, JSON.stringify for `toJSON`.
  if (typeof name === 'symbol' || name === 'then' || name === 'toJSON') return undefined;
  const known = Object.keys(rnn);
  const nearest = closest(name, known);
  const hint = distance(name, nearest) <= Math.max(2, name.length / 3) ? `; did you mean ${nearest}?` : '.';
  throw new TypeError(`rnn has no ${name}${hint} It has ${known.join(', ')}.`);
}
