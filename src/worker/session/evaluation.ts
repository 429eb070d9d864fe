/** How good a model is on examples whose answers are known. */
import { inspect } from 'node:util';
import { ClassPrediction, type NumberPrediction, type Prediction, type TagPrediction } from './predictions.ts';

/** One class: how much of what was called so is, and how much of what is was called so. */
export interface ClassScore {
  label: string;
  precision: number;
  recall: number;
  /** Their harmonic mean. */
  f1: number;
  /** Examples, or tokens, that are of this class. */
  support: number;
}

/** Of classes or tags. */
export class ClassEvaluation {
  constructor(
    /** Examples that were read. */
    readonly examples: number,
    /** Mean of -ln P(answer), in nats. */
    readonly loss: number,
    readonly labels: readonly string[],
    /** [answer][prediction], in the order of `labels`. */
    readonly confusion: readonly (readonly number[])[],
    /** Examples all of whose answers are right. */
    readonly exact: number,
  ) {}

  /** `answers`: numbers of the labels, for each example one, or one for each step; below 0 where none is known. */
  static of(
    predictions: readonly (ClassPrediction | TagPrediction)[],
    answers: readonly (readonly number[])[],
    labels: readonly string[],
  ): ClassEvaluation {
    const numbers = new Map(labels.map((label, i) => [label, i]));
    const confusion = labels.map(() => new Array<number>(labels.length).fill(0));
    let [nats, count, exact] = [0, 0, 0];
    for (const [i, prediction] of predictions.entries()) {
      const found = prediction instanceof ClassPrediction ? [prediction.label] : prediction.tags;
      let right = true;
      for (const [row, answer] of answers[i]!.entries()) {
        if (answer < 0) continue;
        confusion[answer]![numbers.get(found[row]!)!]!++;
        nats -= Math.log(prediction.probabilityOf(row, labels[answer]!));
        count++;
        right &&= found[row] === labels[answer];
      }
      if (right) exact++;
    }
    return new ClassEvaluation(predictions.length, nats / count, labels, confusion, exact);
  }

  get accuracy(): number {
    const right = this.confusion.reduce((count, row, i) => count + row[i]!, 0);
    return right / sum(this.confusion.map(sum));
  }

  get exactMatch(): number {
    return this.exact / this.examples;
  }

  get perClass(): ClassScore[] {
    return this.labels.map((label, i) => {
      const support = sum(this.confusion[i]!);
      const called = sum(this.confusion.map((row) => row[i]!));
      const right = this.confusion[i]![i]!;
      const [precision, recall] = [right / Math.max(called, 1), right / Math.max(support, 1)];
      const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
      return { label, precision, recall, f1, support };
    });
  }

  /** Mean F1 of the classes that occur. */
  get macroF1(): number {
    const scores = this.perClass.filter(({ support }) => support > 0);
    return sum(scores.map(({ f1 }) => f1)) / scores.length;
  }

  [inspect.custom](): string {
    const { examples, loss, accuracy, macroF1 } = this;
    const width = Math.max(5, ...this.labels.map((label) => label.length));
    const line = (name: string, cells: (string | number)[]) =>
      [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
    const scores = this.perClass.map(({ label, precision, recall, f1, support }) =>
      line(label, [...[precision, recall, f1].map((score) => score.toFixed(3)), support]),
    );
    return [
      `accuracy ${accuracy.toFixed(3)}, F1 ${macroF1.toFixed(3)} (mean of the classes), loss ${loss.toFixed(3)} nats; ${examples} examples`,
      line('', ['precision', 'recall', 'F1', 'support']),
      ...scores,
      `confusion, a row for each answer: ${JSON.stringify(this.confusion)}`,
    ].join('\n');
  }
}

/** Of numbers. */
export class NumberEvaluation {
  constructor(
    readonly examples: number,
    /** Mean over all numbers of (prediction - answer)². */
    readonly meanSquaredError: number,
    readonly meanAbsoluteError: number,
  ) {}

  static of(predictions: readonly NumberPrediction[], answers: readonly (readonly number[])[]): NumberEvaluation {
    const errors = predictions.flatMap(({ values }, i) =>
      (values.flat() as number[]).map((value, j) => value - answers[i]![j]!),
    );
    const mean = (of: (error: number) => number) => sum(errors.map(of)) / errors.length;
    return new NumberEvaluation(
      predictions.length,
      mean((error) => error ** 2),
      mean(Math.abs),
    );
  }

  [inspect.custom](): string {
    const { examples, meanSquaredError, meanAbsoluteError } = this;
    return `mean squared error ${meanSquaredError.toPrecision(3)}, mean absolute error ${meanAbsoluteError.toPrecision(3)}; ${examples} examples`;
  }
}

/** Of a text that is read token after token. */
export class LanguageEvaluation {
  constructor(
    /** Tokens that were predicted, EOS included. */
    readonly tokens: number,
    /** Nats per token. */
    readonly loss: number,
  ) {}

  get bits(): number {
    return this.loss / Math.LN2;
  }

  get perplexity(): number {
    return Math.exp(this.loss);
  }

  [inspect.custom](): string {
    const { tokens, loss, bits, perplexity } = this;
    return `loss ${loss.toFixed(3)} nats (${bits.toFixed(3)} bits) per token, perplexity ${perplexity.toPrecision(4)}; ${tokens} tokens`;
  }
}

/** In a line, how good predictions are. */
export function summaryOf(
  predictions: readonly Prediction[],
  answers: readonly (readonly number[])[],
  labels: readonly string[],
): string {
  if (labels.length === 0) return inspect(NumberEvaluation.of(predictions as NumberPrediction[], answers));
  const { accuracy } = ClassEvaluation.of(predictions as (ClassPrediction | TagPrediction)[], answers, labels);
  return `accuracy ${(100 * accuracy).toFixed(1)} % of ${predictions.length} examples`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
