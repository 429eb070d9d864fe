/**
 * The arithmetic of the engine: one interface, several implementations. Every operand is an address, the byte offset of
 * its first element in the one memory; matrices are row-major; counts and strides are in elements. A kernel allocates
 * nothing and knows nothing of networks beyond the element-wise part of a cell. Kernels are plain functions, not methods
 * that need `this`, so that they can be taken over one by one into others.
 *
 * Dimensions: n rows (sequences, or sequences x time steps), H units of a layer, V tokens of the vocabulary.
 * Result first, then what it is made from; `d` + name is the gradient of the loss with respect to name.
 */

export type Precision = 'f32' | 'f64';

export interface Kernels {
  readonly precision: Precision;

  // --- Matrix products. Each adds to `out`; ld is the distance between rows. -----------------------------------------

  /** out[m, n] += a[m, k] b[n, k]ᵀ: activations times weights, forward. */
  matmulNT(
    out: number,
    ldOut: number,
    a: number,
    ldA: number,
    b: number,
    ldB: number,
    m: number,
    n: number,
    k: number,
  ): void;
  /** out[m, n] += a[m, k] b[k, n]: gradients times weights, backward. */
  matmulNN(
    out: number,
    ldOut: number,
    a: number,
    ldA: number,
    b: number,
    ldB: number,
    m: number,
    n: number,
    k: number,
  ): void;
  /** out[m, n] += a[k, m]ᵀ b[k, n]: the gradient of weights, summed over k rows. */
  matmulTN(
    out: number,
    ldOut: number,
    a: number,
    ldA: number,
    b: number,
    ldB: number,
    m: number,
    n: number,
    k: number,
  ): void;

  // --- Rows of a matrix: biases, and one-hot inputs without a one-hot matrix. -----------------------------------------

  /** out[n, width] = bias + table[ids[n], width]; an id of -1 is the zero vector. ids: 32-bit integers. */
  gatherRows(out: number, table: number, bias: number, ids: number, n: number, width: number): void;
  /** dTable[ids[n], width] += dOut[n, width], skipping -1. */
  scatterRows(dTable: number, dOut: number, ids: number, n: number, width: number): void;
  /** out[n, width] = bias[width] in every row. */
  broadcastRow(out: number, bias: number, n: number, width: number): void;
  /** dBias[width] += sum over n of dOut[n, width]. */
  sumRows(dBias: number, dOut: number, n: number, width: number): void;

  // --- Cells, element by element. `gates` holds sums on entry to a forward pass, activations after it, and the ------
  // --- gradient with respect to the sums after the backward pass. -----------------------------------------------------

  /** a = tanh(gates); all [n, H]. Keeps the activation in `a` only. */
  rnnForward(a: number, gates: number, n: number, H: number): void;
  /** gates = dA * (1 - a²). */
  rnnBackward(gates: number, dA: number, a: number, n: number, H: number): void;

  /** gates[n, 3H] = [r u c̃]: r and u become activations, ra[n, H] = r * aPrev. */
  gruReset(ra: number, gates: number, aPrev: number, n: number, H: number): void;
  /** c̃ becomes an activation, a = u * c̃ + (1 - u) * aPrev. */
  gruUpdate(a: number, gates: number, aPrev: number, n: number, H: number): void;
  /** Gradients of u and c̃ into gates; dPrev += dA * (1 - u). Leaves r for gruResetBackward. */
  gruUpdateBackward(gates: number, dPrev: number, dA: number, aPrev: number, n: number, H: number): void;
  /** Gradient of r into gates, from that of ra; dPrev += dRa * r. */
  gruResetBackward(gates: number, dPrev: number, dRa: number, aPrev: number, n: number, H: number): void;

  /** gates[n, 4H] = [i f c̃ o] become activations; c = i * c̃ + f * cPrev; a = o * tanh(c). */
  lstmForward(a: number, c: number, gates: number, cPrev: number, n: number, H: number): void;
  /** dC[n, H] holds the gradient of c from the next step on entry, and of cPrev on return. */
  lstmBackward(gates: number, dC: number, dA: number, c: number, cPrev: number, n: number, H: number): void;

  // --- Loss ------------------------------------------------------------------------------------------------------------

  /**
   * losses[n] = -ln softmax(logits)[target], 0 where the target is -1; logits[n, V] become their gradient
   * (softmax - one-hot) * scale, 0 where the target is -1. targets: 32-bit integers.
   */
  softmaxCrossEntropy(losses: number, logits: number, targets: number, n: number, V: number, scale: number): void;

  // --- Vectors of `count` elements -------------------------------------------------------------------------------------

  fill(out: number, value: number, count: number): void;
  copy(out: number, from: number, count: number): void;
  /** out *= factor. */
  scale(out: number, factor: number, count: number): void;
  /** out = a * b, element by element; `out` may be `a`. */
  multiply(out: number, a: number, b: number, count: number): void;
  /** Sum in double precision; NaN and Infinity come through. */
  sum(a: number, count: number): number;
  /** Sum of the squares in double precision. */
  sumSquares(a: number, count: number): number;
  /** One step of Adam. */
  adam(parameters: number, gradients: number, m: number, v: number, count: number, step: AdamStep): void;
}

/** Kingma and Ba, 2015, algorithm 1, with the bias corrections as PyTorch applies them. */
export interface AdamStep {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Steps taken, this one included: from 1. */
  t: number;
}

/** Makes kernels that compute in a memory. */
export type CreateKernels = (memory: ArrayBufferLike, precision: Precision) => Kernels;

/** Bytes of a real number. */
export function sizeOf(precision: Precision): 4 | 8 {
  return precision === 'f32' ? 4 : 8;
}
