/**
 * Work that follows a stream of values: one at a time, with a pause between, and only the newest of those that wait.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export class Latest<T> {
  #waiting: { value: T } | undefined;
  #work: Promise<void> = Promise.resolve();
  #draining = false;

  /** `work` must not reject. `pauseMs` passes between the beginnings of two pieces of work at least. */
  constructor(
    private readonly work: (value: T) => Promise<void>,
    private readonly pauseMs: number,
  ) {}

  /** Hands over a value; it takes the place of one that still waits. */
  give(value: T): void {
    this.#waiting = { value };
    if (!this.#draining) void this.#drain();
  }

  /** Forgets what waits; resolves when the work in progress is done. */
  async settle(): Promise<void> {
    this.#waiting = undefined;
    await this.#work;
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    try {
      while (this.#waiting) {
        const { value } = this.#waiting;
        this.#waiting = undefined;
        const pause = sleep(this.pauseMs);
        this.#work = this.work(value);
        await this.#work;
        await pause;
      }
    } finally {
      this.#draining = false;
    }
  }
}
