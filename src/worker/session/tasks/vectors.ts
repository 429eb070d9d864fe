/** Labels or numbers of a sequence of vectors, or of each of them. */
import { vectorWidth } from '../../../engine/config.ts';
import { described } from '../models/described.ts';
import type { ModelData } from '../models/model.ts';
import type { Input } from './predictions.ts';
import { tellingTask } from './telling.ts';

export const vectors = tellingTask('vectors', 1, {
  isMany: (_, given) => Array.isArray(given) && given.every((each) => Array.isArray(each) && each.every(isVector)),
  read: readVectors,
});

function isVector(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function readVectors({ network }: ModelData, given: unknown): Input {
  const width = vectorWidth(network);
  if (!Array.isArray(given) || given.length === 0 || !given.every(isVector))
    throw new TypeError(
      `rnn.predict needs a vector of ${width} numbers for each step: [[…], […], …]; got ${described(given)}.`,
    );
  const read = given.map((vector) => Array.from(vector as ArrayLike<number>));
  for (const [step, vector] of read.entries()) checkVector(vector, step, width);
  return { name: `${read.length} steps`, vectors: read };
}

function checkVector(vector: readonly unknown[], step: number, width: number): void {
  if (vector.length !== width)
    throw new RangeError(`The model reads vectors of ${width} numbers; that of step ${step + 1} has ${vector.length}.`);
  const wrong = vector.findIndex((value) => typeof value !== 'number' || !Number.isFinite(Math.fround(value)));
  if (wrong >= 0)
    throw new RangeError(
      `Step ${step + 1}: number ${wrong + 1} of the vector must be finite; got ${String(vector[wrong])}.`,
    );
}
