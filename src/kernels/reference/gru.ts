/** The element-wise parts of the GRU with the reset gate before the product (1.9). Rows of gates: [r u c̃]. */
import type { Kernels } from '../kernels.ts';
import { sigmoid, type Views } from './views.ts';

type Gru = Pick<Kernels, 'gruReset' | 'gruUpdate' | 'gruUpdateBackward' | 'gruResetBackward'>;

export function gru({ reals, real }: Views): Gru {
  return {
    gruReset(ra, gates, aPrev, n, H) {
      const [raAt, gatesAt, prevAt] = [real(ra), real(gates), real(aPrev)];
      for (let row = 0; row < n; row++)
        for (let j = row * H, r = gatesAt + row * 3 * H; j < (row + 1) * H; j++, r++) {
          const reset = sigmoid(reals[r]!);
          reals[r] = reset;
          reals[r + H] = sigmoid(reals[r + H]!);
          reals[raAt + j] = reset * reals[prevAt + j]!;
        }
    },

    gruUpdate(a, gates, aPrev, n, H) {
      const [aAt, gatesAt, prevAt] = [real(a), real(gates), real(aPrev)];
      for (let row = 0; row < n; row++)
        for (let j = row * H, r = gatesAt + row * 3 * H; j < (row + 1) * H; j++, r++) {
          const update = reals[r + H]!;
          const candidate = Math.tanh(reals[r + 2 * H]!);
          reals[r + 2 * H] = candidate;
          reals[aAt + j] = update * candidate + (1 - update) * reals[prevAt + j]!;
        }
    },

    gruUpdateBackward(gates, dPrev, dA, aPrev, n, H) {
      const [gatesAt, dPrevAt, dAAt, prevAt] = [real(gates), real(dPrev), real(dA), real(aPrev)];
      for (let row = 0; row < n; row++)
        for (let j = row * H, r = gatesAt + row * 3 * H; j < (row + 1) * H; j++, r++) {
          const update = reals[r + H]!;
          const candidate = reals[r + 2 * H]!;
          const da = reals[dAAt + j]!;
          reals[r + H] = da * (candidate - reals[prevAt + j]!) * update * (1 - update);
          reals[r + 2 * H] = da * update * (1 - candidate * candidate);
          reals[dPrevAt + j]! += da * (1 - update);
        }
    },

    gruResetBackward(gates, dPrev, dRa, aPrev, n, H) {
      const [gatesAt, dPrevAt, dRaAt, prevAt] = [real(gates), real(dPrev), real(dRa), real(aPrev)];
      for (let row = 0; row < n; row++)
        for (let j = row * H, r = gatesAt + row * 3 * H; j < (row + 1) * H; j++, r++) {
          const reset = reals[r]!;
          const dra = reals[dRaAt + j]!;
          reals[r] = dra * reals[prevAt + j]! * reset * (1 - reset);
          reals[dPrevAt + j]! += dra * reset;
        }
    },
  };
}
