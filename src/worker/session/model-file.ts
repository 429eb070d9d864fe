/** Model files: one .safetensors each, weights under PyTorch's names, everything else as strings in the metadata. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CheckpointError, fromTensors, toTensors } from '../../engine/checkpoint.ts';
import type { NetworkConfig } from '../../engine/config.ts';
import { decodeSafetensors, encodeSafetensors, SafetensorsError } from '../../engine/safetensors.ts';
import { type Documents, documentKinds, parseTrainOptions, type Task, tasks } from '../../protocol/options.ts';
import { TextError } from '../../text/text-error.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import { FileError, fileError } from './file-error.ts';
import type { ModelData } from './model.ts';

/** Of the files' names. */
export const EXTENSION = '.safetensors';
const FORMAT = 'unroll-model';
/** What stands behind the header's length in every file that `encodeModel` made. */
const START = { at: 8, text: `{"__metadata__":{"format":"${FORMAT}",` };
/** Raised when a file can no longer be read by what came before. */
const VERSION = 1;

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

function encodeModel(model: ModelData): Uint8Array {
  const { task, network, weights, documents, epoch, validationNats } = model;
  const { options, vocabulary, target, labels, history } = model;
  // Without its path: a model is given to others, and where its text lies is nobody's business.
  const { path: _, ...source } = model.source;
  const metadata: Record<string, string> = {
    format: FORMAT,
    version: String(VERSION),
    task,
    documents,
    epoch: String(epoch),
  };
  for (const [key, value] of Object.entries({ network, options, vocabulary, labels, source, history }))
    metadata[key] = JSON.stringify(value);
  if (target) metadata.target = JSON.stringify(target);
  if (validationNats !== undefined) metadata.validationNats = String(validationNats);
  return encodeSafetensors({ tensors: toTensors(network, weights), metadata });
}

function decodeModel(bytes: Uint8Array): ModelData {
  const { tensors, metadata } = decodeSafetensors(bytes);
  checkFormat(metadata);
  const network = json<NetworkConfig>(metadata, 'network');
  // Files from before there were tasks are those of language models.
  const { task = 'language-model', documents, epoch, validationNats } = metadata;
  if (!documentKinds.includes(documents as Documents)) throw new FileError("Its metadata 'documents' is damaged.");
  if (!tasks.includes(task as Task)) throw new FileError("Its metadata 'task' is damaged.");
  const labels = metadata.labels === undefined ? [] : json<string[]>(metadata, 'labels');
  return {
    task: task as Task,
    network,
    weights: fromTensors(network, tensors),
    vocabulary: matching(readVocabulary(metadata, 'vocabulary'), tokensRead(network, task, labels)),
    ...(network.encoder && { target: matching(readVocabulary(metadata, 'target'), network.vocabulary) }),
    labels,
    documents: documents as Documents,
    options: parseTrainOptions(json(metadata, 'options')),
    source: json(metadata, 'source'),
    history: json(metadata, 'history'),
    epoch: Number(epoch),
    ...(validationNats !== undefined && { validationNats: Number(validationNats) }),
  };
}

function checkFormat({ format, version }: Record<string, string>): void {
  if (format !== FORMAT)
    throw new FileError(
      'It is a safetensors file, but not a model of Unroll: only models that rnn.train made can be loaded.',
    );
  if (!(Number(version) <= VERSION))
    throw new FileError(
      `It was written by a newer version of Unroll (format ${version}; this one reads ${VERSION}). Update Unroll.`,
    );
}

function json<T>(metadata: Record<string, string>, key: string): T {
  try {
    return JSON.parse(metadata[key] ?? '') as T;
  } catch (error) {
    throw new FileError(`Its metadata '${key}' is damaged: ${reason(error)}.`);
  }
}

function readVocabulary(metadata: Record<string, string>, key: string): Vocabulary {
  return Vocabulary.fromJSON(json(metadata, key));
}

/** Tokens that the network reads first: labels stand behind those of a generation. */
function tokensRead({ encoder, vocabulary }: NetworkConfig, task: string | undefined, labels: string[]): number {
  return (encoder?.vocabulary ?? vocabulary) - (task === 'generation' ? labels.length : 0);
}

function matching(vocabulary: Vocabulary, size: number): Vocabulary {
  if (vocabulary.size === size) return vocabulary;
  throw new FileError(`Its vocabulary has ${vocabulary.size} tokens; its network has ${size}.`);
}

/** Errors of the decoders are sentences about the file; anything else comes from metadata that nobody foresaw. */
function reason(error: unknown): string {
  const known = [FileError, SafetensorsError, CheckpointError, TextError].some((type) => error instanceof type);
  const damaged = known ? '' : 'It is damaged: ';
  return `${damaged}${error instanceof Error ? error.message : String(error)}`;
}
