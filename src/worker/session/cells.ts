/** Cells, one after the other in the order in which they came, and their interruption. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CellOutput, CellRef, CellResult } from '../../protocol/session.ts';
import { cellError } from './cell-error.ts';
import { addCell, cellFrames } from './frames.ts';
import type { Host } from './host.ts';
import { explainImport } from './imports.ts';
import type { Repl } from './repl.ts';
import { resultText } from './result-text.ts';
import { CellStreams } from './streams.ts';

/** Time that an interrupted cell has after its training ended, before it is left to itself. */
const GRACE_MS = 500;
/** `interrupt` answers after this time at the latest: the answer says that the thread is not blocked. */
const ANSWER_MS = 1000;

export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor() {
    super('The cell was interrupted.');
  }
}

/** One execution of a cell. */
export class Cell {
  readonly key: string;
  readonly streams: CellStreams;
  /** What goes on for the cell, whether it awaits it or not, with a way to stop it. */
  readonly work = new Map<Promise<unknown>, () => void>();
  interrupted = false;

  constructor(
    readonly ref: CellRef,
    readonly code: string,
    private readonly host: Host,
  ) {
    this.key = addCell(ref.label);
    this.streams = new CellStreams((kind, text) => void host.output.asEvent(ref.execution, { kind, text }));
  }

  /** Shows something after what has been printed until now. */
  show(output: CellOutput): void {
    this.streams.flush();
    void this.host.output.asEvent(this.ref.execution, output);
  }

  /** Work of this cell: the cell is not over before it is. */
  async during<T>(work: Promise<T>, stop: () => void): Promise<T> {
    this.work.set(work, stop);
    try {
      return await work;
    } finally {
      this.work.delete(work);
    }
  }

  async workDone(): Promise<void> {
    while (this.work.size > 0) await Promise.allSettled(this.work.keys());
  }
}

export class Cells {
  readonly #cells = new Map<string, Cell>();
  readonly #queue = new Map<Cell, Promise<CellResult>>();
  #last: Promise<unknown> = Promise.resolve();
  #current: Cell | undefined;
  #abandon: (() => void) | undefined;

  constructor(
    private readonly repl: Repl,
    private readonly host: Host,
  ) {}

  /** The cell that runs, else the one that ran last. */
  get current(): Cell | undefined {
    return this.#current;
  }

  /** Runs a cell after those that came before it. */
  evaluate(ref: CellRef, code: string): Promise<CellResult> {
    const cell = new Cell(ref, code, this.host);
    this.#cells.set(cell.key, cell);
    const turn = this.#last.then(() => this.#run(cell)).finally(() => this.#queue.delete(cell));
    this.#last = turn.catch(() => undefined);
    this.#queue.set(cell, turn);
    return turn;
  }

  /** Stops the running cell's training and then the cell; those that wait do not begin. */
  async interrupt(): Promise<void> {
    const [current, running] = [this.#current, this.#queue.get(this.#current as Cell)];
    for (const cell of this.#queue.keys()) cell.interrupted = true;
    if (!current || !running) return;
    for (const stop of current.work.values()) stop();
    void current.workDone().then(async () => {
      await sleep(GRACE_MS);
      if (this.#current === current) this.#abandon?.();
    });
    await Promise.race([running, sleep(ANSWER_MS)]);
  }

  /** The cell whose code asks for something: that of the outermost frame, as cells call functions of earlier cells. */
  asking(asked: Error): Cell | undefined {
    const key = cellFrames(asked).at(-1)?.key;
    return (key && this.#cells.get(key)) || this.#current;
  }

  async #run(cell: Cell): Promise<CellResult> {
    if (cell.interrupted) return { kind: 'interrupted' };
    this.#current = cell;
    const abandoned = new Promise<CellResult>((resolve) => {
      this.#abandon = () => resolve({ kind: 'interrupted' });
    });
    const result = await Promise.race([this.#evaluate(cell), abandoned]);
    await cell.workDone();
    cell.streams.end();
    return cell.interrupted ? { kind: 'interrupted' } : result;
  }

  async #evaluate({ key, code }: Cell): Promise<CellResult> {
    const evaluation = await this.repl.evaluate(key, code);
    switch (evaluation.kind) {
      case 'terminated':
        return { kind: 'interrupted' };
      case 'thrown':
        explainImport(evaluation.thrown, code, evaluation.position, (other) => this.#cells.get(other)?.code);
        return { kind: 'error', error: cellError(evaluation.thrown, key, evaluation.position) };
      case 'value':
        return this.#valued(key, evaluation.value);
    }
    evaluation satisfies never;
  }

  // A promise that the last expression came to is awaited: `rnn.sample(model)` shows the text, not a promise of it.
  async #valued(key: string, value: unknown): Promise<CellResult> {
    try {
      const text = resultText(value instanceof Promise ? await value : value);
      return { kind: 'ok', ...(text !== undefined && { text }) };
    } catch (thrown) {
      return { kind: 'error', error: cellError(thrown, key) };
    }
  }
}
