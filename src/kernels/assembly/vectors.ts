/** Operations on vectors: whole tensors, or all parameters at once. */
import { load, Single, store } from './lanes';

export function fill(out: usize, value: f32, count: usize): void {
  const end = out + (count << 2);
  const values = f32x4.splat(value);
  for (; out + 16 <= end; out += 16) v128.store(out, values);
  for (; out < end; out += 4) f32.store(out, value);
}

export function copy(out: usize, from: usize, count: usize): void {
  memory.copy(out, from, count << 2);
}

/** out *= factor. */
export function scale(out: usize, factor: f32, count: usize): void {
  const end = out + (count << 2);
  const factors = f32x4.splat(factor);
  for (; out + 16 <= end; out += 16) v128.store(out, f32x4.mul(v128.load(out), factors));
  for (; out < end; out += 4) f32.store(out, f32.load(out) * factor);
}

/** Into [-limit, limit]; pmin and pmax return their first operand when one is NaN. */
export function clamp(out: usize, limit: f32, count: usize): void {
  const end = out + (count << 2);
  const high = f32x4.splat(limit);
  const low = f32x4.splat(-limit);
  for (; out + 16 <= end; out += 16) v128.store(out, f32x4.pmax(f32x4.pmin(v128.load(out), high), low));
  for (; out < end; out += 4) store<Single>(out, f32x4.pmax(f32x4.pmin(load<Single>(out), high), low));
}

/** out = a * b, element by element. */
export function multiplyElements(out: usize, a: usize, b: usize, count: usize): void {
  const end = out + (count << 2);
  for (; out + 16 <= end; out += 16, a += 16, b += 16) v128.store(out, f32x4.mul(v128.load(a), v128.load(b)));
  for (; out < end; out += 4, a += 4, b += 4) f32.store(out, f32.load(a) * f32.load(b));
}

/** In double precision, in four interleaved sums. */
export function sum(a: usize, count: usize): f64 {
  const end = a + (count << 2);
  let s0 = f64x2.splat(0), s1 = f64x2.splat(0);
  for (; a + 16 <= end; a += 16) {
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(v128.load64_zero(a)));
    s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.load64_zero(a, 8)));
  }
  s0 = f64x2.add(s0, s1);
  let total = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  for (; a < end; a += 4) total += <f64>f32.load(a);
  return total;
}

/** The same of the squares. */
export function sumSquares(a: usize, count: usize): f64 {
  const end = a + (count << 2);
  let s0 = f64x2.splat(0), s1 = f64x2.splat(0);
  for (; a + 16 <= end; a += 16) {
    const low = f64x2.promote_low_f32x4(v128.load64_zero(a));
    const high = f64x2.promote_low_f32x4(v128.load64_zero(a, 8));
    s0 = f64x2.add(s0, f64x2.mul(low, low));
    s1 = f64x2.add(s1, f64x2.mul(high, high));
  }
  s0 = f64x2.add(s0, s1);
  let total = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  for (; a < end; a += 4) total += <f64>f32.load(a) * <f64>f32.load(a);
  return total;
}

/** The same of the differences a - b. */
export function sumSquaredDifferences(a: usize, b: usize, count: usize): f64 {
  const end = a + (count << 2);
  let s0 = f64x2.splat(0), s1 = f64x2.splat(0);
  for (; a + 16 <= end; a += 16, b += 16) {
    const low = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(a)), f64x2.promote_low_f32x4(v128.load64_zero(b)));
    const high = f64x2.sub(
      f64x2.promote_low_f32x4(v128.load64_zero(a, 8)),
      f64x2.promote_low_f32x4(v128.load64_zero(b, 8)),
    );
    s0 = f64x2.add(s0, f64x2.mul(low, low));
    s1 = f64x2.add(s1, f64x2.mul(high, high));
  }
  s0 = f64x2.add(s0, s1);
  let total = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  for (; a < end; a += 4, b += 4) {
    const difference = <f64>f32.load(a) - <f64>f32.load(b);
    total += difference * difference;
  }
  return total;
}
