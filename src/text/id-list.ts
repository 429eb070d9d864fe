/** A list of ids that grows without ever being copied as a whole, and its final form in memory that threads share. */

export type Ids = Uint8Array | Uint16Array | Uint32Array;

const CHUNK = 1 << 20;

/** Ids in chunks of a million, each chunk as narrow as its largest id allows. */
export class IdList {
  readonly #chunks: Ids[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(id: number): void {
    const at = this.#length % CHUNK;
    if (at === 0) this.#chunks.push(newChunk(id));
    const last = this.#chunks.length - 1;
    if (id > largestIn(this.#chunks[last]!)) this.#chunks[last] = widened(this.#chunks[last]!, id);
    this.#chunks[last]![at] = id;
    this.#length++;
  }

  /** The id at an index in [0, length). */
  at(index: number): number {
    return this.#chunks[Math.floor(index / CHUNK)]![index % CHUNK]!;
  }

  /** All ids, each replaced by `renumbered[id]`, in the smallest type that holds `largest`, in shared memory. */
  toShared(renumbered: Uint32Array, largest: number): Ids {
    const ids = sharedIds(this.#length, largest);
    for (let i = 0; i < this.#length; i++) ids[i] = renumbered[this.at(i)]!;
    return ids;
  }
}

/** A copy in shared memory, so that threads read it in place; in plain memory where a browser has no other. */
export function shared(values: readonly number[]): Uint32Array {
  const copy = new Uint32Array(memory(4 * values.length));
  copy.set(values);
  return copy;
}

function sharedIds(length: number, largest: number): Ids {
  if (largest <= 0xff) return new Uint8Array(memory(length));
  if (largest <= 0xffff) return new Uint16Array(memory(2 * length));
  return new Uint32Array(memory(4 * length));
}

function memory(bytes: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}

function newChunk(id: number): Ids {
  return id <= 0xff ? new Uint8Array(CHUNK) : id <= 0xffff ? new Uint16Array(CHUNK) : new Uint32Array(CHUNK);
}

function widened(chunk: Ids, id: number): Ids {
  const wide = newChunk(id);
  wide.set(chunk);
  return wide;
}

function largestIn(chunk: Ids): number {
  return 2 ** (8 * chunk.BYTES_PER_ELEMENT) - 1;
}
