/**
 * Learning on real names. PyTorch reaches 1.66 nats a character, end of line counted, with the same split, batch 16,
 * windows of 32, Adam 5e-3, clipping at 5, best of 30 epochs. Here 20 epochs must do.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { train } from '../../src/engine/training/train.ts';
import { Trainer } from '../../src/engine/training/trainer.ts';
import { buildCorpus } from '../../src/text/datasets/corpus.ts';

const dinosaurs = createRequire(import.meta.url)('dinosaurs') as string[];
const SEEDS = [1, 2, 3];
const BOUND = 1.72;

describe(`LSTM of 64 units on the names of dinosaurs, lines 10, 20, 30 ... held out`, () => {
  it(`best validation loss at most ${BOUND} nats a character, median of ${SEEDS.length} seeds`, function () {
    this.timeout('5m');
    const names = [...new Set(dinosaurs.map((name) => name.toLowerCase()))];
    assert.equal(names.length, 1318);
    const built = buildCorpus(names.join('\n'), {
      level: 'characters',
      vocabulary: 10_000,
      documents: 'lines',
      validation: 10,
    });
    const losses = SEEDS.map((seed) => bestLoss(built, seed));
    const median = losses.toSorted((a, b) => a - b)[1]!;
    assert.ok(median <= BOUND, `median ${median} of ${losses.join(', ')}`);
  });
});

function bestLoss({ corpus, vocabulary }: ReturnType<typeof buildCorpus>, seed: number): number {
  const network = { cell: 'lstm' as const, layers: 1, hidden: 64, vocabulary: vocabulary.size };
  const training = { epochs: 20, batch: 16, window: 32, learningRate: 5e-3, clip: 5, dropout: 0, seed };
  let best = Number.POSITIVE_INFINITY;
  for (const event of train(new Trainer(corpus, network, training)))
    if (event.kind === 'epoch') best = Math.min(best, event.validationLoss!);
  return best;
}
