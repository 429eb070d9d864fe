/** Session <-> compute thread. One compute thread group trains one run; the weights travel as copies at checkpoints. */
import type { Progress } from './run.ts';

/** Words of the shared control block (Int32Array over a SharedArrayBuffer). */
export const CONTROL = { stop: 0, words: 1 } as const;

/** What a compute thread is started with (`workerData`). Plain data: ids are read in place, nothing is copied. */
export interface ComputeJob {
  /** Int32Array of `CONTROL.words`; a non-zero stop word ends the run between two time steps. */
  control: SharedArrayBuffer;
  /** Token ids as engine's Corpus stores them. */
  corpus: SharedCorpus;
  network: { cell: 'rnn' | 'gru' | 'lstm'; layers: number; hidden: number; vocabulary: number };
  training: {
    epochs: number;
    batch: number;
    window: number;
    learningRate: number;
    clip: number;
    dropout: number;
    seed: number;
  };
}

/** Documents as ranges of one id array: document i is ids[starts[i]] .. ids[starts[i + 1]), EOS included. */
export interface SharedCorpus {
  train: { ids: Int32Array; starts: Int32Array };
  validation: { ids: Int32Array; starts: Int32Array };
}

/** Events of a compute thread, in order; 'checkpoint' carries a transferred copy of every parameter. */
export type ComputeEvent =
  | { kind: 'step'; progress: Progress }
  | { kind: 'epoch'; progress: Progress; validationNats?: number; best: boolean }
  /** Weights of now (`best: false`, for a look inside while it trains) or the best so far. */
  | { kind: 'checkpoint'; epoch: number; best: boolean; validationNats?: number; weights: Float32Array }
  | { kind: 'notice'; message: string }
  | { kind: 'end'; reason: 'finished' | 'stopped' | 'diverged'; message?: string };
