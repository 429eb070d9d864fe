/**
 * A cell that blocks this thread is ended from the host, with Runtime.terminateExecution. While async hooks are enabled, Node
 * would abort the whole process over that; so it is written down when that happens, and the host looks there first.
 */
import { createHook } from 'node:async_hooks';

/** A property of globalThis once async hooks have been enabled; AsyncLocalStorage enables them before Node 24. */
const HOOKED = Symbol.for('unroll.asyncHooks');

export function recordAsyncHooks(): void {
  const prototype = Object.getPrototypeOf(createHook({}));
  const { enable } = prototype;
  prototype.enable = function (this: unknown) {
    Reflect.set(globalThis, HOOKED, true);
    return enable.call(this);
  };
}
