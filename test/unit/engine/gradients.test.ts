/** The gradient of every cell against central differences, in double precision. */
import assert from 'node:assert/strict';
import type { CellKind } from '../../../src/engine/config.ts';
import { type Bench, gradientOf, lossOf, setUp } from './bench.ts';

/** Truncation goes with the square of this, rounding with its inverse: both are near 1e-10 here. */
const DISTANCE = 1e-5;
const windows = { 'equal lengths': [6, 6, 6], 'mixed lengths': [7, 4, 4, 2, 1], 'one sequence': [5] };

describe('gradients: relative difference to central differences < 1e-6', () => {
  for (const cell of ['rnn', 'gru', 'lstm'] as CellKind[])
    for (const layers of [1, 3])
      for (const [name, lengths] of Object.entries(windows))
        it(`${cell}, ${layers} layer${layers === 1 ? '' : 's'}, ${name}`, () => {
          const bench = setUp({ cell, layers, hidden: 5, vocabulary: 7 }, lengths);
          compare(bench);
        });

  it('masked targets', () => {
    const bench = setUp({ cell: 'lstm', layers: 2, hidden: 5, vocabulary: 7 }, [4, 4, 3]);
    bench.targets[3] = -1;
    bench.targets[9] = -1;
    compare(bench);
  });
});

function compare(bench: Bench): void {
  const { plan, parameters, gradients } = bench;
  gradientOf(bench);
  for (const { name, offset, length } of plan.table.entries) {
    let [difference, norm] = [0, 0];
    for (let i = offset; i < offset + length; i++) {
      const central = slope(bench, parameters, i) / plan.network.steps.total;
      difference += (gradients[i]! - central) ** 2;
      norm += central ** 2;
    }
    assert.ok(norm > 0, `${name}: the gradient is zero`);
    assert.ok(Math.sqrt(difference / norm) < 1e-6, `${name}: ${Math.sqrt(difference / norm)}`);
  }
}

function slope(bench: Bench, parameters: Float32Array | Float64Array, i: number): number {
  const value = parameters[i]!;
  parameters[i] = value + DISTANCE;
  const above = lossOf(bench);
  parameters[i] = value - DISTANCE;
  const below = lossOf(bench);
  parameters[i] = value;
  return (above - below) / (2 * DISTANCE);
}
