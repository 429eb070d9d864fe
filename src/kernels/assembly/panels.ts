/** Copies of matrices in the order in which the products read them. */

/** panels = b[k, n]: see kernels.ts. */
export function pack(panels: usize, b: usize, ldB: usize, k: usize, n: usize): void {
  packPanels(panels, k << 6, b, ldB << 2, k, n);
}

/** The same, panels `apart` bytes from each other, rows of b `ldB` bytes. */
export function packPanels(panels: usize, apart: usize, b: usize, ldB: usize, k: usize, n: usize): void {
  const whole = n & ~15;
  const columns = n - whole;
  const last = panels + (n >> 4) * apart;
  if (columns > 0) memory.fill(last, 0, k << 6);
  for (let p: usize = 0; p < k; p++, b += ldB) {
    let panel = panels + (p << 6);
    let from = b;
    for (const end = b + (whole << 2); from < end; from += 64, panel += apart) {
      const b0 = v128.load(from), b1 = v128.load(from, 16), b2 = v128.load(from, 32), b3 = v128.load(from, 48);
      v128.store(panel, b0); v128.store(panel, b1, 16); v128.store(panel, b2, 32); v128.store(panel, b3, 48);
    }
    if (columns > 0) memory.copy(last + (p << 6), from, columns << 2);
  }
}

/** panels = bᵀ[k, n], where b is [n, k]. */
export function packTransposed(panels: usize, b: usize, ldB: usize, k: usize, n: usize): void {
  const stride = ldB << 2;
  if (n & 15) memory.fill(panels + (n >> 4) * (k << 6), 0, k << 6);
  for (let j: usize = 0; j < n; j++, b += stride) {
    const panel = panels + (j >> 4) * (k << 6) + ((j & 15) << 2);
    if (j + 4 <= n && (j & 3) == 0) {
      transposeRows(panel, b, stride, k);
      j += 3;
      b += 3 * stride;
    } else {
      for (let p: usize = 0; p < k; p++) f32.store(panel + (p << 6), f32.load(b + (p << 2)));
    }
  }
}

/** Four rows of b become four columns of a panel. */
@inline
function transposeRows(panel: usize, b: usize, ldB: usize, k: usize): void {
  const b1 = b + ldB;
  const b2 = b1 + ldB;
  const b3 = b2 + ldB;
  let p: usize = 0;
  for (; p + 4 <= k; p += 4, panel += 256) {
    const at = p << 2;
    const x0 = v128.load(b + at), x1 = v128.load(b1 + at), x2 = v128.load(b2 + at), x3 = v128.load(b3 + at);
    const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
    const high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
    v128.store(panel, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(panel, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 64);
    v128.store(panel, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 128);
    v128.store(panel, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 192);
  }
  for (; p < k; p++, panel += 64) {
    const at = p << 2;
    f32.store(panel, f32.load(b + at));
    f32.store(panel, f32.load(b1 + at), 4);
    f32.store(panel, f32.load(b2 + at), 8);
    f32.store(panel, f32.load(b3 + at), 12);
  }
}

/** packed[depth, rows] = a[depth, rows], for a tile of at most 6 rows. `ldA` in bytes. */
@inline
export function packColumns(packed: usize, a: usize, ldA: usize, depth: usize, rows: usize): void {
  const bytes = rows << 2;
  for (; depth > 0; depth--, packed += bytes, a += ldA) {
    if (rows == 6) {
      v128.store(packed, v128.load(a));
      v128.store64_lane(packed, v128.load64_zero(a, 16), 0, 16);
    } else if (rows == 5) {
      v128.store(packed, v128.load(a));
      f32.store(packed, f32.load(a, 16), 16);
    } else {
      memory.copy(packed, a, bytes);
    }
  }
}

/**
 * packed[depth, rows] = aᵀ, where a is [rows, depth]. Four numbers are written for every depth, and two more where there are more
 * rows; of fewer, the next depth overwrites what was too much, and the last one goes up to 12 bytes too far.
 */
export function packRows(packed: usize, a: usize, ldA: usize, depth: usize, rows: usize): void {
  const bytes = rows << 2;
  const a1 = rows > 1 ? a + ldA : a;
  const a2 = rows > 2 ? a1 + ldA : a;
  const a3 = rows > 3 ? a2 + ldA : a;
  const a4 = rows > 4 ? a3 + ldA : a;
  const a5 = rows > 5 ? a4 + ldA : a;
  let p: usize = 0;
  for (; p + 4 <= depth; p += 4) {
    const at = p << 2;
    const x0 = v128.load(a + at), x1 = v128.load(a1 + at), x2 = v128.load(a2 + at), x3 = v128.load(a3 + at);
    const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
    const d0 = v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), d1 = v128.shuffle<f32>(low01, low23, 2, 3, 6, 7);
    const d2 = v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), d3 = v128.shuffle<f32>(high01, high23, 2, 3, 6, 7);
    v128.store(packed, d0);
    v128.store(packed + bytes, d1);
    v128.store(packed + 2 * bytes, d2);
    v128.store(packed + 3 * bytes, d3);
    if (rows > 4) {
      const x4 = v128.load(a4 + at), x5 = v128.load(a5 + at);
      const low45 = v128.shuffle<f32>(x4, x5, 0, 4, 1, 5), high45 = v128.shuffle<f32>(x4, x5, 2, 6, 3, 7);
      // Of five rows, the last four bytes of each pair are overwritten by the next depth.
      v128.store64_lane(packed, low45, 0, 16);
      v128.store(packed + bytes, d1);
      v128.store64_lane(packed + bytes, low45, 1, 16);
      v128.store(packed + 2 * bytes, d2);
      v128.store64_lane(packed + 2 * bytes, high45, 0, 16);
      v128.store(packed + 3 * bytes, d3);
      v128.store64_lane(packed + 3 * bytes, high45, 1, 16);
    }
    packed += bytes << 2;
  }
  for (; p < depth; p++, packed += bytes)
    for (let row: usize = 0; row < rows; row++) f32.store(packed + (row << 2), f32.load(a + row * ldA + (p << 2)));
}
