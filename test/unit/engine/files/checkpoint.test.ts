import assert from 'node:assert/strict';
import type { CellKind, NetworkConfig } from '../../../../src/engine/config.ts';
import { CheckpointError, fromTensors, toTensors } from '../../../../src/engine/files/checkpoint.ts';
import { decodeSafetensors, encodeSafetensors, type Tensor } from '../../../../src/engine/files/safetensors.ts';
import { createRandom, uniform } from '../../../../src/engine/memory/random.ts';
import { type Parameter, parameterTable } from '../../../../src/engine/network/parameters.ts';
import { Reader } from '../../../../src/engine/reading/reader.ts';
import { createKernels } from '../kernels.ts';
import { cells, heads, inputs } from '../networks.ts';

const network = (cell: CellKind): NetworkConfig => ({ cell, layers: 2, hidden: 3, vocabulary: 5 });
const resetAfter: NetworkConfig = { ...network('gru'), reset: 'after' };
/** Everything that a network can have besides. */
const everything: Partial<NetworkConfig> = { directions: 2, initialState: 'learned', ...inputs.embedding };

/** 1, 2, 3 ... */
function counted(config: NetworkConfig): Float32Array {
  return Float32Array.from({ length: parameterTable(config).count }, (_, i) => i + 1);
}

const encoder = { vocabulary: 7, directions: 2 } as const;

function kindOf(others: object): string {
  return 'directions' in others ? ' with everything' : 'encoder' in others ? ' with an encoder' : '';
}

