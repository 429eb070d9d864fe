import assert from 'node:assert/strict';
import type { InitialisationConfig, NetworkConfig } from '../../../../src/engine/config.ts';
import { createRandom } from '../../../../src/engine/memory/random.ts';
import { initialise } from '../../../../src/engine/network/initialise.ts';
import { type Parameter, parameterTable } from '../../../../src/engine/network/parameters.ts';
import { cells } from '../networks.ts';

const H = 32;
const everything = {
  layers: 2,
  hidden: H,
  directions: 2,
  vocabulary: 40,
  input: { embedding: 24 },
  initialState: 'learned',
} as const;
const kinds: InitialisationConfig['kind'][] = ['uniform', 'glorot'];

for (const [name, cell] of Object.entries(cells))
  describe(`initial weights of ${name}`, () => {
    const network: NetworkConfig = { ...cell, ...everything };
    const { entries } = parameterTable(network);
    const blocks = entries.find(({ role }) => role === 'recurrent')!.shape[1]! / H;

    it('uniform: all in [-1/√H, 1/√H], out to 0.95 of it, and about a mean of 0', () => {
      const values = drawn(network, { kind: 'uniform' });
      assertUniform(values, 1 / Math.sqrt(H));
      assert.deepEqual(drawn(network), values);
    });

    it('glorot: input weights, gate by gate, and the head in [-√6/(in + out), √6/(in + out)], out to 0.95 of it', () => {
      const values = drawn(network, { kind: 'glorot' });
      for (const entry of ofRole(entries, 'input')) assertUniform(of(values, entry), glorot(entry.shape[0]!, H));
      for (const entry of ofRole(entries, 'head')) assertUniform(of(values, entry), glorot(2 * H, 40));
      const widths = ofRole(entries, 'input').map(({ shape }) => shape[0]);
      assert.deepEqual(widths, [24, 24, 2 * H, 2 * H]);
    });

    it(`glorot: each of ${blocks} blocks of every recurrent matrix is orthogonal: |Q Qᵀ - I| < 1e-6`, () => {
      const values = drawn(network, { kind: 'glorot' });
      const matrices = ofRole(entries, 'recurrent');
      assert.equal(matrices.length, 4);
      for (const entry of matrices)
        for (let block = 0; block < blocks; block++) assertOrthogonal(of(values, entry), block * H, blocks * H);
    });

    it('glorot: biases, peepholes and initial states are 0; embeddings have mean 0 and variance 1 within 0.1', () => {
      const values = drawn(network, { kind: 'glorot' });
      for (const role of ['bias', 'peephole', 'state'] as const)
        for (const entry of ofRole(entries, role)) assert.ok(of(values, entry).every((value) => value === 0));
      const embedding = of(values, ofRole(entries, 'embedding')[0]!);
      const mean = embedding.reduce((sum, value) => sum + value, 0) / embedding.length;
      const variance = embedding.reduce((sum, value) => sum + (value - mean) ** 2, 0) / embedding.length;
      assert.ok(Math.abs(mean) < 0.1 && Math.abs(variance - 1) < 0.1, `${mean}, ${variance}`);
    });

    for (const kind of kinds)
      it(`${kind}: ${cell.cell === 'lstm' ? 'the bias of the forget gate, and nothing else,' : 'nothing'} is a forgetBias`, () => {
        const values = drawn(network, { kind, forgetBias: 1.5 });
        const expected = drawn(network, { kind });
        if (cell.cell === 'lstm')
          for (const { offset } of entries.filter((entry) => entry.name.startsWith('rnn.bias_ih')))
            expected.fill(1.5, offset + H, offset + 2 * H);
        assert.deepEqual(values, expected);
      });

    for (const kind of kinds)
      it(`${kind}: the same seed gives the same weights, in 32 bits those of 64 rounded; another seed others`, () => {
        const values = drawn(network, { kind });
        assert.deepEqual(drawn(network, { kind }), values);
        const double = new Float64Array(values.length);
        initialise(double, network, createRandom(1, 'weights'), { kind });
        assert.deepEqual(Float32Array.from(double), values);
        const other = drawn(network, { kind }, 2);
        const same = values.filter((value, i) => value === other[i] && value !== 0).length;
        assert.equal(same, 0);
      });
  });

describe('orthogonal matrices', () => {
  it('are turned in no direction more than in another: entries of 1,000 of [3, 3] have mean 0 and mean square 1/3 within 0.06', () => {
    const [count, n] = [1000, 3];
    const mean = new Float64Array(n * n);
    const square = new Float64Array(n * n);
    for (let seed = 0; seed < count; seed++) {
      const network: NetworkConfig = { cell: 'rnn', layers: 1, hidden: n, vocabulary: 2 };
      const values = drawn(network, { kind: 'glorot' }, seed);
      const [entry] = ofRole(parameterTable(network).entries, 'recurrent');
      for (const [i, value] of of(values, entry!).entries()) {
        mean[i]! += value / count;
        square[i]! += value ** 2 / count;
      }
    }
    assert.ok(mean.every((value) => Math.abs(value) < 0.06) && square.every((value) => Math.abs(value - 1 / 3) < 0.06));
  });
});

function drawn(network: NetworkConfig, config?: InitialisationConfig, seed = 1): Float32Array {
  const values = new Float32Array(parameterTable(network).count);
  initialise(values, network, createRandom(seed, 'weights'), config);
  return values;
}

function ofRole(entries: readonly Parameter[], role: Parameter['role']): Parameter[] {
  return entries.filter((entry) => entry.role === role);
}

function of(values: Float32Array, { offset, length }: Parameter): Float32Array {
  return values.subarray(offset, offset + length);
}

function glorot(inputs: number, outputs: number): number {
  return Math.sqrt(6 / (inputs + outputs));
}

function assertUniform(values: Float32Array, bound: number): void {
  const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  assert.ok(largest <= Math.fround(bound) && largest > 0.95 * bound, `${largest}, not up to ${bound}`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = bound / Math.sqrt(3 * values.length);
  assert.ok(Math.abs(mean) < 4 * deviation, `mean ${mean}, standard deviation of it ${deviation}`);
}

/** The H columns from `column` on of rows that are `ld` long. */
function assertOrthogonal(values: Float32Array, column: number, ld: number): void {
  for (let i = 0; i < H; i++)
    for (let j = 0; j < H; j++) {
      let product = 0;
      for (let k = 0; k < H; k++) product += values[i * ld + column + k]! * values[j * ld + column + k]!;
      assert.ok(Math.abs(product - (i === j ? 1 : 0)) < 1e-6, `rows ${i} and ${j}: ${product}`);
    }
}
