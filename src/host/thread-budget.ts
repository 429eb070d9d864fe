/**
 * The budget of cores. A run asks for some, gets what is free and at least one, and gives them back when it is over;
 * runs that find none free wait in the order in which they came.
 */

interface Waiting {
  runId: string;
  wanted: number;
  answer: (cores: number | false) => void;
}

export class ThreadBudget {
  readonly #held = new Map<string, number>();
  readonly #queue: Waiting[] = [];

  /** `total` is read anew whenever cores are given out, so that a changed setting counts from then on. */
  constructor(readonly total: () => number) {}

  /**
   * Resolves with the cores given, 1 to `wanted`, or with false when the run was cancelled while it waited.
   * `onWait` is called once when the run has to wait, with the runs that hold the cores.
   */
  acquire(runId: string, wanted: number, onWait: (holders: string[]) => void): Promise<number | false> {
    return new Promise((answer) => {
      this.#queue.push({ runId, wanted, answer });
      this.update();
      if (this.#queue.some((waiting) => waiting.runId === runId)) onWait([...this.#held.keys()]);
    });
  }

  /** Gives back what a run holds except for `kept`. */
  release(runId: string, kept = 0): void {
    const held = this.#held.get(runId);
    if (held === undefined || held <= kept) return;
    if (kept > 0) this.#held.set(runId, kept);
    else this.#held.delete(runId);
    this.update();
  }

  /** Ends the waiting of a run; its `acquire` resolves with false. */
  cancel(runId: string): void {
    const at = this.#queue.findIndex((waiting) => waiting.runId === runId);
    if (at >= 0) this.#queue.splice(at, 1)[0]?.answer(false);
  }

  /** Gives free cores to those who wait. To be called when the total has grown. */
  update(): void {
    for (let next = this.#queue[0]; next && this.#free() > 0; next = this.#queue[0]) {
      const cores = Math.min(next.wanted, this.#free());
      this.#queue.shift();
      this.#held.set(next.runId, cores);
      next.answer(cores);
    }
  }

  #free(): number {
    let free = this.total();
    for (const cores of this.#held.values()) free -= cores;
    return free;
  }
}

/**
 * Cores that trainings may use together. `setting` 0 takes all of the machine's, less one when there are more than two.
 */
export function threadTotal(setting: number, machine: number): number {
  if (setting > 0) return setting;
  return machine > 2 ? machine - 1 : Math.max(1, machine);
}