describe('checkpoint', () => {
  for (const [name, cell] of Object.entries(cells))
    for (const others of [{}, { ...everything, ...heads['sigmoid at the end'] }, { encoder }])
      it(`${name}${kindOf(others)}: weights come back through a file bit for bit`, () => {
        const config: NetworkConfig = { ...network(cell.cell), ...cell, ...others };
        const bytes = encodeSafetensors({ tensors: toTensors(config, counted(config)), metadata: {} });
        assert.deepEqual(fromTensors(config, decodeSafetensors(bytes).tensors), counted(config));
      });

  for (const [cell, gates] of [
    ['rnn', 1],
    ['gru', 3],
    ['lstm', 4],
  ] as const)
    for (const directions of [1, 2] as const)
      it(`has the names and shapes of torch.nn.${cell.toUpperCase()}${directions === 2 ? ', bidirectional' : ''}`, () => {
        const config: NetworkConfig = { ...network(cell), reset: 'after', directions };
        const suffixes = [0, 1].flatMap((l) => [`_l${l}`, `_l${l}_reverse`].slice(0, directions));
        assert.deepEqual(shapesOf(toTensors(config, counted(config))), [
          ...suffixes.flatMap((suffix) => [
            `rnn.weight_ih${suffix} ${3 * gates} x ${suffix.startsWith('_l0') ? 5 : 3 * directions}`,
            `rnn.weight_hh${suffix} ${3 * gates} x 3`,
            `rnn.bias_ih${suffix} ${3 * gates}`,
            `rnn.bias_hh${suffix} ${3 * gates}`,
          ]),
          `head.weight 5 x ${3 * directions}`,
          'head.bias 5',
        ]);
      });

  it('what torch.nn.LSTM has not: embedding, peepholes and learned beginnings stand as in memory', () => {
    const config: NetworkConfig = { ...network('lstm'), ...everything, peepholes: 'current', layers: 1 };
    const tensors = toTensors(config, counted(config));
    const others = new Map([...tensors].filter(([name]) => !/weight_[ih]h|bias|head/.test(name)));
    assert.deepEqual(shapesOf(others), [
      'embedding.weight 5 x 3',
      'rnn.peephole_l0 9',
      'initial.a_l0 3',
      'initial.c_l0 3',
      'rnn.peephole_l0_reverse 9',
      'initial.a_l0_reverse 3',
      'initial.c_l0_reverse 3',
    ]);
    for (const [name, { values }] of others) assert.deepEqual(values, of(counted(config), entryOf(config, name)), name);
  });

  it('the second biases are zero, where a cell has no other', () => {
    for (const cell of ['rnn', 'gru', 'lstm'] as const)
      for (const [name, { values }] of toTensors(network(cell), counted(network(cell))))
        if (name.includes('bias_hh')) assert.ok(values.every((value) => value === 0));
  });

  it('weights are transposed: row v of Wx in memory is column v of the file', () => {
    const rnn = toTensors(network('rnn'), counted(network('rnn')));
    assert.deepEqual(Array.from(rnn.get('rnn.weight_ih_l0')!.values.subarray(0, 5)), [1, 4, 7, 10, 13]);
    const lstm = network('lstm');
    const tensors = toTensors(lstm, counted(lstm));
    for (const { name, offset, shape, transposed } of parameterTable(lstm).entries) {
      if (!transposed) continue;
      const [rows = 0, columns = 0] = shape;
      const { values } = tensors.get(name)!;
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) assert.equal(values[j * rows + i], offset + i * columns + j + 1, name);
    }
  });

  for (const reset of ['before', 'after', 'none'] as const)
    it(`the update gate of a GRU, reset: '${reset}', is written as z = 1 - u: its rows are negated`, () => {
      const config: NetworkConfig = { ...network('gru'), reset };
      const gates = reset === 'none' ? [-1, 1] : [1, -1, 1];
      const tensors = toTensors(config, counted(config));
      for (const [name, { values }] of tensors) {
        if (!name.startsWith('rnn.') || name.includes('bias_hh')) continue;
        const block = values.length / gates.length;
        const signs = gates.flatMap((sign) => Array(block).fill(sign));
        assert.deepEqual(Array.from(values, Math.sign), signs, name);
      }
      assert.ok(tensors.get('head.weight')!.values.every((value) => value > 0));
    });

  it('the bias inside the reset gate is the last third of the second bias, the rest of which is zero', () => {
    const tensors = toTensors(resetAfter, counted(resetAfter));
    for (const suffix of ['_l0', '_l1']) {
      const name = `rnn.bias_hh${suffix}`;
      const own = Array.from(of(counted(resetAfter), entryOf(resetAfter, name)));
      assert.deepEqual(Array.from(tensors.get(name)!.values), [...Array(6).fill(0), ...own]);
    }
  });

  it('two biases are read as their sum', () => {
    const config = network('lstm');
    const tensors = toTensors(config, counted(config));
    tensors.get('rnn.bias_hh_l0')!.values.fill(0.5);
    const entry = entryOf(config, 'rnn.bias_ih_l0');
    assert.deepEqual(
      of(fromTensors(config, tensors), entry),
      of(counted(config), entry).map((value) => value + 0.5),
    );
  });

  for (const [cell, config] of Object.entries({ RNN: network('rnn'), GRU: resetAfter, LSTM: network('lstm') }))
    it(`tensors of torch.nn.${cell}, both biases at random: logits of its formulas within 1e-5`, () => {
      const tensors = toTensors(config, counted(config));
      const random = createRandom(3, 'weights');
      for (const { values } of tensors.values()) for (const i of values.keys()) values[i] = 2 * uniform(random) - 1;
      const reader = new Reader(config, fromTensors(config, tensors), createKernels);
      const torch = new Torch(cell as keyof typeof steps, tensors);
      for (const id of [-1, 4, 2, 2, 0, 3]) {
        const expected = torch.read(id);
        for (const [i, logit] of reader.read(id).entries())
          assert.ok(Math.abs(logit - expected[i]!) < 1e-5, `${logit}, ${expected[i]}`);
      }
    });

  it('names what is missing, too much, of the wrong shape or not a number', () => {
    const config = network('rnn');
    const tensors: Map<string, Tensor> = toTensors(config, counted(config));
    tensors.delete('head.bias');
    tensors.set('extra', { shape: [1], values: Float32Array.of(1) });
    tensors.set('rnn.bias_ih_l0', { shape: [4], values: new Float32Array(4) });
    tensors.get('head.weight')!.values[3] = Number.NaN;
    assert.throws(
      () => fromTensors(config, tensors),
      (error) => {
        assert.ok(error instanceof CheckpointError);
        assert.equal(
          error.message,
          'Its tensors do not fit the network: rnn.bias_ih_l0 has the shape [4] instead of [3]; head.weight holds NaN; ' +
            'head.bias is missing; extra does not belong to this network.',
        );
        return true;
      },
    );
  });
});

