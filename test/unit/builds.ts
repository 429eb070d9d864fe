/** The compiled kernels, as the build has left them in dist/. */
import { readFileSync } from 'node:fs';
import v8 from 'node:v8';
import type { Build } from '../../src/kernels/wasm/index.ts';

const v8Version = Number.parseFloat(process.versions.v8);
// Behind a flag in Node 20, without one from Node 22 on.
if (v8Version < 12) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
// Node 24 makes 256-bit instructions of the wide build.
if (v8Version >= 13) v8.setFlagsFromString('--experimental-wasm-revectorize');

const modules = new Map<Build, WebAssembly.Module>();

export function loadBuild(build: Build): WebAssembly.Module {
  let module = modules.get(build);
  if (!module) {
    const file = new URL(`../../dist/kernels/${build}.wasm`, import.meta.url);
    module = new WebAssembly.Module(readFileSync(file));
    modules.set(build, module);
  }
  return module;
}
