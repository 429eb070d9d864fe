/** How a run ends: from the last word of its compute thread to the last writing of its model. */
import path from 'node:path';
import { type Message, message, toldBy } from '../../../messages/message.ts';
import type { ComputeEvent } from '../../compute/task.ts';
import type { ModelData } from '../models/model.ts';
import type { BestCheckpoint } from './best-checkpoint.ts';

export interface RunEnd {
  state: 'finished' | 'stopped' | 'failed';
  message?: Message;
  /** The best model; its path is undefined when the file could not be written. */
  model?: { data: ModelData; path: string | undefined };
}

export type End = Extract<ComputeEvent, { kind: 'end' }>;

/** What the last word of a compute thread means for the run. */
export function endOf({ reason, message: why }: End): RunEnd {
  return reason === 'diverged' ? { state: 'failed', ...(why && { message: why }) } : { state: reason };
}

/** The file for the last time. A run that failed says where the weights are that were good. */
export async function saved(checkpoint: BestCheckpoint, data: ModelData, end: RunEnd): Promise<RunEnd> {
  try {
    await checkpoint.finish();
  } catch (error) {
    const unsaved = message('run.in-memory-only', { problem: toldBy(error) });
    return {
      ...end,
      state: 'failed',
      message: end.message ? message('run.both', { first: end.message, second: unsaved }) : unsaved,
      model: { data, path: undefined },
    };
  }
  const kept = { ...end, model: { data, path: checkpoint.path } };
  if (end.state !== 'failed') return kept;
  // Without the folders of this machine: the message is stored in the notebook, which is given to others.
  const file = path.join(path.basename(path.dirname(checkpoint.path)), path.basename(checkpoint.path));
  const reason = end.message ?? message('run.without-reason', {});
  return { ...kept, message: message('run.weights-kept', { reason, file }) };
}
