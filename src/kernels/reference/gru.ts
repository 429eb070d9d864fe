/** The element-wise parts of the GRU (1.9), with the reset gate before the matrix product or after it. */
import type { Kernels } from '../kernels.ts';
import { eachUnit, sigmoid, type Views } from './views.ts';

type Gru = Pick<
  Kernels,
  'gruReset' | 'gruResetAfter' | 'gruUpdate' | 'gruUpdateBackward' | 'gruResetBackward' | 'gruResetAfterBackward'
>;

export function gru({ reals, real }: Views): Gru {
  return {
    gruReset(ra, r, ldZ, aPrev, n, units, H) {
      const [raAt, rAt, prevAt] = [real(ra), real(r), real(aPrev)];
      eachUnit(n, units, (row, j) => {
        const [at, gate] = [row * H + j, rAt + row * ldZ + j];
        const reset = sigmoid(reals[gate]!);
        reals[gate] = reset;
        reals[raAt + at] = reset * reals[prevAt + at]!;
      });
    },

    gruResetAfter(r, candidate, ldZ, hc, n, units, H) {
      const [rAt, candidateAt, hcAt] = [real(r), real(candidate), real(hc)];
      eachUnit(n, units, (row, j) => {
        const gate = row * ldZ + j;
        const reset = sigmoid(reals[rAt + gate]!);
        reals[rAt + gate] = reset;
        reals[candidateAt + gate]! += reset * reals[hcAt + row * H + j]!;
      });
    },

    gruUpdate(a, u, candidate, ldZ, aPrev, n, units, H) {
      const [aAt, uAt, candidateAt, prevAt] = [real(a), real(u), real(candidate), real(aPrev)];
      eachUnit(n, units, (row, j) => {
        const [at, gate] = [row * H + j, row * ldZ + j];
        const update = sigmoid(reals[uAt + gate]!);
        const value = Math.tanh(reals[candidateAt + gate]!);
        reals[uAt + gate] = update;
        reals[candidateAt + gate] = value;
        reals[aAt + at] = update * value + (1 - update) * reals[prevAt + at]!;
      });
    },

    gruUpdateBackward(u, candidate, ldZ, dPrev, dA, aPrev, n, units, H) {
      const [uAt, candidateAt] = [real(u), real(candidate)];
      const [dPrevAt, dAAt, prevAt] = [real(dPrev), real(dA), real(aPrev)];
      eachUnit(n, units, (row, j) => {
        const [at, gate] = [row * H + j, row * ldZ + j];
        const update = reals[uAt + gate]!;
        const value = reals[candidateAt + gate]!;
        const da = reals[dAAt + at]!;
        reals[uAt + gate] = da * (value - reals[prevAt + at]!) * update * (1 - update);
        reals[candidateAt + gate] = da * update * (1 - value * value);
        reals[dPrevAt + at]! += da * (1 - update);
      });
    },

    gruResetBackward(r, ldZ, dPrev, dRa, aPrev, n, units, H) {
      const [rAt, dPrevAt, dRaAt, prevAt] = [real(r), real(dPrev), real(dRa), real(aPrev)];
      eachUnit(n, units, (row, j) => {
        const [at, gate] = [row * H + j, rAt + row * ldZ + j];
        const reset = reals[gate]!;
        const dra = reals[dRaAt + at]!;
        reals[gate] = dra * reals[prevAt + at]! * reset * (1 - reset);
        reals[dPrevAt + at]! += dra * reset;
      });
    },

    gruResetAfterBackward(r, candidate, ldZ, hc, n, units, H) {
      const [rAt, candidateAt, hcAt] = [real(r), real(candidate), real(hc)];
      eachUnit(n, units, (row, j) => {
        const [at, gate] = [hcAt + row * H + j, row * ldZ + j];
        const reset = reals[rAt + gate]!;
        const dSum = reals[candidateAt + gate]!;
        reals[rAt + gate] = dSum * reals[at]! * reset * (1 - reset);
        reals[at] = dSum * reset;
      });
    },
  };
}
