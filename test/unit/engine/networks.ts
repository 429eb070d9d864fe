/** Every cell, with everything that it can be. */
import type { NetworkConfig } from '../../../src/engine/config.ts';

type Cell = Omit<NetworkConfig, 'layers' | 'hidden' | 'vocabulary'>;

export const cells: Record<string, Cell> = {
  'rnn, tanh': { cell: 'rnn' },
  'rnn, ReLU': { cell: 'rnn', activation: 'relu' },
  'simplified gru': { cell: 'gru', reset: 'none' },
  'gru, reset before the product': { cell: 'gru' },
  'gru, reset after the product': { cell: 'gru', reset: 'after' },
  lstm: { cell: 'lstm' },
  'lstm, a = o * c': { cell: 'lstm', output: 'linear' },
  'lstm, peepholes of the notes': { cell: 'lstm', peepholes: 'previous' },
  'lstm, peepholes of libraries': { cell: 'lstm', peepholes: 'current' },
  'lstm, a = o * c, peepholes of libraries': { cell: 'lstm', output: 'linear', peepholes: 'current' },
};

export const inputs: Record<string, Pick<NetworkConfig, 'input'>> = {
  'one-hot': {},
  embedding: { input: { embedding: 3 } },
  vectors: { input: { vectors: 3 } },
};

export const heads: Record<string, Pick<NetworkConfig, 'head'>> = {
  'softmax at every step': {},
  'softmax at the end': { head: { kind: 'softmax', outputs: 3, at: 'end' } },
  'sigmoid at every step': { head: { kind: 'sigmoid', outputs: 2, at: 'steps' } },
  'sigmoid at the end': { head: { kind: 'sigmoid', outputs: 1, at: 'end' } },
  'linear at every step': { head: { kind: 'linear', outputs: 2, at: 'steps' } },
  'linear at the end': { head: { kind: 'linear', outputs: 3, at: 'end' } },
};

/** Lengths of the sequences of a window. */
export const windows: Record<string, number[]> = {
  'equal lengths': [6, 6, 6],
  'mixed lengths': [7, 4, 4, 2, 1],
  'one sequence': [5],
};
