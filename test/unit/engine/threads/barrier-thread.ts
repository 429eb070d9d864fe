/** What a thread of barrier.test.ts does. */
import { parentPort, workerData } from 'node:worker_threads';
import { Barrier } from '../../../../src/engine/threads/barrier.ts';

export interface Task {
  barrier: SharedArrayBuffer;
  /** Threads that meet. */
  count: number;
  cores: number;
  /** How often they meet. */
  turns: number;
  /** One number: how often threads have come. */
  counter: SharedArrayBuffer;
}

/** 'coming' before it waits for the first time; then how it ended, the end last. */
export type Said = 'coming' | 'met' | 'CrewLost' | `turn ${number}: ${number} have come`;

const task = workerData as Task;
const say = (said: Said) => parentPort!.postMessage(said);

say('coming');
try {
  say(meet(task));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  say(error.name as Said);
}

/**
 * Behind the barrier all threads must have come as often as this one; they wait again, so that nobody runs ahead
 * meanwhile.
 */
function meet({ barrier: buffer, count, cores, turns, counter }: Task): Said {
  const barrier = new Barrier(buffer, 0, count, cores);
  const come = new Int32Array(counter);
  for (let turn = 1; turn <= turns; turn++) {
    Atomics.add(come, 0, 1);
    barrier.wait();
    const seen = Atomics.load(come, 0);
    if (seen !== turn * count) return `turn ${turn}: ${seen} have come`;
    barrier.wait();
  }
  return 'met';
}
