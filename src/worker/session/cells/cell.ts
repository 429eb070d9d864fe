/** One execution of a cell: what it shows, and what goes on for it. */
import { MessageError, message } from '../../../messages/message.ts';
import type { CellOutput, CellRef } from '../../../protocol/session.ts';
import type { Host } from '../support/host.ts';
import { addCell } from './frames.ts';
import { CellStreams } from './streams.ts';

export class Interrupted extends MessageError {
  override readonly name = 'Interrupted';
  constructor() {
    super(message('cell.interrupted', {}));
  }
}

export class Cell {
  readonly key: string;
  readonly streams: CellStreams;
  readonly #work = new Set<Promise<unknown>>();
  readonly #interrupting = new AbortController();

  constructor(
    readonly ref: CellRef,
    public code: string,
    private readonly host: Host,
  ) {
    this.key = addCell(ref.label);
    this.streams = new CellStreams((output) => void this.host.output.asEvent(ref.execution, output));
  }

  /** Shows something after what has been printed until now. */
  show(output: CellOutput): void {
    this.streams.flush();
    void this.host.output.asEvent(this.ref.execution, output);
  }

  /** Aborted when the cell is interrupted. */
  get signal(): AbortSignal {
    return this.#interrupting.signal;
  }

  get interrupted(): boolean {
    return this.signal.aborted;
  }

  interrupt(): void {
    this.#interrupting.abort();
  }

  /** Work of this cell, awaited by its code or not: the cell is not over before it is. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    try {
      return await work;
    } finally {
      this.#work.delete(work);
    }
  }

  async workDone(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }
}
