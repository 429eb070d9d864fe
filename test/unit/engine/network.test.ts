/** Properties of whole networks: sequences do not see each other, a window not the one before it except through the state. */
import assert from 'node:assert/strict';
import type { CellKind, NetworkConfig } from '../../../src/engine/config.ts';
import { type Bench, gradientOf, lossOf, setUp } from './bench.ts';
import { relativeDifference } from './difference.ts';

const cells: CellKind[] = ['rnn', 'gru', 'lstm'];
const LENGTHS = [6, 5, 5, 2];

for (const cell of cells)
  describe(`network of ${cell}`, () => {
    const network: NetworkConfig = { cell, layers: 2, hidden: 6, vocabulary: 9 };

    it('a batch of mixed lengths is its sequences one by one: difference < 1e-12', () => {
      compareWithParts(setUp(network, LENGTHS), network);
    });

    it('windows with the state carried have the loss of one long window: difference < 1e-12', () => {
      const long = setUp(network, [9, 8]);
      const expected = lossOf(long);
      const { network: parts } = long.plan;
      const { inputs, targets } = long;
      const [allInputs, allTargets] = [inputs.slice(), targets.slice()];
      parts.resetState(long.kernels);
      let [nats, read] = [0, 0];
      for (const lengths of [[4, 4], [4, 4], [1]]) {
        parts.steps.set(lengths);
        inputs.set(allInputs.subarray(read, read + parts.steps.total));
        targets.set(allTargets.subarray(read, read + parts.steps.total));
        read += parts.steps.total;
        parts.forward(long.kernels);
        nats += parts.loss(long.kernels);
        parts.carryState(long.kernels);
      }
      assert.equal(read, 17);
      assert.ok(Math.abs(nats - expected) < 1e-12 * expected);
    });

    it('the gradient in 32 bits is that in 64: relative difference < 1e-4 for every tensor', () => {
      const [single, double] = [setUp(network, LENGTHS, 'f32'), setUp(network, LENGTHS, 'f64')];
      gradientOf(single);
      gradientOf(double);
      for (const { name, offset, length } of double.plan.table.entries) {
        const ends = [offset, offset + length] as const;
        const error = relativeDifference(single.gradients.subarray(...ends), double.gradients.subarray(...ends));
        assert.ok(error < 1e-4, `${name}: ${error}`);
      }
    });
  });

describe('output layer', () => {
  it('a vocabulary whose logits do not fit at once is scored in parts: difference < 1e-12', () => {
    const network: NetworkConfig = { cell: 'rnn', layers: 1, hidden: 2, vocabulary: 40_000 };
    const bench = setUp(network, [12, 12, 12]);
    assert.ok(bench.plan.network.head.logits.shape[0]! < bench.plan.network.steps.total);
    compareWithParts(bench, network);
  });
});

/** Loss and gradient of a batch are those of its sequences alone, the gradients weighted by their tokens. */
function compareWithParts(bench: Bench, network: NetworkConfig): void {
  const nats = gradientOf(bench);
  assert.ok(Math.abs(nats - lossOf(bench)) < 1e-12 * nats);
  const { steps } = bench.plan.network;
  const expected = { nats: 0, gradient: new Float64Array(bench.gradients.length) };
  for (let row = 0; row < steps.rows(1); row++) {
    const tokens = column(bench, row);
    const alone = setUp(network, [tokens.length]);
    alone.inputs.set(tokens.map(({ input }) => input));
    alone.targets.set(tokens.map(({ target }) => target));
    expected.nats += gradientOf(alone);
    for (const [i, value] of alone.gradients.entries()) expected.gradient[i]! += (value * tokens.length) / steps.total;
  }
  assert.ok(Math.abs(nats - expected.nats) < 1e-12 * nats);
  assert.ok(relativeDifference(bench.gradients, expected.gradient) < 1e-12);
}

/** What sequence `row` reads and predicts, step by step. */
function column({ plan, inputs, targets }: Bench, row: number): { input: number; target: number }[] {
  const { steps } = plan.network;
  const tokens = [];
  for (let t = 1; t <= steps.count && row < steps.rows(t); t++) {
    const i = steps.rowsBetween(1, t) + row;
    tokens.push({ input: inputs[i]!, target: targets[i]! });
  }
  return tokens;
}
