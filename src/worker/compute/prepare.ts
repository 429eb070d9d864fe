/** A source -> text -> corpus, in a compute thread. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Source } from '../../protocol/run.ts';
import { buildCorpus } from '../../text/corpus.ts';
import { cleanText, decodeText } from '../../text/decode.ts';
import type { PreparedText, PrepareTask } from './task.ts';

/** Reads a source and cuts it into tokens. Throws TextError, or Node's errors of reading a file. */
export function prepare({ source, options }: PrepareTask): PreparedText {
  const { name, text, fileSha256 } = read(source);
  const { vocabulary, ...built } = buildCorpus(text, { ...options, name });
  return {
    ...built,
    vocabulary: vocabulary.toJSON(),
    sha256: sha256(text),
    ...(fileSha256 !== undefined && { fileSha256 }),
  };
}

function read(source: Source): { name: string; text: string; fileSha256?: string } {
  if (source.kind === 'text') return { name: source.name, text: cleanText(source.text) };
  const name = path.basename(source.path);
  const bytes = readFileSync(source.path);
  const text = decodeText(bytes, { name, ...(source.encoding !== undefined && { encoding: source.encoding }) });
  return { name, text, fileSha256: sha256(bytes) };
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
