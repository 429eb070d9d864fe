/** Losses and their gradients in one pass over the logits (1.4, 1.6.2). */
import { exp, ln, sigmoid } from './functions';
import { load, Low, Single, store } from './lanes';

/** Bytes that are summed in 32 bits, 128 numbers in each of four lanes, before the sum goes on in 64. */
const SUMMED: usize = 2048;

/** L = ln(sum of e^z) - z[target], dL/dz = softmax(z) - one-hot, in the place of z. */
export function softmaxCrossEntropy(losses: usize, logits: usize, targets: usize, n: usize, V: usize, scale: f32): void {
  for (; n > 0; n--, losses += 4, logits += V << 2, targets += 4) {
    const target = i32.load(targets);
    if (target < 0) {
      f32.store(losses, 0);
      memory.fill(logits, 0, V << 2);
    } else f32.store(losses, crossEntropy(logits, V, logits + (<usize>target << 2), scale));
  }
}

/** Shifted by the largest z, so that e^z holds. */
function crossEntropy(z: usize, V: usize, target: usize, scale: f32): f32 {
  const end = z + (V << 2);
  const four = z + ((V & ~3) << 2);
  const largest = largestOf(z, four, end);
  const shifted = f32.load(target) - largest;
  const shift = f32x4.splat(largest);
  let sum: f64 = 0;
  for (let at = z; at < four; ) {
    // In 32 bits no longer than rounding does not show.
    let sums = f32x4.splat(0);
    for (const end = min(four, at + SUMMED); at < end; at += 16) sums = f32x4.add(sums, toExponential<Low>(at, shift));
    sum += sumOfLanes(sums);
  }
  for (let at = four; at < end; at += 4) sum += <f64>f32x4.extract_lane(toExponential<Single>(at, shift), 0);
  const factor = f32x4.splat(<f32>(<f64>scale / sum));
  for (let at = z; at < four; at += 16) store<Low>(at, f32x4.mul(load<Low>(at), factor));
  for (let at = four; at < end; at += 4) store<Single>(at, f32x4.mul(load<Single>(at), factor));
  f32.store(target, f32.load(target) - scale);
  return <f32>(ln(sum) - <f64>shifted);
}

@inline
function largestOf(z: usize, four: usize, end: usize): f32 {
  let largest = f32.load(z);
  if (four > z) {
    let most = load<Low>(z);
    for (let at = z + 16; at < four; at += 16) most = f32x4.pmax(most, load<Low>(at));
    largest = max(max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
  }
  for (let at = four; at < end; at += 4) largest = max(largest, f32.load(at));
  return largest;
}

@inline
function toExponential<Place>(at: usize, shift: v128): v128 {
  const value = exp(f32x4.sub(load<Place>(at), shift));
  store<Place>(at, value);
  return value;
}

/** odds = e^((z - largest) / temperature); returns their sum. */
export function softmaxNumerators(odds: usize, logits: usize, V: usize, temperature: f32): f64 {
  const end = logits + (V << 2);
  const four = logits + ((V & ~3) << 2);
  const shift = f32x4.splat(largestOf(logits, four, end));
  const factor = f32x4.splat(1 / temperature);
  let sum: f64 = 0;
  let at = logits;
  while (at < four) {
    let sums = f32x4.splat(0);
    for (const end = min(four, at + SUMMED); at < end; at += 16, odds += 16) {
      const value = exp(f32x4.mul(f32x4.sub(load<Low>(at), shift), factor));
      store<Low>(odds, value);
      sums = f32x4.add(sums, value);
    }
    sum += sumOfLanes(sums);
  }
  for (; at < end; at += 4, odds += 4) {
    const value = exp(f32x4.mul(f32x4.sub(load<Single>(at), shift), factor));
    store<Single>(odds, value);
    sum += <f64>f32x4.extract_lane(value, 0);
  }
  return sum;
}

@inline
function sumOfLanes(x: v128): f64 {
  return <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1) + <f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3);
}

/** L = sum of -y ln σ(z) - (1 - y) ln(1 - σ(z)) = sum of max(z, 0) - y z + ln(1 + e^-|z|); dL/dz = σ(z) - y. */
export function sigmoidCrossEntropy(losses: usize, logits: usize, targets: usize, n: usize, V: usize, scale: f32): void {
  for (; n > 0; n--, losses += 4) {
    let loss: f64 = 0;
    for (let left = V; left > 0; left--, logits += 4, targets += 4) {
      const target = i32.load(targets);
      const z = f32.load(logits);
      if (target >= 0) loss += <f64>max<f32>(z, 0) - <f64>z * target + ln(1 + <f64>f32x4.extract_lane(exp(f32x4.splat(-abs(z))), 0));
      const gradient = (f32x4.extract_lane(sigmoid(f32x4.splat(z)), 0) - <f32>target) * scale;
      f32.store(logits, target >= 0 ? gradient : 0);
    }
    f32.store(losses, <f32>loss);
  }
}

/** L = sum of (ŷ - y)²; dL/dŷ = 2 (ŷ - y). */
export function squaredError(losses: usize, outputs: usize, targets: usize, n: usize, V: usize, scale: f32): void {
  for (; n > 0; n--, losses += 4) {
    let loss: f64 = 0;
    for (let left = V; left > 0; left--, outputs += 4, targets += 4) {
      const error = f32.load(outputs) - f32.load(targets);
      loss += <f64>error * error;
      f32.store(outputs, 2 * error * scale);
    }
    f32.store(losses, <f32>loss);
  }
}
