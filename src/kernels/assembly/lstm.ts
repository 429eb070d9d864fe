/** The element-wise part of the LSTM (1.10), without peepholes and with them. Rows of gates: [i f c̃ o], i the notes' Γu. */
import { one, sigmoid, tanh } from './functions';
import { High, is, load, Low, No, Single, store, Yes } from './lanes';

// --- Without peepholes ---------------------------------------------------------------------------------------------------

/** c = i * c̃ + f * cPrev, a = o * tanh(c) or o * c. */
export function lstmForward(a: usize, c: usize, z: usize, cPrev: usize, n: usize, units: usize, H: usize, linear: bool): void {
  if (linear) forwardRows<Yes>(a, c, z, cPrev, n, units << 2, H << 2);
  else forwardRows<No>(a, c, z, cPrev, n, units << 2, H << 2);
}

function forwardRows<Linear>(a: usize, c: usize, z: usize, cPrev: usize, n: usize, bytes: usize, H4: usize): void {
  for (; n > 0; n--, a += H4, c += H4, cPrev += H4, z += H4 << 2) {
    let j: usize = 0;
    for (; j + 32 <= bytes; j += 32) forward<Low, High, Linear>(a + j, c + j, z + j, cPrev + j, H4);
    for (; j < bytes; j += 4) forward<Single, Single, Linear>(a + j, c + j, z + j, cPrev + j, H4);
  }
}

@inline
function forward<A, B, Linear>(a: usize, c: usize, zi: usize, cPrev: usize, H4: usize): void {
  const zf = zi + H4;
  const zc = zf + H4;
  const zo = zc + H4;
  const i0 = sigmoid(load<A>(zi)), i1 = sigmoid(load<B>(zi));
  const f0 = sigmoid(load<A>(zf)), f1 = sigmoid(load<B>(zf));
  const candidate0 = tanh(load<A>(zc)), candidate1 = tanh(load<B>(zc));
  const o0 = sigmoid(load<A>(zo)), o1 = sigmoid(load<B>(zo));
  const c0 = f32x4.add(f32x4.mul(i0, candidate0), f32x4.mul(f0, load<A>(cPrev)));
  const c1 = f32x4.add(f32x4.mul(i1, candidate1), f32x4.mul(f1, load<B>(cPrev)));
  const a0 = f32x4.mul(o0, seenOf<Linear>(c0)), a1 = f32x4.mul(o1, seenOf<Linear>(c1));
  storeGates<A, B>(zi, H4, i0, i1, f0, f1, candidate0, candidate1, o0, o1);
  store<A>(c, c0);
  store<B>(c, c1);
  store<A>(a, a0);
  store<B>(a, a1);
}

/** dz in the place of z, and the gradient of cPrev in that of c's. */
export function lstmBackward(z: usize, dC: usize, dA: usize, c: usize, cPrev: usize, n: usize, units: usize, H: usize, linear: bool): void {
  if (linear) backwardRows<Yes>(z, dC, dA, c, cPrev, n, units << 2, H << 2);
  else backwardRows<No>(z, dC, dA, c, cPrev, n, units << 2, H << 2);
}

function backwardRows<Linear>(z: usize, dC: usize, dA: usize, c: usize, cPrev: usize, n: usize, bytes: usize, H4: usize): void {
  for (; n > 0; n--, z += H4 << 2, dC += H4, dA += H4, c += H4, cPrev += H4) {
    let j: usize = 0;
    for (; j + 32 <= bytes; j += 32) backward<Low, High, Linear>(z + j, dC + j, dA + j, c + j, cPrev + j, H4);
    for (; j < bytes; j += 4) backward<Single, Single, Linear>(z + j, dC + j, dA + j, c + j, cPrev + j, H4);
  }
}

@inline
function backward<A, B, Linear>(zi: usize, dC: usize, dA: usize, c: usize, cPrev: usize, H4: usize): void {
  const zf = zi + H4;
  const zc = zf + H4;
  const zo = zc + H4;
  const i0 = load<A>(zi), i1 = load<B>(zi);
  const f0 = load<A>(zf), f1 = load<B>(zf);
  const candidate0 = load<A>(zc), candidate1 = load<B>(zc);
  const o0 = load<A>(zo), o1 = load<B>(zo);
  const seen0 = seenOf<Linear>(load<A>(c)), seen1 = seenOf<Linear>(load<B>(c));
  const da0 = load<A>(dA), da1 = load<B>(dA);
  const dc0 = f32x4.add(load<A>(dC), throughOutput<Linear>(da0, o0, seen0));
  const dc1 = f32x4.add(load<B>(dC), throughOutput<Linear>(da1, o1, seen1));
  const dzi0 = ofSigmoid(f32x4.mul(dc0, candidate0), i0), dzi1 = ofSigmoid(f32x4.mul(dc1, candidate1), i1);
  const dzf0 = ofSigmoid(f32x4.mul(dc0, load<A>(cPrev)), f0), dzf1 = ofSigmoid(f32x4.mul(dc1, load<B>(cPrev)), f1);
  const dzc0 = ofTanh(f32x4.mul(dc0, i0), candidate0), dzc1 = ofTanh(f32x4.mul(dc1, i1), candidate1);
  const dzo0 = ofSigmoid(f32x4.mul(da0, seen0), o0), dzo1 = ofSigmoid(f32x4.mul(da1, seen1), o1);
  const dBefore0 = f32x4.mul(dc0, f0), dBefore1 = f32x4.mul(dc1, f1);
  storeGates<A, B>(zi, H4, dzi0, dzi1, dzf0, dzf1, dzc0, dzc1, dzo0, dzo1);
  store<A>(dC, dBefore0);
  store<B>(dC, dBefore1);
}

