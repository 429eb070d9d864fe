/** The element-wise part of the standard RNN (1.3.3). */
import { one, tanh } from './functions';
import { High, is, load, Low, No, Single, store, Yes } from './lanes';

/** a = tanh(z), or max(0, z). */
export function rnnForward(a: usize, z: usize, n: usize, units: usize, H: usize, relu: bool): void {
  if (relu) forwardRows<Yes>(a, z, n, units << 2, H << 2);
  else forwardRows<No>(a, z, n, units << 2, H << 2);
}

function forwardRows<Relu>(a: usize, z: usize, n: usize, bytes: usize, H4: usize): void {
  for (; n > 0; n--, a += H4, z += H4) {
    let j: usize = 0;
    for (; j + 32 <= bytes; j += 32) forward<Low, High, Relu>(a + j, z + j);
    for (; j < bytes; j += 4) forward<Single, Single, Relu>(a + j, z + j);
  }
}

@inline
function forward<A, B, Relu>(a: usize, z: usize): void {
  const a0 = activation<Relu>(load<A>(z)), a1 = activation<Relu>(load<B>(z));
  store<A>(a, a0);
  store<B>(a, a1);
}

@inline
function activation<Relu>(z: v128): v128 {
  return is<Relu>() ? f32x4.max(z, f32x4.splat(0)) : tanh(z);
}

/** dz = da * g'(z): 1 - a² for tanh; 1 where a > 0, else 0, for max(0, z). */
export function rnnBackward(z: usize, dA: usize, a: usize, n: usize, units: usize, H: usize, relu: bool): void {
  if (relu) backwardRows<Yes>(z, dA, a, n, units << 2, H << 2);
  else backwardRows<No>(z, dA, a, n, units << 2, H << 2);
}

function backwardRows<Relu>(z: usize, dA: usize, a: usize, n: usize, bytes: usize, H4: usize): void {
  for (; n > 0; n--, z += H4, dA += H4, a += H4) {
    let j: usize = 0;
    for (; j + 32 <= bytes; j += 32) backward<Low, High, Relu>(z + j, dA + j, a + j);
    for (; j < bytes; j += 4) backward<Single, Single, Relu>(z + j, dA + j, a + j);
  }
}

@inline
function backward<A, B, Relu>(z: usize, dA: usize, a: usize): void {
  const z0 = gradient<Relu>(load<A>(dA), load<A>(a)), z1 = gradient<Relu>(load<B>(dA), load<B>(a));
  store<A>(z, z0);
  store<B>(z, z1);
}

@inline
function gradient<Relu>(da: v128, a: v128): v128 {
  if (is<Relu>()) return v128.and(da, f32x4.gt(a, f32x4.splat(0)));
  return f32x4.mul(da, f32x4.sub(one(), f32x4.mul(a, a)));
}
