/**
 * What a cell prints: gathered, sent at most ten times a second (also out of a loop that never lets go of the thread),
 * and cut when it becomes a flood, so that neither memory nor the notebook fills up.
 */
import { type Message, message } from '../../../messages/message.ts';
import type { CellOutput } from '../../../protocol/session.ts';

type Kind = 'stdout' | 'stderr';
/** What is printed, and what we have to say of it. */
type Printed = Extract<CellOutput, { kind: Kind | 'notice' }>;

const FLUSH_MS = 100;
/** Characters of a cell that are shown as they come. */
const SHOWN_CHARS = 200_000;
/** Characters from the end of a flood that are shown when the cell is over. */
const TAIL_CHARS = 4_000;

export class CellStreams {
  #pending: Printed[] = [];
  #shown = 0;
  #left = 0;
  #tail = '';
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly send: (output: Printed) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  print(kind: Kind, text: string): void {
    const room = SHOWN_CHARS - this.#shown;
    if (room > 0) this.#add(kind, text.slice(0, room));
    this.#shown += Math.min(room, text.length);
    if (text.length > room) this.#leaveOut(text.slice(room));
  }

  /** Sends what has been gathered. To be called before anything else is shown in the cell. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    this.#pending = [];
    if (pending.length > 0) this.#sentAt = this.now();
    for (const output of pending) this.send(output);
  }

  /** The cell is over: sends the rest, of a flood its end and how much was left out. */
  end(): void {
    const tail = this.#tail.slice(-TAIL_CHARS);
    const skipped = this.#left - tail.length;
    if (skipped > 0) this.#tell(message('cell.left-out', { characters: skipped }));
    if (tail !== '') this.#add('stdout', tail);
    this.#left = 0;
    this.#tail = '';
    this.flush();
  }

  #leaveOut(text: string): void {
    if (this.#left === 0) this.#tell(message('cell.flood', { characters: SHOWN_CHARS }));
    this.#left += text.length;
    this.#tail += text.slice(-TAIL_CHARS);
    if (this.#tail.length > 4 * TAIL_CHARS) this.#tail = this.#tail.slice(-TAIL_CHARS);
    this.#flushWhenDue();
  }

  #add(kind: Kind, text: string): void {
    const last = this.#pending.at(-1);
    if (last?.kind === kind) last.text += text;
    else this.#pending.push({ kind, text });
    this.#flushWhenDue();
  }

  #tell(told: Message): void {
    this.#pending.push({ kind: 'notice', message: told });
    this.#flushWhenDue();
  }

  #flushWhenDue(): void {
    if (this.#pending.length === 0) return;
    if (this.now() - this.#sentAt >= FLUSH_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }
}
