/** Training from the first epoch to the last, as a generator of events: whoever iterates decides what to report, and when. */
import { Divergence } from './divergence.ts';
import { Interruption, interruptible } from './interruptible.ts';
import type { Trainer } from './trainer.ts';

/** `step` and `epoch` count from 1; `steps` are those of the whole run. */
export type TrainEvent =
  | {
      kind: 'step';
      epoch: number;
      step: number;
      steps: number;
      /** Mean over the step's tokens, not smoothed. */
      lossNats: number;
      /** Before clipping. */
      gradientNorm: number;
      /** Tokens predicted in this step. */
      tokens: number;
    }
  /** `validationNats` is absent when nothing is held out; then every epoch's weights are the best. */
  | { kind: 'epoch'; epoch: number; step: number; steps: number; validationNats?: number; best: boolean }
  /** The last event. `trainer.snapshot('best')` has what is worth keeping, whatever the reason. */
  | { kind: 'end'; reason: 'finished' | 'stopped' | 'diverged'; message?: string };

/**
 * Trains. `shouldStop` is asked before every piece of a matrix product, in validation too; once it says true, the step
 * that is not finished is dropped and 'end' follows. When loss or gradient is no longer a finite number, 'end' says how
 * that came, and the weights from before are kept.
 */
export function* train(
  trainer: Trainer,
  shouldStop: () => boolean = () => false,
): Generator<TrainEvent, void, undefined> {
  const kernels = interruptible(trainer.kernels, shouldStop);
  const best = new Best(trainer);
  const divergence = new Divergence(trainer.training);
  const { epochs } = trainer.training;
  const steps = epochs * trainer.stepsPerEpoch;
  let step = 0;
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (const _ of trainer.windows('train')) {
        const result = trainer.gradient(kernels);
        step++;
        if (divergence.isAt(result)) {
          if (Number.isFinite(result.lossNats)) best.settle();
          yield { kind: 'end', reason: 'diverged', message: divergence.message(epoch, step) };
          return;
        }
        trainer.update(result.gradientNorm);
        yield { kind: 'step', epoch, step, steps, ...result };
      }
      yield { kind: 'epoch', epoch, step, steps, ...best.offer(trainer.validate(kernels)) };
    }
    yield { kind: 'end', reason: 'finished' };
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    best.settle();
    yield { kind: 'end', reason: 'stopped' };
  }
}

/** Keeps the best weights: those with the lowest validation loss, or, as long as none were validated, the newest. */
class Best {
  #nats = Number.POSITIVE_INFINITY;

  constructor(private readonly trainer: Trainer) {}

  /** The weights of now, after an epoch. */
  offer(validationNats: number | undefined): { validationNats?: number; best: boolean } {
    if (validationNats === undefined) {
      this.trainer.keepBest();
      return { best: true };
    }
    const best = validationNats < this.#nats;
    if (best) {
      this.trainer.keepBest();
      this.#nats = validationNats;
    }
    return { validationNats, best };
  }

  /** The weights of now, when training ends early: they were not validated. */
  settle(): void {
    if (this.#nats === Number.POSITIVE_INFINITY) this.trainer.keepBest();
  }
}
