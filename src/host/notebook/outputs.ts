/** Outputs with several representations: live view, Vega-Lite, PNG, text; placed once and rewritten while a run goes on. */
import * as vscode from 'vscode';
import type { GatesPayload } from '../../protocol/gates.ts';
import { GATES_MIME, RUN_MIME } from '../../protocol/renderer.ts';
import type { Run, RunReport } from '../../protocol/run.ts';
import type { Drawing } from '../drawing/drawing.ts';
import type { RunStore } from '../store.ts';
import { storedRun } from './stored-run.ts';

// JupyterLab draws up to v5.
const VEGA_LITE_MIME = 'application/vnd.vegalite.v5+json';
/** Least time between two rewritings of a stored output while its run goes on, after an epoch and within a long one. */
const REWRITE_MS = { epoch: 5000, step: 60_000 };

const { json, text } = vscode.NotebookCellOutputItem;

/** Shows a run in a cell. `finish` stores its last state, with a picture. */
export class RunOutput {
  readonly #output: vscode.NotebookCellOutput;
  readonly #watching: vscode.Disposable;
  #written = Date.now();
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly execution: vscode.NotebookCellExecution,
    private readonly run: Run,
    private readonly drawing: Drawing,
    store: RunStore,
  ) {
    this.#output = new vscode.NotebookCellOutput([json(storedRun(run), RUN_MIME)]);
    void execution.appendOutput(this.#output);
    this.#watching = store.onDidChange((change) => {
      if (change.run.id === run.id && change.kind === 'report') this.#checkpoint(change.report);
    });
  }

  async finish(): Promise<void> {
    this.#watching.dispose();
    this.#write();
    await this.#writing;
  }

  #checkpoint({ kind }: RunReport): void {
    if (kind !== 'epoch' && kind !== 'step') return;
    if (Date.now() - this.#written >= REWRITE_MS[kind]) this.#write();
  }

  #write(): void {
    this.#written = Date.now();
    this.#writing = this.#writing.then(async () => {
      const items = await runItems(storedRun(this.run), this.drawing);
      await this.execution.replaceOutputItems(items, this.#output);
    });
  }
}

/** Shows gates in a cell: at once for the live view, then with a picture and text. */
export async function showGates(
  execution: vscode.NotebookCellExecution,
  gates: GatesPayload,
  drawing: Drawing,
): Promise<void> {
  const output = new vscode.NotebookCellOutput([json(gates, GATES_MIME)]);
  void execution.appendOutput(output);
  const picture = await drawing.gates(gates);
  const items = [json(gates, GATES_MIME), ...(picture ? [png(picture.png), text(picture.text)] : [])];
  await execution.replaceOutputItems(items, output);
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
