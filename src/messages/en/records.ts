/** What can be wrong with records, and what makes a text look like them. */
import type { Held, Say } from '../held.ts';
import { percent, quoted } from '../numbers.ts';
import type { Place } from '../place.ts';
import { at } from './places.ts';

/** What stands where two columns were expected. */
export type Found =
  | { kind: 'tabs' | 'columns'; count: number }
  | { kind: 'delimiter'; delimiter: string }
  | { kind: 'nothing' };
/** What lines have in common that look like records. */
export type Look = { kind: 'tabs' | 'objects' } | { kind: 'columns'; count: number; delimiter: string };
/** A task, and the fields that its records have. */
export interface Fields {
  task: string;
  fields: readonly string[];
}
/** What an item of an array is, or a value as it was written. */
export type Kind = { kind: 'array' | 'function' | 'object' } | { kind: 'value'; value: string };

const AS_TEXT = "set task to 'language-model' to train on the text as it stands";
const REMEDIES = {
  text: AS_TEXT,
  generation: "set task to 'generation' to learn to write such texts",
  texts: "give texts alone for a language model, or set task to 'language-model' to train on the JSON as it stands",
};
const KINDS = { array: 'an array', function: 'a function', object: 'an object' };
const LOOKS = { tabs: 'columns with tabs between', objects: 'an object of JSON' };

