/**
 * The parameters of a network: one table of names, shapes and places that allocation, initialisation, optimiser and
 * checkpoint follow. Names are PyTorch's where it has them.
 */
import { type Precision, sizeOf } from '../kernels/kernels.ts';
import { cellType } from './cells/index.ts';
import type { LayerParameters } from './cells/layer.ts';
import { embeddingWidth, headOf, inputWidth, type NetworkConfig } from './config.ts';

export interface Parameter {
  name: string;
  /** What it is for: decides how it begins. */
  role: 'input' | 'recurrent' | 'bias' | 'peephole' | 'state' | 'embedding' | 'head';
  /** As it stands in memory, row-major. */
  shape: readonly number[];
  /** First element in the vector of all parameters. */
  offset: number;
  length: number;
  /** Whether the file holds it transposed: weights are [inputs, outputs] in memory, [outputs, inputs] in files. */
  transposed: boolean;
}

export interface ParameterTable {
  entries: readonly Parameter[];
  /** Elements of all parameters together. */
  count: number;
}

/** The names of a layer's parameters in `LayerParameters`, as files have them. */
const FILE_NAMES: Record<keyof LayerParameters, string> = {
  Wx: 'rnn.weight_ih',
  Wh: 'rnn.weight_hh',
  b: 'rnn.bias_ih',
  bh: 'rnn.bias_hh',
  p: 'rnn.peephole',
  a0: 'initial.a',
  c0: 'initial.c',
};

/**
 * The embedding; layers from the bottom up, both directions of each: Wx, Wh, b of all gates stacked (1.3.5), one bias a
 * gate; then Wy and by (1.3.3).
 */
export function parameterTable(config: NetworkConfig): ParameterTable {
  const { layers, hidden: H, directions = 1, initialState = 'zeros' } = config;
  const { blocks, extra } = cellType(config);
  const entries: Parameter[] = [];
  let count = 0;
  const add = (name: string, role: Parameter['role'], shape: number[], transposed = false) => {
    const length = shape.reduce((product, n) => product * n, 1);
    entries.push({ name, role, shape, offset: count, length, transposed });
    count += length;
  };
  const embedding = embeddingWidth(config);
  if (embedding > 0) add('embedding.weight', 'embedding', [config.vocabulary, embedding]);
  for (let l = 0; l < layers; l++)
    for (let direction = 0; direction < directions; direction++) {
      const suffix = `_l${l}${direction === 0 ? '' : '_reverse'}`;
      add(FILE_NAMES.Wx + suffix, 'input', [l === 0 ? inputWidth(config) : directions * H, blocks * H], true);
      add(FILE_NAMES.Wh + suffix, 'recurrent', [H, blocks * H], true);
      add(FILE_NAMES.b + suffix, 'bias', [blocks * H]);
      if (extra.includes('bh')) add(FILE_NAMES.bh + suffix, 'bias', [H]);
      if (extra.includes('p')) add(FILE_NAMES.p + suffix, 'peephole', [3 * H]);
      if (initialState === 'learned') add(FILE_NAMES.a0 + suffix, 'state', [H]);
      if (initialState === 'learned' && extra.includes('c')) add(FILE_NAMES.c0 + suffix, 'state', [H]);
    }
  const { outputs } = headOf(config);
  add('head.weight', 'head', [directions * H, outputs], true);
  add('head.bias', 'bias', [outputs]);
  return { entries, count };
}

/** Addresses of the head's parameters, or of their gradients. */
export interface HeadParameters {
  /** Wy [inputs, V] */
  Wy: number;
  /** by [V] */
  by: number;
}

/** Addresses of all parameters, or of everything that has their shapes: gradients, moments. */
export interface NetworkParameters {
  /** Address of the embedding [V, width], where there is one. */
  embedding: number;
  /** Layer by layer, both directions of each. */
  layers: LayerParameters[][];
  head: HeadParameters;
}

/** Where the entries of a vector of parameters at `address` stand. */
export function locate(config: NetworkConfig, address: number, precision: Precision): NetworkParameters {
  const { layers, directions = 1 } = config;
  const places = new Map<string, number>();
  for (const { name, offset } of parameterTable(config).entries) places.set(name, address + offset * sizeOf(precision));
  const layer = (l: number, direction: number) => {
    const suffix = `_l${l}${direction === 0 ? '' : '_reverse'}`;
    const of = (name: keyof LayerParameters) => places.get(FILE_NAMES[name] + suffix) ?? 0;
    return { Wx: of('Wx'), Wh: of('Wh'), b: of('b'), bh: of('bh'), p: of('p'), a0: of('a0'), c0: of('c0') };
  };
  return {
    embedding: places.get('embedding.weight') ?? 0,
    layers: Array.from({ length: layers }, (_, l) => Array.from({ length: directions }, (_, d) => layer(l, d))),
    head: { Wy: places.get('head.weight') ?? 0, by: places.get('head.bias') ?? 0 },
  };
}
