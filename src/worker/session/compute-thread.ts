/** A compute thread as its session holds it. Whatever happens to the thread, `ended` resolves. */
import { Worker } from 'node:worker_threads';
import type { ComputeTask, TaskEvent } from '../compute/task.ts';

/** Memory of the thread's JavaScript heap; the numbers of networks and texts lie outside of it. */
const HEAP_MB = 4096;

export interface ComputeThread {
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
