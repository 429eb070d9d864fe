import assert from 'node:assert/strict';
import { assertClose, onEach, type Slate, sizes } from './slate.ts';

onEach((slate, tolerance) => {
  describe('softmax with cross-entropy', () => {
    it(`${sizes.join(', ')} rows, every third target masked: error <= ${tolerance} against the formula`, () => {
      for (const n of sizes) for (const V of [1, 3, 4, 5, 12, 13]) compare(slate(), tolerance, n, V);
    });

    it(`vocabularies of 1,000 and 100,000: error <= ${tolerance}`, () => {
      compare(slate(), tolerance, 5, 1000);
      compare(slate(), tolerance, 1, 100_000);
    });

    it(`odds at temperatures 0.5, 1 and 2: error <= ${tolerance} against e^((z - largest) / temperature)`, () => {
      for (const V of [1, 3, 4, 5, 12, 13, 65])
        for (const temperature of [0.5, 1, 2]) {
          const s = slate();
          const [odds, logits] = [s.reals(V), s.reals(V)];
          const z = logits.values;
          const expected = z.map((value) => Math.exp((value - Math.max(...z)) / temperature));
          const sum = s.kernels.softmaxNumerators(odds.address, logits.address, V, temperature);
          assertClose(odds.values, expected, tolerance);
          assertClose([sum], [expected.reduce((total, value) => total + value, 0)], tolerance);
          s.assertMargins();
        }
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

onEach((slate, tolerance) => {
  describe('sigmoid with binary cross-entropy', () => {
    it(`${sizes.join(', ')} rows, targets 0, 1 and masked: error <= ${tolerance} against the formula`, () => {
      for (const n of sizes) for (const V of [1, 3, 4, 5]) compareSigmoid(slate(), tolerance, n, V);
    });

    it('logits of 1e4 do not overflow', () => {
      const s = slate();
      const [losses, logits] = [s.reals(1), s.reals([1e4, -1e4, 1e4])];
      s.kernels.sigmoidCrossEntropy(losses.address, logits.address, s.ids([1, 1, 0]).address, 1, 3, 1);
      assertClose(losses.values, [2e4], tolerance);
      assertClose(logits.values, [0, -1, 1], tolerance);
    });

    it('a logit that is not a number makes a loss that is not a number', () => {
      const s = slate();
      const [losses, logits] = [s.reals(1), s.reals([Number.NaN])];
      s.kernels.sigmoidCrossEntropy(losses.address, logits.address, s.ids([0]).address, 1, 1, 1);
      assert.ok(Number.isNaN(losses.values[0]));
    });
  });
});

onEach((slate, tolerance) => {
  describe('squared error', () => {
    it(`${sizes.join(', ')} rows: error <= ${tolerance} against the formula`, () => {
      for (const n of sizes) for (const V of [1, 3, 4, 5]) compareSquares(slate(), tolerance, n, V);
    });

    it('an output that is not a number makes a loss that is not a number', () => {
      const s = slate();
      const [losses, outputs] = [s.reals(1), s.reals([Number.NaN])];
      s.kernels.squaredError(losses.address, outputs.address, s.reals([0]).address, 1, 1, 1);
      assert.ok(Number.isNaN(losses.values[0]));
    });
  });
});

function compareSquares(s: Slate, tolerance: number, n: number, V: number): void {
  const [losses, outputs, targets] = [s.reals(n), s.reals(n * V), s.reals(n * V)];
  const errors = Array.from(outputs.values, (output, i) => output - targets.values[i]!);
  const wanted = Array.from({ length: n }, (_, row) =>
    errors.slice(row * V, (row + 1) * V).reduce((sum, error) => sum + error ** 2, 0),
  );
  s.kernels.squaredError(losses.address, outputs.address, targets.address, n, V, 0.25);
  assertClose(losses.values, wanted, tolerance);
  assertClose(
    outputs.values,
    errors.map((error) => 0.5 * error),
    tolerance,
  );
  s.assertMargins();
}

function compareSigmoid(s: Slate, tolerance: number, n: number, V: number): void {
  const [losses, logits] = [s.reals(n), s.reals(n * V)];
  const targets = Array.from({ length: n * V }, (_, i) => [1, 0, -1, 0, 1][i % 5]!);
  const odds = logits.values.map((z) => 1 / (1 + Math.exp(-z)));
  const each = odds.map((p, i) => (targets[i]! < 0 ? 0 : -Math.log(targets[i] === 1 ? p : 1 - p)));
  const wanted = Array.from({ length: n }, (_, row) => each.slice(row * V, (row + 1) * V).reduce((a, b) => a + b, 0));
  const gradient = odds.map((p, i) => (targets[i]! < 0 ? 0 : (p - targets[i]!) * 0.25));
  s.kernels.sigmoidCrossEntropy(losses.address, logits.address, s.ids(targets).address, n, V, 0.25);
  assertClose(losses.values, wanted, tolerance);
  assertClose(logits.values, gradient, tolerance);
  s.assertMargins();
}

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
