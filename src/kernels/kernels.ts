/**
 * The arithmetic of the engine: one interface, several implementations. Every operand is an address, the byte offset of
 * its first element in the one memory; matrices are row-major; counts and strides are in elements, and ld is the
 * distance between rows. A kernel allocates nothing and knows nothing of networks beyond the element-wise part of a
 * cell. Kernels are plain functions, not methods that need `this`, so that they can be taken over one by one into
 * others.
 *
 * Dimensions: n rows (sequences, or sequences x time steps), H units of a layer, V outputs of the head. Where a kernel
 * takes `units` besides H, it works on so many units of each row of H, beginning where the addresses point.
 * Result first, then what it is made from; `d` + name is the gradient of the loss with respect to name.
 *
 * Every element of a result is one sum in one order, whatever part of a matrix a call is asked for. So work can be
 * split by rows or columns among any number of threads without changing a bit.
 */

export type Precision = 'f32' | 'f64';

/** A byte offset in the one memory: no count can stand in its place. Made of a number by `addressAt` alone. */
export type Address = number & { readonly [brand]: 'address' };
declare const brand: unique symbol;

export function addressAt(byte: number): Address {
  return byte as Address;
}

/** The address so many bytes after another. */
export function plus(address: Address, bytes: number): Address {
  return addressAt(address + bytes);
}

/** Stands where there is nothing: no range begins below RESERVED_BYTES. */
export const ABSENT = addressAt(0);

export interface Kernels {
  readonly precision: Precision;
  /**
   * Multiplications of a matrix product that take at most a tenth of a second: no more are done without asking whether
   * to stop.
   */
  readonly multiplicationsAtOnce: number;

  // --- Matrix products. The right-hand side stands in panels of PANEL columns, which are packed once and read often. -

  /** panels = b[k, n]; `panels` has panelLength(k, n) elements, those beyond column n become 0. */
  pack(panels: Address, b: Address, ldB: number, k: number, n: number): void;
  /** panels = bᵀ[k, n], where b is [n, k]. */
  packTransposed(panels: Address, b: Address, ldB: number, k: number, n: number): void;
  /**
   * out[m, n] = init[m, n] + a[m, k] b[k, n], b in panels. `init` may be `out`, or one row for all where ldInit is 0.
   */
  multiply(
    out: Address,
    ldOut: number,
    init: Address,
    ldInit: number,
    a: Address,
    ldA: number,
    panels: Address,
    m: number,
    n: number,
    k: number,
  ): void;
  /** out[m, n] += a[k, m]ᵀ b[k, n], neither in panels: the gradient of weights, summed over k rows. */
  multiplyTransposed(
    out: Address,
    ldOut: number,
    a: Address,
    ldA: number,
    b: Address,
    ldB: number,
    m: number,
    n: number,
    k: number,
  ): void;

  // --- Rows of a matrix: biases, and one-hot inputs without a one-hot matrix. ----------------------------------------

  /** out[n, width] = bias + table[ids[n], width]; an id of -1 is the zero vector. ids: 32-bit integers. */
  gatherRows(
    out: Address,
    ldOut: number,
    table: Address,
    ldTable: number,
    bias: Address,
    ids: Address,
    n: number,
    width: number,
  ): void;
  /** dTable[ids[n], width] += dOut[n, width], skipping -1. */
  scatterRows(
    dTable: Address,
    ldTable: number,
    dOut: Address,
    ldOut: number,
    ids: Address,
    n: number,
    width: number,
  ): void;
  /** out[n, width] = a[n, width]. */
  copyRows(out: Address, ldOut: number, a: Address, ldA: number, n: number, width: number): void;
  /** out[n, width] = a[ids[n], width], zeros where the id is -1. */
  pickRows(out: Address, ldOut: number, a: Address, ldA: number, ids: Address, n: number, width: number): void;
  /** out[n, width] = row[width] in every row. */
  broadcastRow(out: Address, ldOut: number, row: Address, n: number, width: number): void;
  /** dRow[width] += sum over n of dOut[n, width]. */
  sumRows(dRow: Address, dOut: Address, ldOut: number, n: number, width: number): void;
  /** out[width] += sum over n of a[n, width] * b[n, width]. */
  sumProducts(out: Address, a: Address, ldA: number, b: Address, ldB: number, n: number, width: number): void;

