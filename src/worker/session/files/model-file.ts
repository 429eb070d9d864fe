/** Model files: one .safetensors each, weights under PyTorch's names, everything else as strings in the metadata. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CheckpointError, fromTensors, toTensors } from '../../../engine/files/checkpoint.ts';
import { decodeSafetensors, encodeSafetensors, SafetensorsError } from '../../../engine/files/safetensors.ts';
import { OptionError } from '../../../protocol/parse-options.ts';
import { TextError } from '../../../text/text-error.ts';
import type { ModelData } from '../models/model.ts';
import { FileError, fileError } from '../support/file-error.ts';
import { decodeMetadata, encodeMetadata, FORMAT } from './model-metadata.ts';

/** What stands behind the header's length in every file that `encodeModel` made. */
const START = { at: 8, text: `{"__metadata__":{"format":"${FORMAT}",` };

/** Writes a model: to a temporary name, synced, then renamed, so that the file is whole or not there. Throws FileError. */
export async function writeModel(file: string, model: ModelData): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeSynced(temporary, encodeModel(model));
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // what failed first is what counts
    throw fileError(error, `The model cannot be saved as ${file}`);
  }
}

/** Reads a model. Throws FileError that names the file and says what is wrong with it. */
export async function readModel(file: string): Promise<ModelData> {
  const bytes = await readFile(file).catch((error) => {
    throw fileError(error, `The model ${file} cannot be read`);
  });
  if (bytes.length > START.at && bytes[START.at] !== START.text.charCodeAt(0))
    throw new FileError(
      `${file} is no model file: it does not begin as a safetensors file does. Give the path of a file that rnn.train or model.save wrote.`,
    );
  try {
    return decodeModel(bytes);
  } catch (error) {
    throw new FileError(`${file} cannot be used as a model. ${reason(error)}`);
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
function reason(error: unknown): string {
  const known = [FileError, SafetensorsError, CheckpointError, OptionError, TextError].some(
    (type) => error instanceof type,
  );
  const damaged = known ? '' : 'It is damaged: ';
  return `${damaged}${error instanceof Error ? error.message : String(error)}`;
}
