/**
 * Session <-> compute threads: what a thread is started with, and what it says. A thread does one task and ends; weights
 * travel as copies at checkpoints.
 */
import type { NetworkConfig, TrainingConfig } from '../../engine/config.ts';
import type { Corpus, TrainingData } from '../../engine/data.ts';
import type { TrainOptions } from '../../protocol/options.ts';
import type { Progress, Source } from '../../protocol/run.ts';
import type { VocabularyData } from '../../text/vocabulary.ts';

/** Words of the shared control block (Int32Array over a SharedArrayBuffer): whether to stop, and where threads meet. */
export const CONTROL = { stop: 0, barrier: 1, words: 8 } as const;

export type ComputeTask = ({ kind: 'train' } & ComputeJob) | PrepareTask;

/** Reading a text takes seconds when it is long, so it is not done where calls are answered. */
export interface PrepareTask {
  kind: 'prepare';
  source: Source;
  options: TextOptions;
}

/** The options that the reading of a text depends on. */
export type TextOptions = Pick<TrainOptions, 'level' | 'vocabulary' | 'documents' | 'validation'>;

export type TaskEvent =
  | ComputeEvent
  | { kind: 'prepared'; text: PreparedText }
  /** The text cannot be used. The message is for the user. */
  | { kind: 'refused'; message: string };

/** A source as it was read. The arrays of the corpus are in shared memory: handing them on copies nothing. */
export interface PreparedText {
  corpus: Corpus;
  vocabulary: VocabularyData;
  documents: 'lines' | 'text';
  trainTokens: number;
  validationTokens: number;
  firstHeldOut: string;
  notices: string[];
  /** SHA-256 of the text's UTF-8 bytes. */
  sha256: string;
  /** SHA-256 of the file's bytes; absent for text sent by the host. */
  fileSha256?: string;
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
  | { kind: 'step'; progress: Progress }
  | { kind: 'epoch'; progress: Progress; validationNats?: number; best: boolean }
  /**
   * A transferred copy of every parameter, in the order of engine's parameter table: the best so far (`best`), or those
   * of now, for a look inside while it trains. Comes before the 'epoch' it belongs to.
   */
  | { kind: 'checkpoint'; epoch: number; best: boolean; validationNats?: number; weights: Float32Array }
  | { kind: 'notice'; message: string }
  | { kind: 'end'; reason: 'finished' | 'stopped' | 'diverged'; message?: string };
