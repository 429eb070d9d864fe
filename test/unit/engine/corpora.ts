/** Small corpora to train on. */
import type { NetworkConfig, TrainingConfig } from '../../../src/engine/config.ts';
import type { Corpus } from '../../../src/engine/data.ts';

export const VOCABULARY = 5;

/**
 * Lines of 1 to 9 tokens that count 2 3 4 2 3 4 ... from a beginning of their own, then EOS. Every fifth is held out.
 */
export function countingLines(count: number): Corpus {
  const ids: number[] = [];
  const [train, validation]: [number[], number[]] = [[], []];
  for (let line = 0; line < count; line++) {
    const start = ids.length;
    for (let i = 0; i < (line * 7) % 9; i++) ids.push(2 + ((line + i) % 3));
    ids.push(0);
    (line % 5 === 4 ? validation : train).push(start, ids.length);
  }
  return {
    kind: 'lines',
    ids: Uint8Array.from(ids),
    train: Uint32Array.from(train),
    validation: Uint32Array.from(validation),
  };
}

/** The same without anything held out. */
export function withoutValidation(corpus: Corpus): Corpus {
  return { ...corpus, validation: new Uint32Array() };
}

export const network: NetworkConfig = { cell: 'lstm', layers: 2, hidden: 8, vocabulary: VOCABULARY };

export const training: TrainingConfig = {
  epochs: 4,
  batch: 4,
  window: 6,
  learningRate: 0.02,
  clip: 5,
  dropout: 0,
  seed: 1,
};
