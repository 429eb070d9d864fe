/**
 * Kernels that can be stopped between any two pieces of work. A step of a large network takes many seconds in plain
 * TypeScript; nearly all of it are matrix products, so these ask, and large ones are done in pieces. Splitting rows of
 * the result changes no sum.
 */
import { type Kernels, plus, sizeOf } from '../../kernels/kernels.ts';
import { Interruption } from './thread.ts';

/** Rows that every kernel covers with whole tiles: of 6 rows, or of 4. */
const TILES = 12;

/** The same kernels; their products throw Interruption as soon as `shouldStop` says so. */
export function interruptible(kernels: Kernels, shouldStop: () => boolean): Kernels {
  const size = sizeOf(kernels.precision);
  const { multiply, multiplyTransposed } = kernels;
  /** Rows of a piece. */
  const rowsOfPiece = (n: number, k: number) =>
    Math.max(1, Math.floor(kernels.multiplicationsAtOnce / (n * k) / TILES)) * TILES;
  const check = () => {
    if (shouldStop()) throw new Interruption('Stopped between two matrix products.');
  };
  return {
    ...kernels,
    multiply(out, ldOut, init, ldInit, a, ldA, panels, m, n, k) {
      const rows = rowsOfPiece(n, k);
      for (let row = 0; row < m; row += rows) {
        check();
        const [outAt, initAt, aAt] = [
          plus(out, row * ldOut * size),
          plus(init, row * ldInit * size),
          plus(a, row * ldA * size),
        ];
        multiply(outAt, ldOut, initAt, ldInit, aAt, ldA, panels, Math.min(rows, m - row), n, k);
      }
    },
    multiplyTransposed(out, ldOut, a, ldA, b, ldB, m, n, k) {
      const rows = rowsOfPiece(n, k);
      for (let row = 0; row < m; row += rows) {
        check();
        const [outAt, aAt] = [plus(out, row * ldOut * size), plus(a, row * size)];
        multiplyTransposed(outAt, ldOut, aAt, ldA, b, ldB, Math.min(rows, m - row), n, k);
      }
    },
  };
}
