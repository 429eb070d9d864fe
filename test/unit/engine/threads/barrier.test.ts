import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { BARRIER_WORDS, Barrier } from '../../../../src/engine/threads/barrier.ts';
import type { Said, Task } from './barrier-thread.ts';

const WORD_BYTES = Int32Array.BYTES_PER_ELEMENT;

describe('barrier', () => {
  it('one thread alone passes, also when it was aborted', () => {
    const barrier = new Barrier(words(), 0, 1, 1);
    for (let turn = 0; turn < 100; turn++) barrier.wait();
    assert.ok(!barrier.aborted);
    barrier.abort();
    assert.ok(barrier.aborted);
    barrier.wait();
  });

  it('keeps to its words, wherever they stand', () => {
    const buffer = words(3 * BARRIER_WORDS);
    const barrier = new Barrier(buffer, BARRIER_WORDS * WORD_BYTES, 1, 1);
    barrier.wait();
    barrier.abort();
    const all = Array.from(new Int32Array(buffer));
    assert.ok(all.slice(BARRIER_WORDS, 2 * BARRIER_WORDS).some((word) => word !== 0));
    assert.ok([...all.slice(0, BARRIER_WORDS), ...all.slice(2 * BARRIER_WORDS)].every((word) => word === 0));
  });

  it('what one says is seen by all of the same words', () => {
    const buffer = words();
    const [one, other] = [new Barrier(buffer, 0, 2, 2), new Barrier(buffer, 0, 2, 2)];
    one.abort();
    assert.ok(other.aborted);
  });
});

describe('threads at a barrier', () => {
  const threads: Thread[] = [];
  const start = (task: Omit<Task, 'turns' | 'counter'> & Partial<Task>): Thread => {
    const thread = new Thread({ turns: 1, counter: words(1), ...task });
    threads.push(thread);
    return thread;
  };

  afterEach(async () => {
    await Promise.all(threads.splice(0).map((thread) => thread.end()));
  });

  // With fewer cores than threads they sleep at once.
  for (const [waiting, cores] of [
    ['that spin', [4, 4, 4]],
    ['that sleep', [1, 1, 1]],
    ['of which one sleeps and two spin', [1, 4, 4]],
  ] as const)
    it(`three ${waiting} meet 300 times, and none comes through before all have come`, async () => {
      const [barrier, counter] = [words(), words(1)];
      const all = cores.map((each) => start({ barrier, counter, count: 3, cores: each, turns: 300 }));
      assert.deepEqual(await Promise.all(all.map((thread) => thread.said())), ['met', 'met', 'met']);
      assert.equal(new Int32Array(counter)[0], 3 * 300);
    });

  for (const [waiting, cores] of [
    ['spins', 4],
    ['sleeps', 1],
  ] as const)
    it(`one that ${waiting} is released by abort with CrewLost, and so is one that comes later`, async () => {
      const barrier = words();
      const first = start({ barrier, count: 3, cores });
      await first.coming();
      new Barrier(barrier, 0, 3, cores).abort();
      assert.equal(await first.said(), 'CrewLost');
      assert.equal(await start({ barrier, count: 3, cores }).said(), 'CrewLost');
    });
});

/** The code of the threads, which have no loader for TypeScript. */
const code = buildSync({
  entryPoints: [path.join(import.meta.dirname, 'barrier-thread.ts')],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
}).outputFiles[0]!.text;

class Thread {
  readonly #worker: Worker;
  readonly #said: Said[] = [];
  readonly #ended: Promise<unknown>;

  constructor(task: Task) {
    this.#worker = new Worker(code, { eval: true, workerData: task, execArgv: [] });
    this.#worker.on('message', (said: Said) => this.#said.push(said));
    this.#ended = once(this.#worker, 'exit');
  }

  /** Resolves when it is about to wait, if it does not wait already. */
  async coming(): Promise<void> {
    while (this.#said.length === 0) await once(this.#worker, 'message');
  }

  /** The last that it has said, when it has ended. */
  async said(): Promise<Said | undefined> {
    await this.#ended;
    return this.#said.at(-1);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

function words(count = BARRIER_WORDS): SharedArrayBuffer {
  return new SharedArrayBuffer(count * WORD_BYTES);
}
