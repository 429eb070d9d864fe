/** The one memory of a network, and typed arrays over its ranges for what is not arithmetic: ids, snapshots, masks. */
import type { Precision } from '../kernels/kernels.ts';
import type { Range } from './arena.ts';

/** What 32-bit WebAssembly can address, and so the most that a plan may ask for. */
const LARGEST_BYTES = 2 ** 32;

/** Makes the memory that a plan asks for, all zeros. Throws RangeError when that is more than can be had. */
export function createMemory({ bytes }: { bytes: number }): SharedArrayBuffer {
  const advice = 'Choose fewer hidden units or layers, a smaller batch or window, or a smaller vocabulary.';
  if (bytes > LARGEST_BYTES)
    throw new RangeError(`The network needs ${gibibytes(bytes)} of memory; at most 4 GiB can be used. ${advice}`);
  try {
    return new SharedArrayBuffer(bytes);
  } catch (cause) {
    throw new RangeError(`The machine has no ${gibibytes(bytes)} of memory for the network. ${advice}`, { cause });
  }
}

/** The real numbers of a range. */
export function realsOf(memory: SharedArrayBuffer, range: Range, precision: Precision): Float32Array | Float64Array {
  const { address, length } = range;
  return precision === 'f32' ? new Float32Array(memory, address, length) : new Float64Array(memory, address, length);
}

/** The ids of a range. */
export function idsOf(memory: SharedArrayBuffer, { address, length }: Range): Int32Array {
  return new Int32Array(memory, address, length);
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 30 ? 2 : 1)} GiB`;
}
