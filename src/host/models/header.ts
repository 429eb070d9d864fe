/**
 * The header of a model file, without its weights: u64 little-endian length N, then N bytes of JSON whose `__metadata__` maps
 * strings to strings (safetensors).
 */
import { open } from 'node:fs/promises';

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
    const length = Number((await readBytes(handle, 0, 8)).readBigUInt64LE());
    if (length > HEADER_BYTES || 8 + length > size) throw new Error(`its header is said to be ${length} bytes long`);
    const header: unknown = JSON.parse((await readBytes(handle, 8, length)).toString('utf8'));
    return metadataOf(header);
  } finally {
    await handle.close();
  }
}

async function readBytes(handle: Awaited<ReturnType<typeof open>>, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error(`it ends after ${position + bytesRead} bytes`);
  return buffer;
}

function metadataOf(header: unknown): Record<string, string> {
  const metadata = isRecord(header) ? header.__metadata__ : undefined;
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
