/** Operations on vectors: whole tensors, or all parameters at once. */
import type { Kernels } from '../kernels.ts';
import type { Views } from './views.ts';

type Vectors = Pick<
  Kernels,
  'fill' | 'copy' | 'scale' | 'clamp' | 'multiplyElements' | 'sum' | 'sumSquares' | 'sumSquaredDifferences'
>;

export function vectors({ reals, real }: Views): Vectors {
  return {
    fill(out, value, count) {
      reals.fill(value, real(out), real(out) + count);
    },

    copy(out, from, count) {
      reals.copyWithin(real(out), real(from), real(from) + count);
    },

    scale(out, factor, count) {
      const outAt = real(out);
      for (let i = 0; i < count; i++) reals[outAt + i]! *= factor;
    },

    clamp(out, limit, count) {
      const outAt = real(out);
      for (let i = 0; i < count; i++) reals[outAt + i] = Math.min(Math.max(reals[outAt + i]!, -limit), limit);
    },

    multiplyElements(out, a, b, count) {
      const [outAt, aAt, bAt] = [real(out), real(a), real(b)];
      for (let i = 0; i < count; i++) reals[outAt + i] = reals[aAt + i]! * reals[bAt + i]!;
    },

    sum(a, count) {
      const aAt = real(a);
      let total = 0;
      for (let i = 0; i < count; i++) total += reals[aAt + i]!;
      return total;
    },

    sumSquares(a, count) {
      const aAt = real(a);
      let total = 0;
      for (let i = 0; i < count; i++) total += reals[aAt + i]! * reals[aAt + i]!;
      return total;
    },

    sumSquaredDifferences(a, b, count) {
      const [aAt, bAt] = [real(a), real(b)];
      let total = 0;
      for (let i = 0; i < count; i++) total += (reals[aAt + i]! - reals[bAt + i]!) ** 2;
      return total;
    },
  };
}
