/**
 * The one store of runs. The panel, commands and notebooks start runs here and look at them here; a view is given the
 * whole run first, then the reports that follow.
 */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TrainOptions } from '../protocol/options.ts';
import type { ToView } from '../protocol/renderer.ts';
import { applyReport, isOver, type Run, type RunReport, type SourceRecord } from '../protocol/run.ts';

/** What happens to runs, in order. After 'start' and 'granted' a view needs the whole run, after 'report' only that. */
export type RunChange =
  | { kind: 'start' | 'granted'; run: Run }
  | { kind: 'report'; run: Run; seq: number; report: RunReport }
  | { kind: 'end'; run: Run };

/** What a view needs to know of a change; the end is a report already. */
export function changeMessage(change: RunChange): ToView | undefined {
  switch (change.kind) {
    case 'start':
    case 'granted':
      return { kind: 'run', run: change.run };
    case 'report':
      return { kind: 'report', runId: change.run.id, seq: change.seq, report: change.report };
    case 'end':
      return undefined;
  }
  return change satisfies never;
}

interface RunRequest {
  /** Who asks: 'panel', 'command', or a notebook's path. */
  owner: string;
  source: SourceRecord;
  options: TrainOptions;
  /** Stops the run where it is trained. */
  stop: (runId: string) => void;
}

/** Ended runs that keep their gates, by far the largest part of a run: more than anybody looks at side by side. */
const RUNS_WITH_GATES = 20;

export class RunStore implements vscode.Disposable {
  readonly #runs = new Map<string, { run: Run; stop: (runId: string) => void }>();
  readonly #changed = new vscode.EventEmitter<RunChange>();
  readonly onDidChange = this.#changed.event;

  create({ owner, source, options, stop }: RunRequest): Run {
    const run: Run = {
      id: randomUUID(),
      seq: -1,
      owner,
      source,
      options,
      threads: 0,
      startedAt: Date.now(),
      state: 'preparing',
      training: [],
      validation: [],
      notices: [],
    };
    this.#runs.set(run.id, { run, stop });
    this.#changed.fire({ kind: 'start', run });
    return run;
  }

  /** Cores were given to a run. */
  granted(runId: string, threads: number): void {
    const run = this.get(runId);
    if (!run) return;
    run.threads = threads;
    this.#changed.fire({ kind: 'granted', run });
  }

  /** Adds a report to a run. What comes after the end is dropped: the run is what it was when it ended. */
  report(runId: string, report: RunReport): void {
    const run = this.get(runId);
    if (!run || isOver(run)) return;
    const seq = run.seq + 1;
    applyReport(run, seq, report);
    this.#changed.fire({ kind: 'report', run, seq, report });
    if (report.kind !== 'end') return;
    this.#changed.fire({ kind: 'end', run });
    this.#dropOldGates();
  }

  /** Stops a run, whoever started it. A run that is over is left alone. */
  stop(runId: string): void {
    const entry = this.#runs.get(runId);
    if (!entry || isOver(entry.run)) return;
    if (entry.run.state !== 'stopping') this.report(runId, { kind: 'stopping' });
    entry.stop(runId);
  }

  get(runId: string): Run | undefined {
    return this.#runs.get(runId)?.run;
  }

  /** All runs, the newest first. */
  list(): Run[] {
    return [...this.#runs.values()].map(({ run }) => run).reverse();
  }

  /** Runs that are not over, the newest first. */
  active(): Run[] {
    return this.list().filter((run) => !isOver(run));
  }

  newest(): Run | undefined {
    return this.list()[0];
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** The outputs of notebooks have stored theirs. */
  #dropOldGates(): void {
    for (const run of this.list().filter(isOver).slice(RUNS_WITH_GATES)) delete run.gates;
  }
}
