/** The runs of this session: trainings of cells, panel and commands alike. */
import type { TrainOptions } from '../../../protocol/options.ts';
import type { Source } from '../../../protocol/run.ts';
import type { RunEnd } from './run-end.ts';
import { type RunContext, TrainingRun } from './training-run.ts';

export class Runs {
  readonly #active = new Map<string, TrainingRun>();

  constructor(private readonly context: RunContext) {}

  /** Trains under an id that the host made. Never rejects: the end says how it went. */
  async train(runId: string, source: Source, options: TrainOptions): Promise<RunEnd> {
    const run = new TrainingRun(this.context, runId, source, options);
    this.#active.set(runId, run);
    try {
      return await run.run();
    } finally {
      this.#active.delete(runId);
    }
  }

  /** Stops a run when the host asks; one that is unknown or over is left alone. */
  stop(runId: string): void {
    this.#active.get(runId)?.stop();
  }

  /** Stops a run for an interrupted cell, and tells the host. */
  interrupt(runId: string): void {
    const run = this.#active.get(runId);
    run?.announceStop();
    run?.stop();
  }
}
