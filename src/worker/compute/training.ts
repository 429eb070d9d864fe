/** Runs the engine's training to its end and tells the session about it, not more often than anybody can look. */
import { availableParallelism } from 'node:os';
import { planTraining } from '../../engine/network/plan.ts';
import { Barrier } from '../../engine/threads/barrier.ts';
import { interruptible } from '../../engine/threads/interruptible.ts';
import { type TrainEvent, train } from '../../engine/training/train.ts';
import { Trainer } from '../../engine/training/trainer.ts';
import { TrainingThread } from '../../engine/training/training-threads.ts';
import type { CurvePoint } from '../../protocol/run.ts';
import { kernelsOf } from '../kernels.ts';
import { Meter } from './meter.ts';
import { CONTROL, type ComputeEvent, type ComputeJob } from './task.ts';

/** Least time between two reports of steps: with all other reports of a run it makes less than ten a second. */
const STEP_MS = 200;
/** Least time between two copies of the weights. */
const CHECKPOINT_MS = 1000;
/** Longest time without one, however long an epoch takes. */
const LOOK_MS = 2000;

type Post = (event: ComputeEvent, transfer?: ArrayBuffer[]) => void;
type Validation = Extract<TrainEvent, { kind: 'validation' }>;
type Epoch = Extract<TrainEvent, { kind: 'epoch' }>;
type End = Extract<TrainEvent, { kind: 'end' }>;

/**
 * Trains until the end or until the stop word is set, as the first of its threads or another. Errors of the engine are
 * thrown.
 */
export function runTraining(job: ComputeJob, post: Post, now: () => number = () => performance.now()): void {
  const { index, count } = job.thread;
  const offset = CONTROL.barrier * Int32Array.BYTES_PER_ELEMENT;
  const barrier = new Barrier(job.control, offset, count, availableParallelism());
  if (index === 0) lead(job, barrier, new Reporter(post, now));
  else follow(job, barrier);
}

function lead(job: ComputeJob, barrier: Barrier, reporter: Reporter): void {
  const { data, network, training, memory } = job;
  const { count } = job.thread;
  const control = new Int32Array(job.control);
  const shouldStop = () => Atomics.load(control, CONTROL.stop) !== 0;
  const createKernels = kernelsOf(job);
  const trainer = new Trainer(data, network, training, {
    createKernels,
    shouldStop,
    crew: { count, barrier, memory },
  });
  try {
    for (const event of train(trainer, () => reporter.isDue)) reporter.tell(event, trainer);
  } finally {
    trainer.release();
  }
}

function follow({ network, training, memory, ...job }: ComputeJob, barrier: Barrier): void {
  const { index, count } = job.thread;
  const plan = planTraining(network, training, 'f32', count);
  const kernels = kernelsOf(job)(memory, 'f32', plan.scratch[index]!.address);
  const stoppable = interruptible(kernels, () => barrier.aborted);
  new TrainingThread(plan, memory, stoppable, training, { index, count, barrier }).follow();
}

class Reporter {
  readonly #meter: Meter;
  #steppedAt = Number.NEGATIVE_INFINITY;
  #copiedAt: number;
  /** The epoch whose weights are the best, as long as the session has not got them. */
  #unsent: Pick<Epoch, 'epoch' | 'validationLoss'> | undefined;
  #epoch = 0;
  #validated = false;
  /** Validations in the middle of epochs that were not reported yet. */
  #validations: CurvePoint[] = [];

  constructor(
    private readonly post: Post,
    private readonly now: () => number,
  ) {
    this.#meter = new Meter(now);
    this.#copiedAt = now();
  }

  /** Whether the next step is reported. */
  get isDue(): boolean {
    return this.#passed(this.#steppedAt, STEP_MS);
  }

  tell(event: TrainEvent, trainer: Trainer): void {
    switch (event.kind) {
      case 'step':
        this.#epoch = event.epoch;
        this.#meter.add(event);
        if (event.updateRatio !== undefined) this.#step();
        if (this.#passed(this.#copiedAt, LOOK_MS)) this.#copy('current', trainer);
        return;
      case 'validation':
        this.#validations.push({ step: event.step, epoch: event.epoch, loss: event.validationLoss });
        this.#keep(event, trainer);
        return;
      case 'notice':
        this.post({ kind: 'notice', message: event.message });
        return;
      case 'epoch':
        this.#endEpoch(event, trainer);
        return;
      case 'end':
        this.#end(event, trainer);
        return;
    }
    event satisfies never;
  }

  #step(): void {
    this.#steppedAt = this.now();
    this.post({ kind: 'step', progress: this.#meter.atStep(), ...this.#takeValidations() });
  }

  #endEpoch(event: Epoch, trainer: Trainer): void {
    const { validationLoss, best } = event;
    this.#keep(event, trainer);
    const validation = validationLoss === undefined ? {} : { validationLoss };
    this.post({ kind: 'epoch', ...this.#meter.atEpochEnd(), ...validation, best, ...this.#takeValidations() });
  }

  /** Notes whether the weights are the best, and sends them when it is time. */
  #keep({ epoch, validationLoss, best }: Epoch | Validation, trainer: Trainer): void {
    if (best) this.#unsent = { epoch, ...(validationLoss !== undefined && { validationLoss }) };
    if (best && validationLoss !== undefined) this.#validated = true;
    if (this.#passed(this.#copiedAt, CHECKPOINT_MS)) this.#copy(this.#unsent ? 'best' : 'current', trainer);
  }

  #takeValidations(): { earlier?: CurvePoint[] } {
    const earlier = this.#validations;
    this.#validations = [];
    return earlier.length > 0 ? { earlier } : {};
  }

  // Weights that were not validated are newer than those of the last epoch.
  #end({ epoch, reason, message }: End, trainer: Trainer): void {
    if (this.#validations.length > 0) this.#step();
    if (!this.#validated) this.#unsent = { epoch };
    if (this.#unsent) this.#copy('best', trainer);
    this.post({ kind: 'end', reason, ...(message && { message }) });
  }

  #copy(which: 'best' | 'current', trainer: Trainer): void {
    this.#copiedAt = this.now();
    const weights = trainer.snapshot(which);
    const about = which === 'best' ? this.#unsent : undefined;
    if (about) this.#unsent = undefined;
    this.post({ kind: 'checkpoint', epoch: this.#epoch, ...about, best: about !== undefined, weights }, [
      weights.buffer,
    ]);
  }

  #passed(since: number, milliseconds: number): boolean {
    return this.now() - since >= milliseconds;
  }
}
