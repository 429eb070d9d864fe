import { assertClose, onEach, type Slate, sizes } from './slate.ts';

/** Ids of n rows in a table of 4, the zero vector among them, some of them twice. */
const idsOf = (n: number) => Array.from({ length: n }, (_, row) => [2, -1, 0, 2, 3][row % 5]!);
const TABLE = 4;
const shapes = sizes.flatMap((n) => sizes.map((width) => [n, width] as const));

onEach((slate, tolerance) => {
  describe(`rows, ${sizes.join(', ')} of as many widths: error <= ${tolerance}`, () => {
    it('gathers rows with their bias, -1 as the zero vector', () => {
      for (const [n, width] of shapes) gather(slate(), tolerance, n, width);
    });

    it('scatters gradients, those of one id added up, -1 left out', () => {
      for (const [n, width] of shapes) scatter(slate(), tolerance, n, width);
    });

    it('broadcasts a row, and sums rows back into it', () => {
      for (const [n, width] of shapes) broadcastAndSum(slate(), tolerance, n, width);
    });
  });
});

function gather(s: Slate, tolerance: number, n: number, width: number): void {
  const [out, table, bias] = [s.reals(n * width), s.reals(TABLE * width), s.reals(width)];
  const ids = s.ids(idsOf(n));
  s.kernels.gatherRows(out.address, table.address, bias.address, ids.address, n, width);
  const expected = idsOf(n).flatMap((id) =>
    bias.values.map((value, j) => value + (id < 0 ? 0 : table.values[id * width + j]!)),
  );
  assertClose(out.values, expected, tolerance);
  s.assertMargins();
}

function scatter(s: Slate, tolerance: number, n: number, width: number): void {
  const [dTable, dOut, ids] = [s.reals(TABLE * width), s.reals(n * width), s.ids(idsOf(n))];
  const expected = dTable.values;
  idsOf(n).forEach((id, row) => {
    for (let j = 0; j < width && id >= 0; j++) expected[id * width + j]! += dOut.values[row * width + j]!;
  });
  s.kernels.scatterRows(dTable.address, dOut.address, ids.address, n, width);
  assertClose(dTable.values, expected, tolerance);
  s.assertMargins();
}

function broadcastAndSum(s: Slate, tolerance: number, n: number, width: number): void {
  const [out, bias] = [s.reals(n * width), s.reals(width)];
  const row = bias.values;
  s.kernels.broadcastRow(out.address, bias.address, n, width);
  assertClose(out.values, Array.from({ length: n }, () => row).flat(), 0);
  s.kernels.sumRows(bias.address, out.address, n, width);
  const expected = row.map((value) => value * (n + 1));
  assertClose(bias.values, expected, tolerance);
  s.assertMargins();
}
