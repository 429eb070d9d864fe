/** What the tasks have in common whose models tell something of what they read: classes, tags or numbers. */
import { type HeadConfig, headOf, type NetworkConfig } from '../../../engine/config.ts';
import { type Message, message } from '../../../messages/message.ts';
import type { Task } from '../../../protocol/options.ts';
import { OptionError } from '../../../protocol/parse-options.ts';
import type { PreparedData } from '../../compute/task.ts';
import { described } from '../models/described.ts';
import type { ModelData } from '../models/model.ts';
import { evaluateExamples } from './evaluate.ts';
import { type Input, predictAll } from './predictions.ts';
import { encoderMismatch, type Predicting, sizeOf, type TaskKind } from './task-kind.ts';
import { tokensIn } from './tokens-in.ts';

/** What is the same for all of them; the rest is given. */
export function tellingTask(
  task: Task,
  directions: 1 | 2,
  predicting: Pick<Predicting, 'isMany' | 'read'> & Partial<Predicting>,
): TaskKind & { predicting: Predicting } {
  return {
    writes: false,
    directions,
    network: (frame, data, chosen) => ({
      ...frame,
      ...{ head: headFor(data), directions: chosen, vocabulary: sizeOf(data.vocabulary) },
    }),
    mismatch: (network, labels) => encoderMismatch(task, network, false) ?? classMismatch(network, labels),
    tokensRead: ({ vocabulary }) => vocabulary,
    firstId: () => neverWrites(task),
    evaluate: async (model, { data }, numbers, { createKernels, goOn }) => {
      if (data.kind !== 'examples') throw new TypeError(`The task ${task} is evaluated on examples.`);
      return evaluateExamples(model, data, numbers, createKernels, goOn);
    },
    predicting: {
      takesOptions: false,
      between: '',
      nouns: ['steps', 'sequences'],
      predict: (model, inputs, _, { createKernels, goOn }) => predictAll(model, inputs, createKernels, goOn),
      ...predicting,
    },
  };
}

/** Throws OptionError: the model is asked for text. */
export function neverWrites(task: Task): never {
  throw new OptionError('', message('taskDoesNotWrite', { task }));
}

/** A text as an input; undefined where it is none, or has nothing in it. */
export function textInput(model: ModelData, given: unknown, most: number): Input | undefined {
  if (typeof given !== 'string') return undefined;
  const tokens = tokensIn(model.vocabulary, given, most);
  return tokens.length > 0 ? { name: given, tokens } : undefined;
}

/** Of an input that is not what is `needed`. */
export function notAnInput(needed: string, given: unknown): TypeError {
  return new TypeError(`rnn.predict needs ${needed}, not empty, or an array of such; got ${described(given)}.`);
}

/** Two classes are told apart by one sigmoid (1.5.2), more by a softmax. */
function headFor({ data, labels, numbers }: PreparedData): HeadConfig {
  const at = data.kind === 'examples' ? data.at : 'steps';
  if (numbers > 0) return { kind: 'linear', outputs: numbers, at };
  return labels.length === 2 ? { kind: 'sigmoid', outputs: 1, at } : { kind: 'softmax', outputs: labels.length, at };
}

/** Each class has its name; numbers that are predicted have none. */
function classMismatch(network: NetworkConfig, labels: readonly string[]): Message | undefined {
  const { kind, outputs } = headOf(network);
  const classes = kind === 'sigmoid' ? 2 : outputs;
  if (kind === 'linear' || labels.length === classes) return undefined;
  return message('model.labels-of-network', { labels: labels.length, classes });
}
