/** What sets a task apart from the others: each has one object of this kind, in a file of its own (`task-table.ts`). */
import type { HeadConfig, NetworkConfig } from '../../../engine/config.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { type Message, message } from '../../../messages/message.ts';
import type { PredictOptions } from '../../../protocol/options.ts';
import type { PreparedData } from '../../compute/task.ts';
import type { ModelData } from '../models/model.ts';
import type { ClassEvaluation, LanguageEvaluation, NumberEvaluation } from './evaluation.ts';
import type { Input, Prediction } from './predictions.ts';
import type { TranslationEvaluation, TranslationPrediction } from './translations.ts';

/** A prediction of any task. */
export type AnyPrediction = Prediction | TranslationPrediction;

export type Evaluation = ClassEvaluation | NumberEvaluation | LanguageEvaluation | TranslationEvaluation;

/** The parts of a network that the task does not decide. */
type NetworkFrame = Omit<NetworkConfig, 'head' | 'vocabulary' | 'directions' | 'encoder'>;

/** What long work is done with; it ends, with undefined, when `goOn` says no. */
interface Tools {
  createKernels: CreateKernels;
  goOn: () => boolean;
}

export interface TaskKind {
  /** Whether tokens are written one after the other, each given those before it. */
  readonly writes: boolean;
  /** Where the user says nothing. What writes has no choice. */
  readonly directions: 1 | 2;
  network(frame: NetworkFrame, data: PreparedData, directions: 1 | 2): NetworkConfig;
  /** What does not fit together in a model file; undefined where all does. */
  mismatch(network: NetworkConfig, labels: readonly string[]): Message | undefined;
  /** Size of the vocabulary that is read: in a network, ids of other things may follow it. */
  tokensRead(network: NetworkConfig, labels: readonly string[]): number;
  /** The id that is read before anything is written. Throws OptionError. */
  firstId(model: Pick<ModelData, 'labels' | 'vocabulary'>, label: string | undefined): number;
  evaluate(model: ModelData, data: PreparedData, numbers: Uint32Array, tools: Tools): Promise<Evaluation | undefined>;
  /** Undefined where the model only writes. */
  readonly predicting?: Predicting;
}

/** How whole inputs are read, and what is said of them. */
export interface Predicting {
  /** Whether the options of `rnn.predict` are for it: they are about what is written. */
  readonly takesOptions: boolean;
  /** Whether what was given is an array of inputs, not one. Throws TypeError. */
  isMany(model: ModelData, given: unknown): boolean;
  /** `most`: steps that an input may have. Throws TypeError or RangeError that says what was expected. */
  read(model: ModelData, given: unknown, most: number): Input;
  predict(
    model: ModelData,
    inputs: readonly Input[],
    options: PredictOptions,
    tools: Tools,
  ): Promise<AnyPrediction[] | undefined>;
  /** What stands between the tokens of an input that is shown. */
  readonly between: string;
  /** What steps and sequences are called where each step is told. */
  readonly nouns: readonly [steps: string, sequences: string];
}

/** Tokens of a vocabulary, EOS and UNK included. */
export function sizeOf({ tokens }: PreparedData['vocabulary']): number {
  return tokens.length + 2;
}

/** What writes: a softmax over the tokens at each step. */
export function writingHead(tokens: number): HeadConfig {
  return { kind: 'softmax', outputs: tokens, at: 'steps' };
}

export function encoderMismatch(task: string, { encoder }: NetworkConfig, needed: boolean): Message | undefined {
  if ((encoder !== undefined) === needed) return undefined;
  return message('model.task-of-network', { task, encoder: encoder !== undefined });
}
