import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../../src/engine/config.ts';
import { NO_TOKEN } from '../../../../src/engine/data.ts';
import { parameterTable } from '../../../../src/engine/network/parameters.ts';
import { gatePlanes, type LayerPlanes } from '../../../../src/engine/reading/gates.ts';
import { Reader } from '../../../../src/engine/reading/reader.ts';
import { lossOf, setUp } from '../bench.ts';
import { createKernels } from '../kernels.ts';
import { cells } from '../networks.ts';

const LENGTH = 7;

for (const [name, cell] of Object.entries(cells))
  for (const given of [{}, { input: { embedding: 3 }, initialState: 'learned' }] as Partial<NetworkConfig>[])
    describe(`reading with ${name}${given.input ? ', embeddings and a learned beginning' : ''}`, () => {
      const network: NetworkConfig = { ...cell, ...given, layers: 2, hidden: 5, vocabulary: 6 };
      const bench = setUp(network, [LENGTH], 'f32');
      const weights = Float32Array.from(bench.parameters);
      const open = () => new Reader(network, weights, createKernels);

      it('gives every token the loss that training gives it: difference < 1e-5', () => {
        const expected = lossOf(bench);
        const reader = open();
        let nats = 0;
        for (let t = 0; t < LENGTH; t++) nats -= logSoftmax(reader.read(bench.inputs[t]!))[bench.targets[t]!]!;
        assert.ok(Math.abs(nats - expected) < 1e-5, `${nats}, ${expected}`);
      });

      it('begins anew after a reset, and goes on without one', () => {
        const reader = open();
        const first = Array.from(reader.read(NO_TOKEN));
        assert.notDeepEqual(Array.from(reader.read(NO_TOKEN)), first);
        reader.reset();
        assert.deepEqual(Array.from(reader.read(NO_TOKEN)), first);
      });

      it('refuses a wrong number of weights and an id outside the vocabulary', () => {
        assert.throws(() => new Reader(network, weights.subarray(1)), /has \d+ parameters; got \d+ weights/);
        assert.throws(() => open().read(6), /from 0 to 5, or -1; got 6/);
      });
    });

describe('odds of the next token', () => {
  // A generation reads its labels, too, and does not write them.
  const network: NetworkConfig = {
    ...{ cell: 'lstm', layers: 1, hidden: 3, vocabulary: 50 },
    head: { kind: 'softmax', outputs: 6, at: 'steps' },
  };
  const weights = Float32Array.from({ length: parameterTable(network).count }, (_, i) => Math.sin(i));

  it('are those of the outputs, and their sum, where more tokens are read than written', () => {
    const reader = new Reader(network, weights, createKernels);
    reader.read(49);
    const sum = reader.weigh(1, [2]);
    assert.equal(reader.odds.length, 6);
    assert.ok(Math.abs(sum - reader.odds.reduce((a, b) => a + b, 0)) < 1e-5);
    assert.deepEqual([reader.odds[2], Math.max(...reader.odds)], [0, 1]);
  });

  it('are 1 for the likeliest, else 0, at any temperature near 0', () => {
    for (const temperature of [1e-6, 1e-39, 1e-300]) {
      const reader = new Reader(network, weights, createKernels);
      reader.read(7);
      assert.equal(reader.weigh(temperature, []), 1);
      const others = Array.from(reader.odds).filter((odds) => odds !== 1);
      assert.ok(others.length === 5 && others.every((odds) => odds < 1e-30), others.join());
    }
  });

  it('are refused where the network overflows', () => {
    const reader = new Reader(network, weights.fill(Number.NaN), createKernels);
    reader.read(7);
    assert.throws(() => reader.weigh(1, []), /^RangeError: The network's numbers overflow on what it reads/);
  });
});

it('a reader refuses a network of two directions', () => {
  const network = { cell: 'lstm', layers: 1, hidden: 3, vocabulary: 4, directions: 2 } as const;
  const weights = new Float32Array(parameterTable(network).count);
  assert.throws(() => new Reader(network, weights), /^RangeError: A network of two directions reads whole sequences/);
});

describe('gate planes', () => {
  const ids = [NO_TOKEN, 2, 3, 1, 4];
  const planesOf = (cell: string): LayerPlanes[] => {
    const network: NetworkConfig = { ...cells[cell]!, layers: 2, hidden: 5, vocabulary: 6 };
    const generator = gatePlanes(network, Float32Array.from(setUp(network, [4], 'f32').parameters), ids, createKernels);
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
  const gru = ['Γr', 'Γu', 'c̃', 'c'];
  const lstm = ['Γu', 'Γf', 'c̃', 'Γo', 'c', 'a'];
  const symbols: Record<string, string[]> = { rnn: ['a'], 'simplified gru': gru.slice(1), gru, lstm };

  for (const cell of Object.keys(cells)) {
    const expected = (symbols[cell] ?? symbols[cells[cell]!.cell])!;
    it(`${cell}: ${expected.join(' ')} of every layer, [steps, units], gates between 0 and 1`, () => {
      const layers = planesOf(cell);
      assert.equal(layers.length, 2);
      for (const { units, planes } of layers) {
        assert.deepEqual(
          planes.map(({ symbol }) => symbol),
          expected,
        );
        for (const { range, values } of planes) {
          assert.equal(values.length, ids.length * units);
          assert.ok(values.some((value) => value !== 0));
          if (cells[cell]!.activation === 'relu') continue;
          const [low, high] = range === 'unit' ? [0, 1] : [-ids.length, ids.length];
          assert.ok(values.every((value) => value > low && value < high));
        }
      }
    });
  }

  for (const cell of Object.keys(cells).filter((name) => cells[name]!.cell === 'gru'))
    it(`${cell}: c<t> = Γu * c̃<t> + (1 - Γu) * c<t-1>: error < 1e-6`, () => {
      for (const { units, planes } of planesOf(cell)) {
        const [update, candidate, c] = planes.slice(-3).map(({ values }) => values);
        each(units, (i, previous) => {
          const expected = update![i]! * candidate![i]! + (1 - update![i]!) * (c![previous] ?? 0);
          assert.ok(Math.abs(c![i]! - expected) < 1e-6);
        });
      }
    });

  for (const cell of Object.keys(cells).filter((name) => cells[name]!.cell === 'lstm')) {
    const linear = cells[cell]!.output === 'linear';
    it(`${cell}: c<t> = Γu * c̃<t> + Γf * c<t-1> and a<t> = Γo * ${linear ? 'c<t>' : 'tanh(c<t>)'}: error < 1e-6`, () => {
      for (const { units, planes } of planesOf(cell)) {
        const [update, forget, candidate, output, c, a] = planes.map(({ values }) => values);
        each(units, (i, previous) => {
          const expected = update![i]! * candidate![i]! + forget![i]! * (c![previous] ?? 0);
          assert.ok(Math.abs(c![i]! - expected) < 1e-6);
          assert.ok(Math.abs(a![i]! - output![i]! * (linear ? c![i]! : Math.tanh(c![i]!))) < 1e-6);
        });
      }
    });
  }

  /** Every value's index, and that of the same unit one step before. */
  function each(units: number, check: (i: number, previous: number) => void): void {
    for (let i = 0; i < ids.length * units; i++) check(i, i - units);
  }
});

function logSoftmax(logits: Float32Array): number[] {
  const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
  return Array.from(logits, (z) => z - Math.log(total));
}