export const records = {
  'records.none': ({ name, fields }: { name: string; fields: readonly string[] }) =>
    `${name} has no records in it. Choose a file with ${fields.join(' and ')}.`,
  'records.at': ({ place, problem }: { place: Place; problem: Held }, say: Say) => `${at(place)}: ${say(problem)}.`,
  'records.item': ({ item, problem }: { item: number; problem: Held }, say: Say) => `item ${item}: ${say(problem)}`,
  'records.in-array': ({ problem }: { problem: Held }, say: Say) => `The array, ${say(problem)}.`,
  'records.in-file': ({ name, problem }: { name: string; problem: Held }, say: Say) => `${name}, ${say(problem)}.`,
  'records.mend': ({ problem }: { problem: Held }, say: Say) => `${say(problem)} Mend it, or ${AS_TEXT}.`,
  'records.vectors-are-json': ({ place }: { place: Place }) =>
    `${at(place)}: vectors come as JSON, an object like {"x": [[0.1, 2]], "y": "a"} in each line.`,
  'records.cell-missing': ({ place, what }: { place: Place; what: 'token' | 'tag' }) =>
    `${at(place)}: the ${what} is missing.`,
  'records.two-columns': (given: { place: Place; columns: readonly [string, string]; found: Found; line: string }) =>
    `${at(given.place)}: a ${given.columns[0]}, a tab and a ${given.columns[1]} were expected; ${foundIn(given)}. It reads ${quoted(given.line)}.`,
  'records.unreadable-row': ({ place, reason }: { place: Place; code: string; reason: string }) =>
    `${at(place)}: ${reason}.`,
  'records.column-count': (given: { place: Place; expected: number; got: number; tabs: boolean }) =>
    `${at(given.place)}: ${given.expected} columns were expected, as in the header; got ${given.got}. ${given.tabs ? 'A text must not contain a tab or a line feed' : 'Put a text that contains the delimiter in quotes'}.`,
  'records.several-columns': ({ place, column }: { place: Place; column: string }) =>
    `${at(place)}: there are several columns ${column}; one was expected. Remove the others.`,
  'records.missing-columns': (given: {
    place: Place;
    fields: readonly string[];
    missing: readonly string[];
    columns: readonly string[];
  }) =>
    `${at(given.place)}: columns named ${given.fields.join(' and ')} were expected; ${given.missing.join(' and ')} ${given.missing.length === 1 ? 'is' : 'are'} missing. The columns are ${given.columns.join(', ')}.`,
  'records.no-task': (given: {
    what: 'columns' | 'fields';
    found: readonly string[];
    more: number;
    needed: readonly Fields[];
    remedy: keyof typeof REMEDIES;
  }) => {
    const more = given.more > 0 ? ` and ${given.more} more` : '';
    const needed = given.needed.map((each) => `${each.fields.join(' and ')} (${each.task}${rows(given.what, each)})`);
    return `the ${given.what} are ${given.found.join(', ') || 'none'}${more}, and no task has these. Name them ${needed.join(', ')}; or ${REMEDIES[given.remedy]}`;
  },

  'records.tags-for-tokens': ({ tokens, tags }: { tokens: number; tags: number }) =>
    `every token needs one tag; there are ${tokens} tokens and ${tags} tags`,
  'records.empty-answer': () => 'y must be a label, a number or an array of them; the label is empty',
  'records.answer': ({ got }: { got: string }) => `y must be a label, a number or an array of them; got ${got}`,
  'records.answer-for-steps': ({ steps, got }: { steps: number; got: number }) =>
    `y must have as many entries as x has steps, ${steps}; got ${got}`,
  'records.answer-label': ({ index, got }: { index: number; got: string }) =>
    `y[${index}] must be a label, not empty, like the others; got ${got}`,
  'records.vectors': ({ field, got }: { field: string; got: string }) =>
    `${field} must be an array with a vector for each step; got ${got}`,
  'records.vector': ({ field, got }: { field: string; got: string }) =>
    `${field} must be a vector such as [0.5, -1]; got ${got}`,
  'records.vector-width': (given: { field: string; step: number; numbers: number; width: number }) =>
    `${given.field}[${given.step}] has ${given.numbers} numbers; ${given.field}[0] has ${given.width}, and all need as many`,
  'records.number': ({ field, text, got }: { field: string; text: boolean; got: string }) =>
    `${field} must be a finite number of 32 bits; got ${text ? 'the text ' : ''}${got}`,
  'records.missing': ({ field }: { field: string }) => `${field} is missing`,
  'records.text': ({ field, got }: { field: string; got: string }) => `${field} must be a text; got ${got}`,
  'records.texts': ({ field, got }: { field: string; got: string }) =>
    `${field} must be texts, an array of them or one with blanks between; got ${got}`,

  'records.object': ({ line }: { line: string }) => `an object of JSON was expected; got ${quoted(line)}`,
  'records.unreadable-object': ({ reason }: { reason: string }) => `an object of JSON was expected; ${reason}`,
  'records.unreadable-array': ({ reason }: { reason: string }) =>
    `an array of JSON was expected, with an object for each record; ${reason}`,
  'records.item-of-other-kind': ({ first }: { first: 'text' | 'object' }) =>
    first === 'text'
      ? 'a text, as the first item is, was expected; got an object'
      : 'an object, as the first item is, was expected; got a text',
  'records.item-of-lines': () =>
    'a text of an array is a line, and this one has several. Give objects, { label, text } for example, or { name, text } for running text',
  'records.item-kind': ({ got }: { got: Kind }) =>
    `a text or an object was expected; got ${got.kind === 'value' ? got.value : KINDS[got.kind]}`,
  'records.item-not-json': ({ item, reason }: { item: number; reason: string }) =>
    `item ${item} cannot be written as JSON, as a record must be: ${reason}. Leave out the fields that are not learned`,

  'records.labels-behind': () =>
    'The second column has few different values, as labels have: if they are, put them before their texts. It is read as translation.',
  'records.look-alike': ({ share, look }: { share: number; look: Look }) =>
    `${percent(share)} of the lines have ${look.kind === 'columns' ? `${look.count} columns with '${look.delimiter}' between` : LOOKS[look.kind]}, as records do; all is read as running text. If they are records, ${look.kind === 'columns' ? 'name them in the first line, label,text for example' : 'set task, and an error names the first line that is otherwise'}.`,
  'records.mixed-files': ({ name, task, first }: { name: string; task: string; first: string }) =>
    `${name} looks like records for ${task}; it is read as running text, as ${first} is. Choose files of one kind.`,
};

function rows(what: 'columns' | 'fields', { task }: Fields): string {
  return task === 'tagging' && what === 'columns' ? ', a sentence in each row' : '';
}

/** What stands there instead of two columns, and what to do. */
function foundIn({ columns: [first, second], found }: { columns: readonly [string, string]; found: Found }): string {
  const keep = `keep two columns, the ${first} and the ${second} that is to be learned, with a tab between`;
  const header = second === 'tag' ? '' : `, or a first line ${first},${second}, as CSV has it`;
  switch (found.kind) {
    case 'tabs':
      return `there are ${found.count} tabs: ${keep}`;
    case 'columns':
      return `there is no tab, but ${found.count} columns with blanks between: ${keep}`;
    case 'delimiter':
      return `there is no tab, but a '${found.delimiter}': all lines need the same delimiter, a tab${header}`;
    case 'nothing':
      return 'there is no tab';
  }
  return found satisfies never;
}
