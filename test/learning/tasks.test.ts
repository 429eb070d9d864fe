/** Networks learn what they are for: medians over three seeds, on examples that they have not seen. */
import assert from 'node:assert/strict';
import { type Job, learn } from './learn.ts';

const SEEDS = [1, 2, 3];
const rnn = { cell: 'rnn' } as const;
const gru = { cell: 'gru', reset: 'after' } as const;
const lstm = { cell: 'lstm' } as const;
const both = { cell: 'lstm', directions: 2 } as const;

function median(job: Omit<Job, 'seed'>): number {
  const scores = SEEDS.map((seed) => learn({ ...job, seed })).sort((a, b) => a - b);
  return scores[1]!;
}

describe('the adding problem: 60 steps, 64 units, 2,000 updates; guessing has a mean squared error of 0.167', () => {
  const job = { task: 'adding', size: 60, hidden: 64, batch: 50, updates: 2000, learningRate: 0.002 } as const;

  it('LSTM: under 0.02', () => {
    const error = median({ ...job, cell: lstm });
    assert.ok(error < 0.02, `${error}`);
  });

  it('GRU: under 0.01', () => {
    const error = median({ ...job, cell: gru });
    assert.ok(error < 0.01, `${error}`);
  });

  it('a plain RNN does not learn it: above 0.10', () => {
    const error = median({ ...job, cell: rnn });
    assert.ok(error > 0.1, `${error}`);
  });
});

describe('"the cat ... was, the cats ... were": 64 units, 1,500 updates', () => {
  const job = { task: 'agreement', hidden: 64, batch: 50, updates: 1500, learningRate: 0.002 } as const;

  it('LSTM with a forget bias of 1, 30 words between: at least 0.98', () => {
    const accuracy = median({ ...job, size: 30, cell: lstm, initialisation: { kind: 'uniform', forgetBias: 1 } });
    assert.ok(accuracy >= 0.98, `${accuracy}`);
  });

  it('each cell at 10, 30 and 100 words: whatever it is, as a table', () => {
    const rows = [10, 30, 100].map((size) => {
      const scores = [rnn, gru, lstm].map((cell) => learn({ ...job, size, cell, seed: 1 }));
      for (const score of scores) assert.ok(score > 0.4, `${score}: less than guessing`);
      return `      ${String(size).padStart(9)} ${scores.map((score) => score.toFixed(2).padStart(6)).join(' ')}`;
    });
    console.log(['          words    RNN    GRU   LSTM', ...rows].join('\n'));
  });
});

describe('what follows decides', () => {
  it('Teddy: both directions at least 0.98, one at most 0.55', () => {
    const job = { task: 'teddy', hidden: 32, batch: 20, updates: 150, learningRate: 0.01 } as const;
    const accuracies = [median({ ...job, cell: both }), median({ ...job, cell: lstm })];
    assert.ok(accuracies[0]! >= 0.98 && accuracies[1]! <= 0.55, accuracies.join());
  });

  it('parts of speech with ambiguous words: both directions at least 0.99, and 0.05 better than one', () => {
    const job = { task: 'grammar', hidden: 32, batch: 20, updates: 200, learningRate: 0.01 } as const;
    const [two, one] = [median({ ...job, cell: both }), median({ ...job, cell: lstm })];
    assert.ok(two >= 0.99 && two - one >= 0.05, `${two}, ${one}`);
  });
});

describe('classes', () => {
  it('which of three noisy waveforms: at least 0.95', () => {
    const job = { task: 'waveforms', hidden: 32, batch: 32, updates: 400, learningRate: 0.01, cell: lstm } as const;
    const accuracy = median(job);
    assert.ok(accuracy >= 0.95, `${accuracy}`);
  });

  it('first names -> gender: at least 0.85 of held-out names', () => {
    const job = { task: 'firstNames', hidden: 64, batch: 50, learningRate: 0.005, cell: both } as const;
    const accuracy = median({ ...job, updates: Number.POSITIVE_INFINITY, epochs: 8 });
    assert.ok(accuracy >= 0.85, `${accuracy}`);
  });
});
