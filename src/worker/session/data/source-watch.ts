/** Whether the files of a source are still what a training has read: asked once, at its end. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Message, message } from '../../../messages/message.ts';
import { partsOf, type Source, type SourcePart } from '../../../protocol/run.ts';
import { fileVersion, sourceName } from './source-reader.ts';

export class SourceWatch {
  readonly #parts: SourcePart[];
  readonly #before: Promise<string | undefined>[];

  /** To be made before the source is read. */
  constructor(source: Source) {
    this.#parts = partsOf(source);
    this.#before = this.#parts.map((part) =>
      part.kind === 'file' ? versionOf(part.path) : Promise.resolve(undefined),
    );
  }

  /**
   * What the user should know when a file was changed or deleted since; `hashes` are those of the bytes that were read.
   */
  async change(hashes: readonly (string | undefined)[]): Promise<Message | undefined> {
    for (const [i, part] of this.#parts.entries()) {
      if (part.kind !== 'file') continue;
      const now = await versionOf(part.path);
      if (now !== undefined && (now === (await this.#before[i]) || (await hashOf(part.path)) === hashes[i])) continue;
      return message('source.changed', { name: sourceName(part), deleted: now === undefined });
    }
    return undefined;
  }
}

// A file that cannot be looked at any more is as good as deleted.
function versionOf(file: string): Promise<string | undefined> {
  return fileVersion(file).catch(() => undefined);
}

async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  return pipeline(createReadStream(file), hash).then(
    () => hash.digest('hex'),
    () => undefined,
  );
}
