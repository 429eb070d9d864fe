import { PANEL, panelLength } from '../../../src/kernels/kernels.ts';
import { assertClose, columns, heights, onEach, type Slate, sizes } from './slate.ts';

/** Elements between the end of a row and the beginning of the next. */
const GAP = 3;

type Product = 'multiply' | 'multiply, packed transposed' | 'multiplyTransposed';
/** Where a[i, p] and b[p, j] stand. */
const products: Record<Product, { aTransposed: boolean; bTransposed: boolean }> = {
  multiply: { aTransposed: false, bTransposed: false },
  'multiply, packed transposed': { aTransposed: false, bTransposed: true },
  multiplyTransposed: { aTransposed: true, bTransposed: false },
};

onEach((slate, tolerance) => {
  describe(`matrix products: error <= ${tolerance} against the triple loop`, () => {
    for (const name of Object.keys(products) as Product[]) {
      it(`${name}, ${heights.join(', ')} rows, ${columns.join(', ')} columns, sums of ${sizes.join(', ')}`, () => {
        for (const m of sizes)
          for (const n of columns) for (const k of sizes) compare(slate(), tolerance, name, m, n, k);
      });

      it(`${name}, sums and rows longer than one block`, () => {
        for (const k of [127, 128, 129, 255, 256, 257, 600]) compare(slate(), tolerance, name, 7, 18, k);
        for (const m of [263, 264, 265, 529]) compare(slate(), tolerance, name, m, 18, 5);
        for (const n of [511, 512, 513, 530]) compare(slate(), tolerance, name, 7, n, 5);
      });
    }

    it('multiply begins with one row for all', () => {
      for (const m of sizes)
        for (const n of [1, 17, 64, 65])
          for (const k of [0, 1, 5, 300]) {
            const s = slate();
            const [a, b, init, out] = [s.reals(m * k), s.reals(k * n), s.reals(n), s.reals(m * n)];
            const panels = s.reals(panelLength(k, n));
            s.kernels.pack(panels.address, b.address, n, k, n);
            s.kernels.multiply(out.address, n, init.address, 0, a.address, k, panels.address, m, n, k);
            const [x, y, row] = [a.values, b.values, init.values];
            const expected = Array.from({ length: m * n }, (_, i) => {
              let sum = row[i % n]!;
              for (let p = 0; p < k; p++) sum += x[Math.floor(i / n) * k + p]! * y[p * n + (i % n)]!;
              return sum;
            });
            assertClose(out.values, expected, tolerance);
            s.assertMargins();
          }
    });

    it('packs zeros beyond the last column', () => {
      const s = slate();
      const b = s.reals(2 * 17);
      const panels = s.reals(panelLength(2, 17));
      s.kernels.pack(panels.address, b.address, 17, 2, 17);
      const beyond = panels.values.slice(2 * PANEL).filter((_, i) => i % PANEL > 0);
      assertClose(beyond, Array(beyond.length).fill(0), 0);
    });
  });
});

function compare(slate: Slate, tolerance: number, name: Product, m: number, n: number, k: number): void {
  const { aTransposed, bTransposed } = products[name];
  const [ldA, ldB, ldOut] = [(aTransposed ? m : k) + GAP, (bTransposed ? k : n) + GAP, n + GAP];
  const a = slate.reals((aTransposed ? k : m) * ldA);
  const b = slate.reals((bTransposed ? n : k) * ldB);
  const out = slate.reals(m * ldOut);
  const panels = slate.reals(panelLength(k, n));
  const [x, y, expected] = [a.values, b.values, out.values];
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let p = 0; p < k; p++)
        expected[i * ldOut + j]! +=
          x[aTransposed ? p * ldA + i : i * ldA + p]! * y[bTransposed ? j * ldB + p : p * ldB + j]!;
  const { kernels } = slate;
  if (name === 'multiplyTransposed')
    kernels.multiplyTransposed(out.address, ldOut, a.address, ldA, b.address, ldB, m, n, k);
  else {
    kernels[bTransposed ? 'packTransposed' : 'pack'](panels.address, b.address, ldB, k, n);
    kernels.multiply(out.address, ldOut, out.address, ldOut, a.address, ldA, panels.address, m, n, k);
  }
  assertClose(out.values, expected, tolerance);
  slate.assertMargins();
}
