/** Rows of a matrix: biases, and one-hot inputs, whose product with a matrix is one of its rows. */
import type { Kernels } from '../kernels.ts';
import type { Views } from './views.ts';

type Rows = Pick<
  Kernels,
  'gatherRows' | 'scatterRows' | 'copyRows' | 'pickRows' | 'broadcastRow' | 'sumRows' | 'sumProducts'
>;

export function rows({ reals, ints, real, int }: Views): Rows {
  return {
    gatherRows(out, ldOut, table, ldTable, bias, ids, n, width) {
      const [outAt, tableAt, biasAt, idsAt] = [real(out), real(table), real(bias), int(ids)];
      for (let row = 0; row < n; row++) {
        const to = outAt + row * ldOut;
        const id = ints[idsAt + row]!;
        const from = tableAt + id * ldTable;
        if (id < 0) reals.copyWithin(to, biasAt, biasAt + width);
        else for (let j = 0; j < width; j++) reals[to + j] = reals[biasAt + j]! + reals[from + j]!;
      }
    },

    scatterRows(dTable, ldTable, dOut, ldOut, ids, n, width) {
      const [tableAt, outAt, idsAt] = [real(dTable), real(dOut), int(ids)];
      for (let row = 0; row < n; row++) {
        const id = ints[idsAt + row]!;
        if (id >= 0) addTo(tableAt + id * ldTable, outAt + row * ldOut, width);
      }
    },

    copyRows(out, ldOut, a, ldA, n, width) {
      const [outAt, aAt] = [real(out), real(a)];
      for (let row = 0; row < n; row++) reals.copyWithin(outAt + row * ldOut, aAt + row * ldA, aAt + row * ldA + width);
    },

    pickRows(out, ldOut, a, ldA, ids, n, width) {
      const [outAt, aAt, idsAt] = [real(out), real(a), int(ids)];
      for (let row = 0; row < n; row++) {
        const id = ints[idsAt + row]!;
        const to = outAt + row * ldOut;
        if (id < 0) reals.fill(0, to, to + width);
        else reals.copyWithin(to, aAt + id * ldA, aAt + id * ldA + width);
      }
    },

    broadcastRow(out, ldOut, row, n, width) {
      const [outAt, rowAt] = [real(out), real(row)];
      for (let i = 0; i < n; i++) reals.copyWithin(outAt + i * ldOut, rowAt, rowAt + width);
    },

    sumRows(dRow, dOut, ldOut, n, width) {
      const [rowAt, outAt] = [real(dRow), real(dOut)];
      for (let row = 0; row < n; row++) addTo(rowAt, outAt + row * ldOut, width);
    },

    sumProducts(out, a, ldA, b, ldB, n, width) {
      const [outAt, aAt, bAt] = [real(out), real(a), real(b)];
      for (let row = 0; row < n; row++)
        for (let j = 0; j < width; j++) reals[outAt + j]! += reals[aAt + row * ldA + j]! * reals[bAt + row * ldB + j]!;
    },
  };

  function addTo(sum: number, term: number, width: number): void {
    for (let j = 0; j < width; j++) reals[sum + j]! += reals[term + j]!;
  }
}
