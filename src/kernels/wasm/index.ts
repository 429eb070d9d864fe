/**
 * The kernels in WebAssembly, compiled from assembly/. Four builds: tiles for 256-bit or 128-bit instructions,
 * multiplying and adding in one operation (which rounds once where the machine can do that) or in two. `fused` builds
 * need relaxed SIMD.
 */
import type { Address, CreateKernels, Kernels } from '../kernels.ts';

export const builds = ['wide', 'narrow', 'wide-separate', 'narrow-separate'] as const;
export type Build = (typeof builds)[number];

export function needsRelaxedSimd(build: Build): boolean {
  return !build.endsWith('separate');
}

/** What the module exports besides the kernels. */
export interface Exports extends Omit<Kernels, 'precision' | 'multiplicationsAtOnce' | 'adam'> {
  /** With the bias corrections made: stepSize = learningRate / (1 - beta1^t), correction = 1 / sqrt(1 - beta2^t). */
  adam(
    parameters: Address,
    gradients: Address,
    m: Address,
    v: Address,
    count: number,
    stepSize: number,
    correction: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    decay: number,
  ): void;
  setScratch(address: Address): void;
  /**
   * `turns` rounds of multiply-adds on the registers of 384 bytes at `at`: 20 in the wide builds, 12 in the narrow
   * ones.
   */
  peak(at: Address, turns: number): void;
}

/** Kernels of a compiled module; 32-bit numbers only. */
export function createWasmKernels(module: WebAssembly.Module): CreateKernels {
  return (memory, precision, scratch) => {
    if (precision !== 'f32') throw new RangeError(`WebAssembly computes in f32; got ${precision}.`);
    const exports = instantiate(module, memory);
    exports.setScratch(scratch);
    return {
      precision,
      multiplicationsAtOnce: 2e9,
      ...exports,
      adam(parameters, gradients, m, v, count, learningRate, beta1, beta2, epsilon, t, decay) {
        const stepSize = learningRate / (1 - beta1 ** t);
        const correction = 1 / Math.sqrt(1 - beta2 ** t);
        exports.adam(parameters, gradients, m, v, count, stepSize, correction, beta1, beta2, epsilon, decay);
      },
    };
  };
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  const abort = () => {
    throw new Error('A kernel was called with arguments that it does not allow.');
  };
  const exports = new WebAssembly.Instance(module, { env: { memory, abort } }).exports as unknown as Exports;
  return exports;
}
