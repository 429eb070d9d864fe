/** Recognises a training that has left the real numbers (1.8), and tells how it came and what to change. */
import type { TrainingConfig } from './config.ts';
import type { StepResult } from './trainer.ts';

/** Norms remembered: enough to see them grow. */
const REMEMBERED = 8;

export class Divergence {
  /** Of the last steps, the newest last. */
  readonly #norms: number[] = [];
  #last: StepResult = { lossNats: 0, gradientNorm: 0, tokens: 0 };

  constructor(private readonly training: TrainingConfig) {}

  /** Whether loss or gradient are no longer finite. To be asked at every step. */
  isAt(result: StepResult): boolean {
    this.#last = result;
    if (!Number.isFinite(result.lossNats) || !Number.isFinite(result.gradientNorm)) return true;
    this.#norms.push(result.gradientNorm);
    if (this.#norms.length > REMEMBERED) this.#norms.shift();
    return false;
  }

  /** Which step it was, how the gradient grew until then, after which step the weights are `kept`, and what would help. */
  message(epoch: number, step: number, kept: { epoch: number; step: number }): string {
    const { lossNats, gradientNorm } = this.#last;
    const what = Number.isFinite(lossNats) ? `the norm of the gradient is ${gradientNorm}` : `the loss is ${lossNats}`;
    return `Training diverged at step ${step}, in epoch ${epoch}: ${what}.${this.growth()} ${keeping(kept)} ${this.advice()}`;
  }

  private growth(): string {
    const [first, last] = [this.#norms[0], this.#norms.at(-1)];
    if (first === undefined || last === undefined || this.#norms.length < 2) return '';
    const direction = last > first ? 'grew' : 'went';
    const count = this.#norms.length;
    return ` Over the ${count} steps before, that norm ${direction} from ${digits(first)} to ${digits(last)}.`;
  }

  private advice(): string {
    const { learningRate, clip } = this.training;
    const clipping = clip === 0 ? 'set clip to 5 (it is 0, so nothing is clipped)' : `clip (it is ${digits(clip)})`;
    return `Lower learningRate (it is ${digits(learningRate)}) or ${clipping}.`;
  }
}

function keeping({ epoch, step }: { epoch: number; step: number }): string {
  return step === 0 ? 'The initial weights are kept.' : `The weights after step ${step}, in epoch ${epoch}, are kept.`;
}

function digits(value: number): string {
  return value < 1e6 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
}
