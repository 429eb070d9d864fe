/**
 * The kernels in plain TypeScript: what the others are compared with, and what runs where WebAssembly cannot. Sums run
 * in double precision and in one fixed order, so the same memory gives the same bits everywhere.
 */
import type { Kernels, Precision } from '../kernels.ts';
import { gru } from './gru.ts';
import { losses } from './loss.ts';
import { lstm } from './lstm.ts';
import { matmul } from './matmul.ts';
import { optimisers } from './optimisers.ts';
import { rnn } from './rnn.ts';
import { rows } from './rows.ts';
import { vectors } from './vectors.ts';
import { createViews } from './views.ts';

/** Kernels over all of `memory`. They need no scratch. */
export function createReferenceKernels(memory: WebAssembly.Memory, precision: Precision): Kernels {
  const views = createViews(memory.buffer, precision);
  return {
    precision,
    multiplicationsAtOnce: 2e7,
    ...matmul(views),
    ...rows(views),
    ...rnn(views),
    ...gru(views),
    ...lstm(views),
    ...losses(views),
    ...vectors(views),
    ...optimisers(views),
  };
}
