/** The element-wise passes against the notes' equations, unit by unit. Gradients of whole cells are in engine/gradients.test.ts. */
import { assertClose, onEach, type Placed, type Slate, sizes } from './slate.ts';

const σ = (z: number) => 1 / (1 + Math.exp(-z));
const tanh = Math.tanh;

onEach((slate, tolerance) => {
  describe(`element-wise passes of the cells, ${sizes.join(', ')} rows: error <= ${tolerance}`, () => {
    for (const [name, test] of Object.entries({ rnn, gru, lstm }))
      it(name, () => {
        for (const n of sizes) for (const H of [1, 3, 4, 5]) test(slate(), tolerance, n, H);
      });
  });
});

function rnn(s: Slate, tolerance: number, n: number, H: number): void {
  const [a, z, da] = [s.reals(n * H), s.reals(n * H), s.reals(n * H)];
  const sums = z.values;
  s.kernels.rnnForward(a.address, z.address, n, H);
  assertClose(a.values, sums.map(tanh), tolerance);
  s.kernels.rnnBackward(z.address, da.address, a.address, n, H);
  const dz = sums.map((sum, i) => da.values[i]! * (1 - tanh(sum) ** 2));
  assertClose(z.values, dz, tolerance);
  s.assertMargins();
}

function gru(s: Slate, tolerance: number, n: number, H: number): void {
  const [a, z, prev, ra] = [s.reals(n * H), s.reals(n * 3 * H), s.reals(n * H), s.reals(n * H)];
  const [da, dPrev, dRa] = [s.reals(n * H), s.reals(n * H), s.reals(n * H)];
  const [c, dPrevBefore] = [prev.values, dPrev.values];
  const [r, u, candidate] = [blocks(z, 3, H, 0).map(σ), blocks(z, 3, H, 1).map(σ), blocks(z, 3, H, 2).map(tanh)];
  s.kernels.gruReset(ra.address, z.address, prev.address, n, H);
  assertClose(
    ra.values,
    c.map((value, i) => r[i]! * value),
    tolerance,
  );
  s.kernels.gruUpdate(a.address, z.address, prev.address, n, H);
  assertClose(
    a.values,
    c.map((value, i) => u[i]! * candidate[i]! + (1 - u[i]!) * value),
    tolerance,
  );
  assertClose(
    [0, 1, 2].flatMap((block) => blocks(z, 3, H, block)),
    [r, u, candidate].flat(),
    tolerance,
  );

  s.kernels.gruUpdateBackward(z.address, dPrev.address, da.address, prev.address, n, H);
  s.kernels.gruResetBackward(z.address, dPrev.address, dRa.address, prev.address, n, H);
  const [g, q] = [da.values, dRa.values];
  assertClose(
    blocks(z, 3, H, 0),
    r.map((value, i) => q[i]! * c[i]! * value * (1 - value)),
    tolerance,
  );
  assertClose(
    blocks(z, 3, H, 1),
    u.map((value, i) => g[i]! * (candidate[i]! - c[i]!) * value * (1 - value)),
    tolerance,
  );
  assertClose(
    blocks(z, 3, H, 2),
    candidate.map((value, i) => g[i]! * u[i]! * (1 - value ** 2)),
    tolerance,
  );
  const expected = dPrevBefore.map((value, i) => value + g[i]! * (1 - u[i]!) + q[i]! * r[i]!);
  assertClose(dPrev.values, expected, tolerance);
  s.assertMargins();
}

function lstm(s: Slate, tolerance: number, n: number, H: number): void {
  const [a, c, z, prev] = [s.reals(n * H), s.reals(n * H), s.reals(n * 4 * H), s.reals(n * H)];
  const [da, dc] = [s.reals(n * H), s.reals(n * H)];
  const [u, f, o] = [0, 1, 3].map((block) => blocks(z, 4, H, block).map(σ)) as [number[], number[], number[]];
  const candidate = blocks(z, 4, H, 2).map(tanh);
  const cell = prev.values.map((value, i) => u[i]! * candidate[i]! + f[i]! * value);
  s.kernels.lstmForward(a.address, c.address, z.address, prev.address, n, H);
  assertClose(c.values, cell, tolerance);
  assertClose(
    a.values,
    cell.map((value, i) => o[i]! * tanh(value)),
    tolerance,
  );
  assertClose(
    [0, 1, 2, 3].flatMap((block) => blocks(z, 4, H, block)),
    [u, f, candidate, o].flat(),
    tolerance,
  );

  const g = da.values;
  const total = dc.values.map((value, i) => value + g[i]! * o[i]! * (1 - tanh(cell[i]!) ** 2));
  s.kernels.lstmBackward(z.address, dc.address, da.address, c.address, prev.address, n, H);
  assertClose(
    blocks(z, 4, H, 0),
    u.map((value, i) => total[i]! * candidate[i]! * value * (1 - value)),
    tolerance,
  );
  assertClose(
    blocks(z, 4, H, 1),
    f.map((value, i) => total[i]! * prev.values[i]! * value * (1 - value)),
    tolerance,
  );
  assertClose(
    blocks(z, 4, H, 2),
    candidate.map((value, i) => total[i]! * u[i]! * (1 - value ** 2)),
    tolerance,
  );
  assertClose(
    blocks(z, 4, H, 3),
    o.map((value, i) => g[i]! * tanh(cell[i]!) * value * (1 - value)),
    tolerance,
  );
  assertClose(
    dc.values,
    total.map((value, i) => value * f[i]!),
    tolerance,
  );
  s.assertMargins();
}

/** Block `block` of H columns in every row of [n, count * H]. */
function blocks(z: Placed, count: number, H: number, block: number): number[] {
  return z.values.filter((_, i) => Math.floor((i % (count * H)) / H) === block);
}
