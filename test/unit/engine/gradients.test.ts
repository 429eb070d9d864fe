/** The gradient of every cell against central differences, in double precision. */
import assert from 'node:assert/strict';
import type { CellKind, Corpus } from '../../../src/engine/config.ts';
import { realsOf } from '../../../src/engine/memory.ts';
import { Trainer } from '../../../src/engine/trainer.ts';
import { type Bench, gradientOf, setUp } from './bench.ts';
import { countingLines, training, VOCABULARY } from './corpora.ts';
import { centralDifferences, relativeDifference } from './difference.ts';

const cells: CellKind[] = ['rnn', 'gru', 'lstm'];
const windows = { 'equal lengths': [6, 6, 6], 'mixed lengths': [7, 4, 4, 2, 1], 'one sequence': [5] };
const lines = countingLines(12);
const text: Corpus = { ...lines, kind: 'text', train: Uint32Array.of(0, 20, 24, 40) };

describe('gradients: relative difference to central differences < 1e-6', () => {
  for (const cell of cells)
    for (const layers of [1, 3]) {
      const network = { cell, layers, hidden: 5, vocabulary: VOCABULARY };
      for (const [name, lengths] of Object.entries(windows))
        it(`${cell}, ${layers} layers, ${name}`, () => {
          const bench = setUp(network, lengths);
          gradientOf(bench);
          assert.ok(bench.gradients.some((value) => value !== 0));
          compare(bench);
        });

      for (const corpus of [lines, text])
        it(`${cell}, ${layers} layers, every window of an epoch of ${corpus.kind}`, () => {
          const trainer = new Trainer(corpus, network, { ...training, batch: 3, window: 4 }, { precision: 'f64' });
          const { plan, kernels, memory } = trainer;
          const parameters = realsOf(memory, plan.parameters, 'f64');
          const gradients = realsOf(memory, plan.gradients, 'f64');
          for (const _ of trainer.windows('train')) {
            trainer.gradient(kernels);
            compare({ plan, kernels, parameters, gradients });
          }
        });
    }

  it('masked targets', () => {
    const bench = setUp({ cell: 'lstm', layers: 2, hidden: 5, vocabulary: VOCABULARY }, [4, 4, 3]);
    bench.targets[3] = -1;
    bench.targets[9] = -1;
    gradientOf(bench);
    compare(bench);
  });
});

function compare({ plan, kernels, parameters, gradients }: Omit<Bench, 'inputs' | 'targets'>): void {
  const central = centralDifferences(plan.network, kernels, parameters);
  for (const { name, offset, length } of plan.table.entries) {
    const [own, expected] = [gradients, central].map((all) => Array.from(all.subarray(offset, offset + length)));
    const error = relativeDifference(own!, expected!);
    assert.ok(error < 1e-6, `${name}: ${error}`);
  }
}
