/**
 * The functions of the global `rnn` and their options, as cells tell of them: in completion, hover, signatures and
 * usage.
 */
import * as z from 'zod/mini';
import type { Message } from '../messages/message.ts';
import type { Words } from '../messages/words.ts';
import { descriptionOf, type Owner } from './options/option.ts';
import { optionSchemas } from './options.ts';

export const RNN_DESCRIPTION: Words = {
  en: 'Recurrent networks: reads data, trains models, and asks them.',
  zh: '循环神经网络：读取数据，训练模型，使用模型。',
};

interface Parameter extends Words {
  /** With a question mark where it may be left out. */
  name: string;
}

/** What a call does, in each language. */
interface Call extends Words {
  parameters: readonly Parameter[];
  returns: string;
}

const SOURCE = {
  en: "a path relative to the notebook or a pattern (`'letters/*.txt'`), `{ files: [paths] }`, `{ name, text }`, or an array of records",
  zh: "相对于笔记本的路径或通配模式（`'letters/*.txt'`）、`{ files: [路径] }`、`{ name, text }`，或记录的数组",
};
const source = { name: 'source', en: `Where the data are: ${SOURCE.en}.`, zh: `数据的来源：${SOURCE.zh}。` };
const data = {
  name: 'data',
  en: `What \`rnn.data\` gave, or where the data are: ${SOURCE.en}.`,
  zh: `\`rnn.data\` 给出的数据，或数据的来源：${SOURCE.zh}。`,
};
const model = {
  name: 'model',
  en: 'What `rnn.train` or `rnn.load` gave, or the path of a model file.',
  zh: '`rnn.train` 或 `rnn.load` 给出的模型，或模型文件的路径。',
};
const options = {
  name: 'options?',
  en: 'An object; what is left out has its default.',
  zh: '一个对象；不填的选项取默认值。',
};
const aText = { en: 'A text.', zh: '一段文本。' };

export const calls = {
  data: {
    en: 'Reads data, recognises what they are for, and tells what is in them.',
    zh: '读取数据，识别其用途，并说明其中有什么。',
    parameters: [source, options],
    returns: 'Promise<Data>',
  },
  train: {
    en: 'Trains a model on data; draws its curve in the cell while it learns.',
    zh: '用数据训练模型；学习时在单元格中画出曲线。',
    parameters: [data, options],
    returns: 'Promise<Model>',
  },
  sample: {
    en: 'Writes with a model: the priming text and what follows it; an array of texts where a count is given.',
    zh: '用模型写文本：开头的文本和接着写出的内容；给出 count 时为文本的数组。',
    parameters: [model, options],
    returns: 'Promise<string | string[]>',
  },
  probability: {
    en: 'How likely a model finds a text, or each of several, with the probability of every token.',
    zh: '模型认为一段（或每段）文本有多大可能，以及每个词元的概率。',
    parameters: [model, { name: 'text', en: 'A text, or an array of texts.', zh: '一段文本，或文本的数组。' }, options],
    returns: 'Promise<Probability | Probability[]>',
  },
  next: {
    en: 'The likeliest tokens after a beginning.',
    zh: '一个开头之后最可能的词元。',
    parameters: [
      model,
      { name: 'beginning', ...aText },
      { name: 'count?', en: 'How many tokens; 10 when left out.', zh: '多少个词元；不填时为 10。' },
      options,
    ],
    returns: 'Promise<TokenProbability[]>',
  },
  state: {
    en: 'What a model remembers, after a text or at the beginning: sample, probability and next go on from it.',
    zh: '模型读过文本之后（或开始时）的状态：sample、probability 和 next 可从这里接着进行。',
    parameters: [model, { name: 'text?', en: 'What the model reads first.', zh: '模型先读的文本。' }],
    returns: 'Promise<State>',
  },
  predict: {
    en: 'The class, the tags, the numbers or the translation of an input, or of each of several.',
    zh: '一个（或每个）输入的类别、标记、数值或译文。',
    parameters: [
      model,
      {
        name: 'input',
        en: 'A text, its tokens, or a vector for each step; or an array of such inputs.',
        zh: '一段文本、它的词元，或每步一个向量；也可以是这些输入的数组。',
      },
      options,
    ],
    returns: 'Promise<Prediction | Prediction[]>',
  },
  evaluate: {
    en: 'How good a model is on data: on what was held out, where they are its own, else on all.',
    zh: '模型在数据上的表现：自己的数据用留出的部分，其他数据用全部。',
    parameters: [model, data, options],
    returns: 'Promise<Evaluation>',
  },
  gates: {
    en: 'Draws the gates of a model while it reads a text.',
    zh: '画出模型读一段文本时各个门的取值。',
    parameters: [model, { name: 'text', ...aText }],
    returns: 'Promise<Gates>',
  },
  load: {
    en: 'Reads a model file.',
    zh: '读取模型文件。',
    parameters: [{ name: 'path', en: 'A path relative to the notebook.', zh: '相对于笔记本的路径。' }],
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

/** One option, as its schema says, with its sentence in each language. Types and values are written as in code. */
export interface Option extends Words {
  name: string;
  type: string;
  /** What is allowed, as its errors say it: "a whole number from 1 to 8". */
  allowed: Message;
  /** What its numbers count. */
  unit?: Words;
  default?: string;
  /** Those of its values that can be listed. */
  values: string[];
  /** The other option, and its value, without which it has no effect. */
  belongsTo?: Owner;
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
  const { en, zh, allowed, unit, belongsTo, title } = descriptionOf(field);
  return {
    ...{ name, en, zh, allowed },
    type: title ?? typesOf(json).join(' | '),
    values: valuesOf(json),
    ...(json.default !== undefined && { default: literal(json.default) }),
    ...(unit && { unit }),
    ...(belongsTo && { belongsTo }),
  };
}

function typesOf(json: JsonSchema): string[] {
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
