/** Text -> records: two columns with a tab between, CSV with a header, or an object of JSON in each line. */
import { parse } from 'papaparse';
import type { Layout } from './recognise.ts';
import { fieldNames, RecordError, recordOf } from './record.ts';
import { type ExampleTask, fieldsOf, type Records, type TaggedRecord } from './records.ts';
import { TextError } from './text-error.ts';

/** Throws TextError 'format' with the line, what stands there and what was expected. */
export function readRecords(
  text: string,
  layout: Layout,
  task: ExampleTask,
  name: string,
  unit: 'line' | 'item' = 'line',
): Records {
  const readers = { text: readTabs, tabs: readTabs, csv: readCsv, jsonl: readJsonLines };
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
    const cells = twoCells(line, at, first, second);
    return [placed(at, () => recordOf(task, { [first]: cells[0], [second]: cells[1] }, at))];
  });
}

/** Blank lines separate sentences. */
function readTagged(lines: string[], name: string, unit: 'line' | 'item'): TaggedRecord[] {
  const sentences: TaggedRecord[] = [];
  let open: TaggedRecord | undefined;
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') {
      open = undefined;
      continue;
    }
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
  const other = cells.length === 1 ? [',', ';', '|'].find((delimiter) => line.includes(delimiter)) : undefined;
  const found =
    cells.length > 2
      ? `there are ${cells.length - 1} tabs`
      : other
        ? `there is no tab, but a '${other}': all lines need the same delimiter, a tab`
        : 'there is no tab';
  throw new TextError(
    'format',
    `${place}: a ${first}, a tab and a ${second} were expected; ${found}. It reads ${quoted(line)}.`,
  );
}

function readCsv(text: string, task: ExampleTask, name: string): AnyRecord[] {
  const records: AnyRecord[] = [];
  let header: string[] | undefined;
  let [line, from] = [1, 0];
  parse<string[]>(text, {
    delimiter: delimiterOf(text),
    step: ({ data, errors, meta }) => {
      const place = `${name}, line ${line}`;
      for (let end = text.indexOf('\n', from); end >= 0 && end < meta.cursor; end = text.indexOf('\n', end + 1)) line++;
      from = meta.cursor;
      if (errors[0]) throw new TextError('format', `${place}: ${errors[0].message}.`);
      if (data.every((cell) => cell.trim() === '')) return;
      if (!header) {
        header = headerOf(data, task, place);
        return;
      }
      if (data.length !== header.length)
        throw new TextError(
          'format',
          `${place}: ${header.length} columns were expected, as in the header; got ${data.length}. Put a text that contains the delimiter in quotes.`,
        );
      const fields = Object.fromEntries(header.map((column, i) => [column, data[i]]));
      records.push(placed(place, () => recordOf(task, fields, place)));
    },
  });
  return records;
}

/** That of the header, which has no text in it. */
function delimiterOf(text: string): string {
  const [header = ''] = text.trimStart().split('\n', 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

function headerOf(cells: string[], task: ExampleTask, place: string): string[] {
  const header = cells.map((cell) => cell.trim().toLowerCase());
  const missing = fieldsOf[task].filter((field) => !header.includes(field));
  if (missing.length === 0) return header;
  throw new TextError(
    'format',
    `${place}: columns named ${fieldNames(task)} were expected; ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. The columns are ${cells.join(', ')}.`,
  );
}

function readJsonLines(text: string, task: ExampleTask, name: string, unit: 'line' | 'item'): AnyRecord[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const place = `${name}, ${unit} ${i + 1}`;
    return [placed(place, () => recordOf(task, objectOf(line), place))];
  });
}

function objectOf(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new RecordError(`an object of JSON was expected; ${(error as Error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new RecordError(`an object of JSON was expected; got ${quoted(line)}`);
}

function placed<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new TextError('format', `${place}: ${error.message}.`);
  }
}

function quoted(line: string): string {
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
