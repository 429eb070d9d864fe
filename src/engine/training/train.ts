/**
 * Training from the first epoch to the last, as a generator of events: whoever iterates decides what to report, and
 * when.
 */
import { figure } from '../../messages/figures.ts';
import { type Message, message } from '../../messages/message.ts';
import { Interruption } from '../threads/thread.ts';
import { Best } from './best.ts';
import { Divergence } from './divergence.ts';
import { Schedule } from './schedule.ts';
import type { StepResult, Trainer } from './trainer.ts';

/** `step` and `epoch` count from 1; `steps` are those of the whole run. */
export type TrainEvent =
  | {
      kind: 'step';
      epoch: number;
      step: number;
      steps: number;
      /** Mean over the step's tokens, not smoothed. */
      loss: number;
      /** Before clipping. */
      gradientNorm: number;
      /** ||step|| / ||weights before it||, where it was asked for. */
      updateRatio?: number;
      /** Tokens predicted in this step. */
      tokens: number;
    }
  /** A validation between epochs' ends, where it is not done there: see `validateEvery`. */
  | { kind: 'validation'; epoch: number; step: number; steps: number; validationLoss: number; best: boolean }
  /**
   * `validationLoss` is absent when nothing is held out or the loss of that is no finite number, and then, without an
   * earlier one, every epoch's weights are the best, while they are numbers; or when validations are counted in steps.
   */
  | { kind: 'epoch'; epoch: number; step: number; steps: number; validationLoss?: number; best: boolean }
  /** What a user should know. */
  | { kind: 'notice'; message: Message }
  /**
   * The last event. `trainer.snapshot('best')` has what is worth keeping, whatever the reason; `epoch` is that in which
   * these weights were reached, 0 for the initial ones.
   */
  | { kind: 'end'; reason: 'finished' | 'stopped' | 'diverged'; epoch: number; message?: Message };

type End = Extract<TrainEvent, { kind: 'end' }>;

/**
 * Steps between two copies of weights that were not validated. Adam reads and writes seven vectors of parameters at
 * every step, a copy two: 2 / (7 * 32) is below 1 % of Adam alone.
 */
const KEEP_STEPS = 32;

/**
 * Trains. When the trainer is interrupted, in validation too, the step that is not finished is dropped and 'end'
 * follows. When loss or gradient is no longer a finite number, or the loss is far off, 'end' says how that came and
 * which weights are kept. Throws CrewLost when another thread is gone: the weights may then be those of half a step,
 * and none are kept. `isMeasured` is asked before each step of the optimiser whether its update ratio is wanted.
 */
export function* train(trainer: Trainer, isMeasured = () => true): Generator<TrainEvent, void, undefined> {
  const best = new Best(trainer);
  try {
    const end = yield* new Training(trainer, best, isMeasured).run();
    yield end ?? { kind: 'end', reason: 'finished', epoch: best.kept.epoch };
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    best.settle();
    yield { kind: 'end', reason: 'stopped', epoch: best.kept.epoch };
  }
}

/** Each part returns the end of the training where it came in that part. */
class Training {
  readonly #divergence: Divergence;
  readonly #schedule: Schedule;
  readonly #steps: number;
  /** Steps between two validations; 0: they are at the ends of epochs. */
  readonly #every: number;
  #epoch = 0;
  #step = 0;
  #overflowed = false;

  constructor(
    private readonly trainer: Trainer,
    private readonly best: Best,
    private readonly isMeasured: () => boolean,
  ) {
    const { training, stepsPerEpoch, hasValidation } = trainer;
    this.#divergence = new Divergence(trainer);
    this.#steps = training.epochs * stepsPerEpoch;
    this.#schedule = new Schedule(training, this.#steps);
    this.#every = hasValidation ? (training.validateEvery ?? 0) : 0;
  }

