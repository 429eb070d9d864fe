/**
 * Outputs with several representations: live view, Vega-Lite, PNG, text; placed once and rewritten while a run goes on.
 */
import * as vscode from 'vscode';
import type { GatesPayload } from '../../protocol/gates.ts';
import { GATES_MIME, RESULT_MIME, RUN_MIME } from '../../protocol/renderer.ts';
import type { ResultPayload } from '../../protocol/result.ts';
import type { Run, RunReport } from '../../protocol/run.ts';
import type { Drawing } from '../drawing/drawing.ts';
import type { RunStore } from '../store.ts';
import { storedRun } from './stored-run.ts';

// JupyterLab draws up to v5.
const VEGA_LITE_MIME = 'application/vnd.vegalite.v5+json';
/** Least time between two rewritings of a stored output while its run goes on, after an epoch and within a long one. */
const REWRITE_MS = { epoch: 5000, step: 60_000 };

const { json, text } = vscode.NotebookCellOutputItem;

export interface OutputTools {
  store: RunStore;
  drawing: Drawing;
  log: vscode.LogOutputChannel;
}

/**
 * Shows a run in a cell, where it stands already or anew. Its last state is stored when it ends, at the latest with
 * `finish`.
 */
export class RunOutput {
  #output: vscode.NotebookCellOutput;
  readonly #watching: vscode.Disposable;
  #written = Date.now();
  #writtenSeq: number | undefined;
  #writing: Promise<void>;

  constructor(
    private readonly execution: vscode.NotebookCellExecution,
    private readonly run: Run,
    private readonly tools: OutputTools,
  ) {
    const there = outputOf(execution.cell, run);
    this.#output = there ?? new vscode.NotebookCellOutput([json(storedRun(run), RUN_MIME)]);
    this.#writing = there ? Promise.resolve() : logged(execution.appendOutput(this.#output), tools.log);
    this.#watching = tools.store.onDidChange((change) => {
      if (change.run.id !== run.id) return;
      if (change.kind === 'report') this.#checkpoint(change.report);
      if (change.kind === 'end') this.#write();
    });
  }

  async finish(): Promise<void> {
    this.#watching.dispose();
    if (this.#writtenSeq !== this.run.seq) this.#write();
    await this.#writing;
  }

  #checkpoint({ kind }: RunReport): void {
    if (kind !== 'epoch' && kind !== 'step') return;
    if (Date.now() - this.#written >= REWRITE_MS[kind]) this.#write();
  }

  #write(): void {
    this.#written = Date.now();
    this.#writtenSeq = this.run.seq;
    const run = storedRun(this.run);
    this.#writing = this.#writing.then(() => logged(this.#replace(run), this.tools.log));
  }

  /** VS Code drops what is written to an output that was cleared, so that one is placed anew. */
  async #replace(run: Run): Promise<void> {
    const items = await runItems(run, this.tools.drawing);
    if (outputOf(this.execution.cell, run)) return this.execution.replaceOutputItems(items, this.#output);
    this.#output = new vscode.NotebookCellOutput(items);
    return this.execution.appendOutput(this.#output);
  }
}

/** Shows gates in a cell: at once for the live view, then with a picture and text. */
export async function showGates(
  execution: vscode.NotebookCellExecution,
  gates: GatesPayload,
  { drawing, log }: OutputTools,
): Promise<void> {
  const output = new vscode.NotebookCellOutput([json(gates, GATES_MIME)]);
  await logged(execution.appendOutput(output), log);
  const picture = await drawing.gates(gates);
  if (!picture) return;
  const items = [json(gates, GATES_MIME), png(picture.png), text(picture.text)];
  await logged(execution.replaceOutputItems(items, output), log);
}

/** Shows the value of a cell: at once for our view and as text, then with a chart and a picture where there is one. */
export async function showResult(
  execution: vscode.NotebookCellExecution,
  result: ResultPayload,
  plain: string,
  { drawing, log }: OutputTools,
): Promise<void> {
  const [ours, last] = [json(result, RESULT_MIME), text(plain)];
  const output = new vscode.NotebookCellOutput([ours, last]);
  await logged(execution.appendOutput(output), log);
  const picture = await drawing.result(result);
  if (!picture) return;
  const chart = picture.spec ? [json(picture.spec, VEGA_LITE_MIME)] : [];
  await logged(execution.replaceOutputItems([ours, ...chart, png(picture.png), last], output), log);
}

/** The output of a cell that shows a run. */
export function outputOf({ outputs }: vscode.NotebookCell, { id }: Run): vscode.NotebookCellOutput | undefined {
  const showsRun = ({ mime, data }: vscode.NotebookCellOutputItem) =>
    mime === RUN_MIME && new TextDecoder().decode(data).includes(id);
  return outputs.find(({ items }) => items.some(showsRun));
}

/** A write that fails is told in the log, and the next one is made all the same. */
export async function logged(write: Thenable<void>, log: vscode.LogOutputChannel): Promise<void> {
  try {
    await write;
  } catch (error) {
    log.error(`An output could not be stored: ${error}`);
  }
}

async function runItems(run: Run, drawing: Drawing): Promise<vscode.NotebookCellOutputItem[]> {
  const live = json(run, RUN_MIME);
  const picture = await drawing.run(run);
  if (!picture) return [live];
  return [live, json(picture.spec, VEGA_LITE_MIME), png(picture.png), text(picture.text)];
}

function png(bytes: Uint8Array): vscode.NotebookCellOutputItem {
  return new vscode.NotebookCellOutputItem(bytes, 'image/png');
}
