/** Session <-> compute thread. One compute thread group trains one run; the weights travel as copies at checkpoints. */
import type { Progress } from './run.ts';

/** Words of the shared control block (Int32Array over a SharedArrayBuffer). */
export const CONTROL = { stop: 0, words: 1 } as const;

/**
 * The token ids of a source: one array, and the ranges of it that train and validate. Stands in shared memory, in the
 * smallest type that holds the vocabulary.
 */
export interface Corpus {
  /**
   * 'lines': each range is a document; its first input is the zero vector, its last token EOS.
   * 'text': the whole array is one document that ends with EOS; only token 0 is preceded by the zero vector, the first
   * token of a range in the middle is preceded by the token before it.
   */
  kind: 'lines' | 'text';
  ids: Uint8Array | Uint16Array | Uint32Array;
  /** Half-open ranges of `ids`: [start, end, start, end, ...]. */
  train: Uint32Array;
  validation: Uint32Array;
}

export interface NetworkConfig {
  cell: 'rnn' | 'gru' | 'lstm';
  layers: number;
  /** Units in each layer. */
  hidden: number;
  /** Tokens of the vocabulary, EOS and UNK included: inputs are one-hot, outputs a softmax over it. */
  vocabulary: number;
}

export interface TrainingConfig {
  epochs: number;
  batch: number;
  window: number;
  learningRate: number;
  clip: number;
  dropout: number;
  seed: number;
}

/** What a compute thread is started with (`workerData`). */
export interface ComputeJob {
  /** Int32Array of `CONTROL.words`; a non-zero stop word ends the run between two time steps. */
  control: SharedArrayBuffer;
  corpus: Corpus;
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
