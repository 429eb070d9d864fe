/**
 * Kernels that can be stopped between any two pieces of work. A step of a large network takes many seconds in plain
 * TypeScript; nearly all of it are matrix products, so these ask, and large ones are done in pieces. Splitting rows of
 * the result changes no sum.
 */
import { type Kernels, sizeOf } from '../kernels/kernels.ts';

/** Thrown out of a kernel when it is to stop. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
}

/** Multiplications in a piece: 8 ms of plain TypeScript. Smaller ones would cost speed: 16 rows of 2048 x 512 fit. */
const PIECE = 1 << 24;

type Product = Kernels['matmulNT'];

/** The same kernels; their products throw Interruption as soon as `shouldStop` says so. */
export function interruptible(kernels: Kernels, shouldStop: () => boolean): Kernels {
  const size = sizeOf(kernels.precision);
  /** `aRow`: how far the parts of `a` that make neighbouring rows of the result are apart. */
  const inPieces =
    (product: Product, aRow: (ldA: number) => number): Product =>
    (out, ldOut, a, ldA, b, ldB, m, n, k) => {
      const rows = Math.max(4, Math.floor(PIECE / (n * k)) & ~3);
      for (let row = 0; row < m; row += rows) {
        if (shouldStop()) throw new Interruption('Stopped between two matrix products.');
        const [outAt, aAt] = [out + row * ldOut * size, a + row * aRow(ldA) * size];
        product(outAt, ldOut, aAt, ldA, b, ldB, Math.min(rows, m - row), n, k);
      }
    };
  return {
    ...kernels,
    matmulNT: inPieces(kernels.matmulNT, (ldA) => ldA),
    matmulNN: inPieces(kernels.matmulNN, (ldA) => ldA),
    matmulTN: inPieces(kernels.matmulTN, () => 1),
  };
}
