/** The functions of the global `rnn` and their options, as cells tell of them: in completion, hover, signatures and usage. */
import * as z from 'zod/mini';
import { belongsTo, optionSchemas } from './options.ts';

export const RNN_DESCRIPTION = 'Recurrent networks: reads data, trains models, and asks them.';

export interface Parameter {
  /** With a question mark where it may be left out. */
  name: string;
  description: string;
}

export interface Call {
  description: string;
  parameters: readonly Parameter[];
  returns: string;
}

const SOURCE =
  "a path relative to the notebook or a pattern (`'letters/*.txt'`), `{ files: [paths] }`, `{ name, text }`, or an array of records";
const source = { name: 'source', description: `Where the data are: ${SOURCE}.` };
const data = { name: 'data', description: `What \`rnn.data\` gave, or where the data are: ${SOURCE}.` };
const model = { name: 'model', description: 'What `rnn.train` or `rnn.load` gave, or the path of a model file.' };
const options = { name: 'options?', description: 'An object; what is left out has its default.' };

export const calls = {
  data: {
    description: 'Reads data, recognises what they are for, and tells what is in them.',
    parameters: [source, options],
    returns: 'Promise<Data>',
  },
  train: {
    description: 'Trains a model on data; draws its curve in the cell while it learns.',
    parameters: [data, options],
    returns: 'Promise<Model>',
  },
  sample: {
    description: 'Writes with a model: the priming text and what follows it; an array of texts where a count is given.',
    parameters: [model, options],
    returns: 'Promise<string | string[]>',
  },
  probability: {
    description: 'How likely a model finds a text, or each of several, with every factor.',
    parameters: [model, { name: 'text', description: 'A text, or an array of texts.' }, options],
    returns: 'Promise<Probability | Probability[]>',
  },
  next: {
    description: 'The likeliest tokens after a beginning.',
    parameters: [
      model,
      { name: 'beginning', description: 'A text.' },
      { name: 'count?', description: 'How many tokens; 10 when left out.' },
      options,
    ],
    returns: 'Promise<Factor[]>',
  },
  state: {
    description:
      'What a model remembers, after a text or at the beginning: sample, probability and next go on from it.',
    parameters: [model, { name: 'text?', description: 'What the model reads first.' }],
    returns: 'Promise<State>',
  },
  predict: {
    description: 'The class, the tags, the numbers or the translation of an input, or of each of several.',
    parameters: [
      model,
      { name: 'input', description: 'A text, its tokens, or a vector for each step; or an array of such inputs.' },
      options,
    ],
    returns: 'Promise<Prediction | Prediction[]>',
  },
  evaluate: {
    description: 'How good a model is on data: on what was held out, where they are its own, else on all.',
    parameters: [model, data, options],
    returns: 'Promise<Evaluation>',
  },
  gates: {
    description: 'Draws the gates of a model while it reads a text.',
    parameters: [model, { name: 'text', description: 'A text.' }],
    returns: 'Promise<Gates>',
  },
  load: {
    description: 'Reads a model file.',
    parameters: [{ name: 'path', description: 'A path relative to the notebook.' }],
    returns: 'Promise<Model>',
  },
} as const satisfies Record<string, Call>;

export type CallName = keyof typeof calls;
export const callNames = Object.keys(calls) as CallName[];

export function isCall(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

/** `train(data, options?)` */
export function signatureOf(name: CallName): string {
  return `${name}(${calls[name].parameters.map((parameter) => parameter.name).join(', ')})`;
}

/** `rnn.train(data, options?): Promise<Model>` */
export function callHeader(name: CallName): string {
  return `rnn.${signatureOf(name)}: ${calls[name].returns}`;
}

/** One option, as its schema says. Types and values are written as in code. */
export interface Option {
  name: string;
  description: string;
  type: string;
  /** What is allowed, in the words of its errors: "a whole number from 1 to 8". */
  allowed: string;
  default?: string;
  /** Those of its values that can be listed. */
  values: string[];
  /** The other option, and its value, without which it has no effect. */
  belongsTo?: readonly [option: string, value: string];
}

/** `hidden: number = 128`, `watch?: string | false` */
export function optionHeader({ name, type, default: value }: Option): string {
  return value === undefined ? `${name}?: ${type}` : `${name}: ${type} = ${value}`;
}

/** Whether its values are all that it may be. */
export function isListed({ type, values }: Option): boolean {
  return type === 'boolean' || type === values.join(' | ');
}

const read = new Map<CallName, Option[]>();

/** The options of a call in the order of the schema; none for a call without options. */
export function optionsOf(call: CallName): readonly Option[] {
  const options = read.get(call) ?? (hasOptions(call) ? readOptions(call) : []);
  read.set(call, options);
  return options;
}

export function optionNamed(call: CallName, name: string): Option | undefined {
  return optionsOf(call).find((option) => option.name === name);
}

function readOptions(call: keyof typeof optionSchemas): Option[] {
  const { shape } = optionSchemas[call];
  const { properties = {} } = z.toJSONSchema(optionSchemas[call], { io: 'input', unrepresentable: 'any' });
  return Object.entries(shape).map(([name, field]) => optionOf(name, field, properties[name] as JsonSchema));
}

function hasOptions(call: CallName): call is keyof typeof optionSchemas {
  return Object.hasOwn(optionSchemas, call);
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function optionOf(name: string, field: z.ZodMiniType, json: JsonSchema): Option {
  const owner = (belongsTo as Record<string, readonly [string, string]>)[name];
  return {
    name,
    description: json.description ?? '',
    type: typesOf(json).join(' | '),
    allowed: allowedIn(field),
    values: valuesOf(json),
    ...(json.default !== undefined && { default: literal(json.default) }),
    ...(owner && { belongsTo: owner }),
  };
}

/** No option may be null, so that the error of null says what it may be. */
function allowedIn(field: z.ZodMiniType): string {
  return z.safeParse(field, null).error?.issues[0]?.message ?? '';
}

function typesOf(json: JsonSchema): string[] {
  if (json.title) return [json.title];
  if (json.anyOf) return json.anyOf.flatMap((each) => typesOf(each as JsonSchema));
  if (json.enum || json.const !== undefined) return valuesOf(json);
  return [json.type === 'integer' ? 'number' : String(json.type)];
}

function valuesOf(json: JsonSchema): string[] {
  if (json.anyOf) return json.anyOf.flatMap((each) => valuesOf(each as JsonSchema));
  if (json.const !== undefined) return [literal(json.const)];
  return json.type === 'boolean' ? ['true', 'false'] : (json.enum ?? []).map(literal);
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