// --- With peepholes [pi pf po]: i and f see cPrev; o sees c where `current`, else cPrev. ----------------------------------

export function lstmPeepholeForward(
  a: usize, c: usize, z: usize, cPrev: usize, peepholes: usize, n: usize, units: usize, H: usize, linear: bool, current: bool,
): void {
  const bytes = units << 2;
  const H4 = H << 2;
  if (linear) {
    if (current) peepholeForwardRows<Yes, Yes>(a, c, z, cPrev, peepholes, n, bytes, H4);
    else peepholeForwardRows<Yes, No>(a, c, z, cPrev, peepholes, n, bytes, H4);
  } else if (current) peepholeForwardRows<No, Yes>(a, c, z, cPrev, peepholes, n, bytes, H4);
  else peepholeForwardRows<No, No>(a, c, z, cPrev, peepholes, n, bytes, H4);
}

function peepholeForwardRows<Linear, Current>(
  a: usize, c: usize, z: usize, cPrev: usize, peepholes: usize, n: usize, bytes: usize, H4: usize,
): void {
  for (; n > 0; n--, a += H4, c += H4, cPrev += H4, z += H4 << 2) {
    let j: usize = 0;
    for (; j + 32 <= bytes; j += 32) peepholeForward<Low, High, Linear, Current>(a + j, c + j, z + j, cPrev + j, peepholes + j, H4);
    for (; j < bytes; j += 4) peepholeForward<Single, Single, Linear, Current>(a + j, c + j, z + j, cPrev + j, peepholes + j, H4);
  }
}

@inline
function peepholeForward<A, B, Linear, Current>(a: usize, c: usize, zi: usize, cPrev: usize, pi: usize, H4: usize): void {
  const zf = zi + H4;
  const zc = zf + H4;
  const zo = zc + H4;
  const pf = pi + H4;
  const po = pf + H4;
  const before0 = load<A>(cPrev), before1 = load<B>(cPrev);
  const i0 = sigmoid(seeing(load<A>(zi), load<A>(pi), before0)), i1 = sigmoid(seeing(load<B>(zi), load<B>(pi), before1));
  const f0 = sigmoid(seeing(load<A>(zf), load<A>(pf), before0)), f1 = sigmoid(seeing(load<B>(zf), load<B>(pf), before1));
  const candidate0 = tanh(load<A>(zc)), candidate1 = tanh(load<B>(zc));
  const c0 = f32x4.add(f32x4.mul(i0, candidate0), f32x4.mul(f0, before0));
  const c1 = f32x4.add(f32x4.mul(i1, candidate1), f32x4.mul(f1, before1));
  const o0 = sigmoid(seeing(load<A>(zo), load<A>(po), is<Current>() ? c0 : before0));
  const o1 = sigmoid(seeing(load<B>(zo), load<B>(po), is<Current>() ? c1 : before1));
  const a0 = f32x4.mul(o0, seenOf<Linear>(c0)), a1 = f32x4.mul(o1, seenOf<Linear>(c1));
  storeGates<A, B>(zi, H4, i0, i1, f0, f1, candidate0, candidate1, o0, o1);
  store<A>(c, c0);
  store<B>(c, c1);
  store<A>(a, a0);
  store<B>(a, a1);
}

export function lstmPeepholeBackward(
  z: usize, dC: usize, dA: usize, c: usize, cPrev: usize, peepholes: usize, n: usize, units: usize, H: usize, linear: bool, current: bool,
): void {
  const bytes = units << 2;
  const H4 = H << 2;
  if (linear) {
    if (current) peepholeBackwardRows<Yes, Yes>(z, dC, dA, c, cPrev, peepholes, n, bytes, H4);
    else peepholeBackwardRows<Yes, No>(z, dC, dA, c, cPrev, peepholes, n, bytes, H4);
  } else if (current) peepholeBackwardRows<No, Yes>(z, dC, dA, c, cPrev, peepholes, n, bytes, H4);
  else peepholeBackwardRows<No, No>(z, dC, dA, c, cPrev, peepholes, n, bytes, H4);
}

