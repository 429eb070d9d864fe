/** A list of ids that grows without ever being copied as a whole, and its final form in memory that threads share. */

export type Ids = Uint8Array | Uint16Array | Uint32Array;

const CHUNK_BITS = 20;
const CHUNK = 1 << CHUNK_BITS;

/** Ids in chunks of a million, each chunk as narrow as its largest id allows. At most 2^32 - 1 ids. */
export class IdList {
  readonly #chunks: Ids[] = [];
  #length = 0;
  // The chunk that is being filled, ids in it, and the largest id that it can hold.
  #chunk: Ids = new Uint8Array(0);
  #filled = CHUNK;
  #largest = 0;

  get length(): number {
    return this.#length;
  }

  push(id: number): void {
    if (this.#filled === CHUNK || id > this.#largest) this.#makeRoom(id);
    this.#chunk[this.#filled++] = id;
    this.#length++;
  }

  /** The id at an index in [0, length). */
  at(index: number): number {
    return this.#chunks[index >>> CHUNK_BITS]![index & (CHUNK - 1)]!;
  }

  /** All ids, each replaced by `renumbered[id]`, in the smallest type that holds `largest`, in shared memory. */
  toShared(renumbered: Uint32Array, largest: number): Ids {
    const ids = sharedIds(this.#length, largest);
    let at = 0;
    for (const chunk of this.#chunks)
      for (let i = 0; i < CHUNK && at < this.#length; i++) ids[at++] = renumbered[chunk[i]!]!;
    return ids;
  }

  /** Begins a new chunk when the last one is full, else makes it wide enough for an id. */
  #makeRoom(id: number): void {
    const full = this.#filled === CHUNK;
    const wide = newChunk(id);
    if (full) this.#filled = 0;
    else wide.set(this.#chunk);
    this.#chunks[full ? this.#chunks.length : this.#chunks.length - 1] = this.#chunk = wide;
    this.#largest = 2 ** (8 * wide.BYTES_PER_ELEMENT) - 1;
  }
}

/** A copy in shared memory, so that threads read it in place; in plain memory where a browser has no other. */
export function shared(values: readonly number[]): Uint32Array {
  const copy = new Uint32Array(memory(4 * values.length));
  copy.set(values);
  return copy;
}

/** Whole numbers, negative ones too, likewise. */
export function sharedInts(values: ArrayLike<number>): Int32Array {
  const copy = new Int32Array(memory(4 * values.length));
  copy.set(values);
  return copy;
}

/** Real numbers, rounded to 32 bits, likewise. */
export function sharedReals(values: ArrayLike<number>): Float32Array {
  const copy = new Float32Array(memory(4 * values.length));
  copy.set(values);
  return copy;
}

/** Ids in the smallest type that holds `largest`, likewise. */
export function toShared(values: ArrayLike<number>, largest: number): Ids {
  const ids = sharedIds(values.length, largest);
  ids.set(values);
  return ids;
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
