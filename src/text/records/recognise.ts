/**
 * What a text is, from its first lines: running text, or records, and in which layout. Data with a mistake in them are
 * still records, and whoever reads them says where it is; only what may really be running text is taken for that.
 */

import type { Look } from '../../messages/en/records.ts';
import { type Message, message } from '../../messages/message.ts';
import { NAMELESS, type Place } from '../../messages/place.ts';
import { TextError } from '../text-error.ts';
import { hasLabelsBehind, isConll, isLabelled, isPair, isRow, isTagged, shareOf } from './columns.ts';
import { isFieldName, noTask, taskOfNames } from './fields.ts';
import { looksLikeObject, objectOf } from './objects.ts';
import { RecordError } from './record.ts';
import type { ExampleTask } from './records.ts';
import { cellsOf, delimiterOf } from './rows.ts';

type Task = 'language-model' | ExampleTask;
/**
 * 'text': lines or running text; 'tabs': two columns; 'csv': columns with a header; 'jsonl': an object in each line.
 */
export type Layout = 'text' | 'tabs' | 'csv' | 'jsonl';

export interface Format {
  task: Task;
  layout: Layout;
  /** What a user should know: running text of which much looks like records, or columns that may be swapped. */
  notice?: Message;
}

/** Lines that are looked at; more of a long file would not change the answer. */
const LOOKED_AT = 10_000;
/**
 * Shares of the lines: that make the others mistakes, objects or where it is said that there are records sooner; and of
 * which the user is told.
 */
const [MOST, HALF, MANY] = [0.9, 0.5, 0.25];
/** Lines from which on it is no chance that all have as many commas. */
const LEAST_ROWS = 10;

/**
 * The format of a text; `task`, when the user has said it, decides what can be read in more than one way. Throws
 * TextError where records have fields that no task has.
 */
export function recognise(
  text: string,
  task?: Task,
  name: string = NAMELESS.text,
  unit: Place['unit'] = 'line',
): Format {
  if (task === 'language-model') return { task, layout: 'text' };
  const lines = firstLines(text);
  const filled = lines.filter((line) => line.trim() !== '');
  const [first = ''] = filled;
  if (shareOf(filled, looksLikeObject) >= HALF)
    return { task: task ?? taskOfObjects(lines, name, unit), layout: 'jsonl' };
  const delimiter = delimiterOf(first);
  const names = cellsOf(first, delimiter).map((cell) => cell.trim().toLowerCase());
  const headed = headedAs(names, task);
  const aTokenALine = delimiter === '\t' && (isTokenAndTag(names) || (headed === 'tagging' && isTagged(lines)));
  if (aTokenALine) return { task: task ?? 'tagging', layout: 'tabs' };
  if (headed) return { task: task ?? headed, layout: 'csv' };
  const hasHeader = names.length > 1 && names.some(isFieldName);
  const isTable = hasHeader && shareOf(filled, hasColumns(names.length, delimiter)) >= MOST;
  if (task && isTable && delimiter !== '\t') return { task, layout: 'csv' };
  if (task === 'generation' && shareOf(filled, isPair) < HALF) return { task, layout: 'text', ...noticeOf(filled) };
  if (task) return { task, layout: 'tabs' };
  if (filled.length > 1 && shareOf(filled, isRow) >= MOST) {
    const found = isTagged(lines) ? 'tagging' : isLabelled(filled) ? 'classification' : 'translation';
    const swapped = found === 'translation' && hasLabelsBehind(filled);
    return { task: found, layout: 'tabs', ...(swapped && { notice: message('records.labels-behind', {}) }) };
  }
  if (isConll(lines, MOST)) return { task: 'tagging', layout: 'tabs' };
  if (isTable) throw atLine(placeOf(lines, first, name, unit), noTask('columns', names));
  return { task: 'language-model', layout: 'text', ...noticeOf(filled) };
}

function firstLines(text: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length && lines.length < LOOKED_AT; ) {
    const end = text.indexOf('\n', start);
    lines.push(text.slice(start, end < 0 ? text.length : end));
    start = end < 0 ? text.length : end + 1;
  }
  return lines;
}

/** That of the first object that has the fields of one; a later one without them is a mistake. */
function taskOfObjects(lines: string[], name: string, unit: Place['unit']): ExampleTask {
  let wrong: TextError | undefined;
  for (const line of lines.filter(looksLikeObject)) {
    try {
      const names = Object.keys(objectOf(line));
      const task = taskOfNames(names);
      if (task) return task;
      wrong ??= atLine(placeOf(lines, line, name, unit), noTask('fields', names));
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      wrong ??= atLine(placeOf(lines, line, name, unit), error.told);
    }
  }
  throw wrong;
}

function atLine(place: Place, problem: Message): TextError {
  return new TextError('records.at', { place, problem });
}

function placeOf(lines: string[], line: string, name: string, unit: Place['unit']): Place {
  return { name, unit, number: lines.indexOf(line) + 1 };
}

/** The task of a header; `text` alone is one where texts are to be written for nothing. */
function headedAs(names: string[], task: Task | undefined): ExampleTask | undefined {
  if (task === 'generation' && names.length === 1 && names[0] === 'text') return task;
  return taskOfNames(names);
}

function isTokenAndTag(names: string[]): boolean {
  return names.length === 2 && names[0] === 'token' && names[1] === 'tag';
}

function hasColumns(count: number, delimiter: string): (line: string) => boolean {
  return (line) => cellsOf(line, delimiter).length === count;
}

/** Of running text. */
function noticeOf(filled: string[]): { notice?: Message } {
  if (filled.length < 2) return {};
  const [tabs, objects] = [shareOf(filled, isRow), shareOf(filled, looksLikeObject)];
  if (tabs >= MANY) return looksAlike(tabs, { kind: 'tabs' });
  if (objects >= MANY) return looksAlike(objects, { kind: 'objects' });
  for (const delimiter of filled.length >= LEAST_ROWS ? [',', ';'] : []) {
    const { length } = cellsOf(filled[0]!, delimiter);
    const share = length > 1 ? shareOf(filled, hasColumns(length, delimiter)) : 0;
    if (share >= MOST) return looksAlike(share, { kind: 'columns', count: length, delimiter });
  }
  return {};
}

/** Running text of which a share has what records have. */
function looksAlike(share: number, look: Look): { notice: Message } {
  return { notice: message('records.look-alike', { share, look }) };
}
