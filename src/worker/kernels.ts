/**
 * Which kernels this machine computes with. V8 turns neighbouring 128-bit operations of the wide build into 256-bit
 * ones when a flag of its is set while it compiles; a short trial says whether that has worked, and so which build is
 * faster.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import v8 from 'node:v8';
import { createMemory } from '../engine/memory/memory.ts';
import { addressAt, type CreateKernels, panelLength, plus, RESERVED_BYTES, SCRATCH_BYTES } from '../kernels/kernels.ts';
import { createReferenceKernels } from '../kernels/reference/index.ts';
import { type Build, createWasmKernels, needsRelaxedSimd } from '../kernels/wasm/index.ts';
import { type Message, message } from '../messages/message.ts';
import type { KernelSetting } from '../protocol/options.ts';

export interface ChosenKernels {
  name: Build | 'plain';
  /** What other threads make the same kernels from; undefined for the plain ones. */
  module?: WebAssembly.Module;
  /** For the user, when these are not what was asked for, or slow. */
  notice?: Message;
}

/** The kernels of a choice, in any thread. */
export function kernelsOf({ module }: Pick<ChosenKernels, 'module'>): CreateKernels {
  return module ? createWasmKernels(module) : createReferenceKernels;
}

/** Yields between pieces: each build is compiled in one, of some 100 ms. `folder`: that of the compiled builds. */
export function* chooseKernels(folder: string, setting: KernelSetting): Generator<undefined, ChosenKernels, undefined> {
  if (setting === 'plain') return { name: 'plain' };
  if (setting !== 'auto') {
    const module = compile(folder, setting);
    if (module) return { name: setting, module };
    return { name: 'plain', notice: message('kernels.refused', { setting }) };
  }
  const fused = candidates(folder, ['wide', 'narrow']);
  const modules = fused.length > 0 ? fused : candidates(folder, ['wide-separate', 'narrow-separate']);
  if (modules.length === 0) return { name: 'plain', notice: message('kernels.no-simd', {}) };
  return yield* fastest(modules);
}

type Candidate = Required<Pick<ChosenKernels, 'module'>> & { name: Build };

function candidates(folder: string, names: Build[]): Candidate[] {
  return names.flatMap((name) => {
    const module = compile(folder, name);
    return module ? [{ name, module }] : [];
  });
}

/**
 * V8 compiles at once and as well as it can; its flags then have their defaults again: other modules are none of our
 * business.
 */
const COMPILER_FLAGS = ['--no-liftoff', '--no-wasm-lazy-compilation'];
const WIDENING = '--experimental-wasm-revectorize';
/** The first V8 whose flag makes code that is right: that of Node 24. */
const WIDENING_VERSION = 13;
const RELAXED_VERSION = 12;

/** Undefined where V8 refuses. Throws when the file is missing. */
export function compile(folder: string, build: Build): WebAssembly.Module | undefined {
  const bytes = readFileSync(path.join(folder, `${build}.wasm`));
  const version = Number.parseInt(process.versions.v8, 10);
  const flags = version >= RELAXED_VERSION ? [...COMPILER_FLAGS] : [];
  if (build.startsWith('wide') && version >= WIDENING_VERSION) flags.push(WIDENING);
  // In Node 20 behind a flag, which must stay: modules are compiled again where they arrive.
  if (needsRelaxedSimd(build) && version < RELAXED_VERSION) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  for (const flag of flags) v8.setFlagsFromString(flag);
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  } finally {
    for (const flag of flags) v8.setFlagsFromString(opposite(flag));
  }
}

function opposite(flag: string): string {
  return flag.startsWith('--no-') ? `--${flag.slice(5)}` : `--no-${flag.slice(2)}`;
}

/**
 * Rounds of a trial, and products of a round: some 20 ms together. The best counts, as all disturbances make it slower.
 */
const [ROUNDS, PRODUCTS] = [10, 10];
const [M, N, K] = [48, 512, 128];

function* fastest(given: Candidate[]): Generator<undefined, Candidate, undefined> {
  const trials = given.map((candidate) => ({ candidate, trial: trialOf(candidate), ms: Number.POSITIVE_INFINITY }));
  for (let round = 0; round < ROUNDS; round++)
    for (const each of trials) {
      const start = performance.now();
      for (let i = 0; i < PRODUCTS; i++) each.trial();
      each.ms = Math.min(each.ms, performance.now() - start);
      yield undefined;
    }
  return trials.reduce((best, other) => (other.ms < best.ms ? other : best)).candidate;
}

/** A product of the size that training is made of. */
function trialOf({ module }: Candidate): () => void {
  const scratch = addressAt(RESERVED_BYTES);
  const a = plus(scratch, SCRATCH_BYTES);
  const panels = plus(a, 4 * M * K);
  const out = plus(panels, 4 * panelLength(K, N));
  const memory = createMemory({ bytes: out + 4 * M * N });
  const { multiply } = createWasmKernels(module)(memory, 'f32', scratch);
  return () => multiply(out, N, out, N, a, K, panels, M, N, K);
}
