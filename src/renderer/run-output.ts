/** A run in a cell's output. */
import type { OutputItem } from 'vscode-notebook-renderer';
import type { LiveRuns } from '../charts/runs/live-runs.ts';
import { RunView } from '../charts/runs/run-view.ts';
import type { Texts } from '../charts/texts.ts';
import { readRun } from '../protocol/stored.ts';
import { shadowBox } from './shadow.ts';

export class RunOutput {
  readonly #view: RunView;
  #runId: string | undefined;

  constructor(
    readonly element: HTMLElement,
    texts: Texts,
    private readonly runs: LiveRuns,
  ) {
    const { stop } = runs;
    this.#view = new RunView(shadowBox(element), texts, { gates: true, ...(stop && { stop }) });
  }

  update(item: OutputItem): void {
    const run = readRun(item.text());
    if (this.#runId !== undefined && this.#runId !== run.id) this.runs.unwatch(this.#runId, this.#view);
    this.#runId = run.id;
    this.runs.watch(run, this.#view);
  }

  dispose(): void {
    if (this.#runId !== undefined) this.runs.unwatch(this.#runId, this.#view);
    this.#view.dispose();
  }
}
