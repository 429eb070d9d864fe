/**
 * A notebook that is saved for the first time while it trains: its file is a document of its own, with copies of the
 * outputs. What still runs is shown on in there, as an execution that can be stopped, and stored at its end; what has
 * ended meanwhile is stored at once.
 */
import type * as vscode from 'vscode';
import { RUN_MIME } from '../../protocol/renderer.ts';
import { isOver, type Run } from '../../protocol/run.ts';
import { readRun } from '../../protocol/stored.ts';
import type { SessionHandle } from '../session.ts';
import type { RunStore } from '../store.ts';
import { type OutputTools, outputOf, RunOutput } from './outputs.ts';

/**
 * Shows the runs of a session that go on in the cells that hold their outputs. The kernel must be that of the notebook.
 */
export function continueRuns(
  controller: vscode.NotebookController,
  notebook: vscode.NotebookDocument,
  session: SessionHandle,
  tools: OutputTools,
): void {
  const shown = new Map<vscode.NotebookCell, Run[]>();
  for (const run of tools.store.list()) {
    const cell = notebook.getCells().find((each) => outputOf(each, run));
    if (!cell) continue;
    const goesOn = session.runs.has(run.id) && !isOver(run);
    const hasEnded = isOver(run) && !isOver(shownIn(cell, run) ?? run);
    if (goesOn || hasEnded) shown.set(cell, [...(shown.get(cell) ?? []), run]);
  }
  // A cell has one execution, whatever number of runs it shows.
  for (const [cell, runs] of shown) void continueRunsOf(controller.createNotebookCellExecution(cell), runs, tools);
}

/** A run as a cell's output was stored. */
function shownIn(cell: vscode.NotebookCell, run: Run): Run | undefined {
  const item = outputOf(cell, run)?.items.find(({ mime }) => mime === RUN_MIME);
  return item && readRun(new TextDecoder().decode(item.data));
}

async function continueRunsOf(execution: vscode.NotebookCellExecution, runs: Run[], tools: OutputTools): Promise<void> {
  execution.executionOrder = execution.cell.executionSummary?.executionOrder;
  execution.start(Math.min(...runs.map(({ startedAt }) => startedAt)));
  await Promise.all(
    runs.map(async (run) => {
      const output = new RunOutput(execution, run, tools);
      if (!isOver(run)) await end(run, tools.store);
      await output.finish();
    }),
  );
  execution.end(
    runs.every(({ state }) => state !== 'failed'),
    Date.now(),
  );
}

function end(run: Run, store: RunStore): Promise<void> {
  return new Promise((resolve) => {
    const watching = store.onDidChange((change) => {
      if (change.kind !== 'end' || change.run !== run) return;
      watching.dispose();
      resolve();
    });
  });
}
