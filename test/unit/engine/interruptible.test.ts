import assert from 'node:assert/strict';
import { Interruption, interruptible } from '../../../src/engine/interruptible.ts';
import type { Kernels } from '../../../src/kernels/kernels.ts';
import { createReferenceKernels } from '../../../src/kernels/reference/index.ts';

const products = ['matmulNT', 'matmulNN', 'matmulTN'] as const;
/** Three pieces of at most 2^24 multiplications: 16, 16 and 5 rows. */
const [M, N, K] = [37, 1024, 1024];
const [A, B, OUT] = [0, 4 * M * K, 4 * (M * K + N * K)];
const BYTES = OUT + 4 * M * N;

describe('interruptible kernels', () => {
  for (const name of products) {
    it(`${name} in pieces has the same bits as in one`, () => {
      const whole = multiply(name, (kernels) => kernels);
      let asked = 0;
      const pieces = multiply(name, (kernels) =>
        interruptible(kernels, () => {
          asked++;
          return false;
        }),
      );
      assert.equal(asked, 3);
      assert.deepEqual(pieces, whole);
    });

    it(`${name} stops between two pieces`, () => {
      let asked = 0;
      assert.throws(() => multiply(name, (kernels) => interruptible(kernels, () => ++asked === 2)), Interruption);
    });
  }
});

function multiply(name: (typeof products)[number], wrap: (kernels: Kernels) => Kernels): Float32Array {
  const memory = new SharedArrayBuffer(BYTES);
  const all = new Float32Array(memory);
  for (let i = 0; i < OUT / 4; i++) all[i] = Math.sin(i);
  const ldA = name === 'matmulTN' ? M : K;
  const ldB = name === 'matmulNT' ? K : N;
  wrap(createReferenceKernels(memory, 'f32'))[name](OUT, N, A, ldA, B, ldB, M, N, K);
  return all.slice(OUT / 4);
}
