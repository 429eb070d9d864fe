import assert from 'node:assert/strict';
import { ALIGNMENT } from '../../../src/engine/arena.ts';
import type { CellKind, NetworkConfig } from '../../../src/engine/config.ts';
import { createMemory } from '../../../src/engine/memory.ts';
import { parameterTable } from '../../../src/engine/parameters.ts';
import { planReading, planTraining } from '../../../src/engine/plan.ts';

const network: NetworkConfig = { cell: 'lstm', layers: 2, hidden: 128, vocabulary: 65 };
const training = { window: 50, batch: 50, dropout: 0 };

describe('memory plan', () => {
  for (const cell of ['rnn', 'gru', 'lstm'] as CellKind[])
    it(`${cell}: ranges begin at multiples of ${ALIGNMENT} bytes, do not overlap, and lie inside`, () => {
      const plan = planTraining({ ...network, cell }, { ...training, dropout: 0.5 });
      let end = 0;
      for (const { address, length, type, shape } of plan.ranges) {
        assert.equal(address % ALIGNMENT, 0);
        assert.ok(address >= end);
        assert.equal(
          length,
          shape.reduce((product, n) => product * n, 1),
        );
        assert.ok(type === 'real' || type === 'id');
        end = address + length * 4;
      }
      assert.ok(end <= plan.bytes);
    });

  it('2 x 128 LSTM, windows of 50, batch 50: under 30 MB, half of it in 64 bits', () => {
    const single = planTraining(network, training, 'f32').bytes;
    const double = planTraining(network, training, 'f64').bytes;
    assert.ok(single > 10e6 && single < 30e6, `${single}`);
    assert.ok(Math.abs(double / single - 2) < 0.02, `${double} / ${single}`);
  });

  it('a training is the same memory as its five vectors of parameters and one for each activation', () => {
    const small = planTraining(network, { ...training, window: 1, batch: 1 }).bytes;
    const parameters = parameterTable(network).count * 4;
    assert.ok(small >= 5 * parameters && small < 5 * parameters + 20_000, `${small}, ${parameters}`);
    const reading = planReading(network).bytes;
    assert.ok(reading >= parameters && reading < parameters + 20_000, `${reading}`);
  });

  it('what cannot be addressed is refused with its size and what to change', () => {
    const plan = planTraining({ ...network, layers: 8, hidden: 4096 }, training);
    assert.throws(
      () => createMemory(plan),
      /^RangeError: The network needs 2\d\.\d GiB of memory; at most 4 GiB.*fewer hidden/,
    );
  });
});

describe('parameter table', () => {
  it('has the names of PyTorch, one bias a gate, and lies end to end', () => {
    const { entries, count } = parameterTable({ cell: 'gru', layers: 2, hidden: 4, vocabulary: 7 });
    assert.deepEqual(
      entries.map(({ name, shape, offset }) => [name, shape.join(' x '), offset]),
      [
        ['rnn.weight_ih_l0', '7 x 12', 0],
        ['rnn.weight_hh_l0', '12 x 4', 84],
        ['rnn.bias_ih_l0', '12', 132],
        ['rnn.weight_ih_l1', '12 x 4', 144],
        ['rnn.weight_hh_l1', '12 x 4', 192],
        ['rnn.bias_ih_l1', '12', 240],
        ['head.weight', '7 x 4', 252],
        ['head.bias', '7', 280],
      ],
    );
    assert.equal(count, 287);
  });
});
