/**
 * Properties of whole networks: sequences do not see each other, a window not the one before it except through the
 * state.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { headOf, type NetworkConfig, targetsPerRow, vectorWidth } from '../../../../src/engine/config.ts';
import { type Bench, countOf, gradientOf, lossOf, setLengths, setUp } from '../bench.ts';
import { relativeDifference } from '../difference.ts';
import { cells, heads, inputs } from '../networks.ts';

const LENGTHS = [6, 5, 5, 2];
const readings: Record<string, Partial<NetworkConfig>> = {
  'one-hot vectors': {},
  'embeddings in both directions': { hidden: 19, directions: 2, input: { embedding: 5 } },
};

for (const [name, cell] of Object.entries(cells))
  describe(`network of ${name}`, () => {
    const network: NetworkConfig = { ...cell, layers: 2, hidden: 6, vocabulary: 9 };

    it('a batch of mixed lengths is its sequences one by one: difference < 1e-12', () => {
      compareWithParts(setUp(network, LENGTHS), 1e-12);
    });

    it('windows with the state carried have the loss of one long window: difference < 1e-12', () => {
      const long = setUp(network, [9, 8]);
      const expected = lossOf(long);
      const { plan, thread } = long;
      const { network: parts } = plan;
      const [allInputs, allTargets] = [long.inputs.slice(), long.targets.slice()];
      parts.resetState(thread.kernels);
      let [nats, read] = [0, 0];
      for (const lengths of [[4, 4], [4, 4], [1]]) {
        const { steps } = parts;
        const rows = lengths.reduce((sum, length) => sum + length, 0);
        long.inputs.set(allInputs.subarray(read, read + rows));
        long.targets.set(allTargets.subarray(read, read + rows));
        read += rows;
        setLengths(long, lengths);
        assert.equal(steps.total, rows);
        parts.forward(thread);
        nats += parts.loss(thread);
        parts.carryState(thread.kernels);
      }
      assert.equal(read, 17);
      assert.ok(Math.abs(nats - expected) < 1e-12 * expected);
    });

    for (const [reading, given] of Object.entries(readings))
      it(`${reading}: the gradient in 32 bits is that in 64: relative difference < 1e-4 for every tensor`, () => {
        const config = { ...network, ...given };
        const [single, double] = [setUp(config, LENGTHS, 'f32'), setUp(config, LENGTHS, 'f64')];
        const nats = [gradientOf(single), gradientOf(double)] as const;
        assert.ok(Math.abs(nats[0] - nats[1]) < 1e-5 * nats[1], `loss: ${nats.join()}`);
        for (const { name: tensor, offset, length } of double.plan.table.entries) {
          const ends = [offset, offset + length] as const;
          const error = relativeDifference(single.gradients.subarray(...ends), double.gradients.subarray(...ends));
          assert.ok(error < 1e-4, `${tensor}: ${error}`);
        }
      });
  });

/** A network of any kind, and lengths of the sequences that it reads, longest first. */
const networks = fc.record({
  cell: fc.constantFrom(...Object.values(cells)),
  input: fc.constantFrom(...Object.values(inputs)),
  head: fc.constantFrom(...Object.values(heads)),
  layers: fc.integer({ min: 1, max: 2 }),
  hidden: fc.integer({ min: 1, max: 18 }),
  directions: fc.constantFrom<(1 | 2)[]>(1, 2),
  initialState: fc.constantFrom<('zeros' | 'learned')[]>('zeros', 'learned'),
  vocabulary: fc.integer({ min: 2, max: 7 }),
});
const configs = networks.map(
  ({ cell, input, head, ...rest }): NetworkConfig => ({ ...rest, ...cell, ...input, ...head }),
);
const bidirectional = configs.map((config): NetworkConfig => ({ ...config, directions: 2 }));
const windows = fc
  .array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 })
  .map((lengths) => lengths.toSorted((a, b) => b - a));

