/**
 * What a text holds besides running text: labelled texts, tagged tokens, pairs, sequences of vectors; one record after
 * the other, each with the line on which it begins.
 */

import type { Place } from '../../messages/place.ts';

/** Tasks whose data are examples: sequences with something of their own to predict (notes 1.5). */
export const exampleTasks = ['tagging', 'classification', 'translation', 'generation', 'vectors'] as const;
export type ExampleTask = (typeof exampleTasks)[number];

/** Where a record begins, for messages. */
export interface Placed {
  at: Place;
}

/** Tokens, and the tag of each (1.5.1). */
export interface TaggedRecord extends Placed {
  tokens: string[];
  tags: string[];
}

/** A text and its class (1.5.2), or a class and what is written for it (1.5.3). */
export interface LabelledRecord extends Placed {
  label: string;
  text: string;
}

/** A text, and what becomes of it (1.5.1). */
export interface PairRecord extends Placed {
  source: string;
  target: string;
}

/** Vectors, one a step, and a class or numbers: of all of them, or of each. */
export interface VectorRecord extends Placed {
  x: number[][];
  y: string | number[] | string[] | number[][];
}

export type Records =
  | { task: 'tagging'; records: TaggedRecord[] }
  | { task: 'classification' | 'generation'; records: LabelledRecord[] }
  | { task: 'translation'; records: PairRecord[] }
  | { task: 'vectors'; records: VectorRecord[] };

/** The fields of a record, as columns and keys name them. */
export const fieldsOf = {
  tagging: ['tokens', 'tags'],
  classification: ['label', 'text'],
  translation: ['source', 'target'],
  generation: ['label', 'text'],
  vectors: ['x', 'y'],
} as const satisfies Record<ExampleTask, readonly [string, string]>;
