/**
 * Where in the cells an error comes from. Cells are compiled under names of ours; every stack trace that is made in
 * this thread is written with the labels that people know, without the frames of the session itself.
 */
import type { CellPosition } from '../../../protocol/session.ts';

/** A place in the code of a cell. `key` names the execution. */
interface CellFrame extends CellPosition {
  key: string;
  /** As a stack trace shows it: "    at f (Cell 3:2:7)". */
  text: string;
}

/** Frames that are kept of a stack trace: a library may lie between the cell and the place where it goes wrong. */
const STACK_FRAMES = 100;

/**
 * One for every execution, for ever: a function lives as long as somebody holds it, and an error in it names its cell.
 * Labels are short, some hundred bytes an entry.
 */
const labels = new Map<string, string>();
const framesOf = new WeakMap<object, CellFrame[]>();

/** Makes a key for the code of a cell, to be used as its sourceURL. */
export function addCell(label: string): string {
  const key = `unroll-cell-${labels.size + 1}`;
  labels.set(key, label);
  return key;
}

/** Takes over how stack traces are written in this thread. `bundle`: the file whose frames are nobody's business. */
export function writeStackTraces(bundle: string): void {
  Error.stackTraceLimit = STACK_FRAMES;
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map(cellFrame);
    framesOf.set(
      error,
      frames.filter((frame) => frame !== undefined),
    );
    // Below the outermost frame of a cell stand those of the inspector and of the event loop.
    const last = frames.findLastIndex((frame) => frame !== undefined);
    const below = last < 0 ? sites.length : last + 1;
    const shown = sites.slice(0, below).flatMap((site, i) => {
      return site.getFileName() === bundle ? [] : [frames[i]?.text ?? `    at ${site}`];
    });
    return [headline(error), ...shown].join('\n');
  };
}

/** A place in the code of a cell as a stack trace shows it, for code that could not be parsed and so has no frame. */
export function placeText(key: string, { line, column }: CellPosition): string {
  return `    at ${labels.get(key)}:${line}:${column}`;
}

/** The frames of an error that lie in cells, innermost first. */
export function cellFrames(error: Error): CellFrame[] {
  try {
    void error.stack; // V8 writes the trace when it is first asked for
  } catch {
    return []; // a cell may have put anything in its place
  }
  return framesOf.get(error) ?? [];
}

/** Errors that come from elsewhere, and so have no frame in a cell, get those of the place that asked. */
export async function blaming<R>(asked: Error, act: () => Promise<R>): Promise<R> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && cellFrames(error).length === 0) framesOf.set(error, cellFrames(asked));
    throw error;
  }
}

function cellFrame(site: NodeJS.CallSite): CellFrame | undefined {
  const key = site.getScriptNameOrSourceURL?.() ?? '';
  const label = labels.get(key);
  if (label === undefined) return undefined;
  const text = `    at ${String(site).replaceAll(key, label)}`;
  return { key, line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1, text };
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error'; // a name or message that throws when it is read
  }
}
