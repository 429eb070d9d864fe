/** One step of each optimiser, as PyTorch takes it. */
import type { Kernels } from '../kernels.ts';
import type { Views } from './views.ts';

export function optimisers({ reals, real }: Views): Pick<Kernels, 'sgd' | 'rmsprop' | 'adam'> {
  return {
    sgd(parameters, gradients, momentum, count, learningRate, rate) {
      const [parametersAt, gradientsAt, momentumAt] = [real(parameters), real(gradients), real(momentum)];
      for (let i = 0; i < count; i++) {
        const moved = rate * reals[momentumAt + i]! + reals[gradientsAt + i]!;
        reals[momentumAt + i] = moved;
        reals[parametersAt + i]! -= learningRate * moved;
      }
    },

    rmsprop(parameters, gradients, v, count, learningRate, rho, epsilon) {
      const [parametersAt, gradientsAt, vAt] = [real(parameters), real(gradients), real(v)];
      for (let i = 0; i < count; i++) {
        const gradient = reals[gradientsAt + i]!;
        const second = rho * reals[vAt + i]! + (1 - rho) * gradient * gradient;
        reals[vAt + i] = second;
        reals[parametersAt + i]! -= (learningRate * gradient) / (Math.sqrt(second) + epsilon);
      }
    },

    adam(parameters, gradients, m, v, count, learningRate, beta1, beta2, epsilon, t, decay) {
      const [parametersAt, gradientsAt, mAt, vAt] = [real(parameters), real(gradients), real(m), real(v)];
      const stepSize = learningRate / (1 - beta1 ** t);
      const correction = 1 / Math.sqrt(1 - beta2 ** t);
      for (let i = 0; i < count; i++) {
        const gradient = reals[gradientsAt + i]!;
        const first = beta1 * reals[mAt + i]! + (1 - beta1) * gradient;
        const second = beta2 * reals[vAt + i]! + (1 - beta2) * gradient * gradient;
        reals[mAt + i] = first;
        reals[vAt + i] = second;
        const move = (stepSize * first) / (Math.sqrt(second) * correction + epsilon);
        reals[parametersAt + i] = reals[parametersAt + i]! * (1 - decay) - move;
      }
    },
  };
}
