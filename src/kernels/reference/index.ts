/**
 * The kernels in plain TypeScript: what the others are compared with, and what runs where WebAssembly cannot. Sums run
 * in double precision and in one fixed order, so the same memory gives the same bits everywhere.
 */
import type { Kernels, Precision } from '../kernels.ts';
import { adam } from './adam.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { matmul } from './matmul.ts';
import { rnn } from './rnn.ts';
import { rows } from './rows.ts';
import { softmax } from './softmax.ts';
import { vectors } from './vectors.ts';
import { createViews } from './views.ts';

/** Kernels over all of `memory`, whose size must be a multiple of 8 bytes. */
export function createReferenceKernels(memory: ArrayBufferLike, precision: Precision): Kernels {
  const views = createViews(memory, precision);
  return {
    precision,
    ...matmul(views),
    ...rows(views),
    ...rnn(views),
    ...gru(views),
    ...lstm(views),
    ...softmax(views),
    ...vectors(views),
    ...adam(views),
  };
}
