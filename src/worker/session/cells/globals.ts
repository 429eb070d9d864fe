/** What cells find in the global scope besides what Node puts there, and what happens to errors that nobody catches. */
import { Console } from 'node:console';
import { MessageError, message } from '../../../messages/message.ts';
import { wordsOf } from '../support/words.ts';
import { Interrupted } from './cell.ts';
import { cellError, UNNAMED } from './cell-error.ts';
import type { Cells } from './cells.ts';
import { requireFrom, startIn } from './relative-paths.ts';

export function setGlobals(folder: string, cells: Cells, rnn: unknown): void {
  startIn(folder);
  printToCells(cells);
  catchErrors(cells);
  // Without a handler for errors, of which the console would queue one for every line.
  const console = new Console({ stdout: process.stdout, stderr: process.stderr, ignoreErrors: false });
  const globals = { rnn, require: requireFrom(folder), __dirname: folder, console };
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  process.exit = () => {
    throw new MessageError(message('cell.exit', {}));
  };
}

/** Whatever is written to the standard streams of this thread is output of the cell that runs. */
function printToCells(cells: Cells): void {
  for (const kind of ['stdout', 'stderr'] as const) {
    process[kind].write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      cells.current?.streams.print(kind, text);
      const done = rest.find((argument) => typeof argument === 'function');
      if (done) queueMicrotask(() => done());
      return true;
    };
  }
}

/** Errors in timers and promises that nobody awaits are shown in the cell; the session lives on. */
function catchErrors(cells: Cells): void {
  const show = (origin: string) => (error: unknown) => {
    if (error instanceof Interrupted) return;
    const { name, message, told, stack } = cellError(error, '');
    const text = told ? wordsOf(told) : message;
    const lines = [`Uncaught ${origin}${name === UNNAMED ? '' : `${name}: `}${text}`, stack].filter(Boolean);
    cells.current?.streams.print('stderr', `${lines.join('\n')}\n`);
  };
  process.on('uncaughtException', show(''));
  process.on('unhandledRejection', show('(in promise) '));
}
