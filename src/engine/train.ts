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
  const { epochs } = trainer.training;
  const kernels = interruptible(trainer.kernels, shouldStop);
  const divergence = new Divergence(trainer.training);
  const steps = epochs * trainer.stepsPerEpoch;
  let step = 0;
  let bestNats = Number.POSITIVE_INFINITY;
  // Weights that were validated are worth more than those of now; where none were, those of now are the best.
  const keepCurrent = () => {
    if (bestNats === Number.POSITIVE_INFINITY) trainer.keepBest();
  };
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (const _ of trainer.windows('train')) {
        const result = trainer.gradient(kernels);
        if (divergence.isAt(result)) {
          if (Number.isFinite(result.lossNats)) keepCurrent();
          yield { kind: 'end', reason: 'diverged', message: divergence.message(epoch, step + 1) };
          return;
        }
        trainer.update(result.gradientNorm);
        step++;
        yield { kind: 'step', epoch, step, steps, ...result };
      }
      const validationNats = trainer.validate(kernels);
      const best = validationNats === undefined || validationNats < bestNats;
      if (best) trainer.keepBest();
      if (best && validationNats !== undefined) bestNats = validationNats;
      yield { kind: 'epoch', epoch, step, steps, ...(validationNats !== undefined && { validationNats }), best };
    }
    yield { kind: 'end', reason: 'finished' };
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    keepCurrent();
    yield { kind: 'end', reason: 'stopped' };
  }
}
