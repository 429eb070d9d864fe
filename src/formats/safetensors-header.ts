/**
 * The header of a safetensors file: u64 little-endian length N, then N bytes of JSON, an object that begins with `{`
 * and maps the names of tensors to where they stand. What is in the file besides, and what is told of damage, is the
 * readers' business.
 */

/** Bytes of the header's length. */
export const PREFIX_BYTES = 8;
/** The entry that is no tensor: strings to strings. */
export const METADATA = '__metadata__';

export type Header =
  | { entries: Record<string, unknown> }
  /**
   * 'json': the bytes are not JSON in UTF-8, as `cause` has it; 'object': they are, and not an object that begins with
   * {.
   */
  | { fault: 'json' | 'object'; cause?: unknown };

/** The length that the first PREFIX_BYTES of a file say. */
export function headerLength(prefix: Uint8Array): bigint {
  return new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true);
}

/** What the bytes after the length say. */
export function parseHeader(bytes: Uint8Array): Header {
  try {
    const entries: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return bytes[0] === '{'.charCodeAt(0) && isObject(entries) ? { entries } : { fault: 'object' };
  } catch (cause) {
    return { fault: 'json', cause };
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
