import assert from 'node:assert/strict';
import { interruptible } from '../../../../src/engine/threads/interruptible.ts';
import { Interruption } from '../../../../src/engine/threads/thread.ts';
import {
  addressAt,
  type Kernels,
  panelLength,
  plus,
  RESERVED_BYTES,
  SCRATCH_BYTES,
} from '../../../../src/kernels/kernels.ts';
import { createKernels } from '../kernels.ts';

const products = ['multiply', 'multiplyTransposed'] as const;
/** Four pieces of at most 18 rows: three of 12 and one, since they are multiples of 12. */
const [M, N, K] = [37, 100, 300];
const PIECE = 18 * N * K;
const SCRATCH = addressAt(RESERVED_BYTES);
const A = plus(SCRATCH, Math.ceil(SCRATCH_BYTES / 64) * 64);
const B = plus(A, 4 * M * K);
const PANELS = plus(B, 4 * N * K);
const OUT = plus(PANELS, 4 * panelLength(K, N));
const PAGES = Math.ceil((OUT + 4 * M * N) / 65536);

describe('interruptible kernels', () => {
  for (const name of products) {
    it(`${name} in pieces has the same bits as in one`, () => {
      const whole = product(name, (kernels) => kernels);
      let asked = 0;
      const pieces = product(name, (kernels) =>
        interruptible(kernels, () => {
          asked++;
          return false;
        }),
      );
      assert.equal(asked, 4);
      assert.ok(whole.every((value) => value !== 0));
      assert.deepEqual(pieces, whole);
    });

    it(`${name} stops between two pieces`, () => {
      let asked = 0;
      assert.throws(() => product(name, (kernels) => interruptible(kernels, () => ++asked === 2)), Interruption);
      assert.equal(asked, 2);
    });
  }
});

function product(name: (typeof products)[number], wrap: (kernels: Kernels) => Kernels): Float32Array {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true });
  const operands = new Float32Array(memory.buffer, A, M * K + N * K);
  for (let i = 0; i < operands.length; i++) operands[i] = Math.sin(i);
  const kernels = wrap({ ...createKernels(memory, 'f32', SCRATCH), multiplicationsAtOnce: PIECE });
  kernels.pack(PANELS, B, N, K, N);
  if (name === 'multiply') kernels.multiply(OUT, N, OUT, N, A, K, PANELS, M, N, K);
  else kernels.multiplyTransposed(OUT, N, A, M, B, N, M, N, K);
  return new Float32Array(memory.buffer, OUT, M * N).slice();
}
