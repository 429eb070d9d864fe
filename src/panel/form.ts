/**
 * The form as data: what stands in its fields, and what it means as options. All of it follows from their descriptions.
 */
import type { Message } from '../messages/message.ts';
import type { Words } from '../messages/words.ts';
import type { Field } from '../protocol/options/option.ts';
import {
  parseTrainOptions,
  type TrainOptionName,
  type TrainOptionsInput,
  trainOption,
  trainOptionNames,
} from '../protocol/options.ts';
import { OptionError } from '../protocol/parse-options.ts';

/** A field of the form: an option's, with what is said of it. */
export interface FormField {
  name: TrainOptionName;
  group: Field['group'];
  label: Words;
  /** The option's sentence. */
  help: Words;
  /** What the values are called, of an option that is chosen from a list. */
  names?: Readonly<Record<string, Words>>;
}

/** In the order in which they stand: of each group, options that are chosen from a list come first. */
export const FIELDS: readonly FormField[] = trainOptionNames
  .flatMap((name) => fieldOf(name))
  .sort((a, b) => Number(!a.names) - Number(!b.names));

/** The groups below More options; each has a caption of its own. */
export const MORE_GROUPS = ['data', 'network', 'training'] as const;

function fieldOf(name: TrainOptionName): FormField[] {
  const { form, en, zh } = trainOption(name);
  return form
    ? [{ name, group: form.group, label: form, help: { en, zh }, ...(form.names && { names: form.names }) }]
    : [];
}

export function fieldsOf(group: Field['group']): readonly FormField[] {
  return FIELDS.filter((field) => field.group === group);
}

export function fieldNamed(name: string): FormField | undefined {
  return FIELDS.find((field) => field.name === name);
}

/** Text of each field as it was typed. An empty number means its default. */
export type FormValues = Partial<Record<TrainOptionName, string>>;

/** Why a form can't be trained with; `field` is an option, '' the source. */
export interface Fault {
  field: string;
  message: Message;
}

const defaults = parseTrainOptions();

/** The default of a field, for its placeholder; '' where the task decides. */
export function defaultOf(name: TrainOptionName): string {
  return String(defaults[name] ?? '');
}

/** A new form: the defaults, visible where they are always shown. */
export function newForm(): FormValues {
  return Object.fromEntries(FIELDS.map(({ name }) => [name, defaultOf(name)]));
}

/** The options of a form. What is no number stays text, so that the error shows what was typed. */
export function formOptions(form: FormValues): TrainOptionsInput {
  const given = FIELDS.map(({ name, names }) => [name, names ? form[name] : numberIn(form[name] ?? '')]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function numberIn(typed: string): string | number | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  return Number.isNaN(Number(text)) ? text : Number(text);
}

/** Everything that is wrong in a form: each field on its own, else the first thing that does not go together. */
export function formFaults(form: FormValues): Fault[] {
  const options = formOptions(form);
  const alone = Object.entries(options).flatMap(([field, value]) => faultsOf({ [field]: value }));
  return alone.length > 0 ? alone : faultsOf(options);
}

/** Whether a field stands under More options. */
export function isMore(name: string): boolean {
  const field = fieldNamed(name);
  return field !== undefined && field.group !== 'main';
}

function faultsOf(options: TrainOptionsInput): Fault[] {
  try {
    parseTrainOptions(options);
    return [];
  } catch (error) {
    if (error instanceof OptionError) return [{ field: error.field, message: error.told }];
    throw error;
  }
}
