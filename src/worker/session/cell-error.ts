/** What a cell threw, for people: name, message, and where in the cells it came from. */
import { inspect, types } from 'node:util';
import type { CellError, CellPosition } from '../../protocol/session.ts';
import { cellFrames, placeText } from './frames.ts';

/** Longest message that is shown. */
const MESSAGE_CHARS = 10_000;

/** Name of what was thrown and is no error. */
export const UNNAMED = 'Uncaught';

/** `key` names the execution; `position` is where its code could not be parsed, if that is what went wrong. */
export function cellError(thrown: unknown, key: string, position?: CellPosition): CellError {
  if (!isError(thrown)) return { name: UNNAMED, message: shortened(inspect(thrown, { depth: 2 })), stack: '' };
  const frames = cellFrames(thrown);
  const here = position ?? frames.find((frame) => frame.key === key);
  return {
    name: text(() => thrown.name, 'Error'),
    message: shortened(text(() => thrown.message, '') + causes(thrown)),
    stack: position ? placeText(key, position) : frames.map((frame) => frame.text).join('\n'),
    ...(here && { position: { line: here.line, column: here.column } }),
  };
}

function isError(thrown: unknown): thrown is Error {
  return types.isNativeError(thrown) || thrown instanceof Error;
}

// "fetch failed" says little without its cause.
function causes({ cause }: Error): string {
  if (!isError(cause)) return '';
  return ` (${text(() => cause.message, 'no message')})${causes(cause)}`;
}

/** A property that may be anything, and may throw when it is read. */
function text(read: () => unknown, otherwise: string): string {
  try {
    const value = read();
    return typeof value === 'string' ? value : otherwise;
  } catch {
    return otherwise;
  }
}

function shortened(message: string): string {
  return message.length > MESSAGE_CHARS ? `${message.slice(0, MESSAGE_CHARS)}…` : message;
}
