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
  /** PyTorch only: torch.nn's module, or a recurrence written by hand. Without it, what is faster. */
  way?: 'module' | 'written';
}

export interface SampleRequest extends NetworkOptions {
  kind: 'sample';
  seconds: number;
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
  sample: { tokensPerSecond: number };
  gemm: { gflops: number };
}

export type Refusal = { unsupported: string } | { error: string };
export type PeerAnswer<K extends PeerRequest['kind'] = PeerRequest['kind']> = Answers[K] | Refusal;
