/** The learning rate, step by step, and when to end early. */
import type { TrainingConfig } from '../config.ts';

type Config = Pick<TrainingConfig, 'learningRate' | 'schedule' | 'patience'>;

export class Schedule {
  /** What steps and plateaus have left of the rate. */
  #share = 1;
  #epochs = 0;
  /** Validations since the loss was better, and since the rate was lowered for that. */
  #worse = 0;
  #waited = 0;

  constructor(
    private readonly config: Config,
    /** Steps of the whole training. */
    private readonly steps: number,
  ) {}

  /** The rate of a step, counted from 1. */
  rate(step: number): number {
    const { learningRate, schedule } = this.config;
    if (!schedule) return learningRate;
    const { kind, warmup } = schedule;
    if (step <= warmup) return (learningRate * step) / warmup;
    if (kind !== 'cosine') return learningRate * this.#share;
    // The first step after the warm-up has the whole rate, a step after the last would have none.
    const done = (step - 1 - warmup) / Math.max(1, this.steps - warmup);
    return (learningRate * (1 + Math.cos(Math.PI * done))) / 2;
  }

  /** After each epoch. */
  endEpoch(): void {
    const { schedule } = this.config;
    this.#epochs++;
    if (schedule?.kind === 'step' && this.#epochs % schedule.every === 0) this.#share *= schedule.decay;
  }

  /** After each validation; `better`: whether its loss is the best so far. Says whether to end the training. */
  validated(better: boolean): boolean {
    const { schedule, patience = 0 } = this.config;
    this.#worse = better ? 0 : this.#worse + 1;
    this.#waited = better ? 0 : this.#waited + 1;
    if (schedule?.kind === 'plateau' && this.#waited >= schedule.every) {
      this.#share *= schedule.decay;
      this.#waited = 0;
    }
    return patience > 0 && this.#worse >= patience;
  }
}
