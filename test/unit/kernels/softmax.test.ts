import assert from 'node:assert/strict';
import { assertClose, onEach, type Slate, sizes } from './slate.ts';

onEach((slate, tolerance) => {
  describe('softmax with cross-entropy', () => {
    it(`${sizes.join(', ')} rows, every third target masked: error <= ${tolerance} against the formula`, () => {
      for (const n of sizes) for (const V of [1, 3, 4, 5, 12, 13]) compare(slate(), tolerance, n, V);
    });

    it('logits of 1e4 do not overflow: the loss is their difference', () => {
      const s = slate();
      const [losses, logits] = [s.reals(1), s.reals([1e4, 9e3, -1e4])];
      s.kernels.softmaxCrossEntropy(losses.address, logits.address, s.ids([1]).address, 1, 3, 1);
      assertClose(losses.values, [1e3], tolerance);
      assertClose(logits.values, [1, -1, 0], tolerance);
    });

    it('a logit that is not a number makes a loss that is not a number', () => {
      const s = slate();
      const [losses, logits] = [s.reals(1), s.reals([0, Number.NaN, 1])];
      s.kernels.softmaxCrossEntropy(losses.address, logits.address, s.ids([0]).address, 1, 3, 1);
      assert.ok(Number.isNaN(losses.values[0]));
    });
  });
});

function compare(s: Slate, tolerance: number, n: number, V: number): void {
  const [losses, logits] = [s.reals(n), s.reals(n * V)];
  const targets = Array.from({ length: n }, (_, row) => (row % 3 === 2 ? -1 : (row * 5) % V));
  const expected = targets.map((target, i) => twin(logits.values.slice(i * V, (i + 1) * V), target, 0.25));
  s.kernels.softmaxCrossEntropy(losses.address, logits.address, s.ids(targets).address, n, V, 0.25);
  const wanted = { losses: expected.map(({ loss }) => loss), gradient: expected.flatMap(({ gradient }) => gradient) };
  assertClose(losses.values, wanted.losses, tolerance);
  assertClose(logits.values, wanted.gradient, tolerance);
  s.assertMargins();
}

function twin(z: number[], target: number, scale: number): { loss: number; gradient: number[] } {
  if (target < 0) return { loss: 0, gradient: z.map(() => 0) };
  const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
  const gradient = z.map((value, v) => (Math.exp(value) / total - (v === target ? 1 : 0)) * scale);
  return { loss: Math.log(total) - z[target]!, gradient };
}
