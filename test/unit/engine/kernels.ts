/** The kernels that the engine's tests run on: those named by UNROLL_KERNELS, else the plain ones. */
import type { CreateKernels } from '../../../src/kernels/kernels.ts';
import { createReferenceKernels } from '../../../src/kernels/reference/index.ts';
import { type Build, builds, createWasmKernels } from '../../../src/kernels/wasm/index.ts';
import { loadBuild } from '../builds.ts';

const name = process.env.UNROLL_KERNELS ?? 'reference';

/** In 64 bits always the plain ones: there are no others. */
export const createKernels: CreateKernels = (memory, precision, scratch) =>
  precision === 'f64' || name === 'reference'
    ? createReferenceKernels(memory, precision)
    : createWasmKernels(loadBuild(known(name)))(memory, precision, scratch);

function known(given: string): Build {
  const build = builds.find((other) => other === given);
  if (!build) throw new Error(`UNROLL_KERNELS must be one of reference, ${builds.join(', ')}; got ${given}.`);
  return build;
}
