import assert from 'node:assert/strict';
import type { CellKind, NetworkConfig } from '../../../src/engine/config.ts';
import { estimateTrainingMs, measureSpeed, samplingFlops, trainingFlops } from '../../../src/engine/cost.ts';
import { Trainer } from '../../../src/engine/trainer.ts';
import type { CreateKernels, Kernels } from '../../../src/kernels/kernels.ts';
import { createReferenceKernels } from '../../../src/kernels/reference/index.ts';
import { countingLines, training, VOCABULARY } from './corpora.ts';

const cells: CellKind[] = ['rnn', 'gru', 'lstm'];
const products = ['matmulNT', 'matmulNN', 'matmulTN'] as const;

/** Kernels that count two operations for each multiplication of a product. */
function counting(): { createKernels: CreateKernels; take(): number } {
  let flops = 0;
  const counted = (product: Kernels['matmulNT']): Kernels['matmulNT'] => {
    return (...given) => {
      const [m, n, k] = given.slice(6) as [number, number, number];
      flops += 2 * m * n * k;
      product(...given);
    };
  };
  return {
    createKernels: (memory, precision) => {
      const kernels = createReferenceKernels(memory, precision);
      for (const name of products) kernels[name] = counted(kernels[name]);
      return kernels;
    },
    take() {
      const taken = flops;
      flops = 0;
      return taken;
    },
  };
}

describe('cost', () => {
  for (const cell of cells)
    it(`${cell}: operations of a token are those of the products that are done`, () => {
      const network: NetworkConfig = { cell, layers: 3, hidden: 6, vocabulary: VOCABULARY };
      const { createKernels, take } = counting();
      const trainer = new Trainer(countingLines(20), network, training, { createKernels });
      trainer.windows('train').next();
      const { tokens } = trainer.gradient(trainer.kernels);
      assert.equal(take(), tokens * trainingFlops(network));
      trainer.plan.network.forward(trainer.kernels);
      trainer.plan.network.loss(trainer.kernels);
      assert.equal(take(), tokens * samplingFlops(network));
    });

  it('the speed that is measured is a positive number, whatever the network', () => {
    for (const cell of cells)
      for (const hidden of [1, 4096]) {
        const generator = measureSpeed({
          network: { cell, layers: 8, hidden, vocabulary: 9 },
          training: { epochs: 1, batch: 1 },
        });
        let result = generator.next();
        while (!result.done) result = generator.next();
        assert.ok(result.value.flopsPerMs > 0 && Number.isFinite(result.value.flopsPerMs));
        assert.ok(result.value.parametersPerMs > 0 && Number.isFinite(result.value.parametersPerMs));
      }
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
    const epochMs = (100 * 900 + 10 * 300) / 1000 + (7 * 215) / 100;
    assert.equal(estimateTrainingMs(workload, { flopsPerMs: 1000, parametersPerMs: 100 }), 3 * epochMs);
  });
});
