/** Rows of a matrix: biases, and one-hot inputs, whose product with a matrix is one of its rows. Strides in numbers. */
import { High, load, Low, Single, store } from './lanes';

/** out[n, width] = bias + table[ids[n], width], or the bias alone where the id is below 0. */
export function gatherRows(out: usize, ldOut: usize, table: usize, ldTable: usize, bias: usize, ids: usize, n: usize, width: usize): void {
  for (; n > 0; n--, out += ldOut << 2, ids += 4) {
    const id = i32.load(ids);
    if (id < 0) memory.copy(out, bias, width << 2);
    else sumOf(out, table + <usize>id * (ldTable << 2), bias, width);
  }
}

/** dTable[ids[n], width] += dOut[n, width]. */
export function scatterRows(dTable: usize, ldTable: usize, dOut: usize, ldOut: usize, ids: usize, n: usize, width: usize): void {
  for (; n > 0; n--, dOut += ldOut << 2, ids += 4) {
    const id = i32.load(ids);
    if (id < 0) continue;
    const row = dTable + <usize>id * (ldTable << 2);
    sumOf(row, row, dOut, width);
  }
}

/** out[n, width] = a[n, width]. */
export function copyRows(out: usize, ldOut: usize, a: usize, ldA: usize, n: usize, width: usize): void {
  for (; n > 0; n--, out += ldOut << 2, a += ldA << 2) memory.copy(out, a, width << 2);
}

/** out[n, width] = a[ids[n], width], zeros where the id is below 0. */
export function pickRows(out: usize, ldOut: usize, a: usize, ldA: usize, ids: usize, n: usize, width: usize): void {
  for (; n > 0; n--, out += ldOut << 2, ids += 4) {
    const id = i32.load(ids);
    if (id < 0) memory.fill(out, 0, width << 2);
    else memory.copy(out, a + <usize>id * (ldA << 2), width << 2);
  }
}

/** out[n, width] = row[width] in every row. */
export function broadcastRow(out: usize, ldOut: usize, row: usize, n: usize, width: usize): void {
  copyRows(out, ldOut, row, 0, n, width);
}

/** dRow[width] += sum over n of dOut[n, width]: columns in registers, 32 at a time. */
export function sumRows(dRow: usize, dOut: usize, ldOut: usize, n: usize, width: usize): void {
  const stride = ldOut << 2;
  const end = dOut + n * stride;
  for (; width >= 32; width -= 32, dRow += 128, dOut += 128) {
    let s0 = v128.load(dRow), s1 = v128.load(dRow, 16), s2 = v128.load(dRow, 32), s3 = v128.load(dRow, 48);
    let s4 = v128.load(dRow, 64), s5 = v128.load(dRow, 80), s6 = v128.load(dRow, 96), s7 = v128.load(dRow, 112);
    for (let at = dOut, i = n; i > 0; i--, at += stride) {
      s0 = f32x4.add(s0, v128.load(at)); s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32)); s3 = f32x4.add(s3, v128.load(at, 48));
      s4 = f32x4.add(s4, v128.load(at, 64)); s5 = f32x4.add(s5, v128.load(at, 80));
      s6 = f32x4.add(s6, v128.load(at, 96)); s7 = f32x4.add(s7, v128.load(at, 112));
    }
    v128.store(dRow, s0); v128.store(dRow, s1, 16); v128.store(dRow, s2, 32); v128.store(dRow, s3, 48);
    v128.store(dRow, s4, 64); v128.store(dRow, s5, 80); v128.store(dRow, s6, 96); v128.store(dRow, s7, 112);
  }
  for (; width > 0; width--, dRow += 4, dOut += 4) {
    let sum = f32.load(dRow);
    for (let at = dOut, i = n; i > 0; i--, at += stride) sum += f32.load(at);
    f32.store(dRow, sum);
  }
}

/** out[width] += sum over n of a[n, width] * b[n, width]. */
export function sumProducts(out: usize, a: usize, ldA: usize, b: usize, ldB: usize, n: usize, width: usize): void {
  for (; n > 0; n--, a += ldA << 2, b += ldB << 2) {
    let j: usize = 0;
    for (; j + 4 <= width; j += 4) addProduct<Low>(out + (j << 2), a + (j << 2), b + (j << 2));
    for (; j < width; j++) addProduct<Single>(out + (j << 2), a + (j << 2), b + (j << 2));
  }
}

@inline
function addProduct<Place>(out: usize, a: usize, b: usize): void {
  store<Place>(out, f32x4.add(load<Place>(out), f32x4.mul(load<Place>(a), load<Place>(b))));
}

/** out = a + b, all [width]. */
@inline
function sumOf(out: usize, a: usize, b: usize, width: usize): void {
  for (; width >= 8; width -= 8, out += 32, a += 32, b += 32) {
    const low = f32x4.add(load<Low>(a), load<Low>(b));
    const high = f32x4.add(load<High>(a), load<High>(b));
    store<Low>(out, low);
    store<High>(out, high);
  }
  for (; width > 0; width--, out += 4, a += 4, b += 4) f32.store(out, f32.load(a) + f32.load(b));
}
