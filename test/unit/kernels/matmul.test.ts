import { assertClose, onEach, type Slate, sizes } from './slate.ts';

/** Elements between the end of a row and the beginning of the next. */
const GAP = 3;
/** Where element [i, j] of each operand stands, by product. */
const products = {
  matmulNT: {
    a: (i: number, p: number, ld: number) => i * ld + p,
    b: (j: number, p: number, ld: number) => j * ld + p,
  },
  matmulNN: {
    a: (i: number, p: number, ld: number) => i * ld + p,
    b: (j: number, p: number, ld: number) => p * ld + j,
  },
  matmulTN: {
    a: (i: number, p: number, ld: number) => p * ld + i,
    b: (j: number, p: number, ld: number) => p * ld + j,
  },
};

onEach((slate, tolerance) => {
  describe(`matrix products: error <= ${tolerance} against the triple loop`, () => {
    for (const name of Object.keys(products) as (keyof typeof products)[]) {
      it(`${name}, every combination of the sizes ${sizes.join(', ')}`, () => {
        for (const m of sizes) for (const n of sizes) for (const k of sizes) compare(slate(), tolerance, name, m, n, k);
      });

      it(`${name}, sums longer than one block`, () => {
        for (const k of [127, 128, 129, 300]) compare(slate(), tolerance, name, 5, 6, k);
      });
    }
  });
});

function compare(slate: Slate, tolerance: number, name: keyof typeof products, m: number, n: number, k: number): void {
  const [aShape, bShape] = {
    matmulNT: [
      [m, k],
      [n, k],
    ],
    matmulNN: [
      [m, k],
      [k, n],
    ],
    matmulTN: [
      [k, m],
      [k, n],
    ],
  }[name];
  const [ldA, ldB, ldOut] = [aShape![1]! + GAP, bShape![1]! + GAP, n + GAP];
  const a = slate.reals(aShape![0]! * ldA);
  const b = slate.reals(bShape![0]! * ldB);
  const out = slate.reals(m * ldOut);
  const [x, y, expected] = [a.values, b.values, out.values];
  const at = products[name];
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let p = 0; p < k; p++) expected[i * ldOut + j]! += x[at.a(i, p, ldA)]! * y[at.b(j, p, ldB)]!;
  slate.kernels[name](out.address, ldOut, a.address, ldA, b.address, ldB, m, n, k);
  assertClose(out.values, expected, tolerance);
  slate.assertMargins();
}
