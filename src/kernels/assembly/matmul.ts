/**
 * Matrix products as stacks of tiles. A result is covered panel by panel, each panel from top to bottom: 16 KB of the panel
 * stay in the first-level cache, and a block of `a`, packed for the tiles, in the second. Rows are dealt out evenly, 25 as
 * five tiles of 5: a low tile takes nearly as long as a high one.
 */
import { packColumns, packPanels, packRows } from './panels';
import { row64, tile1, tile2, tile3, tile4, tile5, tile6 } from './tile';

/** Rows and terms of a block of `a`: a quarter of a megabyte. */
const BLOCK_ROWS: usize = 264;
const DEPTH: usize = 256;
const TILE_BYTES: usize = 512;
/** Panels of a block, and how far they are apart: a line more than they are long, or all would compete for the same lines of the cache. */
const BLOCK_PANELS: usize = 32;
const PANEL_BYTES: usize = (DEPTH << 6) + 64;

/** Half panels in the build for 128 bits. */
const HALVES: usize = WIDE ? 1 : 2;

/** SCRATCH_BYTES for a tile and a block of each matrix. */
let scratch: usize = 0;

export function setScratch(address: usize): void {
  scratch = address;
}

/** out[m, n] = init + a[m, k] b[k, n], b in panels. Without terms, a copy. */
export function multiply(
  out: usize, ldOut: usize, init: usize, ldInit: usize, a: usize, ldA: usize, panels: usize, m: usize, n: usize, k: usize,
): void {
  const outRow = ldOut << 2;
  let initRow = ldInit << 2;
  if (k == 0) for (let i: usize = 0; i < m; i++) memory.copy(out + i * outRow, init + i * initRow, n << 2);
  const aRow = ldA << 2;
  const block = scratch + TILE_BYTES + BLOCK_PANELS * PANEL_BYTES;
  const height = blockRows(m);
  for (let p: usize = 0; p < k; p += DEPTH) {
    const depth = min(DEPTH, k - p);
    const b = panels + (p << 6);
    if (m == 1) {
      multiplyRow(out, init, a + (p << 2), b, k << 6, n, depth);
    } else for (let i: usize = 0; i < m; i += height) {
      const rows = min(height, m - i);
      packRowsOfBlock(block, a + i * aRow + (p << 2), aRow, rows, depth);
      const outBlock = out + i * outRow;
      const initBlock = init + i * initRow;
      for (let j: usize = 0; j < n; j += 16)
        stack(outBlock + (j << 2), outRow, initBlock + (j << 2), initRow, block, b + j * (k << 2), rows, min<usize>(16, n - j), depth);
    }
    // What further terms are added to stands in `out` by now.
    init = out;
    initRow = outRow;
  }
}

/**
 * out[m, n] += a[k, m]ᵀ b[k, n]. Neither stands as tiles read it, so both are copied, block by block, row by row: what
 * reads a large matrix in another order waits for memory at every line.
 */
export function multiplyTransposed(out: usize, ldOut: usize, a: usize, ldA: usize, b: usize, ldB: usize, m: usize, n: usize, k: usize): void {
  const outRow = ldOut << 2;
  const panels = scratch + TILE_BYTES;
  const block = panels + BLOCK_PANELS * PANEL_BYTES;
  const height = blockRows(m);
  for (let p: usize = 0; p < k; p += DEPTH) {
    const depth = min(DEPTH, k - p);
    for (let first: usize = 0; first < n; first += BLOCK_PANELS << 4) {
      const end = min(n, first + (BLOCK_PANELS << 4));
      packPanels(panels, PANEL_BYTES, b + ((p * ldB + first) << 2), ldB << 2, depth, end - first);
      for (let i: usize = 0; i < m; i += height) {
        const rows = min(height, m - i);
        packColumnsOfBlock(block, a + ((p * ldA + i) << 2), ldA << 2, rows, depth);
        for (let j = first, panel = panels; j < end; j += 16, panel += PANEL_BYTES) {
          const at = out + i * outRow + (j << 2);
          stack(at, outRow, at, outRow, block, panel, rows, min<usize>(16, end - j), depth);
        }
      }
    }
  }
}

