/** The element-wise part of the standard RNN (1.3.3), g = tanh. */
import type { Kernels } from '../kernels.ts';
import type { Views } from './views.ts';

export function rnn({ reals, real }: Views): Pick<Kernels, 'rnnForward' | 'rnnBackward'> {
  return {
    rnnForward(a, gates, n, H) {
      const [aAt, gatesAt] = [real(a), real(gates)];
      for (let i = 0; i < n * H; i++) reals[aAt + i] = Math.tanh(reals[gatesAt + i]!);
    },

    rnnBackward(gates, dA, a, n, H) {
      const [gatesAt, dAAt, aAt] = [real(gates), real(dA), real(a)];
      for (let i = 0; i < n * H; i++) {
        const activation = reals[aAt + i]!;
        reals[gatesAt + i] = reals[dAAt + i]! * (1 - activation * activation);
      }
    },
  };
}
