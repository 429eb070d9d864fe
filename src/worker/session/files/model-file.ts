/** Model files: one .safetensors each, weights under PyTorch's names, everything else as strings in the metadata. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CheckpointError, fromTensors, toTensors } from '../../../engine/files/checkpoint.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../engine/files/safetensors.ts';
import { SafetensorsError } from '../../../formats/safetensors-header.ts';
import { toldBy } from '../../../messages/message.ts';
import { OptionError } from '../../../protocol/parse-options.ts';
import { TextError } from '../../../text/text-error.ts';
import type { ModelData } from '../models/model.ts';
import { FileError, fileError } from '../support/file-error.ts';
import { decodeMetadata, encodeMetadata, FORMAT } from './model-metadata.ts';

/** What stands behind the header's length in every file that `encodeModel` made. */
const START = { at: 8, text: `{"__metadata__":{"format":"${FORMAT}",` };

/**
 * Writes a model: to a temporary name, synced, then renamed, so that the file is whole or not there. Throws FileError.
 */
export async function writeModel(file: string, model: ModelData): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeSynced(temporary, encodeModel(model));
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // what failed first is what counts
    throw fileError(error, 'model.unsaved', file);
  }
}

/** Reads a model. Throws FileError that names the file and says what is wrong with it. */
export async function readModel(file: string): Promise<ModelData> {
  const bytes = await readFile(file).catch((error) => {
    throw fileError(error, 'model.unreadable', file);
  });
  if (bytes.length > START.at && bytes[START.at] !== START.text.charCodeAt(0))
    throw new FileError('model.foreign', { file });
  try {
    return decodeModel(bytes);
  } catch (error) {
    throw new FileError('model.unusable', { file, problem: toldBy(error), damaged: !isKnown(error) });
  }
}

/** Whether a file was written by `writeModel`, also one that has been cut off since. */
export async function isModelFile(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START.text.length), 0, START.text.length, START.at);
    return buffer.toString('latin1', 0, bytesRead) === START.text;
  } finally {
    await handle.close();
  }
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function encodeModel({ weights, ...model }: ModelData): Uint8Array {
  return encodeSafetensors({ tensors: toTensors(model.network, weights), metadata: encodeMetadata(model) });
}

function decodeModel(bytes: Uint8Array): ModelData {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const model = decodeMetadata(metadata);
  return { ...model, weights: fromTensors(model.network, tensors) };
}

/** Errors of the decoders are sentences about the file; anything else comes from metadata that nobody foresaw. */
function isKnown(error: unknown): boolean {
  return [FileError, SafetensorsError, CheckpointError, OptionError, TextError].some((type) => error instanceof type);
}
