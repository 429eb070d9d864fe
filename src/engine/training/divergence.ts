/**
 * Recognises a training that has left the real numbers (1.8), or all sense, and tells which norm grew until then and
 * what to change.
 */
import { figure } from '../../messages/figures.ts';
import { type Message, message } from '../../messages/message.ts';
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
interface Growth {
  name: string;
  since: number;
  from: number;
  to: number;
}

export class Divergence {
  /** Finite norms of the gradient in the last steps, the newest last. */
  readonly #norms: { step: number; norm: number }[] = [];
  readonly #initial: number[];
  /** The loss that is far off, in nats; squared errors have none. */
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
   * Whether loss or gradient are no longer finite, or the loss has long been far above that of guessing. To be asked at
   * every step, counted from 1.
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

  /**
   * At which step it was, which norms grew until then, after which step the weights are `kept`, and what would help.
   */
  message(epoch: number, step: number, weights: Growth | undefined, kept: Kept): Message {
    const sentences = [
      this.#cause({ epoch, step }),
      ...this.#gradientGrowth(),
      ...(weights ? [weightGrowth(weights, step - 1)] : []),
      kept.step === 0 ? message('engine.kept-initial', {}) : message('engine.kept', { ...kept }),
      ...this.#advice(),
    ];
    return message('engine.diverged', { sentences });
  }

  #cause(at: Kept): Message {
    const { loss, gradientNorm } = this.#last;
    if (!Number.isFinite(loss)) return message('engine.diverged-loss', { ...at, loss: figure(loss) });
    if (this.#farSteps < FAR_STEPS) return message('engine.diverged-gradient', { ...at, norm: figure(gradientNorm) });
    const guess = this.#far / FAR;
    return message('engine.diverged-far', { ...at, loss, times: FAR, guess, steps: FAR_STEPS });
  }

  /**
   * From the last norm that was near the lowest to the highest after it; what the last one was where none has grown.
   */
  #gradientGrowth(): Message[] {
    const last = this.#norms.at(-1);
    if (!last) return [];
    const low = this.#norms.reduce((a, b) => (b.norm < a.norm ? b : a));
    const high = this.#norms.filter(({ step }) => step >= low.step).reduce((a, b) => (b.norm > a.norm ? b : a));
    if (high.norm < GROWN * low.norm) return [message('engine.gradient-was', last)];
    const calm = this.#norms.findLast(({ step, norm }) => step < high.step && norm <= CALM * low.norm) ?? low;
    return [message('engine.gradient-rose', { from: calm, to: high })];
  }

  #advice(): Message[] {
    const { learningRate, clip } = this.trainer.training;
    const { inputs, targets } = sizesOf(this.trainer.data);
    return [
      message('engine.lower-rate', { learningRate, clip }),
      ...(targets > LARGE ? [message('engine.divide-targets', { largest: targets })] : []),
      ...(inputs > LARGE ? [message('engine.divide-inputs', { largest: inputs })] : []),
    ];
  }
}

/** The loss of one who knows nothing. */
function guessing({ kind, outputs }: HeadConfig): number {
  if (kind === 'linear') return Number.POSITIVE_INFINITY;
  return kind === 'softmax' ? Math.log(outputs) : outputs * Math.LN2;
}

/** `step`: the last that was taken. */
function weightGrowth({ name, since, from, to }: Growth, step: number): Message {
  return message('engine.weights-rose', { name, since, from: figure(from), step, to: figure(to) });
}
