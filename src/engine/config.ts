/** What the engine is told: the network, and how to train it. */

export type CellKind = 'rnn' | 'gru' | 'lstm';

/** A network. What is left out is as chapter 1 of the notes has it, unless said otherwise. */
export interface NetworkConfig {
  cell: CellKind;
  /** The activation g of an RNN, a<t> = g(...) (1.3.4). */
  activation?: 'tanh' | 'relu';
  /**
   * Where the reset (relevance) gate of a GRU works: 'before' the matrix product, 'after' it as in PyTorch and cuDNN,
   * or not at all, 'none', which is the simplified GRU (1.9).
   */
  reset?: 'before' | 'after' | 'none';
  /**
   * The output of an LSTM: 'tanh', the default, is Γo * tanh(c<t>), as libraries have it; 'linear' is Γo * c<t> (1.10).
   */
  output?: 'tanh' | 'linear';
  /**
   * What the gates of an LSTM see of the cell state: nothing; the 'previous' c<t-1>, all three of them (1.10); or, as
   * libraries have it, the output gate the 'current' c<t>.
   */
  peepholes?: 'none' | 'previous' | 'current';
  layers: number;
  /** Units in each layer and direction. */
  hidden: number;
  /** 2: a second layer of each kind reads from the end to the beginning (1.11). */
  directions?: 1 | 2;
  /** a<0>, and c<0> of an lstm (1.3.4). 'random' draws them in training, in (-1/√H, 1/√H), and takes 0 otherwise. */
  initialState?: 'zeros' | 'random' | 'learned';
  /** Tokens of the vocabulary, EOS and UNK included. */
  vocabulary: number;
  /**
   * An encoder-decoder (1.5.1): a network of the same cell, layers and units reads a source first, and this one begins
   * with the states that it ends with, with the sum of both directions' if it has two. There is then no other a<0>.
   */
  encoder?: EncoderConfig;
  /**
   * What is read at each step: one-hot vectors of tokens, embeddings of so many numbers, or given vectors of so many.
   */
  input?: 'one-hot' | { embedding: number } | { vectors: number };
  /** What is predicted; left out, a softmax over the vocabulary at every step. */
  head?: HeadConfig;
}

interface EncoderConfig {
  /** Tokens of the source. */
  vocabulary: number;
  directions?: 1 | 2;
}

export interface HeadConfig {
  /**
   * One of `outputs` classes, each output 0 or 1 on its own (1.3.4), or real numbers, whose squared errors are the
   * loss.
   */
  kind: 'softmax' | 'sigmoid' | 'linear';
  outputs: number;
  /** At every step, or once, from the state after the last step (1.5). */
  at: 'steps' | 'end';
}

export interface OptimiserConfig {
  kind: 'adam' | 'adamw' | 'rmsprop' | 'sgd';
  /** The momentum of SGD, in [0, 1). */
  momentum?: number;
  /** The weight decay of AdamW: every step, a weight loses this times the learning rate of itself. */
  weightDecay?: number;
}

/** How the learning rate changes. */
export interface ScheduleConfig {
  /**
   * 'step' multiplies it by `decay` after every `every` epochs, 'plateau' after as many validations without a better
   * loss; 'cosine' lets it fall to 0 along half a wave (Loshchilov and Hutter, 2017).
   */
  kind: 'constant' | 'step' | 'cosine' | 'plateau';
  decay: number;
  every: number;
  /** Steps in which it rises from 0 first. */
  warmup: number;
}

/** How weights begin. */
export interface InitialisationConfig {
  /**
   * 'uniform' in (-1/√H, 1/√H), as PyTorch; or 'glorot': input weights and the head uniform as Glorot and Bengio (2010)
   * have it, recurrent matrices orthogonal (Saxe et al., 2014), biases 0.
   */
  kind: 'uniform' | 'glorot';
  /** What the bias of an lstm's forget gate begins with, instead of the above. */
  forgetBias?: number;
}

export interface TrainingConfig {
  epochs: number;
  /** Sequences trained side by side. */
  batch: number;
  /** Time steps through which the gradient flows back. */
  window: number;
  /** Steps of the longest source of an encoder-decoder. */
  sourceWindow?: number;
  learningRate: number;
  /** Left out: constant. */
  schedule?: ScheduleConfig;
  /**
   * Steps between two validations, counted from the beginning; one more follows the last step. 0 or left out: each
   * epoch.
   */
  validateEvery?: number;
  /** Validations without a better loss after which training ends; 0 or left out never. */
  patience?: number;
  /** Left out: Adam. */
  optimiser?: OptimiserConfig;
  /** Largest global norm of the gradient; 0 does not clip. */
  clip: number;
  /** Largest absolute value of an element of the gradient, after the norm was clipped; 0 or left out does not clip. */
  clipValue?: number;
  /** Share of the activations between layers that is dropped in training, in [0, 1). */
  dropout: number;
  /**
   * Share of what the first layer reads that is dropped in training, in [0, 1), in an encoder too: of the numbers of
   * vectors and embeddings, or of one-hot tokens as a whole. Left out: 0.
   */
  inputDropout?: number;
  /** Left out: uniform. */
  initialisation?: InitialisationConfig;
  seed: number;
}

/** Numbers of an embedded token; 0 without an embedding. */
export function embeddingWidth({ input }: NetworkConfig): number {
  return typeof input === 'object' && 'embedding' in input ? input.embedding : 0;
}

/** Numbers of a vector that is given at each step; 0 where tokens are. */
export function vectorWidth({ input }: NetworkConfig): number {
  return typeof input === 'object' && 'vectors' in input ? input.vectors : 0;
}

/** Inputs of the first layer: rows of its Wx in memory. */
export function inputWidth(config: NetworkConfig): number {
  return embeddingWidth(config) || vectorWidth(config) || config.vocabulary;
}

export function headOf({ head, vocabulary }: NetworkConfig): HeadConfig {
  return head ?? { kind: 'softmax', outputs: vocabulary, at: 'steps' };
}

/** The encoder as a network: the same but for what it reads, and that it predicts nothing. */
export function encoderOf({ encoder, ...decoder }: NetworkConfig): NetworkConfig | undefined {
  return encoder && { ...decoder, ...encoder };
}

/** What is to be predicted at once: one class, or a number for each output. */
export function targetsPerRow({ kind, outputs }: HeadConfig): number {
  return kind === 'softmax' ? 1 : outputs;
}

export const DEFAULT_OPTIMISER: OptimiserConfig = { kind: 'adam' };

/** Vectors of parameters that an optimiser keeps between steps. */
export function momentsOf({ kind }: OptimiserConfig): 1 | 2 {
  return kind === 'adam' || kind === 'adamw' ? 2 : 1;
}