function shapesOf(tensors: ReadonlyMap<string, Tensor>): string[] {
  return Array.from(tensors, ([name, { shape }]) => `${name} ${shape.join(' x ')}`);
}

function entryOf(config: NetworkConfig, name: string): Parameter {
  return parameterTable(config).entries.find((entry) => entry.name === name)!;
}

function of(values: Float32Array, { offset, length }: Parameter): Float32Array {
  return values.subarray(offset, offset + length);
}

/**
 * A step of PyTorch's cells: from W_ih x + b_ih and W_hh h + b_hh, block by block, and the state [h, c], to the next
 * state.
 */
const steps = {
  RNN: ([x]: number[][], [h]: number[][]): number[][] => [x!.map((value, j) => Math.tanh(value + h![j]!))],
  GRU: ([xr, xz, xn]: number[][], [hr, hz, hn]: number[][], [before]: number[][]): number[][] => [
    before!.map((value, j) => {
      const [r, z] = [sigmoid(xr![j]! + hr![j]!), sigmoid(xz![j]! + hz![j]!)];
      return (1 - z) * Math.tanh(xn![j]! + r * hn![j]!) + z * value;
    }),
  ],
  LSTM: (x: number[][], h: number[][], [, before]: number[][]): number[][] => {
    const sum = (gate: number, j: number) => x[gate]![j]! + h[gate]![j]!;
    const c = before!.map((value, j) => sigmoid(sum(1, j)) * value + sigmoid(sum(0, j)) * Math.tanh(sum(2, j)));
    return [c.map((value, j) => sigmoid(sum(3, j)) * Math.tanh(value)), c];
  },
};

/** PyTorch's modules with a linear layer on top, read as its documentation writes them. */
class Torch {
  readonly #states: number[][][] = [0, 1].map(() => [0, 1].map(() => [0, 0, 0]));

  constructor(
    private readonly cell: keyof typeof steps,
    private readonly tensors: ReadonlyMap<string, Tensor>,
  ) {}

  /** Logits after a token. */
  read(id: number): number[] {
    let x: number[] = [0, 1, 2, 3, 4].map((token) => (token === id ? 1 : 0));
    for (const [l, state] of this.#states.entries()) {
      const [ofInput, ofState] = [this.#blocks(`ih_l${l}`, x), this.#blocks(`hh_l${l}`, state[0]!)];
      this.#states[l] = steps[this.cell](ofInput, ofState, state);
      x = this.#states[l][0]!;
    }
    return this.#linear('head.weight', 'head.bias', x);
  }

  /** W x + b of all gates, a block each. */
  #blocks(suffix: string, x: number[]): number[][] {
    const sums = this.#linear(`rnn.weight_${suffix}`, `rnn.bias_${suffix}`, x);
    return Array.from({ length: sums.length / 3 }, (_, block) => sums.slice(3 * block, 3 * block + 3));
  }

  #linear(weight: string, bias: string, x: number[]): number[] {
    const [W, b] = [this.tensors.get(weight)!.values, this.tensors.get(bias)!.values];
    return Array.from(b, (value, row) => x.reduce((sum, xj, j) => sum + W[row * x.length + j]! * xj, value));
  }
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
