/**
 * Sources read and turned into numbers, in threads of their own. The last is kept, as an estimate is followed by a
 * training; whoever asks for what is being read already waits for that.
 */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Message, MessageError, message, toldBy } from '../../../messages/message.ts';
import { type DataOptions, dataOptionsOf } from '../../../protocol/options.ts';
import { partsOf, type Source, type SourceRecord } from '../../../protocol/run.ts';
import type { KnownNames, PreparedData } from '../../compute/task.ts';
import { startCompute } from '../support/compute-thread.ts';
import { checkReadable } from '../support/file-error.ts';
import { Shared } from '../support/shared.ts';

/** A text that cannot be used. */
class TextRefused extends MessageError {
  override readonly name = 'TextError';
}

/** `known`: what a model that is to read the data knows; its names then stand for ids and classes. */
type ReadOptions = DataOptions & { known?: KnownNames };

export class SourceReader {
  #kept: { key: string; data: PreparedData } | undefined;
  readonly #reading = new Map<string, Shared<PreparedData | undefined>>();

  constructor(private readonly computeScript: string) {}

  /**
   * Reads a source. Throws FileError or TextRefused; resolves with undefined when it was aborted. `begun` is called
   * when the reading goes on for this call, too: others that wait for it may then be aborted.
   */
  async read(
    source: Source,
    options: ReadOptions,
    signal?: AbortSignal,
    begun = () => {},
  ): Promise<PreparedData | undefined> {
    for (const part of partsOf(source)) if (part.kind === 'file') await checkReadable(part.path);
    const key = await keyOf(source, options);
    if (this.#kept?.key === key) return this.#kept.data;
    if (signal?.aborted) return undefined; // while the file was looked at: nobody would tell the thread
    const waiting = (this.#reading.get(key) ?? this.#begin(key, source, options)).wait(signal);
    begun();
    return waiting;
  }

  #begin(key: string, source: Source, options: ReadOptions): Shared<PreparedData | undefined> {
    const reading = new Shared(async (givenUp) => {
      const over = () => this.#reading.get(key) === reading && this.#reading.delete(key);
      givenUp.addEventListener('abort', over); // its thread takes some time to end; who comes then begins anew
      try {
        const data = await this.#prepare(source, readOptions(options), givenUp);
        if (data) this.#kept = { key, data };
        return data;
      } finally {
        over();
      }
    });
    this.#reading.set(key, reading);
    return reading;
  }

  async #prepare(
    source: Source,
    { known, ...options }: ReadOptions,
    givenUp: AbortSignal,
  ): Promise<PreparedData | undefined> {
    let data: PreparedData | undefined;
    let refusal: Message | undefined;
    const thread = startCompute(
      this.computeScript,
      { kind: 'prepare', source, options, ...(known && { known }) },
      (event) => {
        if (event.kind === 'prepared') data = event.data;
        if (event.kind === 'refused') refusal = event.message;
      },
    );
    givenUp.addEventListener('abort', thread.kill);
    const death = await thread.ended;
    if (givenUp.aborted) return undefined;
    if (refusal !== undefined) throw new TextRefused(refusal);
    if (data) return data;
    const reason = death ? toldBy(death) : message('source.no-reason', {});
    throw new TextRefused(message('source.unread', { name: sourceName(source), reason }));
  }
}

/** What a run remembers of its source. */
export function sourceRecord(source: Source, read?: Pick<PreparedData, 'sha256' | 'data'>): SourceRecord {
  const split = read && splitOf(read.data);
  return {
    name: sourceName(source),
    ...(source.kind === 'file' && { path: source.path }),
    ...(read && { sha256: read.sha256 }),
    ...(split !== undefined && { split }),
  };
}

/** Tells one division of examples from another; undefined of a text, which has always been divided alike. */
export function splitOf(data: PreparedData['data']): string | undefined {
  if (data.kind !== 'examples' && data.kind !== 'pairs') return undefined;
  const hash = createHash('sha256').update(`${data.train.length}`).update(Uint32Array.from(data.validation));
  return hash.digest('hex').slice(0, 16);
}

/** Names a source, for people. */
export function sourceName(source: Source): string {
  return source.kind === 'file' ? path.basename(source.path) : source.name;
}

/** When a file was changed last; changes with every writing. */
export async function fileVersion(file: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(file);
  return `${mtimeMs} ${size} ${ino}`;
}

/** Tells one reading from another, in few characters however long the text is. */
export async function keyOf(source: Source, options: ReadOptions): Promise<string> {
  return JSON.stringify([await identity(source), readOptions(options)]);
}

async function identity(source: Source): Promise<unknown> {
  if (source.kind === 'several') return [source.name, await Promise.all(source.parts.map(identity))];
  if (source.kind === 'file') return [source, await fileVersion(source.path)];
  return [source.kind, source.name, createHash('sha256').update(source.text).digest('hex')];
}

function readOptions({ known, ...options }: ReadOptions): ReadOptions {
  return { ...dataOptionsOf(options), ...(known && { known }) };
}
