/** The element-wise part of the LSTM (1.10), with a = Γo * tanh(c). Rows of gates: [i f c̃ o]; i is the notes' Γu. */
import type { Kernels } from '../kernels.ts';
import { sigmoid, type Views } from './views.ts';

export function lstm({ reals, real }: Views): Pick<Kernels, 'lstmForward' | 'lstmBackward'> {
  return {
    lstmForward(a, c, gates, cPrev, n, H) {
      const [aAt, cAt, gatesAt, prevAt] = [real(a), real(c), real(gates), real(cPrev)];
      for (let row = 0; row < n; row++)
        for (let j = row * H, i = gatesAt + row * 4 * H; j < (row + 1) * H; j++, i++) {
          const update = sigmoid(reals[i]!);
          const forget = sigmoid(reals[i + H]!);
          const candidate = Math.tanh(reals[i + 2 * H]!);
          const output = sigmoid(reals[i + 3 * H]!);
          const cell = update * candidate + forget * reals[prevAt + j]!;
          reals[i] = update;
          reals[i + H] = forget;
          reals[i + 2 * H] = candidate;
          reals[i + 3 * H] = output;
          reals[cAt + j] = cell;
          reals[aAt + j] = output * Math.tanh(cell);
        }
    },

    lstmBackward(gates, dC, dA, c, cPrev, n, H) {
      const [gatesAt, dCAt, dAAt, cAt, prevAt] = [real(gates), real(dC), real(dA), real(c), real(cPrev)];
      for (let row = 0; row < n; row++)
        for (let j = row * H, i = gatesAt + row * 4 * H; j < (row + 1) * H; j++, i++) {
          const update = reals[i]!;
          const forget = reals[i + H]!;
          const candidate = reals[i + 2 * H]!;
          const output = reals[i + 3 * H]!;
          const tanhCell = Math.tanh(reals[cAt + j]!);
          const da = reals[dAAt + j]!;
          const dc = reals[dCAt + j]! + da * output * (1 - tanhCell * tanhCell);
          reals[i] = dc * candidate * update * (1 - update);
          reals[i + H] = dc * reals[prevAt + j]! * forget * (1 - forget);
          reals[i + 2 * H] = dc * update * (1 - candidate * candidate);
          reals[i + 3 * H] = da * tanhCell * output * (1 - output);
          reals[dCAt + j] = dc * forget;
        }
    },
  };
}
