/**
 * The element-wise passes against the notes' equations, unit by unit. Gradients of whole cells are in
 * engine/gradients.test.ts.
 */

import assert from 'node:assert/strict';
import { type Address, plus } from '../../../src/kernels/kernels.ts';
import { assertClose, onEach, type Placed, type Slate, sizes } from './slate.ts';

const σ = (z: number) => 1 / (1 + Math.exp(-z));
const tanh = Math.tanh;
const units = [1, 3, 4, 5, 8, 17];
const both = [false, true];

onEach((slate, tolerance) => {
  describe(`element-wise passes of the cells, ${sizes.join(', ')} rows of ${units.join(', ')} units: error <= ${tolerance}`, () => {
    const each = (test: (s: Slate, tolerance: number, n: number, H: number) => void) => {
      for (const n of sizes) for (const H of units) test(slate(), tolerance, n, H);
    };
    for (const relu of both) it(`rnn, ${relu ? 'ReLU' : 'tanh'}`, () => each((...args) => rnn(...args, relu)));
    it('gru, reset before the product', () => each(gruBefore));
    it('gru, reset after the product', () => each(gruAfter));
    for (const linear of both) {
      const output = linear ? 'a = o * c' : 'a = o * tanh(c)';
      it(`lstm, ${output}`, () => each((...args) => lstm(...args, linear)));
      for (const current of both)
        it(`lstm, ${output}, peepholes, the output gate sees ${current ? 'c<t>' : 'c<t-1>'}`, () =>
          each((...args) => lstm(...args, linear, current)));
    }

    it('a part of the units leaves the others alone', () => {
      const [s, n, H, from, count] = [slate(), 5, 13, 4, 8];
      const [a, z] = [s.reals(n * H), s.reals(n * H)];
      const expected = a.values.map((value, i) => (i % H >= from && i % H < from + count ? tanh(z.values[i]!) : value));
      const skipped = from * (s.kernels.precision === 'f32' ? 4 : 8);
      s.kernels.rnnForward(plus(a.address, skipped), plus(z.address, skipped), n, count, H, false);
      assertClose(a.values, expected, tolerance);
    });

    it('what is not a number comes through, what is large is 1', () => {
      const s = slate();
      const [a, z] = [s.reals(4), s.reals([Number.NaN, 1e9, -1e9, Number.POSITIVE_INFINITY])];
      s.kernels.rnnForward(a.address, z.address, 1, 4, 4, false);
      assert.ok(Number.isNaN(a.values[0]));
      assertClose(a.values.slice(1), [1, -1, 1], tolerance);
    });
  });
});

function rnn(s: Slate, tolerance: number, n: number, H: number, relu: boolean): void {
  const [a, z, da] = [s.reals(n * H), s.reals(n * H), s.reals(n * H)];
  const sums = z.values;
  const g = relu ? (sum: number) => Math.max(0, sum) : tanh;
  const slope = relu ? (sum: number) => Number(sum > 0) : (sum: number) => 1 - tanh(sum) ** 2;
  s.kernels.rnnForward(a.address, z.address, n, H, H, relu);
  assertClose(a.values, sums.map(g), tolerance);
  s.kernels.rnnBackward(z.address, da.address, a.address, n, H, H, relu);
  const dz = sums.map((sum, i) => da.values[i]! * slope(sum));
  assertClose(z.values, dz, tolerance);
  s.assertMargins();
}

function gruBefore(s: Slate, tolerance: number, n: number, H: number): void {
  const [a, z, prev, ra] = [s.reals(n * H), s.reals(n * 3 * H), s.reals(n * H), s.reals(n * H)];
  const [da, dPrev, dRa] = [s.reals(n * H), s.reals(n * H), s.reals(n * H)];
  const [c, dPrevBefore] = [prev.values, dPrev.values];
  const [zr, zu, zc] = gatesOf(s, z, H);
  const r = blocks(z, 3, H, 0).map(σ);
  s.kernels.gruReset(ra.address, zr, 3 * H, prev.address, n, H, H);
  const kept = c.map((value, i) => r[i]! * value);
  assertClose(ra.values, kept, tolerance);
  assertClose(blocks(z, 3, H, 0), r, tolerance);
  const { u, candidate, activation } = updateOf(z, H, c);
  s.kernels.gruUpdate(a.address, zu, zc, 3 * H, prev.address, n, H, H);
  assertClose(a.values, activation, tolerance);
  assertClose(
    [1, 2].flatMap((block) => blocks(z, 3, H, block)),
    [u, candidate].flat(),
    tolerance,
  );

  s.kernels.gruUpdateBackward(zu, zc, 3 * H, dPrev.address, da.address, prev.address, n, H, H);
  s.kernels.gruResetBackward(zr, 3 * H, dPrev.address, dRa.address, prev.address, n, H, H);
  const [g, q] = [da.values, dRa.values];
  const dr = r.map((value, i) => q[i]! * c[i]! * value * (1 - value));
  const du = u.map((value, i) => g[i]! * (candidate[i]! - c[i]!) * value * (1 - value));
  const dCandidate = candidate.map((value, i) => g[i]! * u[i]! * (1 - value ** 2));
  assertClose(
    [0, 1, 2].flatMap((block) => blocks(z, 3, H, block)),
    [dr, du, dCandidate].flat(),
    tolerance,
  );
  const expected = dPrevBefore.map((value, i) => value + g[i]! * (1 - u[i]!) + q[i]! * r[i]!);
  assertClose(dPrev.values, expected, tolerance);
  s.assertMargins();
}

