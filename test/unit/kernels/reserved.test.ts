/** The constants of the kernels stand below RESERVED_BYTES: making kernels over a memory changes nothing above. */
import assert from 'node:assert/strict';
import { createMemory } from '../../../src/engine/memory/memory.ts';
import { RESERVED_BYTES } from '../../../src/kernels/kernels.ts';
import { builds, instantiate } from '../../../src/kernels/wasm/index.ts';
import { loadBuild } from '../builds.ts';

describe('the bytes that kernels reserve', () => {
  for (const build of builds)
    it(`${build}: nothing is written above ${RESERVED_BYTES}`, () => {
      const memory = createMemory({ bytes: 65536 });
      const bytes = new Uint8Array(memory.buffer).fill(0xaa);
      instantiate(loadBuild(build), memory);
      assert.ok(bytes.subarray(0, RESERVED_BYTES).some((byte) => byte !== 0xaa));
      assert.ok(bytes.subarray(RESERVED_BYTES).every((byte) => byte === 0xaa));
    });
});
