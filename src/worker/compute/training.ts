/** Runs the engine's training to its end and tells the session about it, not more often than anybody can look. */
import { type TrainEvent, train } from '../../engine/train.ts';
import { Trainer } from '../../engine/trainer.ts';
import { CONTROL, type ComputeEvent, type ComputeJob } from '../../protocol/compute.ts';
import { Meter } from './meter.ts';

/** Least time between two reports of steps: with all other reports of a run it makes less than ten a second. */
const STEP_MS = 200;
/** Least time between two copies of the weights. */
const CHECKPOINT_MS = 1000;
/** Longest time without one, however long an epoch takes. */
const LOOK_MS = 2000;

type Post = (event: ComputeEvent, transfer?: ArrayBuffer[]) => void;
type Epoch = Extract<TrainEvent, { kind: 'epoch' }>;
type End = Extract<TrainEvent, { kind: 'end' }>;

/** Trains until the end or until the stop word is set. Errors of the engine are thrown. */
export function runTraining(job: ComputeJob, post: Post, now: () => number = () => performance.now()): void {
  const control = new Int32Array(job.control);
  const trainer = new Trainer(job.corpus, job.network, job.training);
  const reporter = new Reporter(trainer, post, now);
  for (const event of train(trainer, () => Atomics.load(control, CONTROL.stop) !== 0)) reporter.tell(event);
}

class Reporter {
  readonly #meter: Meter;
  #steppedAt = Number.NEGATIVE_INFINITY;
  #copiedAt: number;
  /** The epoch whose weights are the best, as long as the session has not got them. */
  #unsent: Pick<Epoch, 'epoch' | 'validationNats'> | undefined;
  #epoch = 0;
  #validated = false;

  constructor(
    private readonly trainer: Trainer,
    private readonly post: Post,
    private readonly now: () => number,
  ) {
    this.#meter = new Meter(now);
    this.#copiedAt = now();
  }

  tell(event: TrainEvent): void {
    switch (event.kind) {
      case 'step':
        this.#epoch = event.epoch;
        this.#meter.add(event);
        if (this.#passed(this.#steppedAt, STEP_MS)) this.#step();
        if (this.#passed(this.#copiedAt, LOOK_MS)) this.#copy('current');
        return;
      case 'epoch':
        this.#endEpoch(event);
        return;
      case 'end':
        this.#end(event);
        return;
    }
    event satisfies never;
  }

  #step(): void {
    this.#steppedAt = this.now();
    this.post({ kind: 'step', progress: this.#meter.atStep() });
  }

  #endEpoch({ epoch, validationNats, best }: Epoch): void {
    const validation = validationNats === undefined ? {} : { validationNats };
    if (best) this.#unsent = { epoch, ...validation };
    if (best && validationNats !== undefined) this.#validated = true;
    if (this.#passed(this.#copiedAt, CHECKPOINT_MS)) this.#copy(this.#unsent ? 'best' : 'current');
    this.post({ kind: 'epoch', progress: this.#meter.atEpochEnd(), ...validation, best });
  }

  // Weights that were not validated are newer than those of the last epoch.
  #end({ epoch, ...end }: End): void {
    if (!this.#validated) this.#unsent = { epoch };
    if (this.#unsent) this.#copy('best');
    this.post(end);
  }

  #copy(which: 'best' | 'current'): void {
    this.#copiedAt = this.now();
    const weights = this.trainer.snapshot(which);
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
