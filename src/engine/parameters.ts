/**
 * The parameters of a network: one table of names, shapes and places that allocation, initialisation, optimiser and
 * checkpoint follow. Names are PyTorch's.
 */
import { type Precision, sizeOf } from '../kernels/kernels.ts';
import { cells } from './cells/index.ts';
import type { LayerParameters } from './cells/layer.ts';
import type { NetworkConfig } from './config.ts';
import type { HeadParameters } from './head.ts';
import { type Random, uniform } from './random.ts';

export interface Parameter {
  name: string;
  /** As it stands in memory, row-major. */
  shape: readonly number[];
  /** First element in the vector of all parameters. */
  offset: number;
  length: number;
  /**
   * Whether the file holds it transposed. The input weights of the first layer, Wx [gates * H, V], are only ever read by
   * column, one for each token (1.2), so in memory the columns are the rows.
   */
  transposed: boolean;
}

export interface ParameterTable {
  entries: readonly Parameter[];
  /** Elements of all parameters together. */
  count: number;
}

/** Layers from the bottom up: Wx, Wh, b of all gates stacked (1.3.5), one bias a gate; then Wy and by (1.3.3). */
export function parameterTable({ cell, layers, hidden, vocabulary }: NetworkConfig): ParameterTable {
  const entries: Parameter[] = [];
  let count = 0;
  const add = (name: string, shape: number[], transposed = false) => {
    const length = shape.reduce((product, n) => product * n, 1);
    entries.push({ name, shape, offset: count, length, transposed });
    count += length;
  };
  const rows = cells[cell].blocks * hidden;
  for (let l = 0; l < layers; l++) {
    if (l === 0) add(`rnn.weight_ih_l${l}`, [vocabulary, rows], true);
    else add(`rnn.weight_ih_l${l}`, [rows, hidden]);
    add(`rnn.weight_hh_l${l}`, [rows, hidden]);
    add(`rnn.bias_ih_l${l}`, [rows]);
  }
  add('head.weight', [vocabulary, hidden]);
  add('head.bias', [vocabulary]);
  return { entries, count };
}

/** Every parameter uniform in (-1/sqrt(H), 1/sqrt(H)), as PyTorch begins; `out` is the vector of all of them. */
export function initialise(out: Float32Array | Float64Array, { hidden }: NetworkConfig, random: Random): void {
  const bound = 1 / Math.sqrt(hidden);
  for (let i = 0; i < out.length; i++) out[i] = (2 * uniform(random) - 1) * bound;
}

/** Addresses of all parameters, or of everything that has their shapes: gradients, moments. */
export interface NetworkParameters {
  layers: LayerParameters[];
  head: HeadParameters;
}

/** Where the entries of a vector of parameters at `address` stand. */
export function locate({ entries }: ParameterTable, address: number, precision: Precision): NetworkParameters {
  const places = entries.map(({ offset }) => address + offset * sizeOf(precision));
  const [Wy, by] = places.slice(-2) as [number, number];
  const layers: LayerParameters[] = [];
  for (let i = 0; i + 2 < places.length; i += 3) layers.push({ Wx: places[i]!, Wh: places[i + 1]!, b: places[i + 2]! });
  return { layers, head: { Wy, by } };
}
