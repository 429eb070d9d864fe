import { assertClose, onEach, type Slate, sizes } from './slate.ts';

/** Ids of n rows in a table of 4, the zero vector among them, some of them twice. */
const idsOf = (n: number) => Array.from({ length: n }, (_, row) => [2, -1, 0, 2, 3][row % 5]!);
const TABLE = 4;
/** Elements between the end of a row and the beginning of the next. */
const GAP = 2;
const shapes = sizes.flatMap((n) => [...sizes, 32, 37].map((width) => [n, width] as const));

onEach((slate, tolerance) => {
  describe(`rows, ${sizes.join(', ')} of as many widths and more: error <= ${tolerance}`, () => {
    for (const [name, test] of Object.entries({ gather, scatter, pick, broadcastAndSum, copyRows, sumProducts }))
      it(name, () => {
        for (const [n, width] of shapes) test(slate(), tolerance, n, width);
      });
  });
});

/** Rows with their bias, -1 as the zero vector. */
function gather(s: Slate, tolerance: number, n: number, width: number): void {
  const ld = width + GAP;
  const [out, table, bias] = [s.reals(n * ld), s.reals(TABLE * ld), s.reals(width)];
  const expected = out.values;
  idsOf(n).forEach((id, row) => {
    for (let j = 0; j < width; j++)
      expected[row * ld + j] = bias.values[j]! + (id < 0 ? 0 : table.values[id * ld + j]!);
  });
  s.kernels.gatherRows(out.address, ld, table.address, ld, bias.address, s.ids(idsOf(n)).address, n, width);
  assertClose(out.values, expected, tolerance);
  s.assertMargins();
}

/** Gradients of one id are added up, those of -1 left out. */
function scatter(s: Slate, tolerance: number, n: number, width: number): void {
  const ld = width + GAP;
  const [dTable, dOut, ids] = [s.reals(TABLE * ld), s.reals(n * ld), s.ids(idsOf(n))];
  const expected = dTable.values;
  idsOf(n).forEach((id, row) => {
    for (let j = 0; j < width && id >= 0; j++) expected[id * ld + j]! += dOut.values[row * ld + j]!;
  });
  s.kernels.scatterRows(dTable.address, ld, dOut.address, ld, ids.address, n, width);
  assertClose(dTable.values, expected, tolerance);
  s.assertMargins();
}

function pick(s: Slate, _tolerance: number, n: number, width: number): void {
  const ld = width + GAP;
  const [out, a, ids] = [s.reals(n * ld), s.reals(TABLE * ld), s.ids(idsOf(n))];
  const expected = out.values;
  idsOf(n).forEach((id, row) => {
    for (let j = 0; j < width; j++) expected[row * ld + j] = id < 0 ? 0 : a.values[id * ld + j]!;
  });
  s.kernels.pickRows(out.address, ld, a.address, ld, ids.address, n, width);
  assertClose(out.values, expected, 0);
  s.assertMargins();
}

function copyRows(s: Slate, _tolerance: number, n: number, width: number): void {
  const [ldOut, ldA] = [width + GAP, width + 1];
  const [out, a] = [s.reals(n * ldOut), s.reals(n * ldA)];
  const expected = out.values;
  for (let row = 0; row < n; row++)
    for (let j = 0; j < width; j++) expected[row * ldOut + j] = a.values[row * ldA + j]!;
  s.kernels.copyRows(out.address, ldOut, a.address, ldA, n, width);
  assertClose(out.values, expected, 0);
  s.assertMargins();
}

function broadcastAndSum(s: Slate, tolerance: number, n: number, width: number): void {
  const ld = width + GAP;
  const [out, bias] = [s.reals(n * ld), s.reals(width)];
  const row = bias.values;
  const expected = out.values;
  for (let i = 0; i < n; i++) for (let j = 0; j < width; j++) expected[i * ld + j] = row[j]!;
  s.kernels.broadcastRow(out.address, ld, bias.address, n, width);
  assertClose(out.values, expected, 0);
  s.kernels.sumRows(bias.address, out.address, ld, n, width);
  const sums = row.map((value) => value * (n + 1));
  assertClose(bias.values, sums, tolerance);
  s.assertMargins();
}

function sumProducts(s: Slate, tolerance: number, n: number, width: number): void {
  const [ldA, ldB] = [width + GAP, width + 1];
  const [out, a, b] = [s.reals(width), s.reals(n * ldA), s.reals(n * ldB)];
  const expected = out.values;
  for (let row = 0; row < n; row++)
    for (let j = 0; j < width; j++) expected[j]! += a.values[row * ldA + j]! * b.values[row * ldB + j]!;
  s.kernels.sumProducts(out.address, a.address, ldA, b.address, ldB, n, width);
  assertClose(out.values, expected, tolerance);
  s.assertMargins();
}
