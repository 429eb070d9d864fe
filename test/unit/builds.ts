/** The compiled kernels, as the build has left them in dist/, compiled by the engine as in the product. */
import path from 'node:path';
import type { Build } from '../../src/kernels/wasm/index.ts';
import { compile } from '../../src/worker/kernels.ts';

const folder = path.join(import.meta.dirname, '../../dist/kernels');
const modules = new Map<Build, WebAssembly.Module>();

export function loadBuild(build: Build): WebAssembly.Module {
  const module = modules.get(build) ?? compile(folder, build);
  if (!module) throw new Error(`This Node cannot compile the build ${build}.`);
  modules.set(build, module);
  return module;
}
