/**
 * The safetensors format: u64 little-endian length N, N bytes of JSON, then the tensors end to end, little-endian (as
 * is every platform of VS Code) and row-major. Only F32 here. A damaged file is refused with a sentence that says
 * where.
 */
import {
  headerLength,
  isObject,
  METADATA,
  PREFIX,
  parseHeader,
  SafetensorsError,
} from '../../formats/safetensors-header.ts';
import { type Message, message } from '../../messages/message.ts';

export interface Tensor {
  shape: readonly number[];
  /** Row-major. */
  values: Float32Array;
}

interface SafetensorsFile {
  tensors: ReadonlyMap<string, Tensor>;
  /** `__metadata__`: strings to strings. */
  metadata: Record<string, string>;
}

/** Where a tensor stands: [begin, end) in the bytes after the header. */
interface Entry {
  name: string;
  shape: readonly number[];
  begin: number;
  end: number;
}

/** The bytes of a file. The header is filled up with spaces, so that the tensors begin at a multiple of 8. */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array<ArrayBuffer> {
  const header: [string, unknown][] = [[METADATA, metadata]];
  let size = 0;
  for (const [name, { shape, values }] of tensors) {
    header.push([name, { dtype: 'F32', shape, data_offsets: [size, size + values.byteLength] }]);
    size += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const start = PREFIX + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(start + size).fill(' '.charCodeAt(0), PREFIX, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - PREFIX), true);
  bytes.set(json, PREFIX);
  let at = start;
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** The tensors of a file, in the order in which they stand, and its metadata. Throws SafetensorsError. */
export function decodeSafetensors(bytes: Uint8Array): {
  tensors: Map<string, Tensor>;
  metadata: Record<string, string>;
} {
  // A plain array: slice() of Node's Buffer is a view, whose buffer is that of the whole file.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = PREFIX + headerLength(plain, plain.length);
  const { tensors: described, metadata } = parseHeader(plain.subarray(PREFIX, end));
  const entries = Object.entries(described).map(([name, entry]) => readEntry(name, entry));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const data = plain.subarray(end);
  checkPlaces(entries, data.length);
  const tensors = new Map<string, Tensor>();
  for (const { name, shape, begin, end } of entries)
    tensors.set(name, { shape, values: new Float32Array(data.slice(begin, end).buffer) });
  return { tensors, metadata };
}

function readEntry(name: string, entry: unknown): Entry {
  const fail = (told: Message): never => {
    throw new SafetensorsError(told);
  };
  const given = (value: unknown) => ({ name, json: JSON.stringify(value) ?? 'undefined' });
  if (!isObject(entry)) return fail(message('engine.tensor-undescribed', { name }));
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32') return fail(message('engine.tensor-type', given(dtype)));
  if (!areCounts(shape)) return fail(message('engine.tensor-shape', given(shape)));
  if (!areCounts(offsets) || offsets.length !== 2) return fail(message('engine.tensor-offsets', given(offsets)));
  const [begin, end] = offsets as [number, number];
  const size = shape.reduce((product, n) => product * n, Float32Array.BYTES_PER_ELEMENT);
  if (end - begin !== size)
    return fail(message('engine.tensor-size', { name, bytes: end - begin, shape, needed: size }));
  return { name, shape, begin, end };
}

/** Entries must lie end to end, from the first byte to the last. */
function checkPlaces(entries: readonly Entry[], size: number): void {
  let at = 0;
  for (const { name, begin, end } of entries) {
    if (begin > at) throw new SafetensorsError(message('engine.file-hole', { bytes: begin - at, name }));
    if (begin < at) throw new SafetensorsError(message('engine.file-overlap', { bytes: at - begin, name }));
    at = end;
  }
  if (at > size) throw new SafetensorsError(message('engine.file-cut-off', { bytes: at - size }));
  if (at < size) throw new SafetensorsError(message('engine.file-too-long', { bytes: size - at }));
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}
