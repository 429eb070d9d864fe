import assert from 'node:assert/strict';
import { assertClose, onEach, type Slate, sizes } from './slate.ts';

onEach((slate, tolerance) => {
  describe(`vectors of ${sizes.join(', ')}: error <= ${tolerance}`, () => {
    it('fill, copy, scale, clamp and multiply', () => {
      for (const n of sizes) elementwise(slate(), tolerance, n);
    });

    it('sum and sum of squares', () => {
      for (const n of sizes) {
        const s = slate();
        const x = s.reals(n);
        const sums = [s.kernels.sum(x.address, n), s.kernels.sumSquares(x.address, n)];
        assertClose(sums, [total(x.values), total(x.values.map((value) => value ** 2))], tolerance);
      }
    });

    it('the square of the distance', () => {
      for (const n of sizes) {
        const s = slate();
        const [x, y] = [s.reals(n), s.reals(n)];
        const squares = x.values.map((value, i) => (value - y.values[i]!) ** 2);
        assertClose([s.kernels.sumSquaredDifferences(x.address, y.address, n)], [total(squares)], tolerance);
      }
    });

    it('NaN stays when clamped', () => {
      const s = slate();
      const x = s.reals([Number.NaN, 2]);
      s.kernels.clamp(x.address, 1, 2);
      assert.deepEqual(x.values, [Number.NaN, 1]);
    });

    it('what is not finite shows in the sum of squares', () => {
      const s = slate();
      assert.equal(s.kernels.sumSquares(s.reals([1, Number.NEGATIVE_INFINITY]).address, 2), Number.POSITIVE_INFINITY);
      assert.ok(Number.isNaN(s.kernels.sumSquares(s.reals([1, Number.NaN]).address, 2)));
    });
  });
});

function elementwise(s: Slate, tolerance: number, n: number): void {
  const [x, y, z] = [s.reals(n), s.reals(n), s.reals(n)];
  const [xs, ys] = [x.values, y.values];
  s.kernels.multiplyElements(z.address, x.address, y.address, n);
  const products = xs.map((value, i) => value * ys[i]!);
  assertClose(z.values, products, tolerance);
  s.kernels.multiplyElements(x.address, x.address, y.address, n);
  assertClose(x.values, z.values, 0);
  s.kernels.scale(y.address, -2, n);
  const scaled = ys.map((value) => -2 * value);
  assertClose(y.values, scaled, tolerance);
  s.kernels.copy(z.address, y.address, n);
  assertClose(z.values, y.values, 0);
  s.kernels.clamp(z.address, 0.5, n);
  const clamped = scaled.map((value) => Math.min(0.5, Math.max(-0.5, value)));
  assertClose(z.values, clamped, tolerance);
  s.kernels.fill(z.address, 0.5, n);
  assertClose(z.values, Array(n).fill(0.5), 0);
  s.assertMargins();
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
