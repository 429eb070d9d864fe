/**
 * Evaluates cells in this very thread through V8's REPL mode: top-level await, `const` that can be declared again,
 * variables shared by all cells. The inspector gives only descriptions of values, so the value itself is handed over by
 * a function.
 */
import { type Runtime, Session } from 'node:inspector';
import { promiseHooks } from 'node:v8';
import type { CellPosition } from '../../../protocol/session.ts';

type Evaluation =
  | { kind: 'value'; value: unknown }
  /** `position`: where the code could not be parsed; absent for what was thrown while it ran. */
  | { kind: 'thrown'; thrown: unknown; position?: CellPosition }
  /** Ended from outside, by Runtime.terminateExecution. */
  | { kind: 'terminated'; reason: string };

const HAND_OVER = Symbol.for('unroll.handOver');
const OBJECTS = 'unroll';

export class Repl {
  readonly #inspector = new Session();
  #handed: unknown;

  constructor() {
    this.#inspector.connect();
    const value = (handed: unknown) => {
      this.#handed = handed;
    };
    Object.defineProperty(globalThis, HAND_OVER, { value });
  }

  /** Resolves when the code and what it awaits has run. `key` is the name of the code in stack traces. */
  async evaluate(key: string, code: string): Promise<Evaluation> {
    const reply = await this.#post(code, key);
    if (reply instanceof Error) return { kind: 'terminated', reason: reply.message };
    try {
      const { exceptionDetails, result } = reply;
      if (!exceptionDetails) return { kind: 'value', value: this.#take(result) };
      const thrown = exceptionDetails.exception && this.#take(exceptionDetails.exception);
      // Only code that could not be parsed has a script here; what is thrown comes through a promise.
      if (exceptionDetails.scriptId === undefined) return { kind: 'thrown', thrown };
      return { kind: 'thrown', thrown, position: positionIn(code, exceptionDetails) };
    } finally {
      this.#inspector.post('Runtime.releaseObjectGroup', { objectGroup: OBJECTS });
    }
  }

  #post(code: string, key: string): Promise<Runtime.EvaluateReturnType | Error> {
    const expression = `${code}\n//# sourceURL=${key}`;
    const how = { replMode: true, awaitPromise: true, objectGroup: OBJECTS };
    return new Promise((resolve) => {
      const stopSearch = holdFirstPromise();
      this.#inspector.post('Runtime.evaluate', { expression, ...how }, (error, reply) =>
        resolve(error ? asError(error) : reply),
      );
      stopSearch();
    });
  }

  /** The value that the inspector describes. */
  #take({ type, value, unserializableValue, objectId }: Runtime.RemoteObject): unknown {
    if (objectId !== undefined) return this.#handOver(objectId);
    if (unserializableValue === undefined || type === 'undefined') return value;
    return type === 'bigint' ? BigInt(unserializableValue.slice(0, -1)) : Number(unserializableValue);
  }

  // `this` of a strict function is the value itself, symbols included.
  #handOver(objectId: string): unknown {
    const functionDeclaration = `function () { 'use strict'; globalThis[Symbol.for('${HAND_OVER.description}')](this); }`;
    this.#inspector.post('Runtime.callFunctionOn', { functionDeclaration, objectId });
    const value = this.#handed;
    this.#handed = undefined;
    return value;
  }
}

/** Counted from 1, and within the code: what is missing at its end is reported behind it. */
function positionIn(code: string, { lineNumber, columnNumber }: Runtime.ExceptionDetails): CellPosition {
  const lines = code.split('\n');
  const last = lines.length - 1;
  if (lineNumber > last) return { line: last + 1, column: (lines[last] ?? '').length + 1 };
  return { line: lineNumber + 1, column: columnNumber + 1 };
}

// Typed as Error, but a plain object { code, message } on some versions of Node.
function asError(error: { message?: string }): Error {
  return error instanceof Error ? error : new Error(error.message ?? 'The inspector did not say why.');
}

/** Promises of cells that are not over. */
const held = new Set<Promise<unknown>>();

/**
 * Code in REPL mode comes to a promise, which the inspector awaits. Should that promise be collected, as when the code
 * was terminated, the inspector would report it in the middle of the garbage collection, and Node 24 aborts the process
 * over that. So the promise, the first that is made from here on, is held until it is settled. Returns what ends the
 * search.
 */
function holdFirstPromise(): () => void {
  const stop = promiseHooks.onInit((promise: Promise<unknown>) => {
    stop();
    held.add(promise);
    const release = () => void held.delete(promise);
    promise.then(release, release);
  }) as () => void;
  return stop;
}
