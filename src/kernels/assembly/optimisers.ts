/** One step of each optimiser: see kernels.ts for the formulas. */
import { High, load, Low, madd, Single, store } from './lanes';

export function sgd(parameters: usize, gradients: usize, momentum: usize, count: usize, learningRate: f32, rate: f32): void {
  const step = f32x4.splat(-learningRate);
  const rates = f32x4.splat(rate);
  let j: usize = 0;
  for (; j + 32 <= count << 2; j += 32) sgdAt<Low, High>(parameters + j, gradients + j, momentum + j, step, rates);
  for (; j < count << 2; j += 4) sgdAt<Single, Single>(parameters + j, gradients + j, momentum + j, step, rates);
}

@inline
function sgdAt<A, B>(parameter: usize, gradient: usize, momentum: usize, step: v128, rate: v128): void {
  const moved0 = madd(rate, load<A>(momentum), load<A>(gradient)), moved1 = madd(rate, load<B>(momentum), load<B>(gradient));
  const p0 = madd(step, moved0, load<A>(parameter)), p1 = madd(step, moved1, load<B>(parameter));
  store<A>(momentum, moved0);
  store<B>(momentum, moved1);
  store<A>(parameter, p0);
  store<B>(parameter, p1);
}

export function rmsprop(parameters: usize, gradients: usize, v: usize, count: usize, learningRate: f32, rho: f32, epsilon: f32): void {
  const step = f32x4.splat(learningRate);
  const old = f32x4.splat(rho);
  const recent = f32x4.splat(1 - rho);
  const small = f32x4.splat(epsilon);
  let j: usize = 0;
  for (; j + 32 <= count << 2; j += 32) rmspropAt<Low, High>(parameters + j, gradients + j, v + j, step, old, recent, small);
  for (; j < count << 2; j += 4) rmspropAt<Single, Single>(parameters + j, gradients + j, v + j, step, old, recent, small);
}

@inline
function rmspropAt<A, B>(parameter: usize, gradient: usize, v: usize, step: v128, old: v128, recent: v128, epsilon: v128): void {
  const g0 = load<A>(gradient), g1 = load<B>(gradient);
  const v0 = madd(old, load<A>(v), f32x4.mul(recent, f32x4.mul(g0, g0)));
  const v1 = madd(old, load<B>(v), f32x4.mul(recent, f32x4.mul(g1, g1)));
  const p0 = f32x4.sub(load<A>(parameter), f32x4.div(f32x4.mul(step, g0), f32x4.add(f32x4.sqrt(v0), epsilon)));
  const p1 = f32x4.sub(load<B>(parameter), f32x4.div(f32x4.mul(step, g1), f32x4.add(f32x4.sqrt(v1), epsilon)));
  store<A>(v, v0);
  store<B>(v, v1);
  store<A>(parameter, p0);
  store<B>(parameter, p1);
}

/** `stepSize` = learningRate / (1 - beta1^t), `correction2` = 1 / sqrt(1 - beta2^t). */
export function adam(
  parameters: usize, gradients: usize, m: usize, v: usize, count: usize,
  stepSize: f32, correction2: f32, beta1: f64, beta2: f64, epsilon: f32, decay: f64,
): void {
  const step = f32x4.splat(stepSize);
  const correction = f32x4.splat(correction2);
  const old1 = f32x4.splat(<f32>beta1), recent1 = f32x4.splat(<f32>(1 - beta1));
  const old2 = f32x4.splat(<f32>beta2), recent2 = f32x4.splat(<f32>(1 - beta2));
  const small = f32x4.splat(epsilon);
  const kept = f32x4.splat(<f32>(1 - decay));
  let j: usize = 0;
  for (; j + 32 <= count << 2; j += 32)
    adamAt<Low, High>(parameters + j, gradients + j, m + j, v + j, step, correction, old1, recent1, old2, recent2, small, kept);
  for (; j < count << 2; j += 4)
    adamAt<Single, Single>(parameters + j, gradients + j, m + j, v + j, step, correction, old1, recent1, old2, recent2, small, kept);
}

@inline
function adamAt<A, B>(
  parameter: usize, gradient: usize, m: usize, v: usize,
  step: v128, correction: v128, old1: v128, recent1: v128, old2: v128, recent2: v128, epsilon: v128, kept: v128,
): void {
  const g0 = load<A>(gradient), g1 = load<B>(gradient);
  const m0 = madd(old1, load<A>(m), f32x4.mul(recent1, g0)), m1 = madd(old1, load<B>(m), f32x4.mul(recent1, g1));
  const v0 = madd(old2, load<A>(v), f32x4.mul(recent2, f32x4.mul(g0, g0)));
  const v1 = madd(old2, load<B>(v), f32x4.mul(recent2, f32x4.mul(g1, g1)));
  const move0 = f32x4.div(f32x4.mul(step, m0), madd(f32x4.sqrt(v0), correction, epsilon));
  const move1 = f32x4.div(f32x4.mul(step, m1), madd(f32x4.sqrt(v1), correction, epsilon));
  const p0 = f32x4.sub(f32x4.mul(load<A>(parameter), kept), move0);
  const p1 = f32x4.sub(f32x4.mul(load<B>(parameter), kept), move1);
  store<A>(m, m0);
  store<B>(m, m1);
  store<A>(v, v0);
  store<B>(v, v1);
  store<A>(parameter, p0);
  store<B>(parameter, p1);
}
