/** What a model file says of itself, without its weights. */
import { open } from 'node:fs/promises';
import { headerLength, isObject, PREFIX, parseHeader, SafetensorsError } from '../../formats/safetensors-header.ts';
import { message } from '../../messages/message.ts';

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
async function readMetadata(file: string): Promise<Record<string, string>> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const length = headerLength(await readBytes(handle, 0, Math.min(PREFIX, size)), size);
    if (length > HEADER_BYTES)
      throw new SafetensorsError(message('engine.file-header-too-long', { length, most: HEADER_BYTES }));
    return parseHeader(await readBytes(handle, PREFIX, length)).metadata;
  } finally {
    await handle.close();
  }
}

async function readBytes(handle: Awaited<ReturnType<typeof open>>, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function describe(metadata: Record<string, string>): ModelDescription {
  const { cell, layers, hidden, head } = objectIn(metadata.network);
  const { name } = objectIn(metadata.source);
  if (typeof cell !== 'string' || typeof layers !== 'number' || typeof hidden !== 'number' || typeof name !== 'string')
    throw new SafetensorsError(message('engine.file-foreign', {}));
  // In files of version 1 it is called validationNats.
  const { validationNats, validationLoss = validationNats, task = 'language-model' } = metadata;
  return {
    ...{ task, source: name, cell, layers, hidden, squares: isObject(head) && head.kind === 'linear' },
    ...(validationLoss !== undefined && { validationLoss: Number(validationLoss) }),
  };
}

function objectIn(json = '{}'): Record<string, unknown> {
  const value: unknown = JSON.parse(json);
  return isObject(value) ? value : {};
}
