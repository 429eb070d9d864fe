/** Losses and their gradients in one pass: softmax (1.6.2) and sigmoid (1.4) with cross-entropy, squared errors. */
import type { Kernels } from '../kernels.ts';
import { sigmoid, type Views } from './views.ts';

type Losses = Pick<Kernels, 'softmaxCrossEntropy' | 'sigmoidCrossEntropy' | 'squaredError' | 'softmaxNumerators'>;

export function losses({ reals, ints, real, int }: Views): Losses {
  return {
    softmaxCrossEntropy(losses, logits, targets, n, V, scale) {
      const [lossesAt, logitsAt, targetsAt] = [real(losses), real(logits), int(targets)];
      for (let row = 0; row < n; row++) {
        const target = ints[targetsAt + row]!;
        const from = logitsAt + row * V;
        reals[lossesAt + row] = target < 0 ? 0 : crossEntropy(from, V, target, scale);
        if (target < 0) reals.fill(0, from, from + V);
      }
    },

    sigmoidCrossEntropy(losses, logits, targets, n, V, scale) {
      const [lossesAt, logitsAt, targetsAt] = [real(losses), real(logits), int(targets)];
      for (let row = 0; row < n; row++) {
        let loss = 0;
        for (let i = row * V; i < (row + 1) * V; i++) {
          const target = ints[targetsAt + i]!;
          const z = reals[logitsAt + i]!;
          // -y ln σ(z) - (1 - y) ln(1 - σ(z)), written so that nothing overflows
          if (target >= 0) loss += Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));
          reals[logitsAt + i] = target >= 0 ? (sigmoid(z) - target) * scale : 0;
        }
        reals[lossesAt + row] = loss;
      }
    },

    squaredError(losses, outputs, targets, n, V, scale) {
      const [lossesAt, outputsAt, targetsAt] = [real(losses), real(outputs), real(targets)];
      for (let row = 0; row < n; row++) {
        let loss = 0;
        for (let i = row * V; i < (row + 1) * V; i++) {
          const error = reals[outputsAt + i]! - reals[targetsAt + i]!;
          loss += error * error;
          reals[outputsAt + i] = 2 * error * scale;
        }
        reals[lossesAt + row] = loss;
      }
    },

    softmaxNumerators(odds, logits, V, temperature) {
      const [oddsAt, z] = [real(odds), real(logits)];
      const largest = largestOf(z, V);
      let sum = 0;
      for (let v = 0; v < V; v++) {
        const value = Math.exp((reals[z + v]! - largest) / temperature);
        reals[oddsAt + v] = value;
        sum += value;
      }
      return sum;
    },
  };

  /**
   * L = ln(sum of e^z) - z[target], and dL/dz = softmax(z) - one-hot in place; shifted by the largest z, so that e^z
   * holds.
   */
  function crossEntropy(z: number, V: number, target: number, scale: number): number {
    const largest = largestOf(z, V);
    const shifted = reals[z + target]! - largest;
    let sum = 0;
    for (let v = 0; v < V; v++) {
      const exponential = Math.exp(reals[z + v]! - largest);
      reals[z + v] = exponential;
      sum += exponential;
    }
    for (let v = 0; v < V; v++) reals[z + v]! *= scale / sum;
    reals[z + target]! -= scale;
    return Math.log(sum) - shifted;
  }

  function largestOf(z: number, V: number): number {
    let largest = Number.NEGATIVE_INFINITY;
    for (let v = 0; v < V; v++) largest = Math.max(largest, reals[z + v]!);
    return largest;
  }
}
