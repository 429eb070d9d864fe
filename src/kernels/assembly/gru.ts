/** The element-wise parts of the GRU (1.9), for the reset gate before the matrix product and after it. */
import { one, sigmoid, tanh } from './functions';
import { High, load, Low, Single, store } from './lanes';

/** r = σ(r), ra = r * aPrev. */
export function gruReset(ra: usize, r: usize, ldZ: usize, aPrev: usize, n: usize, units: usize, H: usize): void {
  for (; n > 0; n--, ra += H << 2, r += ldZ << 2, aPrev += H << 2) {
    let j: usize = 0;
    for (; j + 32 <= units << 2; j += 32) reset<Low, High>(ra + j, r + j, aPrev + j);
    for (; j < units << 2; j += 4) reset<Single, Single>(ra + j, r + j, aPrev + j);
  }
}

@inline
function reset<A, B>(ra: usize, r: usize, aPrev: usize): void {
  const r0 = sigmoid(load<A>(r)), r1 = sigmoid(load<B>(r));
  const ra0 = f32x4.mul(r0, load<A>(aPrev)), ra1 = f32x4.mul(r1, load<B>(aPrev));
  store<A>(r, r0);
  store<B>(r, r1);
  store<A>(ra, ra0);
  store<B>(ra, ra1);
}

/** r = σ(r), candidate += r * hc. */
export function gruResetAfter(r: usize, candidate: usize, ldZ: usize, hc: usize, n: usize, units: usize, H: usize): void {
  for (; n > 0; n--, r += ldZ << 2, candidate += ldZ << 2, hc += H << 2) {
    let j: usize = 0;
    for (; j + 32 <= units << 2; j += 32) resetAfter<Low, High>(r + j, candidate + j, hc + j);
    for (; j < units << 2; j += 4) resetAfter<Single, Single>(r + j, candidate + j, hc + j);
  }
}

@inline
function resetAfter<A, B>(r: usize, candidate: usize, hc: usize): void {
  const r0 = sigmoid(load<A>(r)), r1 = sigmoid(load<B>(r));
  const c0 = f32x4.add(load<A>(candidate), f32x4.mul(r0, load<A>(hc)));
  const c1 = f32x4.add(load<B>(candidate), f32x4.mul(r1, load<B>(hc)));
  store<A>(r, r0);
  store<B>(r, r1);
  store<A>(candidate, c0);
  store<B>(candidate, c1);
}

/** u = σ(u), candidate = tanh(candidate), a = u * candidate + (1 - u) * aPrev. */
export function gruUpdate(a: usize, u: usize, candidate: usize, ldZ: usize, aPrev: usize, n: usize, units: usize, H: usize): void {
  for (; n > 0; n--, a += H << 2, u += ldZ << 2, candidate += ldZ << 2, aPrev += H << 2) {
    let j: usize = 0;
    for (; j + 32 <= units << 2; j += 32) update<Low, High>(a + j, u + j, candidate + j, aPrev + j);
    for (; j < units << 2; j += 4) update<Single, Single>(a + j, u + j, candidate + j, aPrev + j);
  }
}

@inline
function update<A, B>(a: usize, u: usize, candidate: usize, aPrev: usize): void {
  const u0 = sigmoid(load<A>(u)), u1 = sigmoid(load<B>(u));
  const c0 = tanh(load<A>(candidate)), c1 = tanh(load<B>(candidate));
  const a0 = f32x4.add(f32x4.mul(u0, c0), f32x4.mul(f32x4.sub(one(), u0), load<A>(aPrev)));
  const a1 = f32x4.add(f32x4.mul(u1, c1), f32x4.mul(f32x4.sub(one(), u1), load<B>(aPrev)));
  store<A>(u, u0);
  store<B>(u, u1);
  store<A>(candidate, c0);
  store<B>(candidate, c1);
  store<A>(a, a0);
  store<B>(a, a1);
}

/** du and dcandidate in their places; dPrev += dA * (1 - u). */
export function gruUpdateBackward(u: usize, candidate: usize, ldZ: usize, dPrev: usize, dA: usize, aPrev: usize, n: usize, units: usize, H: usize): void {
  for (; n > 0; n--, u += ldZ << 2, candidate += ldZ << 2, dPrev += H << 2, dA += H << 2, aPrev += H << 2) {
    let j: usize = 0;
    for (; j + 32 <= units << 2; j += 32) updateBackward<Low, High>(u + j, candidate + j, dPrev + j, dA + j, aPrev + j);
    for (; j < units << 2; j += 4) updateBackward<Single, Single>(u + j, candidate + j, dPrev + j, dA + j, aPrev + j);
  }
}

