/**
 * What the engine is told: the token ids, the network and how to train it. Structurally the same types as
 * protocol/compute.ts, which the engine does not import; a test compiles only while they are assignable.
 */

/** The token ids of a source: one array, and the half-open ranges of it that train and validate. */
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

export type CellKind = 'rnn' | 'gru' | 'lstm';

export interface NetworkConfig {
  cell: CellKind;
  layers: number;
  /** Units in each layer. */
  hidden: number;
  /** Tokens of the vocabulary, EOS and UNK included: inputs are one-hot, outputs a softmax over it. */
  vocabulary: number;
}

export interface TrainingConfig {
  epochs: number;
  /** Sequences trained side by side. */
  batch: number;
  /** Time steps through which the gradient flows back. */
  window: number;
  /** Adam's step size. */
  learningRate: number;
  /** Largest global norm of the gradient; 0 does not clip. */
  clip: number;
  /** Share of the activations between layers that is dropped in training, in [0, 1). */
  dropout: number;
  seed: number;
}

/** The id of "no token": its input is the zero vector, as for x<1> (1.6.2). */
export const NO_TOKEN = -1;
