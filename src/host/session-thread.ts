/** One session thread from its start to its end, and the calls across. When it ends, every pending call is rejected. */
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { tellingErrors } from '../protocol/errors.ts';
import type { HostCalls, SessionCalls, SessionSettings } from '../protocol/session.ts';
import { TERMINABLE } from './terminate.ts';

/**
 * Memory of one session's JavaScript heap; the numbers of models and texts lie outside of it. The young generation is
 * small because V8 grants a full heap 16 MB more to end its thread in: with more than that promoted at once it ends the
 * process.
 */
const HEAP = {
  maxOldGenerationSizeMb: Math.min(2048, Math.floor(os.totalmem() / 2 ** 21)),
  maxYoungGenerationSizeMb: 16,
};

export interface SessionThread {
  readonly calls: BirpcReturn<SessionCalls, HostCalls>;
  readonly worker: Worker;
  /** Why the thread is gone; undefined while it lives. */
  readonly death: Error | undefined;
  /** Ends the thread; pending calls are rejected with `reason`. */
  end(reason: Error): Promise<void>;
}

/** Why a thread ended by itself. `code` is Node's error code or exit code. */
export class ThreadDeath extends Error {
  override readonly name = 'ThreadDeath';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface ThreadEvents {
  /** What it writes to its standard streams past the console of a cell. */
  print: (text: string) => void;
  /** It is gone, for this reason. Called once; the pending calls are then rejected with what it returns. */
  ended: (reason: Error) => Error;
}

export function startSessionThread(
  script: string,
  settings: SessionSettings,
  host: HostCalls,
  { print, ended }: ThreadEvents,
): SessionThread {
  const worker = new Worker(script, {
    workerData: settings,
    name: 'unroll session',
    execArgv: TERMINABLE,
    stdout: true,
    stderr: true,
    resourceLimits: HEAP,
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (data) => print(String(data)));
  const calls = createBirpc<SessionCalls, HostCalls>(host, {
    post: (message) => worker.postMessage(message),
    on: (listener) => worker.on('message', listener),
    off: (listener) => worker.off('message', listener),
    ...tellingErrors,
    timeout: -1,
  });
  let death: Error | undefined;
  const finish = (reason: Error) => {
    if (death) return;
    death = reason; // it counts as gone before anybody hears of it
    death = ended(reason);
    calls.$close(death);
  };
  // A worker that throws says 'error' and then 'exit'; one that calls process.exit says 'exit' only. The first word
  // counts.
  worker.on('error', (error) => finish(deathBy(error)));
  worker.on('exit', (code) => finish(new ThreadDeath(String(code), `exit code ${code}`)));
  return {
    calls,
    worker,
    get death() {
      return death;
    },
    async end(reason) {
      finish(reason);
      await worker.terminate();
    },
  };
}

function deathBy(error: unknown): ThreadDeath {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return new ThreadDeath(code, error instanceof Error ? error.message : String(error));
}
