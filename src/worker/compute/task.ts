/**
 * Session <-> compute threads: what a thread is started with, and what it says. A thread does one task and ends;
 * weights travel as copies at checkpoints.
 */
import type { NetworkConfig, TrainingConfig } from '../../engine/config.ts';
import type { TrainingData } from '../../engine/data.ts';
import type { Message } from '../../messages/message.ts';
import type { DataOptions, Documents, Task } from '../../protocol/options.ts';
import type { CurvePoint, DocumentFacts, ExampleFacts, Progress, Source } from '../../protocol/run.ts';
import type { KnownParts } from '../../text/datasets/example-parts.ts';
import type { PairTexts } from '../../text/datasets/pairs.ts';
import type { VocabularyData } from '../../text/tokens/vocabulary.ts';

/** Words of the shared control block (Int32Array over a SharedArrayBuffer): whether to stop, and where threads meet. */
export const CONTROL = { stop: 0, barrier: 1, words: 8 } as const;

export type ComputeTask = ({ kind: 'train' } & ComputeJob) | PrepareTask;

/** Reading a text takes seconds when it is long, so it is not done where calls are answered. */
export interface PrepareTask {
  kind: 'prepare';
  source: Source;
  options: DataOptions;
  /** What a model that is to read the data knows. */
  known?: KnownNames;
}

export interface KnownNames {
  vocabulary: VocabularyData;
  target?: VocabularyData;
  labels: string[];
  vectors?: KnownParts['vectors'];
  /** Of the text that it was trained on, which is read as it was then; of others, records that repeat are kept. */
  sha256: string;
}

export type TaskEvent =
  | ComputeEvent
  | { kind: 'prepared'; data: PreparedData }
  /** The text cannot be used, or the network needs more memory than there is. */
  | { kind: 'refused'; message: Message };

/** A source as it was read. Arrays are in shared memory: handing them on copies nothing. */
export interface PreparedData {
  task: Task;
  data: TrainingData;
  /** Of what is read; without tokens where vectors are. */
  vocabulary: VocabularyData;
  /** Of a translation: that of what is written. */
  target?: VocabularyData;
  /** Of a translation. */
  texts?: PairTexts;
  /** Of a language model: what its documents are. */
  documents: Documents;
  /** Classes or tags by their number; what a generation begins with. */
  labels: string[];
  /** Numbers of a vector that is read; 0 where tokens are. */
  width: number;
  /** Numbers that are predicted at once; 0 where tokens, classes or tags are. */
  numbers: number;
  /** What is predicted in each part: tokens, EOS included; or steps of examples. */
  trainTokens: number;
  validationTokens: number;
  /** Of a language model: how many documents there are, and the first, a line each. */
  text?: DocumentFacts;
  /** Of examples: how many there are, how many of each label, and the first, a line each. */
  examples?: ExampleFacts;
  /** An example that is far longer than the others, to be told where memory is refused. */
  outlier?: Message;
  /** Of a language model: a line that it is not trained on. */
  firstHeldOut: string;
  notices: Message[];
  /** SHA-256 of the text's UTF-8 bytes. */
  sha256: string;
  /** SHA-256 of each file's bytes, in the order of the parts; undefined for text sent by the host. */
  fileHashes: (string | undefined)[];
}

/** What each compute thread of a training is started with (`workerData`). */
export interface ComputeJob {
  /** Which of them it is, from 0, and how many there are. The first leads and reports. */
  thread: { index: number; count: number };
  /** The memory of the training, as its plan wants it. */
  memory: WebAssembly.Memory;
  /** The kernels; undefined for the plain ones. */
  module?: WebAssembly.Module;
  /** Int32Array of `CONTROL.words`; a non-zero stop word ends the run between two products. */
  control: SharedArrayBuffer;
  data: TrainingData;
  network: NetworkConfig;
  training: TrainingConfig;
}

/** Events of a compute thread, in order. */
export type ComputeEvent =
  /**
   * `earlier`: validation losses since the last of these two, where they are not those of an epoch's end. See
   * `RunReport`.
   */
  | { kind: 'step'; progress: Progress; earlier?: CurvePoint[] }
  | {
      kind: 'epoch';
      progress: Progress;
      validationLoss?: number;
      best: boolean;
      trained?: CurvePoint[];
      earlier?: CurvePoint[];
    }
  /**
   * A transferred copy of every parameter, in the order of engine's parameter table: the best so far (`best`), or those
   * of now, for a look inside while it trains. Comes before the report of the validation that it belongs to.
   */
  | { kind: 'checkpoint'; epoch: number; best: boolean; validationLoss?: number; weights: Float32Array }
  /** What the user should know. */
  | { kind: 'notice'; message: Message }
  | { kind: 'end'; reason: 'finished' | 'stopped' | 'diverged'; message?: Message };
