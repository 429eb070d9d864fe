/** Keeps the best weights of a run: in memory, and in its model file while the training goes on. */
import { toldBy } from '../../../messages/message.ts';
import type { CurvePoint } from '../../../protocol/run.ts';
import type { ComputeEvent } from '../../compute/task.ts';
import { writeModel } from '../files/model-file.ts';
import type { EpochRecord, ModelData } from '../models/model.ts';
import { Latest } from '../support/latest.ts';
import type { Reports } from './reports.ts';

/** Least time between two writings of the file. */
const PAUSE_MS = 2000;

type Checkpoint = Extract<ComputeEvent, { kind: 'checkpoint' }>;
type EpochEnd = Extract<ComputeEvent, { kind: 'epoch' }>;

/** What a model of the run has besides its weights. */
export type ModelFrame = Omit<ModelData, 'weights' | 'history' | 'epoch' | 'validationLoss'>;

export class BestCheckpoint {
  readonly #history: EpochRecord[] = [];
  readonly #saver = new Latest<ModelData>((model) => this.#tryToSave(model), PAUSE_MS);
  readonly #lowest = new Map<number, number>();
  #best: ModelData | undefined;
  #saved: ModelData | undefined;
  #failed = false;

  constructor(
    private readonly frame: ModelFrame,
    /** Where the file goes. */
    readonly path: string,
    private readonly reports: Reports,
  ) {}

  /** The best model so far. */
  get best(): ModelData | undefined {
    return this.#best && { ...this.#best, history: [...this.#history] };
  }

  /** Validations in the middle of epochs: the history has the lowest of each epoch. */
  validations(points: readonly CurvePoint[] = []): void {
    for (const { epoch, loss } of points) this.#lowest.set(epoch, Math.min(loss, this.#lowest.get(epoch) ?? loss));
  }

  epoch({ progress, validationLoss: atEnd, earlier }: EpochEnd): void {
    this.validations(earlier);
    const { epoch, loss: trainingLoss } = progress;
    const validationLoss = atEnd ?? this.#lowest.get(epoch);
    this.#history.push({ epoch, trainingLoss, ...(validationLoss !== undefined && { validationLoss }) });
  }

  checkpoint({ epoch, validationLoss, weights }: Checkpoint): void {
    this.#best = {
      ...this.frame,
      weights,
      history: [],
      epoch,
      ...(validationLoss !== undefined && { validationLoss }),
    };
    if (this.best) this.#saver.give(this.best);
  }

  /** Writes the file for the last time, with the whole history. Throws FileError. */
  async finish(): Promise<void> {
    await this.#saver.settle();
    const { best } = this;
    const saved = this.#saved?.weights === best?.weights && this.#saved?.history.length === best?.history.length;
    if (best && !saved) await this.#save(best);
  }

  // While the training goes on a failure is a notice: the next writing may do, and the end tries again.
  async #tryToSave(model: ModelData): Promise<void> {
    try {
      await this.#save(model);
    } catch (error) {
      if (!this.#failed) this.reports.send({ kind: 'notice', message: toldBy(error) });
      this.#failed = true;
    }
  }

  async #save(model: ModelData): Promise<void> {
    await writeModel(this.path, model);
    this.#saved = model;
    const { epoch, validationLoss } = model;
    const validation = validationLoss === undefined ? {} : { validationLoss };
    this.reports.send({ kind: 'saved', path: this.path, epoch, ...validation });
  }
}
