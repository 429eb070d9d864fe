/**
 * The element-wise part of the LSTM (1.10), with and without peepholes. Rows of gates: [i f c̃ o]; i is the notes' Γu.
 */
import type { Kernels } from '../kernels.ts';
import { eachUnit, sigmoid, type Views } from './views.ts';

type Lstm = Pick<Kernels, 'lstmForward' | 'lstmBackward' | 'lstmPeepholeForward' | 'lstmPeepholeBackward'>;

export function lstm({ reals, real }: Views): Lstm {
  return {
    lstmForward(a, c, z, cPrev, n, units, H, linear) {
      const [aAt, cAt, zAt, prevAt] = [real(a), real(c), real(z), real(cPrev)];
      eachUnit(n, units, (row, j) => {
        const [at, i] = [row * H + j, zAt + row * 4 * H + j];
        const update = sigmoid(reals[i]!);
        const forget = sigmoid(reals[i + H]!);
        const candidate = Math.tanh(reals[i + 2 * H]!);
        const output = sigmoid(reals[i + 3 * H]!);
        const cell = update * candidate + forget * reals[prevAt + at]!;
        keep(i, H, update, forget, candidate, output);
        reals[cAt + at] = cell;
        reals[aAt + at] = output * (linear ? cell : Math.tanh(cell));
      });
    },

    lstmBackward(z, dC, dA, c, cPrev, n, units, H, linear) {
      const [zAt, dCAt, dAAt, cAt, prevAt] = [real(z), real(dC), real(dA), real(c), real(cPrev)];
      eachUnit(n, units, (row, j) => {
        const [at, i] = [row * H + j, zAt + row * 4 * H + j];
        const update = reals[i]!;
        const forget = reals[i + H]!;
        const candidate = reals[i + 2 * H]!;
        const output = reals[i + 3 * H]!;
        const seen = linear ? reals[cAt + at]! : Math.tanh(reals[cAt + at]!);
        const da = reals[dAAt + at]!;
        const dc = reals[dCAt + at]! + da * output * (linear ? 1 : 1 - seen * seen);
        const dUpdate = dc * candidate * update * (1 - update);
        const dForget = dc * reals[prevAt + at]! * forget * (1 - forget);
        keep(i, H, dUpdate, dForget, dc * update * (1 - candidate * candidate), da * seen * output * (1 - output));
        reals[dCAt + at] = dc * forget;
      });
    },

    lstmPeepholeForward(a, c, z, cPrev, peepholes, n, units, H, linear, current) {
      const [aAt, cAt, zAt, prevAt, pAt] = [real(a), real(c), real(z), real(cPrev), real(peepholes)];
      eachUnit(n, units, (row, j) => {
        const [at, i, p] = [row * H + j, zAt + row * 4 * H + j, pAt + j];
        const before = reals[prevAt + at]!;
        const update = sigmoid(reals[i]! + reals[p]! * before);
        const forget = sigmoid(reals[i + H]! + reals[p + H]! * before);
        const candidate = Math.tanh(reals[i + 2 * H]!);
        const cell = update * candidate + forget * before;
        const output = sigmoid(reals[i + 3 * H]! + reals[p + 2 * H]! * (current ? cell : before));
        keep(i, H, update, forget, candidate, output);
        reals[cAt + at] = cell;
        reals[aAt + at] = output * (linear ? cell : Math.tanh(cell));
      });
    },

    lstmPeepholeBackward(z, dC, dA, c, cPrev, peepholes, n, units, H, linear, current) {
      const [zAt, dCAt, dAAt] = [real(z), real(dC), real(dA)];
      const [cAt, prevAt, pAt] = [real(c), real(cPrev), real(peepholes)];
      eachUnit(n, units, (row, j) => {
        const [at, i, p] = [row * H + j, zAt + row * 4 * H + j, pAt + j];
        const update = reals[i]!;
        const forget = reals[i + H]!;
        const candidate = reals[i + 2 * H]!;
        const output = reals[i + 3 * H]!;
        const before = reals[prevAt + at]!;
        const seen = linear ? reals[cAt + at]! : Math.tanh(reals[cAt + at]!);
        const da = reals[dAAt + at]!;
        const dOutput = da * seen * output * (1 - output);
        const throughOutput = dOutput * reals[p + 2 * H]!;
        const dc = reals[dCAt + at]! + da * output * (linear ? 1 : 1 - seen * seen) + (current ? throughOutput : 0);
        const dUpdate = dc * candidate * update * (1 - update);
        const dForget = dc * before * forget * (1 - forget);
        keep(i, H, dUpdate, dForget, dc * update * (1 - candidate * candidate), dOutput);
        const throughGates = dUpdate * reals[p]! + dForget * reals[p + H]! + (current ? 0 : throughOutput);
        reals[dCAt + at] = dc * forget + throughGates;
      });
    },
  };

  /** The four gates of a unit, or their gradients. */
  function keep(i: number, H: number, update: number, forget: number, candidate: number, output: number): void {
    reals[i] = update;
    reals[i + H] = forget;
    reals[i + 2 * H] = candidate;
    reals[i + 3 * H] = output;
  }
}
