/** Where a mistake is: a line of a file, or an item of an array. */
export interface Place {
  /** The name of the file, or one of NAMELESS. */
  name: string;
  unit: 'line' | 'item';
  /** Counted from 1. */
  number: number;
}

/** What a text is called that has no name of its own; each language has its own words for these. */
export const NAMELESS = { text: 'The text', data: 'The data', array: 'the array' } as const;
