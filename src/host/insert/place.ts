/**
 * Where sampled text goes while the document changes around it: a range [start, end) of what was written so far, in
 * UTF-16 units. Changes before it move it, changes behind it leave it alone, changes in it end the writing.
 */

/** A change as VS Code reports it; several of one event come from the end of the document to its beginning. */
export interface Change {
  rangeOffset: number;
  rangeLength: number;
  text: string;
}

export class Place {
  #start: number;
  #end: number;

  constructor(offset: number) {
    this.#start = offset;
    this.#end = offset;
  }

  /** Where the next text goes. */
  get end(): number {
    return this.#end;
  }

  /**
   * Follows a change. `ours` is the text that we are inserting, when we are.
   * A character typed exactly where the next text goes counts as an edit of the place.
   */
  follow({ rangeOffset, rangeLength, text }: Change, ours?: string): 'ours' | 'elsewhere' | 'edited' {
    if (rangeOffset === this.#end && rangeLength === 0 && text === ours) {
      this.#end += text.length;
      return 'ours';
    }
    if (rangeOffset > this.#end) return 'elsewhere';
    const before = rangeOffset + rangeLength <= this.#start;
    if (!before || rangeOffset === this.#end) return 'edited';
    this.#start += text.length - rangeLength;
    this.#end += text.length - rangeLength;
    return 'elsewhere';
  }
}
