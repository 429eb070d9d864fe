/** Work that several wait for: it is done once, and given up when nobody waits for it any more. */
export class Shared<T> {
  readonly #result: Promise<T>;
  readonly #givenUp = new AbortController();
  #waiting = 0;

  /** `work` begins after this, and is told by its signal that it is given up. */
  constructor(work: (givenUp: AbortSignal) => Promise<T>) {
    this.#result = Promise.resolve().then(() => work(this.#givenUp.signal));
  }

  /** Resolves as the work does, or with undefined as soon as the signal aborts. */
  async wait(signal: AbortSignal | undefined): Promise<T | undefined> {
    this.#waiting++;
    let leave = () => {};
    const left = new Promise<undefined>((resolve) => {
      leave = () => resolve(undefined);
    });
    signal?.addEventListener('abort', leave);
    try {
      return await Promise.race([this.#result, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      if (--this.#waiting === 0) this.#givenUp.abort();
    }
  }
}
