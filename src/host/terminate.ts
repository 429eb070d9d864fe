/**
 * Ends the JavaScript that blocks a session thread (`while (true) {}`) without ending the thread: its variables stay.
 *
 * Two conditions, or Node aborts the whole process ("async hook stack has become corrupted"): the thread was started
 * with `execArgv: TERMINABLE`, and nobody has enabled async hooks in it, which the session keeps a record of.
 */
import { Session } from 'node:inspector';
import type { Worker } from 'node:worker_threads';
import { ASYNC_HOOKS_ENABLED } from '../protocol/session.ts';

/** For `new Worker(…, { execArgv })`. */
export const TERMINABLE = ['--no-force-async-hooks-checks'];

/** Longest time the thread has to take the order. It does within milliseconds, unless it is held in native code. */
const PATIENCE_MS = 1000;

/**
 * For a thread that does not answer calls. Resolves true when its code was ended; it then answers again. False when it
 * cannot be ended that way: then the thread is to be ended.
 */
export async function terminateExecution(worker: Worker): Promise<boolean> {
  const inspector = new Session();
  inspector.connect();
  let timer: NodeJS.Timeout | undefined;
  try {
    const tooLate = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, false);
    });
    return await Promise.race([terminate(inspector, worker.threadId), tooLate]);
  } finally {
    clearTimeout(timer);
    inspector.disconnect();
  }
}

async function terminate(inspector: Session, threadId: number): Promise<boolean> {
  const send = await attach(inspector, threadId);
  // The inspector answers in the middle of a loop. It must not be asked to run code there: in a regular expression V8
  // would abort the process over that, too. Names of variables it gives without running any.
  const { names } = (await send('Runtime.globalLexicalScopeNames')) as { names?: string[] };
  if (!names || names.includes(ASYNC_HOOKS_ENABLED)) return false;
  await send('Runtime.terminateExecution'); // disconnecting before the reply would take the order back
  return true;
}

type Send = (method: string, params?: object) => Promise<unknown>;

function attach(inspector: Session, threadId: number): Promise<Send> {
  return new Promise((resolve) => {
    // Every worker of this process attaches, workers of workers too. The inspector has a count of its own for their
    // ids; Node's thread id is in the title, which reads "[worker 3] name".
    inspector.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
      if (workerInfo.title.startsWith(`[worker ${threadId}]`)) resolve(sender(inspector, sessionId));
    });
    inspector.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  });
}

function sender(inspector: Session, sessionId: string): Send {
  const waiting = new Map<number, (result: unknown) => void>();
  inspector.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    if (params.sessionId !== sessionId) return;
    const { id, result } = JSON.parse(params.message) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  return (method, params) =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, resolve);
      inspector.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method, params }) });
    });
}