  *run(): Generator<TrainEvent, End | undefined, undefined> {
    const { trainer } = this;
    trainer.pack();
    while (this.#epoch < trainer.training.epochs) {
      this.#epoch++;
      for (const _ of trainer.windows('train')) {
        const end = (yield* this.#takeStep()) ?? (yield* this.#validateInside());
        if (end) return end;
      }
      const end = yield* this.#endEpoch();
      if (end) return end;
    }
    return undefined;
  }

  get #place(): { epoch: number; step: number; steps: number } {
    return { epoch: this.#epoch, step: this.#step, steps: this.#steps };
  }

  *#takeStep(): Generator<TrainEvent, End | undefined, undefined> {
    const { trainer, best } = this;
    const result = trainer.gradient();
    this.#step++;
    if (this.#divergence.isAt(this.#step, result)) return this.#diverged(result);
    // Their loss and gradient are finite, so these weights are good for something.
    if (this.#step % KEEP_STEPS === 0 && !this.#divergence.isFar) best.settle();
    const rate = this.#schedule.rate(this.#step);
    const updateRatio = trainer.update(result.gradientNorm, rate, this.isMeasured());
    best.reached = { epoch: this.#epoch, step: this.#step };
    yield { kind: 'step', ...this.#place, ...result, ...(updateRatio !== undefined && { updateRatio }) };
    return undefined;
  }

  #diverged({ loss }: StepResult): End {
    const { best } = this;
    const grown = this.#divergence.grownMost(best.kept.step);
    if (Number.isFinite(loss) && !this.#divergence.isFar) best.settle();
    const told = this.#divergence.message(this.#epoch, this.#step, grown, best.kept);
    return { kind: 'end', reason: 'diverged', epoch: best.kept.epoch, message: told };
  }

  /** After every so many steps, and the last, where that is asked for. */
  *#validateInside(): Generator<TrainEvent, End | undefined, undefined> {
    const isLast = this.#step === this.#steps;
    if (this.#every === 0 || (this.#step % this.#every > 0 && !isLast)) return undefined;
    const validationLoss = this.trainer.validate();
    const best = this.#offer(validationLoss);
    if (validationLoss === undefined) return undefined; // what is held out has nothing to predict
    if (Number.isFinite(validationLoss)) yield { kind: 'validation', ...this.#place, validationLoss, best };
    else yield* this.#overflow(validationLoss);
    return this.#schedule.validated(best) && !isLast ? this.#endedEarly() : undefined;
  }

  *#endEpoch(): Generator<TrainEvent, End | undefined, undefined> {
    this.#schedule.endEpoch();
    const validates = this.#every === 0;
    const validationLoss = validates ? this.trainer.validate() : undefined;
    const best = validates && this.#offer(validationLoss);
    const isNumber = validationLoss !== undefined && Number.isFinite(validationLoss);
    if (validationLoss !== undefined && !isNumber) yield* this.#overflow(validationLoss);
    yield { kind: 'epoch', ...this.#place, ...(isNumber && { validationLoss }), best };
    const isLast = this.#epoch === this.trainer.training.epochs;
    return validationLoss !== undefined && this.#schedule.validated(best) && !isLast ? this.#endedEarly() : undefined;
  }

  /** Weights whose loss in training is far off are not kept, whatever they are worth on what is held out. */
  #offer(validationLoss: number | undefined): boolean {
    return !this.#divergence.isFar && this.best.offer(validationLoss);
  }

  /** Told once: the training itself goes well, what is held out has something that it cannot take. */
  *#overflow(validationLoss: number): Generator<TrainEvent, void, undefined> {
    if (this.#overflowed) return;
    this.#overflowed = true;
    const place = { epoch: this.#epoch, step: this.#step };
    yield {
      kind: 'notice',
      message: message('engine.validation-overflow', { loss: figure(validationLoss), ...place }),
    };
  }

  #endedEarly(): End {
    const { patience = 0 } = this.trainer.training;
    const { epoch, step } = this.best.kept;
    const counted = this.#every === 0 ? 'epoch' : 'validation';
    const told = message('engine.ended-early', { patience, counted, epoch, step });
    return { kind: 'end', reason: 'finished', epoch, message: told };
  }
}
