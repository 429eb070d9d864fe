/**
 * Matrix products. One routine with strides does them all: out[i, j] += sum over p of a[i, p] b[j, p], where x[i, p]
 * stands at x + i * xRow + p * xColumn.
 */
import { type Kernels, PANEL } from '../kernels.ts';
import type { Reals, Views } from './views.ts';

/**
 * Terms of a sum taken at a time: the 4 + 4 lines that a tile walks then stay in the first-level cache whatever the
 * stride (4.1 instead of 2.5 GFLOP/s for 48 x 512 x 2048).
 */
const DEPTH = 128;

type Products = Pick<Kernels, 'pack' | 'packTransposed' | 'multiply' | 'multiplyTransposed'>;

export function matmul({ reals, real }: Views): Products {
  return {
    pack: (panels, b, ldB, k, n) => packPanels(reals, real(panels), real(b), ldB, 1, k, n),
    packTransposed: (panels, b, ldB, k, n) => packPanels(reals, real(panels), real(b), 1, ldB, k, n),

    multiply(out, ldOut, init, ldInit, a, ldA, panels, m, n, k) {
      if (out !== init) copyRows(reals, real(out), ldOut, real(init), ldInit, m, n);
      for (let j = 0; j < n; j += PANEL) {
        const width = Math.min(PANEL, n - j);
        const panel = real(panels) + j * k;
        multiplyAdd(reals, real(out) + j, ldOut, real(a), ldA, 1, panel, 1, PANEL, m, width, k);
      }
    },

    multiplyTransposed: (out, ldOut, a, ldA, b, ldB, m, n, k) =>
      multiplyAdd(reals, real(out), ldOut, real(a), 1, ldA, real(b), 1, ldB, m, n, k),
  };
}

function copyRows(x: Reals, out: number, ldOut: number, from: number, ldFrom: number, m: number, n: number): void {
  for (let row = 0; row < m; row++) x.copyWithin(out + row * ldOut, from + row * ldFrom, from + row * ldFrom + n);
}

/** panels[j / PANEL][p][j % PANEL] = b[p, j], which stands at b + p * bRow + j * bColumn. */
function packPanels(x: Reals, panels: number, b: number, bRow: number, bColumn: number, k: number, n: number): void {
  for (let j = 0; j < Math.ceil(n / PANEL) * PANEL; j++) {
    const to = panels + (j - (j % PANEL)) * k + (j % PANEL);
    for (let p = 0; p < k; p++) x[to + p * PANEL] = j < n ? x[b + p * bRow + j * bColumn]! : 0;
  }
}

/** Covers out[m, n] with tiles of 4 x 4, the rows that remain with 1 x 4, the columns that remain with 1 x 1. */
function multiplyAdd(
  x: Reals,
  out: number,
  outRow: number,
  a: number,
  aRow: number,
  aColumn: number,
  b: number,
  bRow: number,
  bColumn: number,
  m: number,
  n: number,
  k: number,
): void {
  const mTiled = m & ~3;
  const nTiled = n & ~3;
  for (let p = 0; p < k; p += DEPTH) {
    const depth = Math.min(DEPTH, k - p);
    const ap = a + p * aColumn;
    const bp = b + p * bColumn;
    for (let j = 0; j < nTiled; j += 4) {
      const bj = bp + j * bRow;
      for (let i = 0; i < mTiled; i += 4)
        tile4x4(x, out + i * outRow + j, outRow, ap + i * aRow, aRow, aColumn, bj, bRow, bColumn, depth);
      for (let i = mTiled; i < m; i++)
        tile1x4(x, out + i * outRow + j, ap + i * aRow, aColumn, bj, bRow, bColumn, depth);
    }
    for (let j = nTiled; j < n; j++)
      for (let i = 0; i < m; i++)
        x[out + i * outRow + j]! += dot(x, ap + i * aRow, aColumn, bp + j * bRow, bColumn, depth);
  }
}

/**
 * Sixteen sums in registers: each number loaded is used four times. Declared one by one: destructuring would box them.
 */
function tile4x4(
  x: Reals,
  out: number,
  outRow: number,
  a: number,
  aRow: number,
  aColumn: number,
  b: number,
  bRow: number,
  bColumn: number,
  depth: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  const aRow2 = 2 * aRow;
  const aRow3 = 3 * aRow;
  const bRow2 = 2 * bRow;
  const bRow3 = 3 * bRow;
  for (let p = 0; p < depth; p++) {
    const b0 = x[b]!;
    const b1 = x[b + bRow]!;
    const b2 = x[b + bRow2]!;
    const b3 = x[b + bRow3]!;
    const a0 = x[a]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = x[a + aRow]!;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = x[a + aRow2]!;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = x[a + aRow3]!;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
    a += aColumn;
    b += bColumn;
  }
  addRow(x, out, s00, s01, s02, s03);
  addRow(x, out + outRow, s10, s11, s12, s13);
  addRow(x, out + 2 * outRow, s20, s21, s22, s23);
  addRow(x, out + 3 * outRow, s30, s31, s32, s33);
}

function tile1x4(
  x: Reals,
  out: number,
  a: number,
  aColumn: number,
  b: number,
  bRow: number,
  bColumn: number,
  depth: number,
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const bRow2 = 2 * bRow;
  const bRow3 = 3 * bRow;
  for (let p = 0; p < depth; p++) {
    const ap = x[a]!;
    s0 += ap * x[b]!;
    s1 += ap * x[b + bRow]!;
    s2 += ap * x[b + bRow2]!;
    s3 += ap * x[b + bRow3]!;
    a += aColumn;
    b += bColumn;
  }
  addRow(x, out, s0, s1, s2, s3);
}

function addRow(x: Reals, out: number, s0: number, s1: number, s2: number, s3: number): void {
  x[out]! += s0;
  x[out + 1]! += s1;
  x[out + 2]! += s2;
  x[out + 3]! += s3;
}

function dot(x: Reals, a: number, aColumn: number, b: number, bColumn: number, depth: number): number {
  let sum = 0;
  for (let p = 0; p < depth; p++) sum += x[a + p * aColumn]! * x[b + p * bColumn]!;
  return sum;
}
