/** Entry of a compute thread: does the task that it was started with, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { toldBy } from '../../messages/message.ts';
import { TextError } from '../../text/text-error.ts';
import { prepare } from './prepare.ts';
import type { ComputeTask, TaskEvent } from './task.ts';
import { runTraining } from './training.ts';

const task = workerData as ComputeTask;

switch (task.kind) {
  case 'train':
    orRefuse(() => runTraining(task, post));
    break;
  case 'prepare':
    orRefuse(() => post({ kind: 'prepared', data: prepare(task) }));
    break;
  default:
    task satisfies never;
}

/**
 * A text that cannot be used, or a network too large for the memory, is an answer for the user; anything else that goes
 * wrong ends the thread with its error.
 */
function orRefuse(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof TextError || error instanceof RangeError)) throw error;
    post({ kind: 'refused', message: toldBy(error) });
  }
}

function post(event: TaskEvent, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(event, transfer);
}
