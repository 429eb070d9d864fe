import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../../src/engine/config.ts';
import { ALIGNMENT } from '../../../../src/engine/memory/arena.ts';
import { createMemory } from '../../../../src/engine/memory/memory.ts';
import { parameterTable } from '../../../../src/engine/network/parameters.ts';
import { NORM_PIECE, planReading, planTraining } from '../../../../src/engine/network/plan.ts';
import { panelLength, plus, RESERVED_BYTES, SCRATCH_BYTES } from '../../../../src/kernels/kernels.ts';
import { cells, heads, inputs } from '../networks.ts';

const network: NetworkConfig = { cell: 'lstm', layers: 2, hidden: 128, vocabulary: 65 };
const training = { window: 50, batch: 50, dropout: 0 };
/** What stands there for the kernels, whatever the network and its precision. */
const KERNELS_BYTES = RESERVED_BYTES + SCRATCH_BYTES;
const BYTES = { real: 4, id: 4, double: 8 };

describe('memory plan', () => {
  for (const [name, cell] of Object.entries(cells))
    it(`${name}: ranges begin at multiples of ${ALIGNMENT} bytes, do not overlap, and lie inside`, () => {
      for (const others of [{}, { ...inputs.embedding, ...heads['sigmoid at the end'] }, inputs.vectors])
        for (const directions of [1, 2] as const) {
          const config = { ...network, ...cell, ...others, directions, hidden: 19 };
          const plan = planTraining(config, { ...training, dropout: 0.5 }, 'f32', 3);
          let end = RESERVED_BYTES;
          for (const { address, length, type, shape } of plan.ranges) {
            assert.equal(address % ALIGNMENT, 0);
            assert.ok(address >= end);
            assert.equal(
              length,
              shape.reduce((product, n) => product * n, 1),
            );
            end = plus(address, length * BYTES[type]);
          }
          assert.ok(end <= plan.bytes);
        }
    });

  it('2 x 128 LSTM, windows of 50, batch 50: under 30 MB; twice as much in 64 bits, apart from what kernels need', () => {
    const single = planTraining(network, training, 'f32').bytes;
    const double = planTraining(network, training, 'f64').bytes;
    assert.ok(single > 10e6 && single < 30e6, `${single}`);
    const ratio = (double - KERNELS_BYTES) / (single - KERNELS_BYTES);
    assert.ok(Math.abs(ratio - 2) < 0.02, `${ratio}`);
  });

  it('a training of one token is five vectors of parameters, a piece of one, and panels for both ways; reading one, and for one way', () => {
    const parameters = parameterTable(network).count * 4;
    // Wh of both layers and Wx of the second; Wy. Wx of the first is read where it stands.
    const matrices = [...Array.from({ length: 3 }, () => [128, 512] as const), [128, 65] as const];
    const forward = matrices.reduce((sum, [k, n]) => sum + 4 * panelLength(k, n), 0);
    const backward = matrices.reduce((sum, [k, n]) => sum + 4 * panelLength(n, k), 0);
    const small = planTraining(network, { ...training, window: 1, batch: 1 }).bytes - KERNELS_BYTES;
    assertBetween(small, 5 * parameters + forward + backward + 4 * NORM_PIECE, 20_000);
    assertBetween(planReading(network).bytes - KERNELS_BYTES, parameters + forward, 10_000);
  });

  it('optimisers that keep one vector need one less; each thread has scratch and a piece of its own', () => {
    const bytesOf = (kind: 'adam' | 'adamw' | 'rmsprop' | 'sgd', threads = 1) =>
      planTraining(network, { ...training, optimiser: { kind } }, 'f32', threads).bytes;
    const vector = Math.ceil((parameterTable(network).count * 4) / ALIGNMENT) * ALIGNMENT;
    assert.equal(bytesOf('adam'), planTraining(network, training).bytes);
    assert.equal(bytesOf('adamw'), bytesOf('adam'));
    assert.equal(bytesOf('sgd'), bytesOf('adam') - vector);
    assert.equal(bytesOf('rmsprop'), bytesOf('sgd'));
    assertBetween(bytesOf('adam', 3) - bytesOf('adam'), 2 * (SCRATCH_BYTES + 4 * NORM_PIECE), 2 * ALIGNMENT);
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
  it('has the names of PyTorch, one bias a gate, weights as [inputs, outputs], and lies end to end', () => {
    const { entries, count } = parameterTable({ cell: 'gru', layers: 2, hidden: 4, vocabulary: 7 });
    assert.deepEqual(
      entries.map(({ name, shape, offset, transposed }) => [name, shape.join(' x '), offset, transposed]),
      [
        ['rnn.weight_ih_l0', '7 x 12', 0, true],
        ['rnn.weight_hh_l0', '4 x 12', 84, true],
        ['rnn.bias_ih_l0', '12', 132, false],
        ['rnn.weight_ih_l1', '4 x 12', 144, true],
        ['rnn.weight_hh_l1', '4 x 12', 192, true],
        ['rnn.bias_ih_l1', '12', 240, false],
        ['head.weight', '4 x 7', 252, true],
        ['head.bias', '7', 280, false],
      ],
    );
    assert.equal(count, 287);
  });

  it('everything that a network can have: what it is for, direction by direction', () => {
    const config: NetworkConfig = { ...cells['lstm, peepholes of the notes']!, layers: 2, hidden: 4, vocabulary: 7 };
    const { entries } = parameterTable({
      ...config,
      directions: 2,
      initialState: 'learned',
      input: { embedding: 3 },
      head: { kind: 'sigmoid', outputs: 2, at: 'end' },
    });
    const ofLayer = (suffix: string, inputs: number) => [
      `input rnn.weight_ih${suffix} ${inputs} x 16`,
      `recurrent rnn.weight_hh${suffix} 4 x 16`,
      `bias rnn.bias_ih${suffix} 16`,
      `peephole rnn.peephole${suffix} 12`,
      `state initial.a${suffix} 4`,
      `state initial.c${suffix} 4`,
    ];
    assert.deepEqual(
      entries.map(({ role, name, shape }) => `${role} ${name} ${shape.join(' x ')}`),
      [
        'embedding embedding.weight 7 x 3',
        ...ofLayer('_l0', 3),
        ...ofLayer('_l0_reverse', 3),
        ...ofLayer('_l1', 8),
        ...ofLayer('_l1_reverse', 8),
        'head head.weight 8 x 2',
        'bias head.bias 2',
      ],
    );
  });

  it('gates of each cell: columns of its recurrent weights; the bias inside the reset gate is one of H', () => {
    const columns = Object.entries(cells).map(([name, cell]) => {
      const { entries } = parameterTable({ ...cell, layers: 1, hidden: 4, vocabulary: 7 });
      const shapeOf = (start: string) => entries.find((entry) => entry.name.startsWith(start))?.shape.join(' x ');
      return [name.split(',')[0], shapeOf('rnn.weight_hh'), shapeOf('rnn.bias_hh')];
    });
    assert.deepEqual(columns.slice(1, 6), [
      ['rnn', '4 x 4', undefined],
      ['simplified gru', '4 x 8', undefined],
      ['gru', '4 x 12', undefined],
      ['gru', '4 x 12', '4'],
      ['lstm', '4 x 16', undefined],
    ]);
  });
});

/** In [least, least + slack). */
function assertBetween(bytes: number, least: number, slack: number): void {
  assert.ok(bytes >= least && bytes < least + slack, `${bytes}: not in [${least}, ${least + slack})`);
}
