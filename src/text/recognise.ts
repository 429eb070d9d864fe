/** What a text is, from its first lines: running text, or records, and in which layout. */
import { type ExampleTask, exampleTasks, fieldsOf } from './records.ts';

export type Task = 'language-model' | ExampleTask;
/** 'text': lines or running text; 'tabs': two columns; 'csv': columns with a header; 'jsonl': an object in each line. */
export type Layout = 'text' | 'tabs' | 'csv' | 'jsonl';

export interface Format {
  task: Task;
  layout: Layout;
}

/** Lines that are looked at; more of a long file would not change the answer. */
const LOOKED_AT = 10_000;
/** Labels repeat: there are at least so many lines for each, on average. */
const LINES_A_LABEL = 2;
/** Labels that are taken for classes unasked; a dictionary, with several words for one, has more. */
const MOST_LABELS = 1000;

/** The format of a text; `task`, when the user has said it, decides what can be read in more than one way. */
export function recognise(text: string, task?: Task): Format {
  if (task === 'language-model') return { task, layout: 'text' };
  const lines = firstLines(text);
  const filled = lines.filter((line) => line.trim() !== '');
  const [first = ''] = filled;
  if (isObject(first))
    return { task: task ?? taskOfKeys(Object.keys(JSON.parse(first))) ?? 'language-model', layout: 'jsonl' };
  const headed = taskOfKeys(first.split(/[,;\t]/).map((name) => name.trim().replace(/^"|"$/g, '').toLowerCase()));
  if (headed) return { task: task ?? headed, layout: 'csv' };
  if (task) return { task, layout: task === 'generation' && !first.includes('\t') ? 'text' : 'tabs' };
  if (filled.length < 2 || !filled.every((line) => /^[^\t]+\t[^\t]+$/.test(line)))
    return { task: 'language-model', layout: 'text' };
  return { task: isTagged(lines) ? 'tagging' : isLabelled(filled) ? 'classification' : 'translation', layout: 'tabs' };
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

function isObject(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** The task of which both fields are there; classification where label and text are, as generation has the same. */
function taskOfKeys(names: string[]): ExampleTask | undefined {
  return exampleTasks.find((task) => fieldsOf[task].every((field) => names.includes(field)));
}

/** Tokens without blanks in the first column, and blank lines between sentences. */
function isTagged(lines: string[]): boolean {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const separated = lines.slice(0, last).some((line) => line.trim() === '');
  return separated && lines.every((line) => !/\s/.test(line.slice(0, Math.max(0, line.indexOf('\t')))));
}

function isLabelled(lines: string[]): boolean {
  const labels = new Set(lines.map((line) => line.slice(0, line.indexOf('\t'))));
  return labels.size <= MOST_LABELS && labels.size * LINES_A_LABEL <= lines.length;
}