@inline
function updateBackward<A, B>(u: usize, candidate: usize, dPrev: usize, dA: usize, aPrev: usize): void {
  const u0 = load<A>(u), u1 = load<B>(u);
  const c0 = load<A>(candidate), c1 = load<B>(candidate);
  const da0 = load<A>(dA), da1 = load<B>(dA);
  const kept0 = f32x4.sub(one(), u0), kept1 = f32x4.sub(one(), u1);
  const taken0 = f32x4.mul(da0, u0), taken1 = f32x4.mul(da1, u1);
  // du * u (1 - u) = da * (candidate - aPrev) * u (1 - u)
  const du0 = f32x4.mul(f32x4.mul(taken0, kept0), f32x4.sub(c0, load<A>(aPrev)));
  const du1 = f32x4.mul(f32x4.mul(taken1, kept1), f32x4.sub(c1, load<B>(aPrev)));
  const dc0 = f32x4.mul(taken0, f32x4.sub(one(), f32x4.mul(c0, c0)));
  const dc1 = f32x4.mul(taken1, f32x4.sub(one(), f32x4.mul(c1, c1)));
  const dPrev0 = f32x4.add(load<A>(dPrev), f32x4.mul(da0, kept0));
  const dPrev1 = f32x4.add(load<B>(dPrev), f32x4.mul(da1, kept1));
  store<A>(u, du0);
  store<B>(u, du1);
  store<A>(candidate, dc0);
  store<B>(candidate, dc1);
  store<A>(dPrev, dPrev0);
  store<B>(dPrev, dPrev1);
}

/** dr from dRa, the gradient of r * aPrev; dPrev += dRa * r. */
export function gruResetBackward(r: usize, ldZ: usize, dPrev: usize, dRa: usize, aPrev: usize, n: usize, units: usize, H: usize): void {
  for (; n > 0; n--, r += ldZ << 2, dPrev += H << 2, dRa += H << 2, aPrev += H << 2) {
    let j: usize = 0;
    for (; j + 32 <= units << 2; j += 32) resetBackward<Low, High>(r + j, dPrev + j, dRa + j, aPrev + j);
    for (; j < units << 2; j += 4) resetBackward<Single, Single>(r + j, dPrev + j, dRa + j, aPrev + j);
  }
}

@inline
function resetBackward<A, B>(r: usize, dPrev: usize, dRa: usize, aPrev: usize): void {
  const r0 = load<A>(r), r1 = load<B>(r);
  const taken0 = f32x4.mul(load<A>(dRa), r0), taken1 = f32x4.mul(load<B>(dRa), r1);
  const dr0 = f32x4.mul(f32x4.mul(taken0, f32x4.sub(one(), r0)), load<A>(aPrev));
  const dr1 = f32x4.mul(f32x4.mul(taken1, f32x4.sub(one(), r1)), load<B>(aPrev));
  const dPrev0 = f32x4.add(load<A>(dPrev), taken0), dPrev1 = f32x4.add(load<B>(dPrev), taken1);
  store<A>(r, dr0);
  store<B>(r, dr1);
  store<A>(dPrev, dPrev0);
  store<B>(dPrev, dPrev1);
}

/** dr from the gradient of the candidate's sum; hc becomes dhc = dcandidate * r. */
export function gruResetAfterBackward(r: usize, candidate: usize, ldZ: usize, hc: usize, n: usize, units: usize, H: usize): void {
  for (; n > 0; n--, r += ldZ << 2, candidate += ldZ << 2, hc += H << 2) {
    let j: usize = 0;
    for (; j + 32 <= units << 2; j += 32) resetAfterBackward<Low, High>(r + j, candidate + j, hc + j);
    for (; j < units << 2; j += 4) resetAfterBackward<Single, Single>(r + j, candidate + j, hc + j);
  }
}

@inline
function resetAfterBackward<A, B>(r: usize, candidate: usize, hc: usize): void {
  const r0 = load<A>(r), r1 = load<B>(r);
  const taken0 = f32x4.mul(load<A>(candidate), r0), taken1 = f32x4.mul(load<B>(candidate), r1);
  const dr0 = f32x4.mul(f32x4.mul(taken0, f32x4.sub(one(), r0)), load<A>(hc));
  const dr1 = f32x4.mul(f32x4.mul(taken1, f32x4.sub(one(), r1)), load<B>(hc));
  store<A>(r, dr0);
  store<B>(r, dr1);
  store<A>(hc, taken0);
  store<B>(hc, taken1);
}
