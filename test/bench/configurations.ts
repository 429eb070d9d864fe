/** What is measured: the networks of the table in README.md. */
import type { NetworkConfig } from '../../src/engine/config.ts';
import type { TrainRequest } from './peers/requests.ts';

export interface Configuration {
  name: string;
  network: NetworkConfig;
  window: number;
  batch: number;
}

const small = { layers: 2, hidden: 128, vocabulary: 65 };

export const lstm: Configuration = {
  name: 'LSTM 2 x 128, 65 symbols, window 50, batch 50',
  network: { cell: 'lstm', ...small },
  window: 50,
  batch: 50,
};

export const configurations: Configuration[] = [
  lstm,
  {
    ...lstm,
    name: 'GRU (reset after) 2 x 128, the same',
    network: { cell: 'gru', reset: 'after', ...small },
  },
  { ...lstm, name: 'RNN 2 x 128, the same', network: { cell: 'rnn', ...small } },
  {
    name: 'LSTM 1 x 256, window 64, batch 32',
    network: { cell: 'lstm', layers: 1, hidden: 256, vocabulary: 65 },
    window: 64,
    batch: 32,
  },
  {
    name: 'LSTM 2 x 512, window 50, batch 50',
    network: { cell: 'lstm', layers: 2, hidden: 512, vocabulary: 65 },
    window: 50,
    batch: 50,
  },
  {
    name: 'LSTM 1 x 256, 10,000 words, embedding 128, window 35, batch 20',
    network: { cell: 'lstm', layers: 1, hidden: 256, vocabulary: 10_000, input: { embedding: 128 } },
    window: 35,
    batch: 20,
  },
  { ...lstm, name: 'LSTM 2 x 128, batch 8', batch: 8 },
  { ...lstm, name: 'LSTM 2 x 128, batch 1', batch: 1 },
];

/** The same for a peer. */
export function requestOf({ network, window, batch }: Configuration, seconds: number): TrainRequest {
  const { cell, layers, hidden, vocabulary, input } = network;
  const embedding = typeof input === 'object' && 'embedding' in input ? input.embedding : 0;
  return { kind: 'train', cell, layers, hidden, vocabulary, embedding, window, batch, seconds };
}
