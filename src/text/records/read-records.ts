/** Text -> records: two columns with a tab between, CSV with a header, or an object of JSON in each line. */

import { TextError } from '../text-error.ts';
import { fieldNames, nameOf, withFields } from './fields.ts';
import { objectOf } from './objects.ts';
import type { Layout } from './recognise.ts';
import { parseRecord, quoted, RecordError } from './record.ts';
import { type ExampleTask, fieldsOf, type Records, type TaggedRecord } from './records.ts';
import { delimiterOf, readRows, unquoted } from './rows.ts';

/** Throws TextError 'format' with the line, what stands there and what was expected. */
export function readRecords(
  text: string,
  layout: Layout,
  task: ExampleTask,
  name: string,
  unit: 'line' | 'item' = 'line',
): Records {
  const readers = { text: readTabs, tabs: readTabs, csv: readTable, jsonl: readJsonLines };
  const records = readers[layout](text, task, name, unit);
  if (records.length === 0)
    throw new TextError('empty', `${name} has no records in it. Choose a file with ${fieldNames(task)}.`);
  return { task, records } as Records;
}

type AnyRecord = Records['records'][number];

function readTabs(text: string, task: ExampleTask, name: string, unit: 'line' | 'item'): AnyRecord[] {
  const lines = text.split('\n');
  if (task === 'tagging') return readTagged(lines, name, unit);
  if (task === 'vectors')
    throw new TextError(
      'format',
      `${name}, ${unit} 1: vectors come as JSON, an object like {"x": [[0.1, 2]], "y": "a"} in each line.`,
    );
  const [first, second] = fieldsOf[task];
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const at = `${name}, ${unit} ${i + 1}`;
    const cells = twoCells(line, at, first, second).map(unquoted);
    return [placed(at, () => parseRecord(task, { [first]: cells[0], [second]: cells[1] }, at))];
  });
}

/** Blank lines separate sentences; the first line may name the columns. Quotes are tokens like others. */
function readTagged(lines: string[], name: string, unit: 'line' | 'item'): TaggedRecord[] {
  const sentences: TaggedRecord[] = [];
  let open: TaggedRecord | undefined;
  const header = lines.findIndex((line) => line.trim() !== '');
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') {
      open = undefined;
      continue;
    }
    if (i === header && /^\s*"?tokens?"?\s*\t\s*"?tags?"?\s*$/i.test(line)) continue;
    const place = `${name}, ${unit} ${i + 1}`;
    const [token, tag] = twoCells(line, place, 'token', 'tag').map((cell) => cell.trim());
    if (!token || !tag) throw new TextError('format', `${place}: the ${token ? 'tag' : 'token'} is missing.`);
    if (!open) {
      open = { tokens: [], tags: [], at: place };
      sentences.push(open);
    }
    open.tokens.push(token);
    open.tags.push(tag);
  }
  return sentences;
}

function twoCells(line: string, place: string, first: string, second: string): [string, string] {
  const cells = line.split('\t');
  if (cells.length === 2) return cells as [string, string];
  throw new TextError(
    'format',
    `${place}: a ${first}, a tab and a ${second} were expected; ${foundIn(line, first, second)}. It reads ${quoted(line)}.`,
  );
}

/** What stands there instead of two cells, and what to do. */
function foundIn(line: string, first: string, second: string): string {
  const tabs = line.split('\t').length - 1;
  const columns = line.trim().split(/\s+/).length;
  const keep = `keep two columns, the ${first} and the ${second} that is to be learned, with a tab between`;
  if (tabs > 1) return `there are ${tabs} tabs: ${keep}`;
  const other = [',', ';', '|'].find((delimiter) => line.includes(delimiter));
  if (second === 'tag' && columns > 1) return `there is no tab, but ${columns} columns with blanks between: ${keep}`;
  if (!other) return 'there is no tab';
  const header = second === 'tag' ? '' : `, or a first line ${first},${second}, as CSV has it`;
  return `there is no tab, but a '${other}': all lines need the same delimiter, a tab${header}`;
}

function readTable(text: string, task: ExampleTask, name: string): AnyRecord[] {
  const records: AnyRecord[] = [];
  let header: string[] | undefined;
  const delimiter = delimiterOf(text.trimStart().split('\n', 1)[0]!);
  readRows(text, delimiter, name, (cells, place) => {
    if (!header) {
      header = headerOf(cells, task, place);
      return;
    }
    if (cells.length !== header.length)
      throw new TextError(
        'format',
        `${place}: ${header.length} columns were expected, as in the header; got ${cells.length}. ${delimiter === '\t' ? 'A text must not contain a tab or a line feed' : 'Put a text that contains the delimiter in quotes'}.`,
      );
    const fields = Object.fromEntries(header.map((column, i) => [column, cells[i]]));
    records.push(placed(place, () => parseRecord(task, fields, place)));
  });
  return records;
}

/** Names of the columns, those of the task as its fields. */
function headerOf(cells: string[], task: ExampleTask, place: string): string[] {
  const header = cells.map((cell) => cell.trim().toLowerCase());
  const names = new Map(fieldsOf[task].map((field) => [nameOf(field, header), field as string]));
  const missing = fieldsOf[task].filter((field) => nameOf(field, header) === undefined);
  const twice = header.find((column, i) => names.has(column) && header.indexOf(column) < i);
  if (twice !== undefined)
    throw new TextError('format', `${place}: there are several columns ${twice}; one was expected. Remove the others.`);
  const texts = task === 'generation' && header.length === 1 && !missing.includes('text' as never);
  if (missing.length === 0 || texts) return header.map((column) => names.get(column) ?? column);
  throw new TextError(
    'format',
    `${place}: columns named ${fieldNames(task)} were expected; ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. The columns are ${cells.join(', ')}.`,
  );
}

function readJsonLines(text: string, task: ExampleTask, name: string, unit: 'line' | 'item'): AnyRecord[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const place = `${name}, ${unit} ${i + 1}`;
    return [placed(place, () => parseRecord(task, withFields(task, objectOf(line)), place))];
  });
}

function placed<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new TextError('format', `${place}: ${error.message}.`);
  }
}
