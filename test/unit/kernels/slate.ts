/**
 * A memory to try kernels on: numbers are written into it one array after the other, each with a margin that must stay.
 */
import assert from 'node:assert/strict';
import { createRandom, uniform } from '../../../src/engine/memory/random.ts';
import {
  type Address,
  addressAt,
  type CreateKernels,
  type Kernels,
  type Precision,
  plus,
  RESERVED_BYTES,
  SCRATCH_BYTES,
  sizeOf,
} from '../../../src/kernels/kernels.ts';
import { createReferenceKernels } from '../../../src/kernels/reference/index.ts';
import { builds, createWasmKernels } from '../../../src/kernels/wasm/index.ts';
import { loadBuild } from '../builds.ts';

/** The implementations that the tests of this folder hold to the same formulas. */
export const implementations: { name: string; create: CreateKernels; precision: Precision; tolerance: number }[] = [
  { name: 'reference, f64', create: createReferenceKernels, precision: 'f64', tolerance: 1e-12 },
  { name: 'reference, f32', create: createReferenceKernels, precision: 'f32', tolerance: 1e-5 },
  ...builds.map((name) => {
    const create = createWasmKernels(loadBuild(name));
    return { name, create, precision: 'f32' as const, tolerance: 1e-5 };
  }),
];

/** Sizes around the edges of tiles and vectors: nothing, a part, one, one and a part, several. */
export const sizes = [0, 1, 3, 4, 5, 12, 13];
/** The same for the rows of matrices, which tiles of 1 to 6 cover. */
export const heights = [0, 1, 2, 3, 4, 5, 6, 7, 12, 13];
/** The same for the columns of matrices, which stand in panels of 16, four of which a single row takes at a time. */
export const columns = [0, 1, 3, 15, 16, 17, 33, 64, 65];

const PAGES = 32;
const MARGIN = 0.125;
const MARGIN_BYTES = 64;

export interface Placed {
  address: Address;
  /** What the memory holds now. */
  values: number[];
}

export class Slate {
  readonly kernels: Kernels;
  readonly #memory: SharedArrayBuffer;
  readonly #precision: Precision;
  readonly #random = createRandom(11, 'weights');
  #end = addressAt(RESERVED_BYTES + SCRATCH_BYTES);
  readonly #margins: Address[] = [];

  constructor({ create, precision }: (typeof implementations)[number]) {
    this.#precision = precision;
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true });
    this.#memory = memory.buffer as unknown as SharedArrayBuffer;
    this.kernels = create(memory, precision, addressAt(RESERVED_BYTES));
    this.#margin();
  }

  /** Real numbers; a count stands for so many in (-1, 1). */
  reals(given: number | readonly number[]): Placed {
    const count = typeof given === 'number' ? given : given.length;
    const view = this.#view(this.#end, count);
    for (let i = 0; i < count; i++) view[i] = typeof given === 'number' ? 2 * uniform(this.#random) - 1 : given[i]!;
    return this.#place(() => Array.from(view), count * sizeOf(this.#precision));
  }

  ids(given: readonly number[]): Placed {
    const view = new Int32Array(this.#memory, this.#end, given.length);
    view.set(given);
    return this.#place(() => Array.from(view), given.length * 4);
  }

  /** Nothing was written between the arrays. */
  assertMargins(): void {
    for (const address of this.#margins)
      for (const value of this.#view(address, MARGIN_BYTES / sizeOf(this.#precision)))
        assert.equal(value, MARGIN, `written outside of a range, at ${address}`);
  }

  #place(read: () => number[], bytes: number): Placed {
    const address = this.#end;
    this.#end = plus(this.#end, Math.ceil(bytes / 8) * 8);
    this.#margin();
    return {
      address,
      get values() {
        return read();
      },
    };
  }

  #margin(): void {
    this.#view(this.#end, MARGIN_BYTES / sizeOf(this.#precision)).fill(MARGIN);
    this.#margins.push(this.#end);
    this.#end = plus(this.#end, MARGIN_BYTES);
  }

  #view(address: Address, count: number): Float32Array | Float64Array {
    return this.#precision === 'f32'
      ? new Float32Array(this.#memory, address, count)
      : new Float64Array(this.#memory, address, count);
  }
}

/** Runs the same test on every implementation. */
export function onEach(test: (slate: () => Slate, tolerance: number) => void): void {
  for (const implementation of implementations)
    describe(implementation.name, () => {
      test(() => new Slate(implementation), implementation.tolerance);
    });
}

export function assertClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs(actual[i]! - value) <= tolerance * (1 + Math.abs(value)), `[${i}]: ${actual[i]}, not ${value}`);
}