function peepholeBackwardRows<Linear, Current>(
  z: usize, dC: usize, dA: usize, c: usize, cPrev: usize, peepholes: usize, n: usize, bytes: usize, H4: usize,
): void {
  for (; n > 0; n--, z += H4 << 2, dC += H4, dA += H4, c += H4, cPrev += H4) {
    let j: usize = 0;
    for (; j + 32 <= bytes; j += 32)
      peepholeBackward<Low, High, Linear, Current>(z + j, dC + j, dA + j, c + j, cPrev + j, peepholes + j, H4);
    for (; j < bytes; j += 4)
      peepholeBackward<Single, Single, Linear, Current>(z + j, dC + j, dA + j, c + j, cPrev + j, peepholes + j, H4);
  }
}

@inline
function peepholeBackward<A, B, Linear, Current>(
  zi: usize, dC: usize, dA: usize, c: usize, cPrev: usize, pi: usize, H4: usize,
): void {
  const zf = zi + H4;
  const zc = zf + H4;
  const zo = zc + H4;
  const pf = pi + H4;
  const po = pf + H4;
  const i0 = load<A>(zi), i1 = load<B>(zi);
  const f0 = load<A>(zf), f1 = load<B>(zf);
  const candidate0 = load<A>(zc), candidate1 = load<B>(zc);
  const o0 = load<A>(zo), o1 = load<B>(zo);
  const before0 = load<A>(cPrev), before1 = load<B>(cPrev);
  const seen0 = seenOf<Linear>(load<A>(c)), seen1 = seenOf<Linear>(load<B>(c));
  const da0 = load<A>(dA), da1 = load<B>(dA);
  const dzo0 = ofSigmoid(f32x4.mul(da0, seen0), o0), dzo1 = ofSigmoid(f32x4.mul(da1, seen1), o1);
  const dOfO0 = f32x4.mul(dzo0, load<A>(po)), dOfO1 = f32x4.mul(dzo1, load<B>(po));
  let dc0 = f32x4.add(load<A>(dC), throughOutput<Linear>(da0, o0, seen0));
  let dc1 = f32x4.add(load<B>(dC), throughOutput<Linear>(da1, o1, seen1));
  if (is<Current>()) dc0 = f32x4.add(dc0, dOfO0);
  if (is<Current>()) dc1 = f32x4.add(dc1, dOfO1);
  const dzi0 = ofSigmoid(f32x4.mul(dc0, candidate0), i0), dzi1 = ofSigmoid(f32x4.mul(dc1, candidate1), i1);
  const dzf0 = ofSigmoid(f32x4.mul(dc0, before0), f0), dzf1 = ofSigmoid(f32x4.mul(dc1, before1), f1);
  const dzc0 = ofTanh(f32x4.mul(dc0, i0), candidate0), dzc1 = ofTanh(f32x4.mul(dc1, i1), candidate1);
  let dBefore0 = seeing(seeing(f32x4.mul(dc0, f0), dzi0, load<A>(pi)), dzf0, load<A>(pf));
  let dBefore1 = seeing(seeing(f32x4.mul(dc1, f1), dzi1, load<B>(pi)), dzf1, load<B>(pf));
  if (!is<Current>()) dBefore0 = f32x4.add(dBefore0, dOfO0);
  if (!is<Current>()) dBefore1 = f32x4.add(dBefore1, dOfO1);
  storeGates<A, B>(zi, H4, dzi0, dzi1, dzf0, dzf1, dzc0, dzc1, dzo0, dzo1);
  store<A>(dC, dBefore0);
  store<B>(dC, dBefore1);
}

/** sum + p * c. */
@inline
function seeing(sum: v128, p: v128, c: v128): v128 {
  return f32x4.add(sum, f32x4.mul(p, c));
}

// --- Both ----------------------------------------------------------------------------------------------------------------

/** What the output gate lets through: tanh(c), or c. */
@inline
function seenOf<Linear>(c: v128): v128 {
  return is<Linear>() ? c : tanh(c);
}

/** da * o * (1 - tanh(c)²), or da * o. */
@inline
function throughOutput<Linear>(da: v128, o: v128, seen: v128): v128 {
  const through = f32x4.mul(da, o);
  return is<Linear>() ? through : f32x4.mul(through, f32x4.sub(one(), f32x4.mul(seen, seen)));
}

/** The gradient of a sum from that of its σ: d * s (1 - s). */
@inline
function ofSigmoid(d: v128, s: v128): v128 {
  return f32x4.mul(f32x4.mul(d, s), f32x4.sub(one(), s));
}

/** The gradient of a sum from that of its tanh: d * (1 - s²). */
@inline
function ofTanh(d: v128, s: v128): v128 {
  return f32x4.mul(d, f32x4.sub(one(), f32x4.mul(s, s)));
}

@inline
function storeGates<A, B>(
  zi: usize, H4: usize, i0: v128, i1: v128, f0: v128, f1: v128, c0: v128, c1: v128, o0: v128, o1: v128,
): void {
  const zf = zi + H4;
  const zc = zf + H4;
  const zo = zc + H4;
  store<A>(zi, i0);
  store<B>(zi, i1);
  store<A>(zf, f0);
  store<B>(zf, f1);
  store<A>(zc, c0);
  store<B>(zc, c1);
  store<A>(zo, o0);
  store<B>(zo, o1);
}
