/**
 * The parameters of a network: one table of names, shapes and places that allocation, initialisation, optimiser and
 * checkpoint follow. Names are PyTorch's where it has them.
 */
import { ABSENT, type Address, type Precision, plus, sizeOf } from '../../kernels/kernels.ts';
import { cellType } from '../cells/index.ts';
import type { LayerParameters } from '../cells/layer.ts';
import { embeddingWidth, encoderOf, headOf, inputWidth, type NetworkConfig } from '../config.ts';

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
 * The encoder, where there is one; the embedding; layers from the bottom up, both directions of each: Wx, Wh, b of all
 * gates stacked (1.3.5), one bias a gate; then Wy and by (1.3.3).
 */
export function parameterTable(config: NetworkConfig): ParameterTable {
  const entries: Parameter[] = [];
  let count = 0;
  const add: Add = (name, role, shape, transposed = false) => {
    const length = shape.reduce((product, n) => product * n, 1);
    entries.push({ name, role, shape, offset: count, length, transposed });
    count += length;
  };
  const encoder = encoderOf(config);
  if (encoder) addStack(add, ENCODER, encoder, encoder.initialState === 'learned');
  addStack(add, '', config, !encoder && config.initialState === 'learned');
  const { hidden: H, directions = 1 } = config;
  const { outputs } = headOf(config);
  add('head.weight', 'head', [directions * H, outputs], true);
  add('head.bias', 'bias', [outputs]);
  return { entries, count };
}

/** What the names of an encoder's parameters begin with. */
const ENCODER = 'encoder.';

type Add = (name: string, role: Parameter['role'], shape: number[], transposed?: boolean) => void;

function addStack(add: Add, prefix: string, config: NetworkConfig, learned: boolean): void {
  const { layers, hidden: H, directions = 1 } = config;
  const { blocks, extra } = cellType(config);
  const embedding = embeddingWidth(config);
  if (embedding > 0) add(`${prefix}embedding.weight`, 'embedding', [config.vocabulary, embedding]);
  for (let l = 0; l < layers; l++)
    for (let direction = 0; direction < directions; direction++) {
      const name = (part: keyof LayerParameters) => parameterName(prefix, part, l, direction);
      add(name('Wx'), 'input', [l === 0 ? inputWidth(config) : directions * H, blocks * H], true);
      add(name('Wh'), 'recurrent', [H, blocks * H], true);
      add(name('b'), 'bias', [blocks * H]);
      if (extra.includes('bh')) add(name('bh'), 'bias', [H]);
      if (extra.includes('p')) add(name('p'), 'peephole', [3 * H]);
      if (learned) add(name('a0'), 'state', [H]);
      if (learned && extra.includes('c')) add(name('c0'), 'state', [H]);
    }
}

function parameterName(prefix: string, part: keyof LayerParameters, l: number, direction: number): string {
  return `${prefix}${FILE_NAMES[part]}_l${l}${direction === 0 ? '' : '_reverse'}`;
}

/** Addresses of the head's parameters, or of their gradients. */
export interface HeadParameters {
  /** Wy [inputs, V] */
  Wy: Address;
  /** by [V] */
  by: Address;
}

/** Addresses of the parameters of layers on top of each other, or of everything that has their shapes. */
export interface StackParameters {
  /** Address of the embedding [V, width], where there is one. */
  embedding: Address;
  /** Layer by layer, both directions of each. */
  layers: LayerParameters[][];
}

/** Addresses of all parameters, or of everything that has their shapes: gradients, moments. */
export interface NetworkParameters extends StackParameters {
  head: HeadParameters;
  encoder: StackParameters | undefined;
}

/** Where the entries of a vector of parameters at `address` stand. */
export function locate(config: NetworkConfig, address: Address, precision: Precision): NetworkParameters {
  const places = new Map<string, Address>();
  for (const { name, offset } of parameterTable(config).entries)
    places.set(name, plus(address, offset * sizeOf(precision)));
  const of = (name: string) => places.get(name) ?? ABSENT;
  const stack = (prefix: string, { layers, directions = 1 }: NetworkConfig): StackParameters => ({
    embedding: of(`${prefix}embedding.weight`),
    layers: Array.from({ length: layers }, (_, l) =>
      Array.from({ length: directions }, (_, d) => {
        const part = (name: keyof LayerParameters) => of(parameterName(prefix, name, l, d));
        return {
          ...{ Wx: part('Wx'), Wh: part('Wh'), b: part('b') },
          ...{ bh: part('bh'), p: part('p'), a0: part('a0'), c0: part('c0') },
        };
      }),
    ),
  });
  const encoder = encoderOf(config);
  return {
    ...stack('', config),
    head: { Wy: of('head.weight'), by: of('head.bias') },
    encoder: encoder && stack(ENCODER, encoder),
  };
}
