/** Entry of a session thread: evaluates cells, owns models, trains, answers calls. */
import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { tellingErrors } from '../../protocol/errors.ts';
import type { HostCalls, SessionCalls, SessionSettings } from '../../protocol/session.ts';
import { writeStackTraces } from './cells/frames.ts';
import { createSession } from './session.ts';

const port = parentPort;
if (!port) throw new Error('The session runs in a worker thread only.');

writeStackTraces(__filename);
const functions = {} as SessionCalls;
const host = createBirpc<HostCalls, SessionCalls>(functions, {
  post: (message) => port.postMessage(message),
  on: (listener) => port.on('message', listener),
  ...tellingErrors,
  timeout: -1,
});
Object.assign(functions, createSession(host, workerData as SessionSettings));