  // --- Cells, element by element. A gate's address is that of its block of units in the first row; rows of all gates
  // --- together are ldZ apart, all others H. A gate holds sums on entry to a forward pass, activations after it, and
  // --- the gradient with respect to the sums after the backward pass. ------------------------------------------------

  /** a = tanh(z), or max(0, z). */
  rnnForward(a: Address, z: Address, n: number, units: number, H: number, relu: boolean): void;
  /** z = dA * g'(z), from a = g(z). */
  rnnBackward(z: Address, dA: Address, a: Address, n: number, units: number, H: number, relu: boolean): void;

  /** r becomes an activation, ra = r * aPrev. */
  gruReset(ra: Address, r: Address, ldZ: number, aPrev: Address, n: number, units: number, H: number): void;
  /**
   * The other place for it: r becomes an activation, candidate += r * hc, the recurrent part of the candidate's sum.
   */
  gruResetAfter(r: Address, candidate: Address, ldZ: number, hc: Address, n: number, units: number, H: number): void;
  /** u and candidate become activations, a = u * candidate + (1 - u) * aPrev. */
  gruUpdate(
    a: Address,
    u: Address,
    candidate: Address,
    ldZ: number,
    aPrev: Address,
    n: number,
    units: number,
    H: number,
  ): void;
  /** Gradients of u and candidate; dPrev += dA * (1 - u). */
  gruUpdateBackward(
    u: Address,
    candidate: Address,
    ldZ: number,
    dPrev: Address,
    dA: Address,
    aPrev: Address,
    n: number,
    units: number,
    H: number,
  ): void;
  /** Gradient of r, from that of ra; dPrev += dRa * r. */
  gruResetBackward(
    r: Address,
    ldZ: number,
    dPrev: Address,
    dRa: Address,
    aPrev: Address,
    n: number,
    units: number,
    H: number,
  ): void;
  /** Gradient of r, from that of candidate's sum, and hc becomes its own gradient. */
  gruResetAfterBackward(
    r: Address,
    candidate: Address,
    ldZ: number,
    hc: Address,
    n: number,
    units: number,
    H: number,
  ): void;

  /**
   * z[n, 4H] = [i f c̃ o] become activations; c = i * c̃ + f * cPrev; a = o * tanh(c), or o * c where `linear`.
   */
  lstmForward(
    a: Address,
    c: Address,
    z: Address,
    cPrev: Address,
    n: number,
    units: number,
    H: number,
    linear: boolean,
  ): void;
  /** dC holds the gradient of c from the next step on entry, and of cPrev on return. */
  lstmBackward(
    z: Address,
    dC: Address,
    dA: Address,
    c: Address,
    cPrev: Address,
    n: number,
    units: number,
    H: number,
    linear: boolean,
  ): void;
  /**
   * The same with peepholes[3, H] = [pi pf po]: i and f see cPrev; o sees c where `current`, else cPrev.
   */
  lstmPeepholeForward(
    a: Address,
    c: Address,
    z: Address,
    cPrev: Address,
    peepholes: Address,
    n: number,
    units: number,
    H: number,
    linear: boolean,
    current: boolean,
  ): void;
  lstmPeepholeBackward(
    z: Address,
    dC: Address,
    dA: Address,
    c: Address,
    cPrev: Address,
    peepholes: Address,
    n: number,
    units: number,
    H: number,
    linear: boolean,
    current: boolean,
  ): void;

  // --- Loss ----------------------------------------------------------------------------------------------------------

