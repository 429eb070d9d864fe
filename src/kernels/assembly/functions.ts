/**
 * tanh, σ and e^x, four numbers at a time. Constants are read from memory: V8 pairs loads into 256-bit instructions, and
 * keeps constants that stand in the code in registers that the sums need.
 */
import { madd, nmadd } from './lanes';

const ONE = memory.data<f32>([1]);
const HALF = memory.data<f32>([0.5]);

/** tanh(x) = x p(x²) / q(x²) to 3.6e-7 for |x| <= LIMIT, beyond which it is ±1 in 32 bits (the coefficients of Eigen). */
const LIMIT = memory.data<f32>([7.90531110763549805]);
const MINUS_LIMIT = memory.data<f32>([-7.90531110763549805]);
const P13 = memory.data<f32>([-2.76076847742355e-16]);
const P11 = memory.data<f32>([2.00018790482477e-13]);
const P9 = memory.data<f32>([-8.60467152213735e-11]);
const P7 = memory.data<f32>([5.12229709037114e-8]);
const P5 = memory.data<f32>([1.48572235717979e-5]);
const P3 = memory.data<f32>([6.37261928875436e-4]);
const P1 = memory.data<f32>([4.89352455891786e-3]);
const Q6 = memory.data<f32>([1.19825839466702e-6]);
const Q4 = memory.data<f32>([1.18534705686654e-4]);
const Q2 = memory.data<f32>([2.26843463243900e-3]);
const Q0 = memory.data<f32>([4.89352518554385e-3]);

@inline
function splat(address: usize): v128 {
  return v128.load32_splat(address);
}

@inline
export function one(): v128 {
  return splat(ONE);
}

/** Absolute error < 4e-7; NaN stays NaN. */
@inline
export function tanh(z: v128): v128 {
  // pmin and pmax return their first operand when one is NaN.
  const x = f32x4.pmax(f32x4.pmin(z, splat(LIMIT)), splat(MINUS_LIMIT));
  const s = f32x4.mul(x, x);
  let p = madd(s, splat(P13), splat(P11));
  p = madd(p, s, splat(P9));
  p = madd(p, s, splat(P7));
  p = madd(p, s, splat(P5));
  p = madd(p, s, splat(P3));
  p = madd(p, s, splat(P1));
  let q = madd(s, splat(Q6), splat(Q4));
  q = madd(q, s, splat(Q2));
  q = madd(q, s, splat(Q0));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** σ(z) = (1 + tanh(z / 2)) / 2; absolute error < 2e-7. */
@inline
export function sigmoid(z: v128): v128 {
  const half = splat(HALF);
  return madd(tanh(f32x4.mul(z, half)), half, half);
}

const LOWEST = memory.data<f32>([-87]);
const LOG2E = memory.data<f32>([1.44269504088896341]);
/** ln 2 in two parts: the first has so few digits that a whole number times it is exact. */
const LN2_HIGH = memory.data<f32>([0.693359375]);
const LN2_LOW = memory.data<f32>([-2.12194440e-4]);
const E6 = memory.data<f32>([1.9875691500e-4]);
const E5 = memory.data<f32>([1.3981999507e-3]);
const E4 = memory.data<f32>([8.3334519073e-3]);
const E3 = memory.data<f32>([4.1665795894e-2]);
const E2 = memory.data<f32>([1.6666665459e-1]);
const E1 = memory.data<f32>([5.0000001201e-1]);

/** e^x for x <= 0 (at -87 and below, e^-87), relative error < 2e-7; NaN stays NaN. Polynomial of Cephes' expf. */
@inline
export function exp(x: v128): v128 {
  const z = f32x4.pmax(x, splat(LOWEST));
  const n = f32x4.nearest(f32x4.mul(z, splat(LOG2E)));
  const r = nmadd(n, splat(LN2_LOW), nmadd(n, splat(LN2_HIGH), z));
  let p = madd(r, splat(E6), splat(E5));
  p = madd(p, r, splat(E4));
  p = madd(p, r, splat(E3));
  p = madd(p, r, splat(E2));
  p = madd(p, r, splat(E1));
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, splat(ONE)));
  // 2^n: n into the exponent of a number. NaN becomes 0 there and stays NaN in p.
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** ln x for x > 0, to 1e-13: x = 2^e m with m in [√½, √2), ln m = 2 artanh s with s = (m - 1) / (m + 1), as a series. */
export function ln(x: f64): f64 {
  if (!(x < Infinity)) return x;
  const bits = reinterpret<u64>(x) - 0x3fe6a09e667f3bcd;
  const e = <f64>(<i64>bits >> 52);
  const m = reinterpret<f64>((bits & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd);
  const s = (m - 1) / (m + 1);
  const q = s * s;
  let series: f64 = 1.0 / 17;
  series = series * q + 1.0 / 15;
  series = series * q + 1.0 / 13;
  series = series * q + 1.0 / 11;
  series = series * q + 1.0 / 9;
  series = series * q + 1.0 / 7;
  series = series * q + 1.0 / 5;
  series = series * q + 1.0 / 3;
  return 2 * s * (1 + q * series) + e * 0.693147180559945309417;
}
