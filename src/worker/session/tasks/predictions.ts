/** What a model predicts of whole inputs: a class, tags, or numbers. */
import { inspect } from 'node:util';
import { type HeadConfig, headOf, vectorWidth } from '../../../engine/config.ts';
import type { Examples } from '../../../engine/data.ts';
import { classOf, sigmoid, softmax } from '../../../engine/reading/odds.ts';
import { predict } from '../../../engine/reading/predictor.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { inForm } from '../../../text/tokens/form.ts';
import type { ModelData } from '../models/model.ts';
import { inSlices } from '../support/slices.ts';
import { shortened } from '../support/small.ts';
import { checkFinite, inputName } from './overflow.ts';

/** Characters of an input that its text shows. */
const SHOWN = 60;

/** A class, and how probable each of them is. */
export class ClassPrediction {
  constructor(
    /** What was read: a text, or "12 steps" of vectors. */
    readonly input: string,
    readonly label: string,
    readonly probabilities: Readonly<Record<string, number>>,
  ) {}

  /** Of the label. */
  get probability(): number {
    return this.probabilities[this.label]!;
  }

  [inspect.custom](): string {
    return `${JSON.stringify(shortened(this.input, 'end', SHOWN))} → ${this.label} (${percent(this.probability)})`;
  }
}

/** A tag, or a class, for each step. */
export class TagPrediction {
  constructor(
    /** What was read at each step; numbers of the steps where vectors were. */
    readonly tokens: readonly string[],
    readonly tags: readonly string[],
    /** Of every tag, for each token. */
    readonly probabilities: readonly Readonly<Record<string, number>>[],
  ) {}

  [inspect.custom](): string {
    return this.tokens.map((token, i) => `${token}/${this.tags[i]}`).join(' ');
  }
}

/** Numbers: of all of a sequence, or of each of its steps. */
export class NumberPrediction {
  constructor(
    readonly input: string,
    /** [numbers], or [steps][numbers]. */
    readonly values: readonly number[] | readonly (readonly number[])[],
  ) {}

  [inspect.custom](): string {
    return `${this.input} → ${inspect(shortOf(this.values))}`;
  }
}

/** With four digits that count: more of a prediction say nothing. */
function shortOf(values: NumberPrediction['values'] | number): unknown {
  return typeof values === 'number' ? Number(values.toPrecision(4)) : values.map(shortOf);
}

/** What a prediction is made with. */
type PredictingModel = Pick<ModelData, 'network' | 'weights' | 'vocabulary' | 'labels'>;

export type Prediction = ClassPrediction | TagPrediction | NumberPrediction;

/** One thing to read: its tokens, or its vectors. */
export interface Input {
  /** For people. */
  name: string;
  tokens?: readonly string[];
  vectors?: readonly (readonly number[])[];
}

/**
 * In the order of the inputs. Resolves with undefined when `goOn` says no; rejects with RangeError where the numbers of
 * the network overflow.
 */
export async function predictAll(
  model: PredictingModel,
  inputs: readonly Input[],
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<Prediction[] | undefined> {
  const { network, weights } = model;
  const nameOf = (number: number) => {
    const { name, tokens, vectors } = inputs[number]!;
    return inputName(tokens && name, (tokens ?? vectors!).length, number, inputs.length);
  };
  const examples = layOut(model, inputs);
  const numbers = Uint32Array.from(inputs.keys());
  const found: Prediction[] = [];
  const work = (function* () {
    for (const predictions of predict(network, weights, examples, numbers, createKernels)) {
      for (const { example, outputs } of predictions) {
        checkFinite(network, outputs, () => nameOf(example));
        found[example] = named(model, inputs[example]!, outputs);
      }
      yield;
    }
    return true;
  })();
  return (await inSlices(work, goOn)) ? found : undefined;
}

/** Examples as inputs; `between`: what stands between the tokens in their names. */
export function inputsOf(
  model: Pick<ModelData, 'vocabulary' | 'network'>,
  { starts, inputs }: Pick<Examples, 'starts' | 'inputs'>,
  numbers: Iterable<number>,
  between: string,
): Input[] {
  const width = vectorWidth(model.network);
  return Array.from(numbers, (example) => {
    const [from, to] = [starts[example]!, starts[example + 1]!];
    if (width > 0) {
      const vectors = Array.from({ length: to - from }, (_, t) =>
        Array.from(inputs.subarray((from + t) * width, (from + t + 1) * width)),
      );
      return { name: `${to - from} steps`, vectors };
    }
    const tokens = Array.from(inputs.subarray(from, to), (id) => model.vocabulary.token(id));
    return { name: tokens.join(between), tokens };
  });
}

/** A line for people, with a mark where the answers are known. */
export function lineOf(prediction: Prediction, labels: readonly string[], answers: ArrayLike<number>): string {
  const found =
    prediction instanceof ClassPrediction
      ? [prediction.label]
      : prediction instanceof TagPrediction
        ? prediction.tags
        : undefined;
  if (!found)
    return `${inspect(prediction)}, is ${Array.from(answers, (value) => Number(value.toPrecision(3))).join(', ')}`;
  const right = found.every((label, i) => answers[i]! < 0 || label === labels[answers[i]!]);
  const answer = !right && found.length === 1 ? `, is ${labels[answers[0]!]}` : '';
  return `${right ? '✓' : '✗'} ${inspect(prediction)}${answer}`;
}

function layOut({ vocabulary }: PredictingModel, inputs: readonly Input[]): Pick<Examples, 'starts' | 'inputs'> {
  const starts = [0];
  for (const { tokens, vectors } of inputs) starts.push(starts.at(-1)! + (tokens ?? vectors!).length);
  const read = inputs[0]!.tokens
    ? Uint32Array.from(
        inputs.flatMap(({ tokens }) => tokens!.map((token) => vocabulary.idOrUnknown(inForm(token, vocabulary.form)))),
      )
    : Float32Array.from(inputs.flatMap(({ vectors }) => vectors!.flat()));
  return { starts: Uint32Array.from(starts), inputs: read };
}

/** Outputs of the network with the names of the model's labels. */
function named({ network, labels }: PredictingModel, input: Input, outputs: Float32Array): Prediction {
  const { kind, outputs: V, at } = headOf(network);
  const rows = Array.from({ length: outputs.length / V }, (_, row) =>
    Array.from(outputs.subarray(row * V, (row + 1) * V)),
  );
  if (kind === 'linear') return new NumberPrediction(input.name, at === 'end' ? rows[0]! : rows);
  const odds = rows.map((row) => namedProbabilities(kind, row, labels));
  const best = rows.map((row) => labels[classOf(kind, row)]!);
  if (at === 'end') return new ClassPrediction(input.name, best[0]!, odds[0]!);
  return new TagPrediction(input.tokens ?? rows.map((_, t) => String(t + 1)), best, odds);
}

/** Of every label; the one sigmoid of two is that of the second. */
function namedProbabilities(
  kind: HeadConfig['kind'],
  z: readonly number[],
  labels: readonly string[],
): Record<string, number> {
  const each = kind === 'sigmoid' ? [sigmoid(-z[0]!), sigmoid(z[0]!)] : softmax(z);
  return Object.fromEntries(labels.map((label, i) => [label, each[i]!]));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