/** Rows of a block of a matrix with m rows: blocks of one size, or of two that hardly differ. */
@inline
function blockRows(m: usize): usize {
  const blocks = (m + BLOCK_ROWS - 1) / BLOCK_ROWS;
  return blocks == 0 ? 1 : (m + blocks - 1) / blocks;
}

/** Tiles from top to bottom of out[rows, columns], columns <= 16, from a packed block. Strides in bytes. */
@inline
function stack(out: usize, outRow: usize, init: usize, initRow: usize, block: usize, b: usize, rows: usize, columns: usize, depth: usize): void {
  let left = rows;
  for (let tiles = (rows + 5) / 6; tiles > 0; tiles--) {
    const height = (left + tiles - 1) / tiles;
    left -= height;
    if (columns == 16) tile(height, out, outRow, init, initRow, block, b, depth);
    else edge(height, out, outRow, init, initRow, block, b, columns, depth);
    out += height * outRow;
    init += height * initRow;
    block += height * (depth << 2);
  }
}

/** The last columns of a result: the tile is computed in scratch, for it is wider than what may be read and written. */
@inline
function edge(height: usize, out: usize, outRow: usize, init: usize, initRow: usize, a: usize, b: usize, columns: usize, depth: usize): void {
  for (let i: usize = 0; i < height; i++) memory.copy(scratch + (i << 6), init + i * initRow, columns << 2);
  tile(height, scratch, 64, scratch, 64, a, b, depth);
  for (let i: usize = 0; i < height; i++) memory.copy(out + i * outRow, scratch + (i << 6), columns << 2);
}

@inline
function tile(height: usize, out: usize, outRow: usize, init: usize, initRow: usize, a: usize, b: usize, depth: usize): void {
  for (let half: usize = 0; half < HALVES; half++, out += 32, init += 32, b += 32)
    switch (<i32>height) {
      case 1: tile1(out, outRow, init, initRow, a, b, depth); break;
      case 2: tile2(out, outRow, init, initRow, a, b, depth); break;
      case 3: tile3(out, outRow, init, initRow, a, b, depth); break;
      case 4: tile4(out, outRow, init, initRow, a, b, depth); break;
      case 5: tile5(out, outRow, init, initRow, a, b, depth); break;
      default: tile6(out, outRow, init, initRow, a, b, depth);
    }
}

/** out[n] = init + a[depth] b[depth, n]; a single row is packed as it stands. */
@inline
function multiplyRow(out: usize, init: usize, a: usize, b: usize, panelBytes: usize, n: usize, depth: usize): void {
  let j: usize = 0;
  for (; j + 64 <= n; j += 64, out += 256, init += 256, b += panelBytes << 2) row64(out, init, a, b, panelBytes, depth);
  for (; j < n; j += 16, out += 64, init += 64, b += panelBytes) stack(out, 0, init, 0, a, b, 1, min<usize>(16, n - j), depth);
}

/** Packs a[rows, depth] tile by tile. */
@inline
function packRowsOfBlock(block: usize, a: usize, ldA: usize, rows: usize, depth: usize): void {
  let left = rows;
  for (let tiles = (rows + 5) / 6; tiles > 0; tiles--) {
    const height = (left + tiles - 1) / tiles;
    left -= height;
    packRows(block, a, ldA, depth, height);
    block += height * (depth << 2);
    a += height * ldA;
  }
}

/** Packs a[depth, rows] tile by tile. */
@inline
function packColumnsOfBlock(block: usize, a: usize, ldA: usize, rows: usize, depth: usize): void {
  let left = rows;
  for (let tiles = (rows + 5) / 6; tiles > 0; tiles--) {
    const height = (left + tiles - 1) / tiles;
    left -= height;
    packColumns(block, a, ldA, depth, height);
    block += height * (depth << 2);
    a += height << 2;
  }
}
