/** What weights begin with, drawn from a seed. */
import type { InitialisationConfig, NetworkConfig } from './config.ts';
import { type Parameter, parameterTable } from './parameters.ts';
import { normal, type Random, uniform } from './random.ts';

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
    if (forgetBias !== undefined && network.cell === 'lstm' && parameter.name.startsWith('rnn.bias_ih'))
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

/**
 * The block of n columns from `column` on becomes an orthogonal matrix [n, n], uniformly distributed: rows of normal
 * numbers, each made orthogonal to those before it (Gram and Schmidt, twice, since once leaves rounding errors).
 */
function fillOrthogonal(values: Reals, column: number, ld: number, n: number, random: Random): void {
  const rows = Array.from({ length: n }, () => Float64Array.from({ length: n }, () => normal(random)));
  for (const [i, row] of rows.entries()) {
    for (let pass = 0; pass < 2; pass++) for (let j = 0; j < i; j++) subtractProjection(row, rows[j]!);
    const norm = Math.sqrt(dot(row, row));
    for (let j = 0; j < n; j++) row[j]! /= norm;
    values.set(row, i * ld + column);
  }
}

function subtractProjection(row: Float64Array, unit: Float64Array): void {
  const length = dot(row, unit);
  for (let j = 0; j < row.length; j++) row[j]! -= length * unit[j]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
