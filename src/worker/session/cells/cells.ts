/** Cells, one after the other in the order in which they came, and their interruption. */
import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import type { CellRef, CellResult } from '../../../protocol/session.ts';
import type { Host } from '../support/host.ts';
import { resultParts } from '../tasks/result-payload.ts';
import { Cell } from './cell.ts';
import { cellError } from './cell-error.ts';
import { cellFrames } from './frames.ts';
import { explainImport } from './imports.ts';
import { PastCells } from './past-cells.ts';
import type { Repl } from './repl.ts';
import { resultText } from './result-text.ts';

/** Time that an interrupted cell has after its training ended, before it is left to itself. */
const GRACE_MS = 500;
/** Longest time for its training to end and to be saved. */
const LONGEST_MS = 30_000;
/** `interrupt` answers after this time at the latest: the answer says that the thread is not blocked. */
const ANSWER_MS = 1000;

interface Turn {
  cell: Cell;
  resolve: (result: CellResult) => void;
  reject: (reason: unknown) => void;
}

export class Cells {
  readonly #cells = new PastCells<Cell>();
  readonly #waiting: Turn[] = [];
  readonly #starter = new MessageChannel();
  #running: { cell: Cell; over: Promise<void>; abandon: () => void } | undefined;
  #current: Cell | undefined;

  constructor(
    private readonly repl: Repl,
    private readonly host: Host,
  ) {
    this.#starter.port1.on('message', () => this.#start());
  }

  /** The cell that runs, else the one that ran last. */
  get current(): Cell | undefined {
    return this.#current;
  }

  /** Runs a cell after those that came before it. */
  evaluate(ref: CellRef, code: string): Promise<CellResult> {
    const cell = new Cell(ref, code, this.host);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ cell, resolve, reject });
      this.#next();
    });
  }

  /** Stops the running cell's training and then the cell; those that wait do not begin. */
  async interrupt(): Promise<void> {
    for (const { resolve } of this.#waiting.splice(0)) resolve({ kind: 'interrupted' });
    const running = this.#running;
    if (!running) return;
    running.cell.interrupt();
    void abandonLater(running);
    await Promise.race([running.over, sleep(ANSWER_MS)]);
  }

  /** The cell whose code asks for something: that of the outermost frame, as cells call functions of earlier cells. */
  asking(asked: Error): Cell | undefined {
    const key = cellFrames(asked).at(-1)?.key;
    return (key && this.#cells.get(key)) || this.#current;
  }

  /**
   * A cell begins in a turn of the event loop of its own: when it is terminated, V8 forgets what is queued in that
   * turn, and nothing of ours must be among it.
   */
  #next(): void {
    this.#starter.port2.postMessage(undefined);
  }

  #start(): void {
    if (this.#running) return;
    const turn = this.#waiting.shift();
    if (!turn) return;
    const { cell, resolve, reject } = turn;
    let abandon = () => {};
    const abandoned = new Promise<CellResult>((done) => {
      abandon = () => done({ kind: 'interrupted' });
    });
    let end = () => {};
    const over = new Promise<void>((done) => {
      end = done;
    });
    this.#current = cell;
    this.#cells.add(cell);
    this.#running = { cell, over, abandon };
    const ended = () => {
      this.#running = undefined;
      end();
      this.#next();
    };
    void this.#run(cell, abandoned).then(resolve, reject).finally(ended);
  }

  async #run(cell: Cell, abandoned: Promise<CellResult>): Promise<CellResult> {
    const result = await Promise.race([this.#evaluate(cell), abandoned]);
    await Promise.race([cell.workDone(), abandoned]);
    cell.streams.end();
    this.#cells.end(cell);
    return cell.interrupted ? { kind: 'interrupted' } : result;
  }

  async #evaluate(cell: Cell): Promise<CellResult> {
    try {
      return await this.#result(cell);
    } catch (thrown) {
      return { kind: 'error', error: cellError(thrown, cell.key) }; // whatever went wrong: a reply always comes
    }
  }

  async #result({ key, code }: Cell): Promise<CellResult> {
    const evaluation = await this.repl.evaluate(key, code);
    switch (evaluation.kind) {
      case 'terminated':
        return { kind: 'interrupted' };
      case 'thrown':
        explainImport(evaluation.thrown, code, evaluation.position, (other) => this.#cells.get(other)?.code);
        return { kind: 'error', error: cellError(evaluation.thrown, key, evaluation.position) };
      case 'value':
        return valued(evaluation.value);
    }
    evaluation satisfies never;
  }
}

// A promise that the last expression came to is awaited: `rnn.sample(model)` shows the text, not a promise of it.
async function valued(value: unknown): Promise<CellResult> {
  const result = types.isPromise(value) ? await value : value;
  const text = resultText(result);
  const drawn = resultParts(result).map((part) => ({ text: resultText(part.value) ?? '', payload: part.payload }));
  return { kind: 'ok', ...(text !== undefined && { text }), ...(drawn.length > 0 && { drawn }) };
}

/** Leaves an interrupted cell to itself some time after its training has ended, and some time later in any case. */
async function abandonLater({ cell, abandon }: { cell: Cell; abandon: () => void }): Promise<void> {
  await Promise.race([cell.workDone(), sleep(LONGEST_MS)]);
  await sleep(GRACE_MS);
  abandon();
}
