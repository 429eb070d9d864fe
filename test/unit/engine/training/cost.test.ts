import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../../src/engine/config.ts';
import { samplingFlops, trainingFlops } from '../../../../src/engine/network/flops.ts';
import { estimateTrainingMs, measureSpeed, threadsWorth } from '../../../../src/engine/training/cost.ts';
import { Trainer } from '../../../../src/engine/training/trainer.ts';
import type { CreateKernels, Kernels } from '../../../../src/kernels/kernels.ts';
import { countingLines, training, VOCABULARY } from '../corpora.ts';
import { createKernels } from '../kernels.ts';
import { cells } from '../networks.ts';

/** Kernels that count two operations for each multiplication of a product. */
function counting(): { createKernels: CreateKernels; take(): number } {
  let flops = 0;
  const counted = <Product extends Kernels['multiply'] | Kernels['multiplyTransposed']>(product: Product) =>
    ((...given: Parameters<Product>) => {
      const [m, n, k] = given.slice(-3) as [number, number, number];
      flops += 2 * m * n * k;
      (product as (...given: Parameters<Product>) => void)(...given);
    }) as Product;
  return {
    createKernels: (...given) => {
      const kernels = createKernels(...given);
      const { multiply, multiplyTransposed } = kernels;
      return { ...kernels, multiply: counted(multiply), multiplyTransposed: counted(multiplyTransposed) };
    },
    take() {
      const taken = flops;
      flops = 0;
      return taken;
    },
  };
}

describe('cost', () => {
  for (const [name, cell] of Object.entries(cells))
    for (const given of [{}, { directions: 2, input: { embedding: 4 } }] as Partial<NetworkConfig>[])
      it(`${name}${given.input ? ', embeddings, 2 directions' : ''}: operations of a token are those of its products`, () => {
        const network: NetworkConfig = { ...cell, ...given, layers: 3, hidden: 6, vocabulary: VOCABULARY };
        const counter = counting();
        const trainer = new Trainer(countingLines(20), network, training, counter);
        trainer.pack();
        trainer.windows('train').next();
        const { tokens } = trainer.gradient();
        assert.equal(counter.take(), tokens * trainingFlops(network));
        trainer.plan.network.forward(trainer.thread.thread);
        trainer.plan.network.loss(trainer.thread.thread);
        assert.equal(counter.take(), tokens * samplingFlops(network));
      });

  it('the speed that is measured is a positive number, whatever the network', () => {
    for (const cell of ['rnn', 'gru', 'lstm'] as const)
      for (const hidden of [1, 4096]) {
        const generator = measureSpeed(
          { network: { cell, layers: 8, hidden, vocabulary: 9 }, training: { epochs: 1, batch: 1 } },
          createKernels,
        );
        let result = generator.next();
        while (!result.done) result = generator.next();
        assert.ok(result.value.stepMs >= 0 && Number.isFinite(result.value.stepMs));
        assert.ok(result.value.flopsPerMs > 0 && Number.isFinite(result.value.flopsPerMs));
        assert.ok(result.value.parametersPerMs > 0 && Number.isFinite(result.value.parametersPerMs));
      }
  });

  it('threads wait for each other in every step: small steps are worth one, larger ones more', () => {
    // 0.1 ms for a step and 0.0055 ms for each time step, of 22 million operations a millisecond: 8.25e6.
    const price = 0.375 * 2.2e7;
    for (const [flops, threads] of [
      [0, 1],
      [1.99 * price, 1],
      [2.01 * price, 2],
      [5.99 * price, 2],
      [6.01 * price, 3],
      [1e12, 8],
    ] as const)
      assert.equal(threadsWorth(flops, 50, 8), threads, `${flops}`);
    assert.equal(threadsWorth(1e12, 50, 1), 1);
  });

  it('an estimate counts training, validation and updates of every epoch', () => {
    const network: NetworkConfig = { cell: 'rnn', layers: 1, hidden: 10, vocabulary: 5 };
    const workload = {
      network,
      training: { epochs: 3, batch: 1 },
      stepsPerEpoch: 7,
      trainTokens: 100,
      validationTokens: 10,
    };
    // 2 * (10 * 10 + 10 * 5) = 300 operations a token read, 900 a token trained; 215 parameters.
    const speed = { stepMs: 2, flopsPerMs: 1000, parametersPerMs: 100 };
    const validationMs = (10 * 300) / 1000 + 0.7 * 2; // a window has 100 / 7 tokens
    const epochMs = (100 * 900) / 1000 + 7 * (2 + 215 / 100) + validationMs;
    assert.ok(Math.abs(estimateTrainingMs(workload, speed) - 3 * epochMs) < 1e-9);
    const waitingMs = 2 * (7 + 0.7) * (0.1 + 0.0055 * (100 / 7));
    assert.ok(Math.abs(estimateTrainingMs(workload, speed, 3) - epochMs - 3 * waitingMs) < 1e-9);
    // 21 steps: after 5, 10, 15, 20 and 21.
    const often = { ...workload, training: { ...workload.training, validateEvery: 5 } };
    assert.ok(Math.abs(estimateTrainingMs(often, speed) - 3 * epochMs - 2 * validationMs) < 1e-9);
  });
});
