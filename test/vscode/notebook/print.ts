/** Prints what a cell shows while it runs, each piece once: streams as they grow, trainings epoch by epoch, results. */
import type { NotebookCellOutput } from 'vscode';
import { RUN_MIME } from '../../../src/protocol/renderer.ts';
import type { Run } from '../../../src/protocol/run.ts';
import { RunLines } from './run-lines.ts';

const STDOUT = 'application/vnd.code.notebook.stdout';
const STDERR = 'application/vnd.code.notebook.stderr';
const ERROR = 'application/vnd.code.notebook.error';

export type Print = (kind: 'stdout' | 'stderr', text: string) => void;

export class OutputPrinter {
  /** Characters that are printed already, by place of the output and mime type: outputs have no identity in the API. */
  readonly #printed = new Map<string, number>();
  readonly #runs = new Map<number, RunLines>();

  constructor(private readonly print: Print) {}

  /** Prints what is new in the outputs of a cell. */
  update(outputs: readonly NotebookCellOutput[]): void {
    for (const [place, output] of outputs.entries()) {
      this.#stream('stdout', `${place} ${STDOUT}`, textOf(output, STDOUT));
      this.#stream('stderr', `${place} ${STDERR}`, textOf(output, STDERR));
      this.#once('stderr', `${place} ${ERROR}`, readableError(textOf(output, ERROR)));
      const run = textOf(output, RUN_MIME);
      if (run) this.#run(place, JSON.parse(run) as Run);
      else this.#once('stdout', `${place} text/plain`, textOf(output, 'text/plain'));
    }
  }

  #stream(kind: 'stdout' | 'stderr', key: string, text: string): void {
    const before = this.#printed.get(key) ?? 0;
    if (text.length !== before) this.print(kind, text.length > before ? text.slice(before) : text);
    this.#printed.set(key, text.length);
  }

  #once(kind: 'stdout' | 'stderr', key: string, text: string): void {
    if (text === '' || this.#printed.has(key)) return;
    this.#printed.set(key, text.length);
    this.print(kind, `${text.trimEnd()}\n`);
  }

  #run(place: number, run: Run): void {
    const lines = this.#runs.get(place) ?? new RunLines();
    this.#runs.set(place, lines);
    for (const line of lines.next(run)) this.print('stdout', `${line}\n`);
  }
}

function textOf({ items }: NotebookCellOutput, mime: string): string {
  const decoder = new TextDecoder();
  return items
    .filter((item) => item.mime === mime)
    .map((item) => decoder.decode(item.data))
    .join('');
}

function readableError(json: string): string {
  if (json === '') return '';
  const { name, message, stack } = JSON.parse(json) as { name?: string; message?: string; stack?: string };
  return stack || `${name ?? 'Error'}: ${message ?? ''}`;
}
