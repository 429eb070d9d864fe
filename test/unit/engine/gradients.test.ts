/** The gradient of everything that a network can be against central differences, in double precision. */
import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../src/engine/config.ts';
import type { Corpus } from '../../../src/engine/data.ts';
import { realsOf } from '../../../src/engine/memory/memory.ts';
import { Trainer } from '../../../src/engine/training/trainer.ts';
import { type Bench, countOf, gradientOf, lossOf, setUp } from './bench.ts';
import { countingLines, training, VOCABULARY } from './corpora.ts';
import { centralDifferences, relativeDifference } from './difference.ts';
import { reversals } from './examples.ts';
import { cells, heads, inputs, windows } from './networks.ts';

const TOLERANCE = 1e-6;
const lines = countingLines(12);
const text: Corpus = { ...lines, kind: 'text', train: Uint32Array.of(0, 20, 24, 40) };

describe(`gradients: relative difference to central differences < ${TOLERANCE}`, () => {
  for (const [name, cell] of Object.entries(cells))
    for (const directions of [1, 2] as const)
      for (const layers of [1, 3]) {
        const network: NetworkConfig = { ...cell, layers, hidden: 3, directions, vocabulary: VOCABULARY };
        const stack = `${name}, ${layers} layers, ${directions} directions`;

        for (const [window, lengths] of Object.entries(windows))
          it(`${stack}, ${window}`, () => compare(setUp(network, lengths)));

        for (const [heading, head] of Object.entries(heads))
          it(`${stack}, ${heading}, mixed lengths, masked targets`, () => {
            const bench = setUp({ ...network, ...head }, windows['mixed lengths']!);
            bench.targets[2] = -1;
            compare(bench);
          });

        for (const [reading, input] of Object.entries(inputs))
          it(`${stack}, ${reading}, learned beginning`, () => {
            compare(setUp({ ...network, ...input, initialState: 'learned' }, [4, 3, 1]));
          });
      }

  for (const [name, cell] of Object.entries(cells))
    for (const corpus of [lines, text])
      it(`${name}, every window of an epoch of ${corpus.kind}`, () => {
        const network: NetworkConfig = { ...cell, layers: 2, hidden: 4, vocabulary: VOCABULARY };
        const trainer = new Trainer(corpus, network, { ...training, batch: 3, window: 4 }, { precision: 'f64' });
        compareWindows(trainer);
      });

  for (const [name, cell] of Object.entries(cells))
    for (const directions of [1, 2] as const)
      for (const layers of [1, 2])
        it(`encoder-decoder: ${name}, ${layers} layers, encoder of ${directions} directions`, () => {
          const { pairs, network: task } = reversals(7, 4);
          const network: NetworkConfig = {
            ...{ ...cell, ...task, layers, hidden: 3 },
            ...(layers === 2 ? { input: { embedding: 3 }, initialState: 'learned' } : {}),
            encoder: { ...task.encoder!, directions },
          };
          const trainer = new Trainer(pairs, network, { ...training, batch: 4 }, { precision: 'f64' });
          const parameters = realsOf(trainer.memory, trainer.plan.parameters, 'f64');
          for (let i = 0; i < parameters.length; i++) parameters[i]! *= 2; // so that the source is not forgotten
          compareWindows(trainer);
        });

  it('layers and units do not have to be small: lstm of 17 units, both directions, embeddings', () => {
    compare(
      setUp({ cell: 'lstm', layers: 2, hidden: 17, directions: 2, vocabulary: 4, input: { embedding: 5 } }, [5, 2]),
    );
  });
});

/** Every window of an epoch. */
function compareWindows(trainer: Trainer): void {
  const { plan, memory, thread } = trainer;
  const parameters = realsOf(memory, plan.parameters, 'f64');
  const gradients = realsOf(memory, plan.gradients, 'f64');
  trainer.pack();
  for (const _ of trainer.windows('train')) {
    const { tokens } = trainer.gradient();
    const loss = () => {
      if (plan.network.encoder) plan.network.resetState(thread.thread.kernels); // a learned beginning is a parameter
      plan.network.pack(thread.thread);
      plan.network.forward(thread.thread, true);
      return plan.network.loss(thread.thread) / tokens;
    };
    compareAll(plan.table.entries, gradients, centralDifferences(parameters, loss));
    trainer.pack();
  }
}

function compare(bench: Bench): void {
  const nats = gradientOf(bench);
  assert.ok(Math.abs(nats - lossOf(bench)) < 1e-12 * nats);
  assert.ok(bench.gradients.some((value) => value !== 0));
  const own = bench.gradients.slice();
  const count = countOf(bench);
  const { network, table } = bench.plan;
  const central = centralDifferences(bench.parameters, () => {
    network.pack(bench.thread);
    return lossOf(bench) / count;
  });
  compareAll(table.entries, own, central);
}

function compareAll(entries: Bench['plan']['table']['entries'], own: ArrayLike<number>, central: Float64Array): void {
  for (const { name, offset, length } of entries) {
    const [a, b] = [Array.from(own), central].map((all) => all.slice(offset, offset + length));
    const error = relativeDifference(a!, b!);
    assert.ok(error < TOLERANCE || Math.max(...b!.map(Math.abs)) < 1e-9, `${name}: ${error}`);
  }
}
