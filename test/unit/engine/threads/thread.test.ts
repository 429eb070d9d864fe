import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alone, partEnd, partStart, type Thread } from '../../../../src/engine/threads/thread.ts';
import { addressAt, RESERVED_BYTES } from '../../../../src/kernels/kernels.ts';
import { createKernels } from '../kernels.ts';

const kernels = createKernels(
  new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }),
  'f32',
  addressAt(RESERVED_BYTES),
);
const crew = (count: number): Thread[] =>
  Array.from({ length: count }, (_, index) => ({ ...alone(kernels), index, count }));

describe('parts of threads', () => {
  const given = fc.record({
    threads: fc.integer({ min: 1, max: 9 }),
    count: fc.nat(200),
    grain: fc.integer({ min: 1, max: 17 }),
  });

  it('lie end to end, from the first item to the last, and begin at multiples of the grain', () => {
    fc.assert(
      fc.property(given, ({ threads, count, grain }) => {
        let end = 0;
        for (const thread of crew(threads)) {
          assert.equal(partStart(thread, count, grain), end);
          assert.ok(end % grain === 0 || end === count);
          end = partEnd(thread, count, grain);
        }
        assert.equal(end, count);
      }),
    );
  });

  it('differ by at most one grain, but for the end', () => {
    fc.assert(
      fc.property(given, ({ threads, count, grain }) => {
        const grains = crew(threads).map((thread) =>
          Math.ceil((partEnd(thread, count, grain) - partStart(thread, count, grain)) / grain),
        );
        assert.ok(Math.max(...grains) - Math.min(...grains) <= 1, grains.join());
      }),
    );
  });

  it('a thread alone has all of them, and waits for nobody', () => {
    const thread = alone(kernels);
    assert.deepEqual([partStart(thread, 7, 4), partEnd(thread, 7, 4)], [0, 7]);
    thread.sync();
  });
});
