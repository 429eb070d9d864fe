/** The form as data: what stands in its fields, and what it means as options. Defaults and ranges are the protocol's. */
import { parseTrainOptions, type TrainOptionsInput } from '../protocol/options.ts';
import { OptionError } from '../protocol/parse-options.ts';

/** Fields that hold numbers, in the order in which they stand: the first three always, the others below a heading. */
export const MAIN_FIELDS = ['layers', 'hidden', 'epochs'] as const;
export const MORE_FIELDS = [
  'window',
  'batch',
  'learningRate',
  'clip',
  'dropout',
  'validation',
  'seed',
] as const satisfies readonly (keyof TrainOptionsInput)[];
export type NumberField = (typeof MAIN_FIELDS)[number] | (typeof MORE_FIELDS)[number];

/** Text of each field as it was typed. An empty number means its default. */
export type FormValues = Record<'cell' | 'task' | 'level' | NumberField, string>;

/** Why a form can't be trained with; `field` is an option, '' the source. */
export interface Fault {
  field: string;
  message: string;
}

const defaults = parseTrainOptions();

/** The default of a number field, for its placeholder. */
export function defaultOf(field: NumberField): string {
  return String(defaults[field]);
}

/** A new form: the defaults, visible where they are always shown. */
export function newForm(): FormValues {
  const numbers = [...MAIN_FIELDS, ...MORE_FIELDS].map((field) => [field, defaultOf(field)] as const);
  return {
    cell: defaults.cell,
    task: defaults.task,
    level: defaults.level,
    ...Object.fromEntries(numbers),
  } as FormValues;
}

/** The options of a form. What is no number stays text, so that the error shows what was typed. */
export function formOptions(form: FormValues): TrainOptionsInput {
  const options: Record<string, unknown> = { cell: form.cell, task: form.task, level: form.level };
  for (const field of [...MAIN_FIELDS, ...MORE_FIELDS]) {
    const text = form[field].trim();
    if (text !== '') options[field] = Number.isNaN(Number(text)) ? text : Number(text);
  }
  return options;
}

/** The first thing that is wrong in a form. */
export function formFault(form: FormValues): Fault | undefined {
  try {
    parseTrainOptions(formOptions(form));
    return undefined;
  } catch (error) {
    if (error instanceof OptionError) return { field: error.field, message: error.message };
    throw error;
  }
}
