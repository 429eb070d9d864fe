import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StepPart } from '../../../../src/engine/cells/step-part.ts';
import { Arena } from '../../../../src/engine/memory/arena.ts';
import { Sequence, Steps } from '../../../../src/engine/memory/steps.ts';
import { alone, type Thread } from '../../../../src/engine/threads/thread.ts';
import { addressAt, RESERVED_BYTES } from '../../../../src/kernels/kernels.ts';
import { createKernels } from '../kernels.ts';

const PAGES = 8;
const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true });
const kernels = createKernels(memory, 'f64', addressAt(RESERVED_BYTES));

/**
 * What decides how a layer is shared: threads, units, bytes of weights, and lengths of the sequences, longest first.
 */
const layers = fc.record({
  count: fc.integer({ min: 1, max: 5 }),
  H: fc.constantFrom(1, 7, 16, 32, 48, 96),
  bytes: fc.constantFrom(1000, 1e8),
  lengths: fc
    .array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 24 })
    .map((lengths) => lengths.toSorted((a, b) => b - a)),
});

describe('parts of a layer', () => {
  it('every unit of every row is computed once at each step, by one thread', () => {
    fc.assert(
      fc.property(layers, ({ count, H, bytes, lengths }) => {
        const steps = stepsOf(lengths);
        const parts = partsOf(steps, count, H, bytes);
        for (let t = 1; t <= steps.count; t++) {
          const computed = new Int32Array(steps.rows(t) * H);
          for (const part of parts) {
            part.at(t);
            for (let row = part.row; row < part.row + part.n; row++)
              for (let unit = part.unit; unit < part.unit + part.units; unit++) computed[row * H + unit]!++;
          }
          assert.ok(computed.every((times) => times === 1));
        }
      }),
    );
  });

  it('a thread that has all units has the same sequences at each step, so that it need not wait for the others', () => {
    fc.assert(
      fc.property(layers, ({ count, H, bytes, lengths }) => {
        const steps = stepsOf(lengths);
        for (const part of partsOf(steps, count, H, bytes)) {
          if (!part.hasAllUnits || steps.count === 0) continue;
          part.at(1);
          const [first, end] = [part.row, part.row + part.n];
          for (let t = 2; t <= steps.count; t++) {
            part.at(t);
            const alive = steps.rows(t);
            assert.deepEqual([part.row, part.row + part.n], [Math.min(first, alive), Math.min(end, alive)]);
          }
        }
      }),
    );
  });

  it('waits only where units are shared', () => {
    for (const [H, waits] of [
      [32, true],
      [7, false],
    ] as const) {
      let waited = 0;
      const part = new StepPart(stepsOf([3, 2]), H, 1000);
      part.take({ ...alone(kernels), count: 2, sync: () => waited++ });
      part.sync();
      assert.equal(waited, waits ? 1 : 0);
      assert.equal(part.hasAllUnits, !waits);
    }
  });

  it('clear makes the numbers of the part zero, and no others', () => {
    fc.assert(
      fc.property(layers, ({ count, H, bytes, lengths }) => {
        const steps = stepsOf(lengths);
        if (steps.count === 0) return;
        const sequence = new Sequence(new Arena('f64'), steps, 1, H);
        for (const part of partsOf(steps, count, H, bytes)) {
          part.at(1);
          const values = new Float64Array(memory.buffer, sequence.at(1), steps.rows(1) * H).fill(1);
          part.clear(part.address(sequence, 1));
          for (const [i, value] of values.entries()) {
            const [row, unit] = [Math.floor(i / H), i % H];
            const own =
              row >= part.row && row < part.row + part.n && unit >= part.unit && unit < part.unit + part.units;
            assert.equal(value, own ? 0 : 1, `row ${row}, unit ${unit}`);
          }
        }
      }),
    );
  });
});

function stepsOf(lengths: readonly number[]): Steps {
  const steps = new Steps(new Arena('f64'), Math.max(1, ...lengths), lengths.length);
  steps.set(lengths);
  return steps;
}

function partsOf(steps: Steps, count: number, H: number, bytes: number): StepPart[] {
  return Array.from({ length: count }, (_, index) => {
    const part = new StepPart(steps, H, bytes);
    const thread: Thread = { ...alone(kernels), index, count };
    part.take(thread);
    return part;
  });
}
