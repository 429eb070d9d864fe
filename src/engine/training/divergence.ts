/** Recognises a training that has left the real numbers (1.8), or all sense, and tells which norm grew until then and what to change. */
import { type HeadConfig, headOf } from '../config.ts';
import { sizesOf } from '../data.ts';
import type { StepResult, Trainer } from './trainer.ts';

/** Norms of the gradient that are remembered: of more steps than it takes to overflow. */
const REMEMBERED = 1000;
/** A norm that became so many times as large has grown; one below so many times the lowest has not begun to. */
const [GROWN, CALM] = [10, 3];
/** A loss so many times that of guessing, in so many steps one after the other, comes of steps that are too large. */
const [FAR, FAR_STEPS] = [3, 50];
/** Numbers of the data from which on bringing them near 1 is worth advising. */
const LARGE = 100;

/** Where weights were kept; step 0 are the initial ones. */
interface Kept {
  epoch: number;
  step: number;
}

/** The tensor whose norm grew most: between the weights after step `since` and those of now. */
export interface Growth {
  name: string;
  since: number;
  from: number;
  to: number;
}

export class Divergence {
  /** Finite norms of the gradient in the last steps, the newest last. */
  readonly #norms: { step: number; norm: number }[] = [];
  readonly #initial: number[];
  /** In nats; of squared errors, none can be told. */
  readonly #far: number;
  #farSteps = 0;
  #last: StepResult = { loss: 0, gradientNorm: 0, tokens: 0 };

  /** Before the first step. */
  constructor(private readonly trainer: Trainer) {
    this.#initial = trainer.norms('current');
    this.#far = FAR * guessing(headOf(trainer.network));
  }

  /** Whether the loss of the last step is far above that of guessing: its weights are not worth keeping. */
  get isFar(): boolean {
    return this.#farSteps > 0;
  }

  /**
   * Whether loss or gradient are no longer finite, or the loss has long been far above that of guessing. To be asked at every
   * step, counted from 1.
   */
  isAt(step: number, result: StepResult): boolean {
    this.#last = result;
    const norm = result.gradientNorm;
    if (!Number.isFinite(result.loss) || !Number.isFinite(norm)) return true;
    this.#norms.push({ step, norm });
    if (this.#norms.length > REMEMBERED) this.#norms.shift();
    this.#farSteps = result.loss > this.#far ? this.#farSteps + 1 : 0;
    return this.#farSteps >= FAR_STEPS;
  }

  /** The tensor that grew most since the weights kept after step `kept`, or, where none grew, since the beginning. */
  grownMost(kept: number): Growth | undefined {
    const now = this.trainer.norms('current');
    return this.#most(this.trainer.norms('best'), now, kept) ?? this.#most(this.#initial, now, 0);
  }

  #most(before: number[], now: number[], since: number): Growth | undefined {
    const grown = this.trainer.plan.table.entries
      .map(({ name }, i) => ({ name, since, from: before[i]!, to: now[i]! }))
      .filter(({ from, to }) => !(to < GROWN * from)); // what is not a number has grown
    const growth = ({ from, to }: Growth) => (Number.isNaN(to) ? Number.POSITIVE_INFINITY : to - from);
    return grown.length > 0 ? grown.reduce((a, b) => (growth(b) > growth(a) ? b : a)) : undefined;
  }

  /** At which step it was, which norms grew until then, after which step the weights are `kept`, and what would help. */
  message(epoch: number, step: number, weights: Growth | undefined, kept: Kept): string {
    const { loss, gradientNorm } = this.#last;
    const guess = digits(this.#far / FAR);
    const far = `the loss is ${digits(loss)} nats, and has been above ${FAR} times that of guessing (${guess}) for ${FAR_STEPS} steps`;
    const finite = this.#farSteps >= FAR_STEPS ? far : `the norm of the gradient is ${gradientNorm}`;
    const what = Number.isFinite(loss) ? finite : `the loss is ${loss}`;
    const sentences = [
      `Training diverged at step ${step}, in epoch ${epoch}: ${what}.`,
      ...this.#gradientGrowth(),
      ...(weights ? [weightGrowth(weights, step - 1)] : []),
      keeping(kept),
      this.#advice(),
    ];
    return sentences.join(' ');
  }

  /** From the last norm that was near the lowest to the highest after it; what the last one was where none has grown. */
  #gradientGrowth(): string[] {
    const last = this.#norms.at(-1);
    if (!last) return [];
    const low = this.#norms.reduce((a, b) => (b.norm < a.norm ? b : a));
    const high = this.#norms.filter(({ step }) => step >= low.step).reduce((a, b) => (b.norm > a.norm ? b : a));
    const at = ({ step, norm }: typeof low) => `${digits(norm)} at step ${step}`;
    if (high.norm < GROWN * low.norm) return [`The norm of the gradient was ${at(last)}.`];
    const calm = this.#norms.findLast(({ step, norm }) => step < high.step && norm <= CALM * low.norm) ?? low;
    return [`The norm of the gradient rose from ${at(calm)} to ${at(high)}.`];
  }

  #advice(): string {
    const { learningRate, clip } = this.trainer.training;
    const clipping = clip === 0 ? 'set clip to 5 (it is 0, so nothing is clipped)' : `clip (it is ${digits(clip)})`;
    const advice = [`Lower learningRate (it is ${digits(learningRate)}) or ${clipping}.`];
    const { inputs, targets } = sizesOf(this.trainer.data);
    if (targets > LARGE) advice.push(`Divide the numbers to be predicted: the largest is ${digits(targets)}.`);
    if (inputs > LARGE) advice.push(`Divide the numbers that are read: the largest is ${digits(inputs)}.`);
    return advice.join(' ');
  }
}

/** The loss of one who knows nothing. */
function guessing({ kind, outputs }: HeadConfig): number {
  if (kind === 'linear') return Number.POSITIVE_INFINITY;
  return kind === 'softmax' ? Math.log(outputs) : outputs * Math.LN2;
}

/** `step`: the last that was taken. */
function weightGrowth({ name, since, from, to }: Growth, step: number): string {
  const before = since === 0 ? 'in the beginning' : `after step ${since}`;
  return `The norm of the weights ${name} rose from ${digits(from)} ${before} to ${digits(to)} after step ${step}.`;
}

function keeping({ epoch, step }: Kept): string {
  return step === 0 ? 'The initial weights are kept.' : `The weights after step ${step}, in epoch ${epoch}, are kept.`;
}

function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return value < 1e6 ? String(Number(value.toPrecision(3))) : value.toExponential(1).replace('+', '');
}