  /**
   * losses[n] = -ln softmax(logits)[target], 0 where the target is -1; logits[n, V] become their gradient
   * (softmax - one-hot) * scale, 0 where the target is -1. targets: 32-bit integers.
   */
  softmaxCrossEntropy(losses: Address, logits: Address, targets: Address, n: number, V: number, scale: number): void;
  /**
   * losses[n] = sum over v of the binary cross-entropy of σ(logits[n, v]) and targets[n, v], which is 0, 1 or, where it
   * does not count, -1 (32-bit integers); logits become their gradient (σ - target) * scale.
   */
  sigmoidCrossEntropy(losses: Address, logits: Address, targets: Address, n: number, V: number, scale: number): void;

  /**
   * losses[n] = sum over v of (outputs[n, v] - targets[n, v])², of real numbers; outputs become their gradient
   * 2 (output - target) * scale.
   */
  squaredError(losses: Address, outputs: Address, targets: Address, n: number, V: number, scale: number): void;

  /**
   * odds[V] = e^((logits - the largest of them) / temperature), what a softmax divides by its sum, which is returned.
   */
  softmaxNumerators(odds: Address, logits: Address, V: number, temperature: number): number;

  // --- Vectors of `count` elements -----------------------------------------------------------------------------------

  fill(out: Address, value: number, count: number): void;
  copy(out: Address, from: Address, count: number): void;
  /** out *= factor. */
  scale(out: Address, factor: number, count: number): void;
  /** Every element into [-limit, limit]; NaN stays. */
  clamp(out: Address, limit: number, count: number): void;
  /** out = a * b, element by element; `out` may be `a`. */
  multiplyElements(out: Address, a: Address, b: Address, count: number): void;
  /** Sum in double precision; NaN and Infinity come through. */
  sum(a: Address, count: number): number;
  /** Sum of the squares in double precision. */
  sumSquares(a: Address, count: number): number;
  /** Sum of (a - b)² in double precision: the square of the distance. */
  sumSquaredDifferences(a: Address, b: Address, count: number): number;

  // --- Optimisers: one step each, as PyTorch takes it. ---------------------------------------------------------------

  /** momentum = rate * momentum + g; parameters -= learningRate * momentum. */
  sgd(
    parameters: Address,
    gradients: Address,
    momentum: Address,
    count: number,
    learningRate: number,
    rate: number,
  ): void;
  /** v = rho * v + (1 - rho) * g²; parameters -= learningRate * g / (sqrt(v) + epsilon). Hinton, lecture 6e, 2012. */
  rmsprop(
    parameters: Address,
    gradients: Address,
    v: Address,
    count: number,
    learningRate: number,
    rho: number,
    epsilon: number,
  ): void;
  /**
   * Kingma and Ba, 2015, algorithm 1, with epsilon added after the bias correction. `t` counts steps from 1, this one
   * included. Before it, parameters *= 1 - decay: learningRate * weight decay makes it AdamW (Loshchilov and Hutter,
   * 2019).
   */
  adam(
    parameters: Address,
    gradients: Address,
    m: Address,
    v: Address,
    count: number,
    learningRate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    t: number,
    decay: number,
  ): void;
}

/**
 * Makes kernels that compute in a memory. They may use SCRATCH_BYTES from `scratch` on, which no other kernels that
 * work at the same time may touch.
 */
export type CreateKernels = (memory: WebAssembly.Memory, precision: Precision, scratch: Address) => Kernels;

/** Columns of a panel. */
export const PANEL = 16;

/** Elements of b[k, n] in panels: n rounded up to whole panels. Panel j / PANEL begins at element j * k. */
export function panelLength(k: number, n: number): number {
  return k * Math.ceil(n / PANEL) * PANEL;
}

/** Room for a tile, 32 panels of 256 rows, 264 x 256 numbers, and 16 bytes: what products copy at a time. */
export const SCRATCH_BYTES = 512 + 32 * (256 * 64 + 64) + 4 * 264 * 256 + 16;

/** Bytes below which nothing of a network may stand: the constants of the kernels do. */
export const RESERVED_BYTES = 4096;

/** Bytes of a real number. */
export function sizeOf(precision: Precision): 4 | 8 {
  return precision === 'f32' ? 4 : 8;
}
