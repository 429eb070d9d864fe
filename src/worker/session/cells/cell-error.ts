/** What a cell threw, for people: name, message, and where in the cells it came from. */
import { inspect, types } from 'node:util';
import { type Message, message, sayEnglish, toldOf, verbatim } from '../../../messages/message.ts';
import type { CellError, CellPosition } from '../../../protocol/session.ts';
import { cellFrames, placeText } from './frames.ts';

/** Longest message that is shown. */
const MESSAGE_CHARS = 10_000;

/** Name of what was thrown and is no error. */
export const UNNAMED = 'Uncaught';

/** Causes that are told; an error may be its own. */
const CAUSES = 5;

/**
 * Never throws, whatever was thrown. `key` names the execution; `position` is where its code could not be parsed, if
 * that is what went wrong.
 */
export function cellError(thrown: unknown, key: string, position?: CellPosition): CellError {
  if (!isError(thrown)) return { name: UNNAMED, stack: '', ...said(inspected(thrown)) };
  const frames = cellFrames(thrown);
  const here = position ?? frames.find((frame) => frame.key === key);
  return {
    name: text(() => thrown.name, 'Error'),
    ...said(withCauses(thrown)),
    stack: position ? placeText(key, position) : frames.map((frame) => frame.text).join('\n'),
    ...(here && { position: { line: here.line, column: here.column } }),
  };
}

function isError(thrown: unknown): thrown is Error {
  try {
    return types.isNativeError(thrown) || thrown instanceof Error;
  } catch {
    return false; // a proxy that does not tell its prototype
  }
}

/** In English, and in other languages where it is a message of ours. */
function said(told: Message): Pick<CellError, 'message' | 'told'> {
  const message = sayEnglish(told);
  const foreign = told.code === 'verbatim' || message.length > MESSAGE_CHARS;
  return { message: shortened(message), ...(!foreign && { told }) };
}

function inspected(thrown: unknown): Message {
  const shown = text(() => inspect(thrown, { depth: 2 }), '');
  return shown === '' ? message('cell.unshowable', {}) : verbatim(shown);
}

function toldIn(error: Error): Message {
  return (quietly(() => toldOf(error)) as Message | undefined) ?? verbatim(text(() => error.message, ''));
}

// "fetch failed" says little without its cause.
function withCauses(error: Error): Message {
  const found = causes(error);
  const problem = toldIn(error);
  if (found.length === 0) return problem;
  const told = message('cell.caused', { problem, causes: found });
  const ours = [problem, ...found].some(({ code }) => code !== 'verbatim');
  return ours ? told : verbatim(sayEnglish(told));
}

function causes(error: Error, left = CAUSES): Message[] {
  const cause = quietly(() => error.cause);
  return isError(cause) && left > 0 ? [toldIn(cause), ...causes(cause, left - 1)] : [];
}

/** A property that may be anything, and may throw when it is read. */
function text(read: () => unknown, otherwise: string): string {
  const value = quietly(read);
  return typeof value === 'string' ? value : otherwise;
}

function quietly(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function shortened(message: string): string {
  return message.length > MESSAGE_CHARS ? `${message.slice(0, MESSAGE_CHARS)}…` : message;
}