function gruAfter(s: Slate, tolerance: number, n: number, H: number): void {
  const [z, hc] = [s.reals(n * 3 * H), s.reals(n * H)];
  const [zr, , zc] = gatesOf(s, z, H);
  const h = hc.values;
  const r = blocks(z, 3, H, 0).map(σ);
  const sums = blocks(z, 3, H, 2).map((value, i) => value + r[i]! * h[i]!);
  s.kernels.gruResetAfter(zr, zc, 3 * H, hc.address, n, H, H);
  assertClose(blocks(z, 3, H, 0), r, tolerance);
  assertClose(blocks(z, 3, H, 2), sums, tolerance);
  s.kernels.gruResetAfterBackward(zr, zc, 3 * H, hc.address, n, H, H);
  const dr = r.map((value, i) => sums[i]! * h[i]! * value * (1 - value));
  const dHc = r.map((value, i) => sums[i]! * value);
  assertClose(blocks(z, 3, H, 0), dr, tolerance);
  assertClose(hc.values, dHc, tolerance);
  s.assertMargins();
}

function updateOf(z: Placed, H: number, c: number[]): { u: number[]; candidate: number[]; activation: number[] } {
  const [u, candidate] = [blocks(z, 3, H, 1).map(σ), blocks(z, 3, H, 2).map(tanh)];
  return { u, candidate, activation: c.map((value, i) => u[i]! * candidate[i]! + (1 - u[i]!) * value) };
}

/** Without peepholes where `current` is left out. */
function lstm(s: Slate, tolerance: number, n: number, H: number, linear: boolean, current?: boolean): void {
  const [a, c, z, prev] = [s.reals(n * H), s.reals(n * H), s.reals(n * 4 * H), s.reals(n * H)];
  const [da, dc, peepholes] = [s.reals(n * H), s.reals(n * H), s.reals(3 * H)];
  const before = prev.values;
  const p = (block: number, i: number) => (current === undefined ? 0 : peepholes.values[block * H + (i % H)]!);
  const seen = (value: number) => (linear ? value : tanh(value));
  const slope = (value: number) => (linear ? 1 : 1 - tanh(value) ** 2);

  const u = blocks(z, 4, H, 0).map((sum, i) => σ(sum + p(0, i) * before[i]!));
  const f = blocks(z, 4, H, 1).map((sum, i) => σ(sum + p(1, i) * before[i]!));
  const candidate = blocks(z, 4, H, 2).map(tanh);
  const cell = before.map((value, i) => u[i]! * candidate[i]! + f[i]! * value);
  const o = blocks(z, 4, H, 3).map((sum, i) => σ(sum + p(2, i) * (current ? cell[i]! : before[i]!)));
  const k = s.kernels;
  if (current === undefined) k.lstmForward(a.address, c.address, z.address, prev.address, n, H, H, linear);
  else
    k.lstmPeepholeForward(
      ...([a.address, c.address, z.address, prev.address, peepholes.address, n, H, H] as const),
      linear,
      current,
    );
  assertClose(c.values, cell, tolerance);
  const activation = cell.map((value, i) => o[i]! * seen(value));
  assertClose(a.values, activation, tolerance);
  assertClose(
    [0, 1, 2, 3].flatMap((block) => blocks(z, 4, H, block)),
    [u, f, candidate, o].flat(),
    tolerance,
  );

  const g = da.values;
  const dO = o.map((value, i) => g[i]! * seen(cell[i]!) * value * (1 - value));
  const total = dc.values.map((value, i) => value + g[i]! * o[i]! * slope(cell[i]!) + (current ? dO[i]! * p(2, i) : 0));
  const dU = u.map((value, i) => total[i]! * candidate[i]! * value * (1 - value));
  const dF = f.map((value, i) => total[i]! * before[i]! * value * (1 - value));
  const dCandidate = candidate.map((value, i) => total[i]! * u[i]! * (1 - value ** 2));
  const dBefore = total.map(
    (value, i) => value * f[i]! + dU[i]! * p(0, i) + dF[i]! * p(1, i) + (current ? 0 : dO[i]! * p(2, i)),
  );
  if (current === undefined)
    k.lstmBackward(z.address, dc.address, da.address, c.address, prev.address, n, H, H, linear);
  else
    k.lstmPeepholeBackward(
      ...([z.address, dc.address, da.address, c.address, prev.address, peepholes.address, n, H, H] as const),
      linear,
      current,
    );
  assertClose(
    [0, 1, 2, 3].flatMap((block) => blocks(z, 4, H, block)),
    [dU, dF, dCandidate, dO].flat(),
    tolerance,
  );
  assertClose(dc.values, dBefore, tolerance);
  s.assertMargins();
}

/** Addresses of the three gates in the first row. */
function gatesOf({ kernels }: Slate, z: Placed, H: number): [Address, Address, Address] {
  const bytes = H * (kernels.precision === 'f32' ? 4 : 8);
  return [z.address, plus(z.address, bytes), plus(z.address, 2 * bytes)];
}

/** Block `block` of H columns in every row of [n, count * H]. */
function blocks(z: Placed, count: number, H: number, block: number): number[] {
  return z.values.filter((_, i) => Math.floor((i % (count * H)) / H) === block);
}
