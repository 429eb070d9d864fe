import assert from 'node:assert/strict';
import { assertClose, onEach, type Slate, sizes } from './slate.ts';

onEach((slate, tolerance) => {
  describe(`vectors of ${sizes.join(', ')}: error <= ${tolerance}`, () => {
    it('fill, copy, scale and multiply', () => {
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

    it('three steps of Adam', () => {
      for (const n of sizes) adam(slate(), tolerance, n);
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
  s.kernels.multiply(z.address, x.address, y.address, n);
  const products = xs.map((value, i) => value * ys[i]!);
  assertClose(z.values, products, tolerance);
  s.kernels.multiply(x.address, x.address, y.address, n);
  assertClose(x.values, z.values, 0);
  s.kernels.scale(y.address, -2, n);
  const scaled = ys.map((value) => -2 * value);
  assertClose(y.values, scaled, tolerance);
  s.kernels.copy(z.address, y.address, n);
  assertClose(z.values, y.values, 0);
  s.kernels.fill(z.address, 0.5, n);
  assertClose(z.values, Array(n).fill(0.5), 0);
  s.assertMargins();
}

function adam(s: Slate, tolerance: number, n: number): void {
  const step = { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const [p, g, m, v] = [s.reals(n), s.reals(n), s.reals(Array(n).fill(0)), s.reals(Array(n).fill(0))];
  const expected = p.values.map((value, i) => twinOfAdam(value, g.values[i]!, 3));
  for (let t = 1; t <= 3; t++) s.kernels.adam(p.address, g.address, m.address, v.address, n, { ...step, t });
  assertClose(p.values, expected, tolerance);
  s.assertMargins();
}

/** Algorithm 1 of the paper, with a gradient that stays. */
function twinOfAdam(parameter: number, gradient: number, steps: number): number {
  let [theta, m, v] = [parameter, 0, 0];
  for (let t = 1; t <= steps; t++) {
    m = 0.9 * m + 0.1 * gradient;
    v = 0.999 * v + 0.001 * gradient ** 2;
    theta -= (0.1 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
  }
  return theta;
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
