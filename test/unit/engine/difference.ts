/** How far gradients are from what they should be. */

/** Truncation goes with the square of this, rounding with its inverse: both are near 1e-10 here. */
const DISTANCE = 1e-5;

/** Central differences of a loss along every parameter; `loss` takes over the parameters as they stand. */
export function centralDifferences(parameters: Float32Array | Float64Array, loss: () => number): Float64Array {
  return Float64Array.from(parameters, (value, i) => {
    parameters[i] = value + DISTANCE;
    const above = loss();
    parameters[i] = value - DISTANCE;
    const below = loss();
    parameters[i] = value;
    return (above - below) / (2 * DISTANCE);
  });
}

/** ||a - b|| / ||b||; where b is zero, a must be. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [square, norm] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    square += (a[i]! - b[i]!) ** 2;
    norm += b[i]! ** 2;
  }
  return square === 0 ? 0 : Math.sqrt(square / norm);
}
