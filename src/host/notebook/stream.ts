/** What a cell prints. The session gathers it, ten times a second at most, and cuts a flood. */
import * as vscode from 'vscode';
import { logged } from './outputs.ts';

type Kind = 'stdout' | 'stderr';

export class StreamOutput {
  #open: { kind: Kind; output: vscode.NotebookCellOutput } | undefined;

  constructor(
    private readonly execution: vscode.NotebookCellExecution,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Appends to the output of this kind that stands last, else places a new one. */
  print(kind: Kind, text: string): void {
    const item = vscode.NotebookCellOutputItem[kind](text);
    if (this.#open?.kind === kind) {
      void logged(this.execution.appendOutputItems(item, this.#open.output), this.log);
      return;
    }
    this.#open = { kind, output: new vscode.NotebookCellOutput([item]) };
    void logged(this.execution.appendOutput(this.#open.output), this.log);
  }

  /** Something else is placed now: what is printed after it begins an output of its own. */
  close(): void {
    this.#open = undefined;
  }
}
