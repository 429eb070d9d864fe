import assert from 'node:assert/strict';
import { type CellKind, NO_TOKEN } from '../../../src/engine/config.ts';
import { gatePlanes } from '../../../src/engine/gates.ts';
import { Reader } from '../../../src/engine/reader.ts';
import { setUp } from './bench.ts';

const LENGTH = 7;

for (const cell of ['rnn', 'gru', 'lstm'] as CellKind[])
  describe(`reading with ${cell}`, () => {
    const network = { cell, layers: 2, hidden: 5, vocabulary: 6 };
    const { plan, kernels, parameters, inputs, targets } = setUp(network, [LENGTH], 'f32');
    const weights = Float32Array.from(parameters);

    it('gives every token the loss that training gives it: difference < 1e-5', () => {
      plan.network.resetState(kernels);
      plan.network.forward(kernels);
      const expected = plan.network.loss(kernels);
      const reader = new Reader(network, weights);
      let nats = 0;
      for (let t = 0; t < LENGTH; t++) nats -= logSoftmax(reader.read(inputs[t]!))[targets[t]!]!;
      assert.ok(Math.abs(nats - expected) < 1e-5, `${nats}, ${expected}`);
    });

    it('begins anew after a reset, and goes on without one', () => {
      const reader = new Reader(network, weights);
      const first = Array.from(reader.read(NO_TOKEN));
      assert.notDeepEqual(Array.from(reader.read(NO_TOKEN)), first);
      reader.reset();
      assert.deepEqual(Array.from(reader.read(NO_TOKEN)), first);
    });

    it('refuses a wrong number of weights and an id outside the vocabulary', () => {
      assert.throws(() => new Reader(network, weights.subarray(1)), /has \d+ parameters; got \d+ weights/);
      assert.throws(() => new Reader(network, weights).read(6), /from 0 to 5, or -1; got 6/);
    });
  });

describe('gate planes', () => {
  const ids = [NO_TOKEN, 2, 3, 1, 4];
  const planesOf = (cell: CellKind) => {
    const network = { cell, layers: 2, hidden: 5, vocabulary: 6 };
    const generator = gatePlanes(network, Float32Array.from(setUp(network, [4], 'f32').parameters), ids);
    let pauses = 0;
    for (;;) {
      const { done, value } = generator.next();
      if (done) {
        assert.equal(pauses, ids.length);
        return value;
      }
      pauses++;
    }
  };
  const symbols = { rnn: ['a'], gru: ['Γr', 'Γu', 'c̃', 'c'], lstm: ['Γu', 'Γf', 'c̃', 'Γo', 'c', 'a'] };

  for (const cell of ['rnn', 'gru', 'lstm'] as CellKind[])
    it(`${cell}: ${symbols[cell].join(' ')} of every layer, [steps, units], gates between 0 and 1`, () => {
      const layers = planesOf(cell);
      assert.equal(layers.length, 2);
      for (const { units, planes } of layers) {
        assert.deepEqual(
          planes.map(({ symbol }) => symbol),
          symbols[cell],
        );
        for (const { range, values } of planes) {
          assert.equal(values.length, ids.length * units);
          const low = range === 'unit' ? 0 : -ids.length;
          assert.ok(values.every((value) => value > low && value < (range === 'unit' ? 1 : ids.length)));
        }
      }
    });

  it('gru: c<t> = Γu * c̃<t> + (1 - Γu) * c<t-1>: error < 1e-6', () => {
    for (const { units, planes } of planesOf('gru')) {
      const [, update, candidate, c] = planes.map(({ values }) => values);
      each(units, (i, previous) => {
        const expected = update![i]! * candidate![i]! + (1 - update![i]!) * (c![previous] ?? 0);
        assert.ok(Math.abs(c![i]! - expected) < 1e-6);
      });
    }
  });

  it('lstm: c<t> = Γu * c̃<t> + Γf * c<t-1> and a<t> = Γo * tanh(c<t>): error < 1e-6', () => {
    for (const { units, planes } of planesOf('lstm')) {
      const [update, forget, candidate, output, c, a] = planes.map(({ values }) => values);
      each(units, (i, previous) => {
        const expected = update![i]! * candidate![i]! + forget![i]! * (c![previous] ?? 0);
        assert.ok(Math.abs(c![i]! - expected) < 1e-6);
        assert.ok(Math.abs(a![i]! - output![i]! * Math.tanh(c![i]!)) < 1e-6);
      });
    }
  });

  /** Every value's index, and that of the same unit one step before. */
  function each(units: number, check: (i: number, previous: number) => void): void {
    for (let i = 0; i < ids.length * units; i++) check(i, i - units);
  }
});

function logSoftmax(logits: Float32Array): number[] {
  const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
  return Array.from(logits, (z) => z - Math.log(total));
}
