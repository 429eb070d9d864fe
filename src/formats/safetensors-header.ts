/**
 * The header of the safetensors format: u64 little-endian length N, then N bytes of JSON that begin with {, which
 * describe the tensors and, under `__metadata__`, map strings to strings.
 */
import { MessageError, message } from '../messages/message.ts';

/** The bytes are damaged, or not what they should be. The message is a sentence whose subject is the file. */
export class SafetensorsError extends MessageError {
  override readonly name = 'SafetensorsError';
}

/** Bytes of the header's length. */
export const PREFIX = 8;
export const METADATA = '__metadata__';

/** Bytes of the header in a file of `size` bytes, of which `start` are the first. Throws SafetensorsError. */
export function headerLength(start: Uint8Array, size: number): number {
  if (start.length < PREFIX)
    throw new SafetensorsError(message('engine.file-too-short', { bytes: start.length, prefix: PREFIX }));
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  if (length > BigInt(size - PREFIX))
    throw new SafetensorsError(message('engine.file-header-cut', { length: String(length), left: size - PREFIX }));
  return Number(length);
}

/** What the bytes behind the length say. Throws SafetensorsError. */
export function parseHeader(bytes: Uint8Array): { tensors: Record<string, unknown>; metadata: Record<string, string> } {
  const header = parse(bytes);
  if (bytes[0] !== '{'.charCodeAt(0) || !isObject(header))
    throw new SafetensorsError(message('engine.file-header-no-object', {}));
  const { [METADATA]: metadata = {}, ...tensors } = header;
  return { tensors, metadata: checkMetadata(metadata) };
}

function parse(header: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch (cause) {
    throw new SafetensorsError(message('engine.file-header-no-json', {}), { cause });
  }
}

function checkMetadata(metadata: unknown): Record<string, string> {
  if (!isObject(metadata)) throw new SafetensorsError(message('engine.file-metadata-no-object', { key: METADATA }));
  for (const [key, value] of Object.entries(metadata))
    if (typeof value !== 'string')
      throw new SafetensorsError(
        message('engine.file-metadata-no-string', { key: METADATA, entry: key, json: JSON.stringify(value) }),
      );
  return metadata as Record<string, string>;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
