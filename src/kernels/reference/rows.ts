/** Rows of a matrix: biases, and one-hot inputs, whose product with a matrix is one of its rows. */
import type { Kernels } from '../kernels.ts';
import type { Views } from './views.ts';

type Rows = Pick<Kernels, 'gatherRows' | 'scatterRows' | 'broadcastRow' | 'sumRows'>;

export function rows({ reals, ints, real, int }: Views): Rows {
  return {
    gatherRows(out, table, bias, ids, n, width) {
      const [outAt, tableAt, biasAt, idsAt] = [real(out), real(table), real(bias), int(ids)];
      for (let row = 0; row < n; row++) {
        const to = outAt + row * width;
        const id = ints[idsAt + row]!;
        const from = tableAt + id * width;
        if (id < 0) reals.copyWithin(to, biasAt, biasAt + width);
        else for (let j = 0; j < width; j++) reals[to + j] = reals[biasAt + j]! + reals[from + j]!;
      }
    },

    scatterRows(dTable, dOut, ids, n, width) {
      const [tableAt, outAt, idsAt] = [real(dTable), real(dOut), int(ids)];
      for (let row = 0; row < n; row++) {
        const id = ints[idsAt + row]!;
        if (id >= 0) addTo(tableAt + id * width, outAt + row * width, width);
      }
    },

    broadcastRow(out, bias, n, width) {
      const [outAt, biasAt] = [real(out), real(bias)];
      for (let row = 0; row < n; row++) reals.copyWithin(outAt + row * width, biasAt, biasAt + width);
    },

    sumRows(dBias, dOut, n, width) {
      const [biasAt, outAt] = [real(dBias), real(dOut)];
      for (let row = 0; row < n; row++) addTo(biasAt, outAt + row * width, width);
    },
  };

  function addTo(sum: number, term: number, width: number): void {
    for (let j = 0; j < width; j++) reals[sum + j]! += reals[term + j]!;
  }
}
