/** Whether a file is still what a training has read: asked once, at its end. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Source } from '../../protocol/run.ts';
import { fileVersion, sourceName } from './texts.ts';

export class SourceWatch {
  readonly #before: Promise<string | undefined>;

  /** To be made before the source is read. */
  constructor(private readonly source: Source) {
    this.#before = source.kind === 'file' ? versionOf(source.path) : Promise.resolve(undefined);
  }

  /** A sentence for the user when the file was changed or deleted since; `sha256` is that of the bytes that were read. */
  async change(sha256: string | undefined): Promise<string | undefined> {
    const { source } = this;
    if (source.kind !== 'file') return undefined;
    const now = await versionOf(source.path);
    if (now !== undefined && (now === (await this.#before) || (await hashOf(source.path)) === sha256)) return undefined;
    const event = now === undefined ? 'was deleted' : 'was changed';
    return `${sourceName(source)} ${event} while the model was trained; it learned the text as it was at the start.`;
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
