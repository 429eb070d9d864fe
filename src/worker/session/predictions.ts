/** What a model predicts of whole inputs: a class, tags, or numbers. */
import { inspect } from 'node:util';
import { type HeadConfig, headOf, targetsPerRow, vectorWidth } from '../../engine/config.ts';
import type { Examples } from '../../engine/data.ts';
import { predict, sigmoid, softmax } from '../../engine/predictor.ts';
import type { CreateKernels } from '../../kernels/kernels.ts';
import { inForm } from '../../text/form.ts';
import type { ModelData } from './model.ts';
import { inSlices } from './slices.ts';
import { shortened } from './small.ts';

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

  /** Of any label. */
  probabilityOf(_row: number, label: string): number {
    return this.probabilities[label]!;
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

  /** Of any tag of a token. */
  probabilityOf(row: number, label: string): number {
    return this.probabilities[row]![label]!;
  }

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
export type PredictingModel = Pick<ModelData, 'task' | 'network' | 'weights' | 'vocabulary' | 'labels'>;

export type Prediction = ClassPrediction | TagPrediction | NumberPrediction;

/** One thing to read: its tokens, or its vectors. */
export interface Input {
  /** For people. */
  name: string;
  tokens?: readonly string[];
  vectors?: readonly (readonly number[])[];
}

/** Tokens of a text as the model reads them: those of tagged sentences without the blanks between them. */
export function tokensOf({ task, vocabulary }: Pick<ModelData, 'task' | 'vocabulary'>, text: string): string[] {
  const tokens = vocabulary.tokensOf(text);
  return task === 'tagging' ? tokens.filter((token) => token.trim() !== '') : tokens;
}

/** In the order of the inputs. Resolves with undefined when `goOn` says no. */
export async function predictAll(
  model: PredictingModel,
  inputs: readonly Input[],
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<Prediction[] | undefined> {
  const { network, weights } = model;
  const examples = layOut(model, inputs);
  const numbers = Uint32Array.from(inputs.keys());
  const found: Prediction[] = [];
  const work = (function* () {
    for (const predictions of predict(network, weights, examples, numbers, createKernels)) {
      for (const { example, outputs } of predictions) found[example] = named(model, inputs[example]!, outputs);
      yield;
    }
    return true;
  })();
  return (await inSlices(work, goOn)) ? found : undefined;
}

/** Examples as inputs, with what they are known to be. */
export function inputsOf(
  model: Pick<ModelData, 'task' | 'vocabulary' | 'labels' | 'network'>,
  examples: Examples,
  numbers: Iterable<number>,
): (Input & { answers: number[] })[] {
  const { starts, inputs, targets, at } = examples;
  const each = targetsPerRow(headOf(model.network));
  const width = vectorWidth(model.network);
  return Array.from(numbers, (example) => {
    const [from, to] = [starts[example]!, starts[example + 1]!];
    const [first, last] = at === 'end' ? [example, example + 1] : [from, to];
    const answers = Array.from(targets.subarray(first * each, last * each));
    if (width > 0) {
      const vectors = Array.from({ length: to - from }, (_, t) =>
        Array.from(inputs.subarray((from + t) * width, (from + t + 1) * width)),
      );
      return { name: `${to - from} steps`, vectors, answers };
    }
    const tokens = Array.from(inputs.subarray(from, to), (id) => model.vocabulary.token(id));
    return { name: tokens.join(model.task === 'tagging' ? ' ' : ''), tokens, answers };
  });
}

/** A line for people, with a mark where the answers are known. */
export function lineOf(prediction: Prediction, labels: readonly string[], answers: readonly number[]): string {
  const found =
    prediction instanceof ClassPrediction
      ? [prediction.label]
      : prediction instanceof TagPrediction
        ? prediction.tags
        : undefined;
  if (!found) return `${inspect(prediction)}, is ${answers.map((value) => Number(value.toPrecision(3))).join(', ')}`;
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
  const best = odds.map((each) => labels.reduce((first, label) => (each[label]! > each[first]! ? label : first)));
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
