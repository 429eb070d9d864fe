/** Training from the first epoch to the last, as a generator of events: whoever iterates decides what to report, and when. */
import { Divergence } from './divergence.ts';
import { Schedule } from './schedule.ts';
import { Interruption } from './thread.ts';
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
      /** ||step|| / ||weights before it||, where it was asked for. */
      updateRatio?: number;
      /** Tokens predicted in this step. */
      tokens: number;
    }
  /** A validation between epochs' ends, where it is not done there: see `validateEvery`. */
  | { kind: 'validation'; epoch: number; step: number; steps: number; validationNats: number; best: boolean }
  /**
   * `validationNats` is absent when nothing is held out, and then every epoch's weights are the best, while they are numbers;
   * or when validations are counted in steps.
   */
  | { kind: 'epoch'; epoch: number; step: number; steps: number; validationNats?: number; best: boolean }
  /**
   * The last event. `trainer.snapshot('best')` has what is worth keeping, whatever the reason; `epoch` is that in which
   * these weights were reached, 0 for the initial ones.
   */
  | { kind: 'end'; reason: 'finished' | 'stopped' | 'diverged'; epoch: number; message?: string };

/**
 * Steps between two copies of weights that were not validated. Adam reads and writes seven vectors of parameters at every
 * step, a copy two: 2 / (7 * 32) is below 1 % of Adam alone.
 */
const KEEP_STEPS = 32;

/**
 * Trains. When the trainer is interrupted, in validation too, the step that is not finished is dropped and 'end' follows.
 * When loss or gradient is no longer a finite number, 'end' says how that came and which weights are kept. Throws CrewLost
 * when another thread is gone: the weights may then be those of half a step, and none are kept.
 * `isMeasured` is asked before each step of the optimiser whether its update ratio is wanted.
 */
export function* train(trainer: Trainer, isMeasured = () => true): Generator<TrainEvent, void, undefined> {
  const best = new Best(trainer);
  const divergence = new Divergence(trainer);
  const { epochs } = trainer.training;
  const every = trainer.hasValidation ? (trainer.training.validateEvery ?? 0) : 0;
  const steps = epochs * trainer.stepsPerEpoch;
  const schedule = new Schedule(trainer.training, steps);
  let step = 0;
  try {
    trainer.pack();
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (const _ of trainer.windows('train')) {
        const result = trainer.gradient();
        step++;
        if (divergence.isAt(step, result)) {
          const grown = divergence.grownMost(best.kept.step);
          if (Number.isFinite(result.lossNats)) best.settle();
          const message = divergence.message(epoch, step, grown, best.kept);
          yield { kind: 'end', reason: 'diverged', epoch: best.kept.epoch, message };
          return;
        }
        // Their loss and gradient are finite, so these weights are good for something.
        if (step % KEEP_STEPS === 0) best.settle();
        const updateRatio = trainer.update(result.gradientNorm, schedule.rate(step), isMeasured());
        best.reached = { epoch, step };
        yield { kind: 'step', epoch, step, steps, ...result, ...(updateRatio !== undefined && { updateRatio }) };
        if (every === 0 || (step % every > 0 && step < steps)) continue;
        const validationNats = trainer.validate();
        const isBest = best.offer(validationNats);
        if (validationNats === undefined) continue; // what is held out has nothing to predict
        yield { kind: 'validation', epoch, step, steps, validationNats, best: isBest };
        if (schedule.validated(isBest) && step < steps) {
          yield endedEarly(trainer, best.kept);
          return;
        }
      }
      schedule.endEpoch();
      const validationNats = every === 0 ? trainer.validate() : undefined;
      const isBest = every === 0 && best.offer(validationNats);
      const validation = validationNats !== undefined && { validationNats };
      yield { kind: 'epoch', epoch, step, steps, ...validation, best: isBest };
      if (validation && schedule.validated(isBest) && epoch < epochs) {
        yield endedEarly(trainer, best.kept);
        return;
      }
    }
    yield { kind: 'end', reason: 'finished', epoch: best.kept.epoch };
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    best.settle();
    yield { kind: 'end', reason: 'stopped', epoch: best.kept.epoch };
  }
}

function endedEarly({ training }: Trainer, { epoch, step }: Best['kept']): TrainEvent {
  const { patience = 0, validateEvery = 0 } = training;
  const unit = validateEvery === 0 ? 'epoch' : 'validation';
  const kept = validateEvery === 0 ? `of epoch ${epoch}` : `after step ${step}, in epoch ${epoch},`;
  const message = `Ended early: no better validation loss in ${patience} ${patience === 1 ? unit : `${unit}s`}. The weights ${kept} are kept.`;
  return { kind: 'end', reason: 'finished', epoch, message };
}

/** Keeps the best weights: those with the lowest validation loss, or, as long as none were validated, the newest. */
class Best {
  /** After which step the weights of now were reached, and those that are kept; 0 for the initial ones. */
  reached = { epoch: 0, step: 0 };
  kept = this.reached;
  #nats = Number.POSITIVE_INFINITY;

  constructor(private readonly trainer: Trainer) {}

  /** The weights of now, after a validation, or after an epoch without one. Says whether they are the best. */
  offer(validationNats: number | undefined): boolean {
    if (validationNats === undefined) return this.settle();
    const best = validationNats < this.#nats;
    if (best) {
      this.#keep();
      this.#nats = validationNats;
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
