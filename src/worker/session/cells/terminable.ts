/**
 * A cell that blocks this thread is ended from the host, with Runtime.terminateExecution. While async hooks are
 * enabled, Node would abort the whole process over that; so it is written down when that happens, and the host looks
 * there first (src/host/terminate.ts). It can do so without running code in a thread that is blocked: it asks for names
 * of variables.
 */
import { createHook } from 'node:async_hooks';
import { Session } from 'node:inspector';
import { ASYNC_HOOKS_ENABLED } from '../../../protocol/session.ts';

/** To be called before any cell; AsyncLocalStorage enables async hooks, too, before Node 24. */
export function recordAsyncHooks(): void {
  const prototype = Object.getPrototypeOf(createHook({}));
  const { enable } = prototype;
  let recorded = false;
  prototype.enable = function (this: unknown) {
    if (!recorded) record();
    recorded = true;
    return enable.call(this);
  };
}

function record(): void {
  const inspector = new Session();
  inspector.connect();
  inspector.post('Runtime.evaluate', { expression: `let ${ASYNC_HOOKS_ENABLED} = true;`, replMode: true });
  inspector.disconnect();
}
