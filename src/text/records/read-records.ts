/** Text -> records: two columns with a tab between, CSV with a header, or an object of JSON in each line. */

import type { Found } from '../../messages/en/records.ts';
import type { Place } from '../../messages/place.ts';
import { TextError } from '../text-error.ts';
import { nameOf, withFields } from './fields.ts';
import { objectOf } from './objects.ts';
import type { Layout } from './recognise.ts';
import { parseRecord, RecordError } from './record.ts';
import { type ExampleTask, fieldsOf, type Records, type TaggedRecord } from './records.ts';
import { delimiterOf, readRows, unquoted } from './rows.ts';

/** Throws TextError with the line, what stands there and what was expected. */
export function readRecords(
  text: string,
  layout: Layout,
  task: ExampleTask,
  name: string,
  unit: 'line' | 'item' = 'line',
): Records {
  const readers = { text: readTabs, tabs: readTabs, csv: readTable, jsonl: readJsonLines };
  const records = readers[layout](text, task, name, unit);
  if (records.length === 0) throw new TextError('records.none', { name, fields: fieldsOf[task] });
  return { task, records } as Records;
}

type AnyRecord = Records['records'][number];

function readTabs(text: string, task: ExampleTask, name: string, unit: 'line' | 'item'): AnyRecord[] {
  const lines = text.split('\n');
  if (task === 'tagging') return readTagged(lines, name, unit);
  if (task === 'vectors') throw new TextError('records.vectors-are-json', { place: { name, unit, number: 1 } });
  const [first, second] = fieldsOf[task];
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const at = { name, unit, number: i + 1 };
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
    const place = { name, unit, number: i + 1 };
    const [token, tag] = twoCells(line, place, 'token', 'tag').map((cell) => cell.trim());
    if (!token || !tag) throw new TextError('records.cell-missing', { place, what: token ? 'tag' : 'token' });
    if (!open) {
      open = { tokens: [], tags: [], at: place };
      sentences.push(open);
    }
    open.tokens.push(token);
    open.tags.push(tag);
  }
  return sentences;
}

function twoCells(line: string, place: Place, first: string, second: string): [string, string] {
  const cells = line.split('\t');
  if (cells.length === 2) return cells as [string, string];
  throw new TextError('records.two-columns', { place, columns: [first, second], found: foundIn(line, second), line });
}

/** What stands there instead of two cells. */
function foundIn(line: string, second: string): Found {
  const tabs = line.split('\t').length - 1;
  const columns = line.trim().split(/\s+/).length;
  if (tabs > 1) return { kind: 'tabs', count: tabs };
  if (second === 'tag' && columns > 1) return { kind: 'columns', count: columns };
  const delimiter = [',', ';', '|'].find((other) => line.includes(other));
  return delimiter === undefined ? { kind: 'nothing' } : { kind: 'delimiter', delimiter };
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
      throw new TextError('records.column-count', {
        ...{ place, expected: header.length, got: cells.length, tabs: delimiter === '\t' },
      });
    const fields = Object.fromEntries(header.map((column, i) => [column, cells[i]]));
    records.push(placed(place, () => parseRecord(task, fields, place)));
  });
  return records;
}

/** Names of the columns, those of the task as its fields. */
function headerOf(cells: string[], task: ExampleTask, place: Place): string[] {
  const header = cells.map((cell) => cell.trim().toLowerCase());
  const names = new Map(fieldsOf[task].map((field) => [nameOf(field, header), field as string]));
  const missing = fieldsOf[task].filter((field) => nameOf(field, header) === undefined);
  const twice = header.find((column, i) => names.has(column) && header.indexOf(column) < i);
  if (twice !== undefined) throw new TextError('records.several-columns', { place, column: twice });
  const texts = task === 'generation' && header.length === 1 && !missing.includes('text' as never);
  if (missing.length === 0 || texts) return header.map((column) => names.get(column) ?? column);
  throw new TextError('records.missing-columns', { place, fields: fieldsOf[task], missing, columns: cells });
}

function readJsonLines(text: string, task: ExampleTask, name: string, unit: 'line' | 'item'): AnyRecord[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const place = { name, unit, number: i + 1 };
    return [placed(place, () => parseRecord(task, withFields(task, objectOf(line)), place))];
  });
}

function placed<T>(place: Place, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new TextError('records.at', { place, problem: error.told });
  }
}
