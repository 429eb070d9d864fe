import assert from 'node:assert/strict';
import { CheckpointError, fromTensors, toTensors } from '../../../src/engine/checkpoint.ts';
import type { CellKind, NetworkConfig } from '../../../src/engine/config.ts';
import { parameterTable } from '../../../src/engine/parameters.ts';
import { decodeSafetensors, encodeSafetensors, type Tensor } from '../../../src/engine/safetensors.ts';

const network = (cell: CellKind): NetworkConfig => ({ cell, layers: 2, hidden: 3, vocabulary: 5 });

/** 1, 2, 3 ... */
function counted(config: NetworkConfig): Float32Array {
  return Float32Array.from({ length: parameterTable(config).count }, (_, i) => i + 1);
}

describe('checkpoint', () => {
  for (const cell of ['rnn', 'gru', 'lstm'] as CellKind[])
    it(`${cell}: weights come back through a file bit for bit`, () => {
      const config = network(cell);
      const bytes = encodeSafetensors({ tensors: toTensors(config, counted(config)), metadata: {} });
      assert.deepEqual(fromTensors(config, decodeSafetensors(bytes).tensors), counted(config));
    });

  it('has the names and shapes of torch.nn.LSTM, the second biases zero', () => {
    const tensors = toTensors(network('lstm'), counted(network('lstm')));
    assert.deepEqual(
      Array.from(tensors, ([name, { shape }]) => `${name} ${shape.join(' x ')}`),
      [
        'rnn.weight_ih_l0 12 x 5',
        'rnn.weight_hh_l0 12 x 3',
        'rnn.bias_ih_l0 12',
        'rnn.bias_hh_l0 12',
        'rnn.weight_ih_l1 12 x 3',
        'rnn.weight_hh_l1 12 x 3',
        'rnn.bias_ih_l1 12',
        'rnn.bias_hh_l1 12',
        'head.weight 5 x 3',
        'head.bias 5',
      ],
    );
    assert.ok(tensors.get('rnn.bias_hh_l1')!.values.every((value) => value === 0));
  });

  it('the input weights of the first layer are transposed: column v of the file is token v', () => {
    const { values } = toTensors(network('rnn'), counted(network('rnn'))).get('rnn.weight_ih_l0')!;
    assert.deepEqual(Array.from(values.subarray(0, 5)), [1, 4, 7, 10, 13]);
  });

  it('the update gate of a GRU is written as z = 1 - u: its rows are negated, in weights and bias', () => {
    const tensors = toTensors(network('gru'), counted(network('gru')));
    for (const [name, { values }] of tensors) {
      if (!name.startsWith('rnn.') || name.includes('bias_hh')) continue;
      const block = values.length / 3;
      const signs = Array.from(values, Math.sign);
      assert.deepEqual(signs, [...Array(block).fill(1), ...Array(block).fill(-1), ...Array(block).fill(1)], name);
    }
    assert.ok(tensors.get('head.weight')!.values.every((value) => value > 0));
  });

  it('two biases are read as their sum', () => {
    const config = network('lstm');
    const tensors = toTensors(config, counted(config));
    tensors.get('rnn.bias_hh_l0')!.values.fill(0.5);
    const { offset, length } = parameterTable(config).entries.find(({ name }) => name === 'rnn.bias_ih_l0')!;
    const bias = fromTensors(config, tensors).subarray(offset, offset + length);
    assert.deepEqual(
      bias,
      counted(config)
        .subarray(offset, offset + length)
        .map((value) => value + 0.5),
    );
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
