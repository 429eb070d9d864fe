/** Adam (Kingma and Ba, 2015, algorithm 1), with epsilon added after the bias correction, as PyTorch does. */
import type { Kernels } from '../kernels.ts';
import type { Views } from './views.ts';

export function adam({ reals, real }: Views): Pick<Kernels, 'adam'> {
  return {
    adam(parameters, gradients, m, v, count, { learningRate, beta1, beta2, epsilon, t }) {
      const [parametersAt, gradientsAt, mAt, vAt] = [real(parameters), real(gradients), real(m), real(v)];
      const stepSize = learningRate / (1 - beta1 ** t);
      const correction = 1 / Math.sqrt(1 - beta2 ** t);
      for (let i = 0; i < count; i++) {
        const gradient = reals[gradientsAt + i]!;
        const first = beta1 * reals[mAt + i]! + (1 - beta1) * gradient;
        const second = beta2 * reals[vAt + i]! + (1 - beta2) * gradient * gradient;
        reals[mAt + i] = first;
        reals[vAt + i] = second;
        reals[parametersAt + i]! -= (stepSize * first) / (Math.sqrt(second) * correction + epsilon);
      }
    },
  };
}
