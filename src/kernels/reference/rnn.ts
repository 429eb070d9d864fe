/** The element-wise part of the standard RNN (1.3.3), g = tanh or max(0, z). */
import type { Kernels } from '../kernels.ts';
import { eachUnit, type Views } from './views.ts';

export function rnn({ reals, real }: Views): Pick<Kernels, 'rnnForward' | 'rnnBackward'> {
  return {
    rnnForward(a, z, n, units, H, relu) {
      const [aAt, zAt] = [real(a), real(z)];
      eachUnit(n, units, (row, j) => {
        const at = row * H + j;
        const sum = reals[zAt + at]!;
        reals[aAt + at] = relu ? Math.max(0, sum) : Math.tanh(sum);
      });
    },

    rnnBackward(z, dA, a, n, units, H, relu) {
      const [zAt, dAAt, aAt] = [real(z), real(dA), real(a)];
      eachUnit(n, units, (row, j) => {
        const at = row * H + j;
        const activation = reals[aAt + at]!;
        const slope = relu ? Number(activation > 0) : 1 - activation * activation;
        reals[zAt + at] = reals[dAAt + at]! * slope;
      });
    },
  };
}
