/** How good a model is on examples whose answers are known. */
import { inspect } from 'node:util';
import type { HeadConfig } from '../../../engine/config.ts';
import { tokenLoss } from '../../../protocol/loss.ts';

/** One class: how much of what was called so is, and how much of what is was called so. */
interface ClassScore {
  label: string;
  precision: number;
  recall: number;
  /** Their harmonic mean. */
  f1: number;
  /** Examples, or tokens, that are of this class. */
  support: number;
}

/** Labels of which all scores are written, and of which the confusion is. */
const [SCORED, CONFUSED] = [50, 20];

/** Of classes or tags. */
export class ClassEvaluation {
  /** Of each label: how often it is the answer, how often the prediction, how often both. */
  readonly #support: Float64Array;
  readonly #called: Float64Array;
  readonly #right: Float64Array;

  constructor(
    /** Examples that were read. */
    readonly examples: number,
    /** Mean of -ln P(answer), in nats. */
    readonly loss: number,
    readonly labels: readonly string[],
    /** How often each answer was called what: [answer, prediction, count], of those that occur. */
    readonly pairs: readonly (readonly [answer: number, prediction: number, count: number])[],
    /** Examples all of whose answers are right. */
    readonly exact: number,
  ) {
    [this.#support, this.#called, this.#right] = [0, 1, 2].map(() => new Float64Array(labels.length)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (const [answer, prediction, count] of pairs) {
      this.#support[answer]! += count;
      this.#called[prediction]! += count;
      if (answer === prediction) this.#right[answer]! += count;
    }
  }

  get accuracy(): number {
    return sum(this.#right) / sum(this.#support);
  }

  get exactMatch(): number {
    return this.exact / this.examples;
  }

  /** [answer][prediction], in the order of `labels`: labels × labels numbers. */
  get confusion(): number[][] {
    const matrix = this.labels.map(() => new Array<number>(this.labels.length).fill(0));
    for (const [answer, prediction, count] of this.pairs) matrix[answer]![prediction] = count;
    return matrix;
  }

  get perClass(): ClassScore[] {
    return this.labels.map((label, i) => {
      const [support, called, right] = [this.#support[i]!, this.#called[i]!, this.#right[i]!];
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
    const { examples, loss, accuracy, macroF1, labels } = this;
    const shown = this.perClass.toSorted((a, b) => b.support - a.support).slice(0, SCORED);
    const scores = labels.length > SCORED ? shown : this.perClass;
    const width = scores.reduce((most, { label }) => Math.max(most, label.length), 5);
    const line = (name: string, cells: (string | number)[]) =>
      [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
    return [
      `accuracy ${accuracy.toFixed(3)}, F1 ${macroF1.toFixed(3)} (mean of the classes), loss ${loss.toFixed(3)} nats; ${examples} examples`,
      line('', ['precision', 'recall', 'F1', 'support']),
      ...scores.map(({ label, precision, recall, f1, support }) =>
        line(label, [...[precision, recall, f1].map((score) => score.toFixed(3)), support]),
      ),
      ...(labels.length > SCORED ? [`the ${SCORED} most frequent of ${labels.length}; perClass has all`] : []),
      ...(labels.length > CONFUSED ? [] : [`confusion, a row for each answer: ${JSON.stringify(this.confusion)}`]),
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
    return tokenLoss(this.loss).bits;
  }

  get perplexity(): number {
    return tokenLoss(this.loss).perplexity;
  }

  [inspect.custom](): string {
    const { tokens, loss, bits, perplexity } = this;
    return `loss ${loss.toFixed(3)} nats (${bits.toFixed(3)} bits) per token, perplexity ${perplexity.toPrecision(4)}; ${tokens} tokens`;
  }
}

/** In a line, how good predictions are, of a part of `all` examples or of them all. */
export function summaryOf(
  evaluation: ClassEvaluation | NumberEvaluation,
  { all, nouns: [steps, sequences], at }: { all: number; nouns: readonly [string, string]; at: HeadConfig['at'] },
): string {
  const { examples } = evaluation;
  const part = examples < all ? ` of ${all}` : '';
  if (evaluation instanceof NumberEvaluation) return inspect(evaluation) + part;
  const accuracy = `accuracy ${(100 * evaluation.accuracy).toFixed(1)} %`;
  if (at === 'end') return `${accuracy} of ${examples}${part} examples`;
  const told = sum(evaluation.pairs.map(([, , count]) => count));
  return `${accuracy} of ${told} ${steps} in ${examples}${part} ${sequences}`;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
