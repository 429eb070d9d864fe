/**
 * Where threads wait for each other: a counter of those that have come and a generation that the last one raises. They
 * spin for a while first, since waking a sleeping thread takes longer than most waits.
 */
import { CrewLost } from './thread.ts';

/** Words of the shared block. */
const ARRIVED = 0;
const GENERATION = 1;
const SLEEPING = 2;
const ABORT = 3;
export const BARRIER_WORDS = 4;

/** Turns before sleeping: some 100 microseconds, or none where threads have to share a core. */
const SPINS = 20_000;
/** A thread that sleeps looks so often whether it waits in vain. */
const SLEEP_MS = 100;

export class Barrier {
  readonly #words: Int32Array;
  readonly #spins: number;

  /** `buffer` holds BARRIER_WORDS zeros from `byteOffset` on, the same for all `count` threads. */
  constructor(
    buffer: SharedArrayBuffer,
    byteOffset: number,
    private readonly count: number,
    cores: number,
  ) {
    this.#words = new Int32Array(buffer, byteOffset, BARRIER_WORDS);
    this.#spins = count <= cores ? SPINS : 0;
  }

  /** Returns when all threads have come. Throws CrewLost when the barrier was aborted and they have not. */
  wait(): void {
    const words = this.#words;
    const generation = Atomics.load(words, GENERATION);
    if (Atomics.add(words, ARRIVED, 1) === this.count - 1) {
      Atomics.store(words, ARRIVED, 0);
      Atomics.add(words, GENERATION, 1);
      if (Atomics.load(words, SLEEPING) > 0) Atomics.notify(words, GENERATION);
      return;
    }
    for (let spin = 0; spin < this.#spins; spin++) if (Atomics.load(words, GENERATION) !== generation) return;
    this.#sleep(generation);
  }

  /** Ends all waiting, now and from now on. */
  abort(): void {
    Atomics.store(this.#words, ABORT, 1);
    Atomics.notify(this.#words, GENERATION);
  }

  get aborted(): boolean {
    return Atomics.load(this.#words, ABORT) !== 0;
  }

  #sleep(generation: number): void {
    const words = this.#words;
    Atomics.add(words, SLEEPING, 1);
    try {
      while (Atomics.load(words, GENERATION) === generation) {
        if (this.aborted) throw new CrewLost('the other threads are gone');
        Atomics.wait(words, GENERATION, generation, SLEEP_MS);
      }
    } finally {
      Atomics.sub(words, SLEEPING, 1);
    }
  }
}
