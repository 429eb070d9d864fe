/** Bytes of a file -> text: strict about the encoding, LF as the only line ending, no byte order mark. */

import { NAMELESS } from '../../messages/place.ts';
import { TextError } from '../text-error.ts';
import { decoderFor, mendWindows1252 } from './encodings.ts';

/** Bytes in which control characters are counted; a binary file shows itself in its first pages. */
const SNIFFED_BYTES = 65536;

/**
 * Text of a file. `encoding` is a name of VS Code's `files.encoding` or a TextDecoder label, UTF-8 when left out; a
 * byte order mark in the file has the last word. `name` is the file's name in messages. Throws TextError.
 */
export function decodeText(bytes: Uint8Array, options: { name?: string; encoding?: string } = {}): string {
  const { name = NAMELESS.text, encoding = 'utf8' } = options;
  const decoder = decoderFor(markedEncoding(bytes) ?? encoding, name);
  const wide = decoder.encoding.startsWith('utf-16');
  if (!wide) refuseBinary(bytes, name);
  const text = cleanText(decode(decoder, bytes, name));
  if (wide && text.includes('\0')) throw new TextError('text.binary', { name, reason: 'nul-characters' });
  if (text === '') throw new TextError('text.empty-file', { name });
  return text;
}

/** Text as the engine reads it: without byte order mark, CRLF and lone CR read as LF. */
export function cleanText(text: string): string {
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  return undefined;
}

// NUL is in no text. Other control characters are rare in text (form feed, escape) and one byte in ten of random bytes.
function refuseBinary(bytes: Uint8Array, name: string): void {
  if (bytes.includes(0)) {
    const wide = unmarkedUtf16(bytes);
    if (wide === undefined) throw new TextError('text.binary', { name, reason: 'nul-bytes' });
    throw new TextError('text.looks-like-utf16', { name, encoding: wide });
  }
  const sniffed = bytes.subarray(0, SNIFFED_BYTES);
  let controls = 0;
  for (const byte of sniffed) if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls++;
  if (controls * 20 > sniffed.length) throw new TextError('text.binary', { name, reason: 'controls' });
}

// Western text in UTF-16 has a NUL in nearly every second byte, and none in the others.
function unmarkedUtf16(bytes: Uint8Array): 'utf16le' | 'utf16be' | undefined {
  const nuls = [0, 0];
  const sniffed = bytes.subarray(0, SNIFFED_BYTES);
  for (let i = 0; i < sniffed.length; i++) if (sniffed[i] === 0) nuls[i & 1]!++;
  const [even = 0, odd = 0] = nuls;
  if (even === 0 && odd * 3 > sniffed.length) return 'utf16le';
  if (odd === 0 && even * 3 > sniffed.length) return 'utf16be';
  return undefined;
}

function decode(decoder: TextDecoder, bytes: Uint8Array, name: string): string {
  try {
    const text = decoder.decode(bytes);
    return decoder.encoding === 'windows-1252' ? mendWindows1252(text) : text;
  } catch (error) {
    // Only a TypeError says that the bytes are not of this encoding; a text too long for a string is something else.
    if (!(error instanceof TypeError)) throw error;
    throw wrongEncoding(decoder.encoding, bytes, name);
  }
}

function wrongEncoding(encoding: string, bytes: Uint8Array, name: string): TextError {
  if (encoding !== 'utf-8') return new TextError('text.not-in-encoding', { name, encoding });
  const at = firstInvalidUtf8(bytes);
  const line = bytes.subarray(0, at).reduce((lines, b) => lines + (b === 0x0a ? 1 : 0), 1);
  return new TextError('text.not-utf8', { name, byte: bytes[at] ?? 0, position: at + 1, line });
}

/** Index of the first byte that begins no well-formed UTF-8 sequence (Unicode, table 3-7); the length where all are. */
function firstInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
