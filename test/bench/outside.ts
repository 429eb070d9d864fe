/** How much of a training step is not spent in matrix products, on one thread. */

import { Trainer } from '../../src/engine/training/trainer.ts';
import type { CreateKernels, Kernels } from '../../src/kernels/kernels.ts';
import type { Configuration } from './configurations.ts';
import { randomCorpus } from './crew.ts';

const STEPS = 30;

export function shareOutsideProducts({ network, window, batch }: Configuration, create: CreateKernels): number {
  let productMs = 0;
  const timed = <F extends Kernels['multiply'] | Kernels['multiplyTransposed']>(product: F): F =>
    ((...given: Parameters<F>) => {
      const start = performance.now();
      (product as (...args: Parameters<F>) => void)(...given);
      productMs += performance.now() - start;
    }) as F;
  const createKernels: CreateKernels = (...place) => {
    const kernels = create(...place);
    const { multiply, multiplyTransposed } = kernels;
    return { ...kernels, multiply: timed(multiply), multiplyTransposed: timed(multiplyTransposed) };
  };
  const corpus = randomCorpus(network.vocabulary, window * batch * (STEPS + 10));
  const training = { epochs: 1, window, batch, learningRate: 1e-3, clip: 5, dropout: 0, seed: 1 };
  const trainer = new Trainer(corpus, network, training, { createKernels });
  trainer.pack();
  let [steps, begin] = [0, 0];
  for (const _ of trainer.windows('train')) {
    if (steps++ === 10) {
      productMs = 0;
      begin = performance.now();
    }
    trainer.update(trainer.gradient().gradientNorm);
  }
  return 1 - productMs / (performance.now() - begin);
}