/** A loss below has lost its digits: a ReLU grew until softmax was 1. */
const SATURATED = 0.01;

describe('networks of any kind', () => {
  it('a batch of mixed lengths, targets masked here and there, is its sequences one by one: difference < 1e-10', () => {
    fc.assert(
      fc.property(configs, windows, fc.array(fc.boolean(), { maxLength: 20 }), (network, lengths, masked) => {
        const bench = setUp(network, lengths);
        for (const [i, mask] of masked.entries()) if (mask && i < bench.targets.length) bench.targets[i] = -1;
        fc.pre(countOf(bench) > 0 && lossOf(bench) > SATURATED);
        compareWithParts(bench, 1e-10);
      }),
    );
  });

  it('the backward direction reads as the forward direction reads the reversed input: difference < 1e-12', () => {
    fc.assert(
      fc.property(bidirectional, windows, (network, lengths) => {
        const shared = { ...network, layers: 1 };
        const [original, reversed] = [setUp(shared, lengths), setUp(shared, lengths)];
        reverseInput(reversed);
        for (const bench of [original, reversed]) {
          copyForwardToBackward(bench);
          lossOf(bench);
        }
        assert.ok(relativeDifference(activations(reversed, 1), activations(original, 0)) < 1e-12);
        assert.ok(relativeDifference(activations(reversed, 0), activations(original, 1)) < 1e-12);
      }),
    );
  });

  it('with directions exchanged, what is reversed has the loss and the gradients it had: difference < 1e-10', () => {
    fc.assert(
      fc.property(bidirectional, windows, (network, lengths) => {
        const [original, mirrored] = [setUp(network, lengths), setUp(network, lengths)];
        mirrored.parameters.set(exchangeDirections(original, original.parameters));
        mirrored.plan.network.pack(mirrored.thread);
        reverseInput(mirrored);
        reverseTargets(mirrored);
        const nats = [original, mirrored].map(gradientOf) as [number, number];
        fc.pre(nats[0] > SATURATED);
        assert.ok(Math.abs(nats[1] - nats[0]) < 1e-10 * nats[0], nats.join());
        assertSameGradients(mirrored, exchangeDirections(original, original.gradients), 1e-10);
      }),
    );
  });
});

describe('output layer', () => {
  it('a vocabulary whose logits do not fit at once is scored in parts: difference < 1e-12', () => {
    const bench = setUp({ cell: 'rnn', layers: 1, hidden: 2, vocabulary: 300_000 }, [12, 12, 12]);
    assert.ok(bench.plan.network.head.logits.shape[0]! < bench.plan.network.steps.total);
    compareWithParts(bench, 1e-12);
  });
});

/**
 * Loss and gradient of a batch are those of its sequences alone, the gradients weighted by their targets that count.
 */
function compareWithParts(bench: Bench, tolerance: number): void {
  const nats = gradientOf(bench);
  assert.ok(Math.abs(nats - lossOf(bench)) <= tolerance * nats);
  const expected = { nats: 0, gradient: new Float64Array(bench.gradients.length) };
  for (let sequence = 0; sequence < bench.plan.network.steps.sequences; sequence++) {
    const part = partOf(bench, sequence);
    const weight = countOf(part) / countOf(bench);
    if (weight === 0) continue;
    expected.nats += gradientOf(part);
    for (const [i, value] of part.gradients.entries()) expected.gradient[i]! += value * weight;
  }
  assert.ok(Math.abs(nats - expected.nats) < tolerance * nats, `${nats}, ${expected.nats}`);
  assertSameGradients(bench, expected.gradient, tolerance);
}

/** All of them together, since those of one tensor may cancel out. */
function assertSameGradients({ gradients }: Bench, expected: Float64Array, tolerance: number): void {
  const error = relativeDifference(gradients, expected);
  assert.ok(error < tolerance, `${error}`);
}

