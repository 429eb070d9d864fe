/** What columns and keys are called: the fields of the tasks, and the names that others in common use have for them. */
import { type Message, message } from '../../messages/message.ts';
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

/** Names that are found, of very many the first. */
const SHOWN_NAMES = 10;

/** What to do where records have other fields; `found` are those. */
export function noTask(what: 'columns' | 'fields', found: readonly string[]): Message {
  const needed = exampleTasks.filter((task) => task !== 'generation').map((task) => ({ task, fields: fieldsOf[task] }));
  const texts = found.length === 1 && nameOf('text', found) !== undefined;
  const remedy = texts ? 'generation' : what === 'fields' ? 'texts' : 'text';
  const more = Math.max(0, found.length - SHOWN_NAMES);
  return message('records.no-task', { what, found: found.slice(0, SHOWN_NAMES), more, needed, remedy });
}
