/** Compute threads as their session holds them. Whatever happens to the thread, `ended` resolves. */
import { Worker } from 'node:worker_threads';
import { Barrier } from '../../../engine/threads/barrier.ts';
import { CONTROL, type ComputeJob, type ComputeTask, type TaskEvent } from '../../compute/task.ts';

/** Memory of the thread's JavaScript heap; the numbers of networks and texts lie outside of it. */
const HEAP_MB = 4096;

interface ComputeThread {
  /** Resolves after the last event: with the error that ended the thread, or undefined when it came to its own end. */
  ended: Promise<Error | undefined>;
  /** Ends the thread wherever it is. */
  kill(): void;
}

export function startCompute(script: string, task: ComputeTask, onEvent: (event: TaskEvent) => void): ComputeThread {
  const worker = new Worker(script, {
    workerData: task,
    name: `unroll ${task.kind}`,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const ended = new Promise<Error | undefined>((resolve) => {
    worker.on('message', onEvent);
    worker.on('messageerror', (error) => {
      resolve(error);
      void worker.terminate();
    });
    worker.on('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))));
    // After 'error' or 'messageerror' this changes nothing any more: the first reason counts.
    worker.on('exit', (code) => resolve(code === 0 ? undefined : new Error(`exit code ${code}`)));
  });
  return { ended, kill: () => void worker.terminate() };
}

/** The threads of one training. When one of them ends, the others are let go. */
export interface ComputeCrew {
  /**
   * Resolves when all are gone: with the error that ended the first of them, or undefined when they came to their own
   * end.
   */
  ended: Promise<Error | undefined>;
  kill(): void;
}

/** Starts one thread for each of the jobs. The first leads; of the others only a refusal is told. */
export function startCrew(
  script: string,
  jobs: readonly ComputeJob[],
  onEvent: (event: TaskEvent) => void,
): ComputeCrew {
  const barrier = new Barrier(jobs[0]!.control, CONTROL.barrier * Int32Array.BYTES_PER_ELEMENT, jobs.length, 0);
  const threads = jobs.map((job) => startCompute(script, { kind: 'train', ...job }, onEvent));
  let first: Error | undefined;
  const each = threads.map(async ({ ended }) => {
    const death = await ended;
    first ??= death;
    barrier.abort();
  });
  return {
    ended: Promise.all(each).then(() => first),
    kill: () => {
      for (const { kill } of threads) kill();
    },
  };
}