/** The same network with one of the sequences. */
function partOf(bench: Bench, sequence: number): Bench {
  const { config } = bench.plan.network;
  const rows = rowsOf(bench, sequence);
  const part = setUp(config, [rows.length]);
  if (part.inputs.length > 0) part.inputs.set(rows.map((row) => bench.inputs[row]!));
  part.vectors.set(rows.flatMap((row) => rowOf(bench.vectors, row, vectorWidth(config))));
  const head = headOf(config);
  const scored = head.at === 'end' ? [sequence] : rows;
  part.targets.set(scored.flatMap((row) => rowOf(bench.targets, row, targetsPerRow(head))));
  setLengths(part, [rows.length]);
  return part;
}

/** Rows of a sequence, from its first step to its last. */
function rowsOf({ plan }: Bench, sequence: number): number[] {
  const { steps } = plan.network;
  const rows = [];
  for (let t = 1; t <= steps.count && sequence < steps.rows(t); t++) rows.push(steps.rowsBetween(1, t) + sequence);
  return rows;
}

function rowOf(values: Int32Array | Float32Array | Float64Array, row: number, width: number): number[] {
  return Array.from(values.subarray(row * width, (row + 1) * width));
}

/** Every sequence from its end to its beginning. */
function reverseInput(bench: Bench): void {
  const { plan, inputs: ids, vectors } = bench;
  const lengths = Array.from({ length: plan.network.steps.sequences }, (_, i) => rowsOf(bench, i).length);
  if (ids.length > 0) reverseRows(bench, ids, 1);
  reverseRows(bench, vectors, vectorWidth(plan.network.config));
  setLengths(bench, lengths);
}

/** Those of steps; what is predicted at the end stays. */
function reverseTargets(bench: Bench): void {
  const head = headOf(bench.plan.network.config);
  if (head.at === 'steps') reverseRows(bench, bench.targets, targetsPerRow(head));
}

function reverseRows(bench: Bench, values: Int32Array | Float32Array | Float64Array, width: number): void {
  const before = values.slice();
  for (let sequence = 0; sequence < bench.plan.network.steps.sequences; sequence++) {
    const rows = rowsOf(bench, sequence);
    for (const [i, row] of rows.toReversed().entries()) values.set(rowOf(before, rows[i]!, width), row * width);
  }
}

function copyForwardToBackward({ plan, parameters, thread }: Bench): void {
  const { entries } = plan.table;
  for (const { name, offset } of entries) {
    const forward = entries.find((other) => other.name === name.replace('_reverse', ''))!;
    parameters.copyWithin(offset, forward.offset, forward.offset + forward.length);
  }
  plan.network.pack(thread);
}

/** A vector of parameters with that of each direction where that of the other was. */
function exchangeDirections({ plan }: Bench, values: Float32Array | Float64Array): Float64Array {
  const { entries } = plan.table;
  const result = Float64Array.from(values);
  for (const { name, offset, length, shape } of entries) {
    const other = entries.find((entry) => entry.name === otherDirection(name)) ?? { offset };
    const own = values.subarray(other.offset, other.offset + length);
    // What reads both directions side by side has a half of its rows for each.
    const halves = name === 'head.weight' || /weight_ih_l[1-9]/.test(name);
    const half = halves ? (shape[0]! / 2) * shape[1]! : 0;
    result.set(own.subarray(half), offset);
    result.set(own.subarray(0, half), offset + length - half);
  }
  return result;
}

function otherDirection(name: string): string {
  return name.endsWith('_reverse') ? name.replace('_reverse', '') : `${name}_reverse`;
}

/** Activations of a direction of the first level, in the order in which it reads. */
function activations({ plan, memory }: Bench, direction: number): Float64Array {
  const { levels, steps } = plan.network;
  const { a, H } = levels[0]!.layers[direction]!;
  return new Float64Array(memory.buffer, a.at(1), steps.total * H);
}
