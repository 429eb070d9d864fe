/** What a model file says of itself in its header, without its weights. */
import { open } from 'node:fs/promises';
import { headerLength, METADATA, PREFIX_BYTES, parseHeader } from '../../formats/safetensors-header.ts';

/** Longest header that is read; the format's reference reader refuses longer ones. */
const HEADER_BYTES = 100_000_000;

/** What tells models apart, for lists. */
export interface ModelDescription {
  /** What it was trained for: 'language-model', 'classification' ... */
  task: string;
  /** Name of the text that it was trained on. */
  source: string;
  cell: string;
  layers: number;
  hidden: number;
  /** Loss on the part held out; in nats, unless `squares`. */
  validationLoss?: number;
  /** Whether it predicts numbers, whose loss is their squared error. */
  squares: boolean;
}

/** What a model file says of itself. Throws an Error that says what is wrong with the file. */
export async function readDescription(file: string): Promise<ModelDescription> {
  return describe(await readMetadata(file));
}

/** The metadata of a model file. Throws an Error that says what is wrong with the file. */
export async function readMetadata(file: string): Promise<Record<string, string>> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const length = Number(headerLength(await readBytes(handle, 0, PREFIX_BYTES)));
    if (length > HEADER_BYTES || PREFIX_BYTES + length > size)
      throw new Error(`its header is said to be ${length} bytes long`);
    return metadataOf(await readBytes(handle, PREFIX_BYTES, length));
  } finally {
    await handle.close();
  }
}

async function readBytes(handle: Awaited<ReturnType<typeof open>>, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error(`it ends after ${position + bytesRead} bytes`);
  return buffer;
}

function metadataOf(bytes: Uint8Array): Record<string, string> {
  const header = parseHeader(bytes);
  if ('fault' in header && header.fault === 'json') throw header.cause;
  const metadata = 'entries' in header ? header.entries[METADATA] : undefined;
  if (!isRecord(metadata)) throw new Error('it has no metadata');
  const strings = Object.entries(metadata).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(strings);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function describe(metadata: Record<string, string>): ModelDescription {
  const { cell, layers, hidden, head } = objectIn(metadata.network);
  const { name } = objectIn(metadata.source);
  if (typeof cell !== 'string' || typeof layers !== 'number' || typeof hidden !== 'number' || typeof name !== 'string')
    throw new Error('it is not a model of Unroll');
  // In files of version 1 it is called validationNats.
  const { validationNats, validationLoss = validationNats, task = 'language-model' } = metadata;
  return {
    ...{ task, source: name, cell, layers, hidden, squares: isRecord(head) && head.kind === 'linear' },
    ...(validationLoss !== undefined && { validationLoss: Number(validationLoss) }),
  };
}

function objectIn(json = '{}'): Record<string, unknown> {
  const value: unknown = JSON.parse(json);
  return isRecord(value) ? value : {};
}
