/** What a session may ask of the host: runs, cores, outputs, and the text behind a path. */
import * as vscode from 'vscode';
import { message } from '../messages/message.ts';
import type { KernelSetting } from '../protocol/options.ts';
import type { CellOutput, HostCalls } from '../protocol/session.ts';
import { sourceOfPath } from './sources.ts';
import type { RunStore } from './store.ts';
import type { ThreadBudget } from './thread-budget.ts';

/** The side of a session that these calls work on. */
export interface SessionSide {
  readonly owner: string;
  readonly store: RunStore;
  readonly cores: ThreadBudget;
  /** Runs that live in this session. */
  readonly runs: Set<string>;
  /** Where the outputs of a cell's execution go. */
  readonly outputs: Map<string, (output: CellOutput) => void>;
  /** Where sampled text goes. */
  readonly samples: Map<string, (text: string) => void>;
  stopRun(runId: string): void;
}

export function hostCalls(side: SessionSide): HostCalls {
  const { store, cores, runs } = side;
  return {
    async createRun({ source, options }) {
      const { owner } = side;
      const run = store.create({ owner, source, options, stop: (id) => side.stopRun(id) });
      runs.add(run.id);
      return run.id;
    },
    acquireThreads: (runId, most) => acquire(side, runId, most),
    kernelSetting: async () => vscode.workspace.getConfiguration('unroll').get<KernelSetting>('kernels', 'auto'),
    releaseThreads(runId, kept) {
      cores.release(runId, kept);
      if (kept > 0) store.granted(runId, kept);
    },
    report(runId, report) {
      store.report(runId, report);
      if (report.kind === 'end') runs.delete(runId);
    },
    output: (execution, output) => side.outputs.get(execution)?.(output),
    sampled: (sampleId, text) => side.samples.get(sampleId)?.(text),
    resolveSource: (path) => sourceOfPath(path),
  };
}

async function acquire({ store, cores }: SessionSide, runId: string, most: number): Promise<number | false> {
  if (store.get(runId)?.state === 'stopping') return false;
  const given = await cores.acquire(runId, most, (holders) => {
    const names = holders.map((id) => store.get(id)?.source.name ?? id);
    store.report(runId, { kind: 'waiting', reason: message('run.waits', { names }) });
  });
  if (given === false) return false;
  store.granted(runId, given);
  if (store.get(runId)?.state === 'waiting') store.report(runId, { kind: 'preparing' });
  return given;
}
