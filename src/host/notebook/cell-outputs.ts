/** Everything that one execution of a cell shows, in order: text, runs, gates, the result, the error. */
import * as vscode from 'vscode';
import type { ResultPayload } from '../../protocol/result.ts';
import type { CellError, CellOutput } from '../../protocol/session.ts';
import { words } from '../words.ts';
import { logged, type OutputTools, RunOutput, showGates, showResult } from './outputs.ts';
import { StreamOutput } from './stream.ts';
import { textItems } from './text-output.ts';

export class CellOutputs {
  readonly #stream: StreamOutput;
  readonly #runs: RunOutput[] = [];
  readonly #drawn: Promise<void>[] = [];

  constructor(
    private readonly execution: vscode.NotebookCellExecution,
    private readonly tools: OutputTools,
  ) {
    this.#stream = new StreamOutput(execution, tools.log);
  }

  add(output: CellOutput): void {
    switch (output.kind) {
      case 'stdout':
      case 'stderr':
        this.#stream.print(output.kind, output.text);
        return;
      case 'notice':
        this.#stream.print('stderr', `${words(output.message)}\n`);
        return;
      case 'run':
        this.#stream.close();
        this.#addRun(output.runId);
        return;
      case 'gates':
        this.#stream.close();
        this.#drawn.push(showGates(this.execution, output.gates, this.tools));
        return;
    }
    output satisfies never;
  }

  /** The value of the last expression: drawn, where the session says how, maybe in parts; else as text. */
  result(text: string, drawn?: { text: string; payload: ResultPayload }[]): void {
    this.#stream.close();
    if (!drawn) this.#place(...textItems(text));
    else for (const part of drawn) this.#drawn.push(showResult(this.execution, part.payload, part.text, this.tools));
  }

  error({ name, stack, ...error }: CellError): void {
    const message = error.told ? words(error.told) : error.message;
    // The renderer shows the stack alone when there is one.
    const readable = [`${name}: ${message}`, stack].filter((part) => part !== '').join('\n');
    this.#place(vscode.NotebookCellOutputItem.error({ name, message, stack: readable }));
  }

  /** Stores the last state of everything that is drawn. To be awaited before the execution ends. */
  async finish(): Promise<void> {
    await Promise.all([...this.#runs.map((run) => run.finish()), ...this.#drawn]);
  }

  #addRun(runId: string): void {
    const run = this.tools.store.get(runId);
    if (run) this.#runs.push(new RunOutput(this.execution, run, this.tools));
  }

  #place(...items: vscode.NotebookCellOutputItem[]): void {
    this.#stream.close();
    void logged(this.execution.appendOutput(new vscode.NotebookCellOutput(items)), this.tools.log);
  }
}
