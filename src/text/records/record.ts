/** One record from the fields of an object or a row, checked. */
import { type Code, MessageError, message, type ValuesOf } from '../../messages/message.ts';
import type { Place } from '../../messages/place.ts';
import type { ExampleTask, LabelledRecord, PairRecord, Records, TaggedRecord, VectorRecord } from './records.ts';

/** What is wrong with a record: what was expected and what stands there. Whoever knows the place says it. */
export class RecordError<C extends Code = Code> extends MessageError {
  override readonly name = 'RecordError';
  constructor(code: C, values: ValuesOf<C>) {
    super(message(code, values));
  }
}

type RecordOf = { [Task in ExampleTask]: Extract<Records, { task: Task }>['records'][number] };

/** Throws RecordError. `fields` may hold more than is asked for. */
export function parseRecord<Task extends ExampleTask>(
  task: Task,
  fields: Readonly<Record<string, unknown>>,
  at: Place,
): RecordOf[Task] {
  return readers[task](fields, at) as RecordOf[Task];
}

const readers = {
  tagging: taggedRecord,
  classification: labelledRecord,
  generation: writtenRecord,
  translation: pairRecord,
  vectors: vectorRecord,
} satisfies Record<ExampleTask, (fields: Record<string, unknown>, at: Place) => unknown>;

function taggedRecord(fields: Record<string, unknown>, at: Place): TaggedRecord {
  const [tokens, tags] = [words(fields, 'tokens'), words(fields, 'tags', nameOfValue)];
  if (tokens.length !== tags.length)
    throw new RecordError('records.tags-for-tokens', { tokens: tokens.length, tags: tags.length });
  return { tokens, tags, at };
}

function labelledRecord(fields: Record<string, unknown>, at: Place): LabelledRecord {
  return { label: name(fields, 'label'), text: text(fields, 'text'), at };
}

/** Without a label where that is empty, or where there is nothing but the text: it is written for nothing. */
function writtenRecord(fields: Record<string, unknown>, at: Place): LabelledRecord {
  const { label } = fields;
  const none = label === null || label === '' || (label === undefined && Object.keys(fields).length === 1);
  return none ? { label: '', text: text(fields, 'text'), at } : labelledRecord(fields, at);
}

function pairRecord(fields: Record<string, unknown>, at: Place): PairRecord {
  return { source: text(fields, 'source'), target: text(fields, 'target'), at };
}

function vectorRecord(fields: Record<string, unknown>, at: Place): VectorRecord {
  const x = vectors(fields.x, 'x');
  return { x, y: answerOf(fields.y, x.length), at };
}

/** A class or numbers at the end, or as many of them as there are steps. */
function answerOf(y: unknown, steps: number): VectorRecord['y'] {
  if (y === '') throw new RecordError('records.empty-answer', {});
  if (typeof y === 'string' || typeof y === 'boolean') return String(y);
  if (typeof y === 'number') return numbers([y], 'y');
  if (!Array.isArray(y) || y.length === 0) throw new RecordError('records.answer', { got: shown(y) });
  const each = typeof y[0] === 'string' || Array.isArray(y[0]);
  if (each && y.length !== steps) throw new RecordError('records.answer-for-steps', { steps, got: y.length });
  if (typeof y[0] === 'string') {
    const wrong = y.findIndex((label) => typeof label !== 'string' || label === '');
    if (wrong >= 0) throw new RecordError('records.answer-label', { index: wrong, got: shown(y[wrong]) });
    return y as string[];
  }
  return Array.isArray(y[0]) ? vectors(y, 'y') : numbers(y, 'y');
}

function vectors(value: unknown, field: string): number[][] {
  if (!Array.isArray(value) || value.length === 0)
    throw new RecordError('records.vectors', { field, got: shown(value) });
  const width = Array.isArray(value[0]) ? value[0].length : 0;
  return value.map((vector: unknown, step) => {
    const place = `${field}[${step}]`;
    if (!Array.isArray(vector) || vector.length === 0)
      throw new RecordError('records.vector', { field: place, got: shown(vector) });
    if (vector.length !== width)
      throw new RecordError('records.vector-width', { field, step, numbers: vector.length, width });
    return numbers(vector, place);
  });
}

function numbers(values: unknown[], place: string): number[] {
  const wrong = values.findIndex((value) => typeof value !== 'number' || !Number.isFinite(Math.fround(value)));
  if (wrong >= 0)
    throw new RecordError('records.number', {
      ...{ field: `${place}[${wrong}]`, text: typeof values[wrong] === 'string', got: shown(values[wrong]) },
    });
  return values as number[];
}

function text(fields: Record<string, unknown>, field: string): string {
  const value = fields[field];
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (value === '' || value === undefined) throw new RecordError('records.missing', { field });
  throw new RecordError('records.text', { field, got: shown(value) });
}

/** A label, also where it was written as a number or as true or false. */
function name(fields: Record<string, unknown>, field: string): string {
  return nameOfValue(fields[field]) ?? text(fields, field).trim();
}

function nameOfValue(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** An array of texts, or one text in which blanks separate them. `other` makes texts of what else is allowed. */
function words(
  fields: Record<string, unknown>,
  field: string,
  other: (value: unknown) => string | undefined = () => undefined,
): string[] {
  const value = fields[field];
  if (typeof value === 'string' && value.trim() !== '') return value.trim().split(/\s+/);
  const found = Array.isArray(value) ? value.map((word) => (typeof word === 'string' ? word : other(word))) : [];
  if (found.length > 0 && found.every((word) => word !== undefined && word !== '')) return found as string[];
  throw new RecordError('records.texts', { field, got: shown(value) });
}

/** The key under which JSON holds the name of a number that it cannot write: {"not finite": "NaN"}. */
export const NOT_FINITE = 'not finite';

function shown(value: unknown): string {
  const name = (value as Record<string, unknown> | null)?.[NOT_FINITE];
  const json = name === undefined && typeof value !== 'number' ? JSON.stringify(value) : String(name ?? value);
  return json?.length > 60 ? `${json.slice(0, 60)}…` : String(json);
}
