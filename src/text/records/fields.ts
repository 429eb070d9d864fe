/** What columns and keys are called: the fields of the tasks, and the names that others in common use have for them. */
import { type ExampleTask, exampleTasks, fieldsOf } from './records.ts';

/** Only where the field's own name is not there, and one of these alone. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  label: ['class', 'category', 'sentiment', 'tag'],
  text: ['review', 'sentence', 'comment', 'message', 'tweet', 'content'],
};

/** The task of which both fields are there; classification where label and text are, as generation has the same. */
export function taskOfNames(names: readonly string[]): ExampleTask | undefined {
  return exampleTasks.find((task) => fieldsOf[task].every((field) => nameOf(field, names) !== undefined));
}

/** The name that stands for a field; undefined when none does, or more than one could. */
export function nameOf(field: string, names: readonly string[]): string | undefined {
  const called = (known: readonly string[]) => names.filter((name) => known.includes(name.trim().toLowerCase()));
  const [own] = called([field]);
  if (own !== undefined) return own;
  const others = called(OTHER_NAMES[field] ?? []);
  return others.length === 1 ? others[0] : undefined;
}

/** Whether it is a name of a field, or one in use for one: a first line that has it is the header of a table. */
export function isFieldName(name: string): boolean {
  const fields: string[] = [...Object.values(fieldsOf).flat(), ...Object.values(OTHER_NAMES).flat(), 'token'];
  return fields.includes(name.trim().toLowerCase());
}

/** An object with its values under the fields of the task as well. */
export function withFields(task: ExampleTask, object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(object);
  const fields = fieldsOf[task].flatMap((field) => {
    const name = nameOf(field, names);
    return name === undefined ? [] : [[field, object[name]] as const];
  });
  return { ...object, ...Object.fromEntries(fields) };
}

/** Names of the fields, for messages: "label and text". */
export function fieldNames(task: ExampleTask): string {
  return fieldsOf[task].join(' and ');
}

/** Names that are found, of very many the first. */
const SHOWN_NAMES = 10;

/** What to do where records have other fields; `found` are those. */
export function noTask(what: 'columns' | 'fields', found: readonly string[]): string {
  const shown = found.slice(0, SHOWN_NAMES).join(', ') || 'none';
  const more = found.length > SHOWN_NAMES ? ` and ${found.length - SHOWN_NAMES} more` : '';
  const inRows = what === 'columns' ? ', a sentence in each row' : '';
  const needed = exampleTasks
    .filter((task) => task !== 'generation')
    .map((task) => `${fieldNames(task)} (${task}${task === 'tagging' ? inRows : ''})`);
  const remedy =
    found.length === 1 && nameOf('text', found) !== undefined
      ? "set task to 'generation' to learn to write such texts"
      : what === 'fields'
        ? "give texts alone for a language model, or set task to 'language-model' to train on the JSON as it stands"
        : AS_TEXT;
  return `the ${what} are ${shown}${more}, and no task has these. Name them ${needed.join(', ')}; or ${remedy}`;
}

/** What else can be done with records that cannot be read. */
export const AS_TEXT = "set task to 'language-model' to train on the text as it stands";
