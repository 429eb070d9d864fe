/** Keeps the best weights: those with the lowest validation loss, or, as long as none were validated, the newest. */
import type { Trainer } from './trainer.ts';

export class Best {
  /** After which step the weights of now were reached, and those that are kept; 0 for the initial ones. */
  reached = { epoch: 0, step: 0 };
  kept = this.reached;
  #nats = Number.POSITIVE_INFINITY;

  constructor(private readonly trainer: Trainer) {}

  /**
   * The weights of now, after a validation, which may have overflowed, or after an epoch without one. Says whether they
   * are the best.
   */
  offer(validationLoss: number | undefined): boolean {
    if (validationLoss === undefined || !Number.isFinite(validationLoss)) return this.settle();
    const best = validationLoss < this.#nats;
    if (best) {
      this.#keep();
      this.#nats = validationLoss;
    }
    return best;
  }

  /** The weights of now, which were not validated: kept if no others were, and if the last step left them numbers. */
  settle(): boolean {
    const keep = this.#nats === Number.POSITIVE_INFINITY && this.trainer.isFinite();
    if (keep) this.#keep();
    return keep;
  }

  #keep(): void {
    this.trainer.keepBest();
    this.kept = this.reached;
  }
}
