/** The form as data: what stands in its fields, and what it means as options. Defaults and ranges are the protocol's. */
import { parseTrainOptions, type TrainOptionsInput } from '../protocol/options.ts';
import { OptionError } from '../protocol/parse-options.ts';

/** Fields that hold numbers and are always shown, in the order in which they stand. */
export const MAIN_FIELDS = ['layers', 'hidden', 'epochs'] as const;
/** The others, each group below a caption of its own; options that are chosen from a list come first. */
export const MORE_FIELDS = {
  data: { choices: ['task', 'level', 'documents'], numbers: ['vocabulary', 'validation'] },
  network: { choices: [], numbers: ['directions', 'embedding', 'dropout', 'inputDropout'] },
  training: {
    choices: ['optimiser', 'schedule'],
    numbers: ['learningRate', 'clip', 'window', 'batch', 'patience', 'validateEvery', 'seed'],
  },
} as const satisfies Record<string, Record<'choices' | 'numbers', readonly (keyof TrainOptionsInput)[]>>;
type More = (typeof MORE_FIELDS)[keyof typeof MORE_FIELDS];
export type ChoiceField = 'cell' | More['choices'][number];
export type NumberField = (typeof MAIN_FIELDS)[number] | More['numbers'][number];

const groups = Object.values(MORE_FIELDS);
const CHOICES: readonly ChoiceField[] = ['cell', ...groups.flatMap(({ choices }) => choices)];
const NUMBERS: readonly NumberField[] = [...MAIN_FIELDS, ...groups.flatMap(({ numbers }) => numbers)];
/** All options that have a field. */
export const FIELDS: readonly string[] = [...CHOICES, ...NUMBERS];

/** Text of each field as it was typed. An empty number means its default. */
export type FormValues = Record<ChoiceField | NumberField, string>;

/** Why a form can't be trained with; `field` is an option, '' the source. */
export interface Fault {
  field: string;
  message: string;
}

const defaults = parseTrainOptions();

/** The default of a field, for its placeholder; '' where the task decides. */
export function defaultOf(field: ChoiceField | NumberField): string {
  return String(defaults[field] ?? '');
}

/** A new form: the defaults, visible where they are always shown. */
export function newForm(): FormValues {
  return Object.fromEntries([...CHOICES, ...NUMBERS].map((field) => [field, defaultOf(field)])) as FormValues;
}

/** The options of a form. What is no number stays text, so that the error shows what was typed. */
export function formOptions(form: FormValues): TrainOptionsInput {
  const options: Record<string, unknown> = Object.fromEntries(CHOICES.map((field) => [field, form[field]]));
  for (const field of NUMBERS) {
    const text = form[field].trim();
    if (text !== '') options[field] = Number.isNaN(Number(text)) ? text : Number(text);
  }
  return options;
}

/** Everything that is wrong in a form: each field on its own, else the first thing that does not go together. */
export function formFaults(form: FormValues): Fault[] {
  const options = formOptions(form);
  const alone = Object.entries(options).flatMap(([field, value]) => faultsOf({ [field]: value }));
  return alone.length > 0 ? alone : faultsOf(options);
}

/** Whether a field stands under More options. */
export function isMore(field: string): boolean {
  return FIELDS.includes(field) && !['cell', ...MAIN_FIELDS].includes(field);
}

function faultsOf(options: TrainOptionsInput): Fault[] {
  try {
    parseTrainOptions(options);
    return [];
  } catch (error) {
    if (error instanceof OptionError) return [{ field: error.field, message: error.message }];
    throw error;
  }
}
