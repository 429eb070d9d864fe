/** Softmax and cross-entropy in one pass over the logits (1.6.2). */
import type { Kernels } from '../kernels.ts';
import type { Views } from './views.ts';

export function softmax({ reals, ints, real, int }: Views): Pick<Kernels, 'softmaxCrossEntropy'> {
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
  };

  /** L = ln(sum of e^z) - z[target], and dL/dz = softmax(z) - one-hot in place; shifted by the largest z, so that e^z holds. */
  function crossEntropy(z: number, V: number, target: number, scale: number): number {
    let largest = Number.NEGATIVE_INFINITY;
    for (let v = 0; v < V; v++) largest = Math.max(largest, reals[z + v]!);
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
}
