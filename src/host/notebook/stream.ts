/**
 * What a cell prints, gathered for a moment and then appended at once. A flood is cut: its beginning and its end are shown,
 * and how much was left out.
 */
import * as vscode from 'vscode';

const FLUSH_MS = 100;
/** Characters of one cell that are shown as they come; a megabyte of text is what an .ipynb still opens fast with. */
const SHOWN_CHARS = 1_000_000;
/** Characters from the end of a flood that are shown when the cell is done. */
const TAIL_CHARS = 20_000;

type Kind = 'stdout' | 'stderr';

export class StreamOutput {
  #output: { kind: Kind; output: vscode.NotebookCellOutput } | undefined;
  #pending: { kind: Kind; text: string } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #shown = 0;
  #left = 0;
  #tail = '';

  constructor(private readonly execution: vscode.NotebookCellExecution) {}

  print(kind: Kind, text: string): void {
    const room = Math.max(0, SHOWN_CHARS - this.#shown);
    this.#shown += text.length;
    if (room > 0) this.#append(kind, text.slice(0, room));
    if (text.length > room) this.#leaveOut(text.slice(room));
  }

  /** Appends what has been gathered. The next text begins an output of its own: something else stands between. */
  close(): void {
    this.#flush();
    this.#output = undefined;
  }

  /** The cell is done: appends what is gathered and the end of a flood. */
  finish(): void {
    const skipped = this.#left - this.#tail.length;
    if (skipped > 0) this.#append('stderr', `\n${vscode.l10n.t('… {0} characters are left out here …', skipped)}\n`);
    if (this.#left > 0) this.#append('stdout', this.#tail);
    this.#left = 0;
    this.#tail = '';
    this.close();
  }

  #leaveOut(text: string): void {
    if (this.#left === 0) {
      const notice = vscode.l10n.t(
        'This cell prints a lot. From here on only the end is shown, when the cell is done.',
      );
      this.#append('stderr', `\n${notice}\n`);
    }
    this.#left += text.length;
    this.#tail = (this.#tail + text).slice(-TAIL_CHARS);
  }

  #append(kind: Kind, text: string): void {
    if (this.#pending && this.#pending.kind !== kind) this.#flush();
    this.#pending = { kind, text: (this.#pending?.text ?? '') + text };
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#pending) return;
    const { kind, text } = this.#pending;
    this.#pending = undefined;
    const item = vscode.NotebookCellOutputItem[kind](text);
    if (this.#output?.kind === kind) void this.execution.appendOutputItems(item, this.#output.output);
    else {
      this.#output = { kind, output: new vscode.NotebookCellOutput([item]) };
      void this.execution.appendOutput(this.#output.output);
    }
  }
}
