/** A training on several threads as the product runs it, for timing: see worker.ts. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { fitToData } from '../../src/engine/batches/batches.ts';
import type { TrainingConfig } from '../../src/engine/config.ts';
import type { Corpus } from '../../src/engine/data.ts';
import { createMemory } from '../../src/engine/memory/memory.ts';
import { createRandom, uniform } from '../../src/engine/memory/random.ts';
import { planTraining } from '../../src/engine/network/plan.ts';
import { BARRIER_WORDS } from '../../src/engine/threads/barrier.ts';
import type { Configuration } from './configurations.ts';
import type { TimedJob, Timing } from './worker.ts';

/** Windows of text that a training goes through again and again. */
const WINDOWS = 20;
const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'worker.mjs');

export class TimedCrew {
  readonly #workers: Worker[];
  readonly #tokens: number;
  /** Milliseconds until all threads had begun and the weights were packed. */
  readonly startMs: Promise<number>;

  /** `module`: compiled kernels; undefined for the plain ones. */
  constructor(
    { network, window, batch }: Configuration,
    threads: number,
    module: WebAssembly.Module | undefined,
    windows = WINDOWS,
  ) {
    const corpus = randomCorpus(network.vocabulary, window * batch * windows);
    const wanted = { epochs: 1, window, batch, learningRate: 1e-3, clip: 5, dropout: 0, seed: 1 };
    const training: TrainingConfig = { ...wanted, ...fitToData(corpus, wanted) };
    this.#tokens = training.window * training.batch;
    const start = performance.now();
    const memory = createMemory(planTraining(network, training, 'f32', threads));
    const barrier = new SharedArrayBuffer(BARRIER_WORDS * Int32Array.BYTES_PER_ELEMENT);
    const common = { network, training, corpus, module, memory, barrier, count: threads };
    this.#workers = Array.from({ length: threads }, (_, index) => {
      const workerData: TimedJob = { ...common, index };
      return new Worker(script, { workerData });
    });
    this.startMs = this.#answer<'ready'>().then(() => performance.now() - start);
  }

  /** Tokens per second by the median step of about `seconds`, and what else the leading thread measured. */
  async run(seconds: number): Promise<Timing & { tokensPerSecond: number }> {
    await this.startMs;
    this.#workers[0]!.postMessage({ seconds });
    const timing = await this.#answer<Timing>();
    return { ...timing, tokensPerSecond: (this.#tokens / timing.stepMs) * 1000 };
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #answer<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#workers[0]!.once('message', resolve);
      for (const worker of this.#workers) worker.once('error', reject);
    });
  }
}

/** Running text of random tokens: how fast they are learned does not depend on what they are. */
export function randomCorpus(vocabulary: number, tokens: number): Corpus {
  const random = createRandom(7, 'order');
  const ids = new Uint16Array(new SharedArrayBuffer(2 * (tokens + 1)));
  for (let i = 0; i < ids.length; i++) ids[i] = Math.floor(uniform(random) * vocabulary);
  return { kind: 'text', ids, train: Uint32Array.of(0, tokens), validation: new Uint32Array() };
}
