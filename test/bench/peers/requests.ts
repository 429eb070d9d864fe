/** What a peer can be asked, and what it answers; each one line of JSON. */
export interface NetworkOptions {
  cell: 'lstm' | 'gru' | 'rnn';
  layers: number;
  hidden: number;
  vocabulary: number;
}

export interface TrainRequest extends NetworkOptions {
  kind: 'train';
  /** Width of the input embedding; 0: one-hot inputs. */
  embedding: number;
  window: number;
  batch: number;
  seconds: number;
  /**
   * PyTorch and TensorFlow.js; the others refuse it. The library's own layers (torch.nn, tf.layers), or a recurrence
   * written by hand. Without it PyTorch does what is faster, TensorFlow.js what is written by hand.
   */
  way?: 'module' | 'written';
}

export interface SampleRequest extends NetworkOptions {
  kind: 'sample';
  seconds: number;
  /**
   * PyTorch; the others refuse it, but for TensorFlow.js's 'written'. torch.nn's module called for every token, or a
   * loop written by hand, which it is without `way`.
   */
  way?: 'module' | 'written';
}

/** C [m, n] = A [m, k] B [k, n], PyTorch only. */
export interface GemmRequest {
  kind: 'gemm';
  m: number;
  n: number;
  k: number;
  seconds: number;
}

export type PeerRequest = { kind: 'describe' } | TrainRequest | SampleRequest | GemmRequest;

/** What a request of each kind is answered with when all goes well. */
export interface Answers {
  describe: { name: string; version: string; details: string };
  train: {
    /** By the median step. */
    tokensPerSecond: number;
    steps: number;
    seconds: number;
    /** Of the last step, in nats; null where it is no finite number. */
    loss: number | null;
    way?: 'module' | 'written';
  };
  sample: { tokensPerSecond: number; way?: 'module' | 'written' };
  gemm: { gflops: number };
}

export type Refusal = { unsupported: string } | { error: string };
export type PeerAnswer<K extends PeerRequest['kind'] = PeerRequest['kind']> = Answers[K] | Refusal;
