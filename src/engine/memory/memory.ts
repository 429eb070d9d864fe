/** The one memory of a network, and typed arrays over its ranges for what is not arithmetic: ids, snapshots, masks. */
import type { Precision } from '../../kernels/kernels.ts';
import { rangeError } from '../../messages/message.ts';
import type { Range } from './arena.ts';

const PAGE = 65536;
/**
 * Most that a plan may ask for: what 32-bit WebAssembly can address, less a page, so that no end of a range is 2^32.
 */
const LARGEST_BYTES = 65535 * PAGE;

/** Whether a plan asks for no more than can be addressed; the machine may have less. */
export function isAddressable({ bytes }: { bytes: number }): boolean {
  return bytes <= LARGEST_BYTES;
}

/** Makes the memory that a plan asks for, shared and all zeros. Throws RangeError when that is more than can be had. */
export function createMemory({ bytes }: { bytes: number }): WebAssembly.Memory {
  if (!isAddressable({ bytes })) throw rangeError('engine.memory-too-large', { bytes });
  const pages = Math.ceil(bytes / PAGE);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (cause) {
    throw rangeError('engine.memory-refused', { bytes }, { cause });
  }
}

/** The real numbers of a range. */
export function realsOf(memory: WebAssembly.Memory, range: Range, precision: Precision): Float32Array | Float64Array {
  return precision === 'f32' ? new Float32Array(...placeOf(memory, range)) : doublesOf(memory, range);
}

/** The ids of a range. */
export function idsOf(memory: WebAssembly.Memory, range: Range): Int32Array {
  return new Int32Array(...placeOf(memory, range));
}

/** The numbers in double precision of a range. */
export function doublesOf(memory: WebAssembly.Memory, range: Range): Float64Array {
  return new Float64Array(...placeOf(memory, range));
}

function placeOf({ buffer }: WebAssembly.Memory, { address, length }: Range): [ArrayBuffer, number, number] {
  return [buffer, address, length];
}
