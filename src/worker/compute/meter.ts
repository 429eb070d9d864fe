/** Numbers of a training for people: losses averaged over what passed since the last report, mean speed, time left. */
import type { TrainEvent } from '../../engine/training/train.ts';
import type { CurvePoint, Progress } from '../../protocol/run.ts';

type Step = Extract<TrainEvent, { kind: 'step' }>;

/** A mean over tokens. */
class Mean {
  #nats = 0;
  #tokens = 0;

  add({ loss, tokens }: Step): void {
    this.#nats += loss * tokens;
    this.#tokens += tokens;
  }

  /** The mean since the last call; undefined when there was nothing. */
  take(): number | undefined {
    const mean = this.#tokens > 0 ? this.#nats / this.#tokens : undefined;
    this.#nats = 0;
    this.#tokens = 0;
    return mean;
  }
}

export class Meter {
  readonly #recent = new Mean();
  readonly #epoch = new Mean();
  readonly #startedAt: number;
  #last: Step | undefined;
  #updateRatio = Number.NaN;
  #tokens = 0;

  /** `now` in milliseconds of a clock that never goes back. */
  constructor(private readonly now: () => number) {
    this.#startedAt = now();
  }

  add(step: Step): void {
    this.#last = step;
    this.#updateRatio = step.updateRatio ?? this.#updateRatio;
    this.#tokens += step.tokens;
    this.#recent.add(step);
    this.#epoch.add(step);
  }

  /** The loss is the mean since the last report. */
  atStep(): Progress {
    return this.#progress(this.#recent.take());
  }

  /** The loss is the mean of the epoch; `trained` has that since the last report. */
  atEpochEnd(): { progress: Progress; trained?: CurvePoint[] } {
    const recentLoss = this.#recent.take();
    const progress = this.#progress(this.#epoch.take());
    const { step, epoch } = progress;
    return { progress, ...(recentLoss !== undefined && { trained: [{ step, epoch, loss: recentLoss }] }) };
  }

  #progress(loss = this.#last?.loss ?? Number.NaN): Progress {
    const { epoch = 0, step = 0, steps = 0, gradientNorm = Number.NaN } = this.#last ?? {};
    const elapsedMs = this.now() - this.#startedAt;
    const remainingMs = step > 0 ? (elapsedMs / step) * (steps - step) : 0;
    const tokensPerSecond = elapsedMs > 0 ? (this.#tokens / elapsedMs) * 1000 : 0;
    const norms = { gradientNorm, updateRatio: this.#updateRatio };
    return { epoch, step, steps, loss, ...norms, tokensPerSecond, elapsedMs, remainingMs };
  }
}
