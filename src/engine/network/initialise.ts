/** What weights begin with, drawn from a seed. */
import type { InitialisationConfig, NetworkConfig } from '../config.ts';
import { normal, type Random, uniform } from '../memory/random.ts';
import { type Parameter, parameterTable } from './parameters.ts';

type Reals = Float32Array | Float64Array;

/** Draws all parameters, in the order of the parameter table; `out` is the vector of all of them. */
export function initialise(
  out: Reals,
  network: NetworkConfig,
  random: Random,
  { kind, forgetBias }: InitialisationConfig = { kind: 'uniform' },
): void {
  const { hidden } = network;
  for (const parameter of parameterTable(network).entries) {
    const values = out.subarray(parameter.offset, parameter.offset + parameter.length);
    if (kind === 'uniform') fillUniform(values, 1 / Math.sqrt(hidden), random);
    else glorot(values, parameter, hidden, random);
    if (forgetBias !== undefined && network.cell === 'lstm' && parameter.name.includes('rnn.bias_ih'))
      values.fill(forgetBias, hidden, 2 * hidden);
  }
}

function glorot(values: Reals, { role, shape }: Parameter, hidden: number, random: Random): void {
  const [inputs = 0, outputs = 0] = shape;
  switch (role) {
    case 'input': // each gate is a matrix of its own
    case 'head':
      fillUniform(values, Math.sqrt(6 / (inputs + (role === 'head' ? outputs : hidden))), random);
      return;
    case 'recurrent':
      for (let column = 0; column < outputs; column += hidden) fillOrthogonal(values, column, outputs, hidden, random);
      return;
    case 'embedding':
      for (let i = 0; i < values.length; i++) values[i] = normal(random);
      return;
    case 'bias':
    case 'peephole':
    case 'state':
      values.fill(0);
      return;
  }
  role satisfies never;
}

/** Uniform in (-bound, bound). */
function fillUniform(values: Reals, bound: number, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = (2 * uniform(random) - 1) * bound;
}

/** The block of n columns from `column` on becomes an orthogonal matrix [n, n], uniformly distributed. */
function fillOrthogonal(values: Reals, column: number, ld: number, n: number, random: Random): void {
  const q = new Float64Array(n * n);
  for (let m = 1; m <= n; m++) {
    q[(n - m) * (n + 1)] = 1;
    turn(q, n, m, random);
  }
  for (let i = 0; i < n; i++) values.set(q.subarray(i * n, (i + 1) * n), i * ld + column);
}

/**
 * Turns the last m rows and columns of q [n, n] by a reflection that takes the first axis into a random direction x /
 * |x| (Stewart, 1980): q becomes -sign(x1) (I - 2 v vᵀ / vᵀv) q with v = x + sign(x1) |x| e1.
 */
function turn(q: Float64Array, n: number, m: number, random: Random): void {
  const v = Float64Array.from({ length: m }, () => normal(random));
  const sign = v[0]! < 0 ? -1 : 1;
  v[0]! += sign * Math.sqrt(dot(v, v));
  const scale = 2 / dot(v, v);
  const row = (i: number) => (n - m + i) * n + n - m;
  const w = new Float64Array(m); // vᵀ q
  for (let i = 0; i < m; i++) for (let j = 0, at = row(i), vi = v[i]!; j < m; j++) w[j]! += vi * q[at + j]!;
  for (let i = 0; i < m; i++)
    for (let j = 0, at = row(i), factor = scale * v[i]!; j < m; j++) q[at + j] = sign * (factor * w[j]! - q[at + j]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
