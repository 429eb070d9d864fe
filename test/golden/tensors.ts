/**
 * Golden tensors as they stand in memory. There, weights are [inputs, outputs] and other programs' transposed; the
 * blocks of H columns are those of the cells (src/engine/cells), and the update gate is u = 1 - z, so the weights of z
 * change their sign, as σ(-s) = 1 - σ(s). src/engine/files/checkpoint.ts does the like for files; this is written apart
 * from it.
 */
import type { NetworkConfig } from '../../src/engine/config.ts';
import type { Parameter } from '../../src/engine/network/parameters.ts';

/** By name, in the layout of the program that made them; row-major. */
export type Tensors = Record<string, { shape: number[]; values: number[] }>;

/**
 * Inputs of an ONNX node, of both directions: W [2, G * H, inputs], R [2, G * H, H], B [2, Wb and Rb], P [2, 3 * H].
 */
export interface OnnxInputs {
  W: number[];
  R: number[];
  B: number[];
  P?: number[];
}

/** The blocks of rows that come first, second ... in memory: their numbers; `~number` for a block that is negated. */
type Blocks = readonly number[];

const pytorch: Record<NetworkConfig['cell'], Blocks> = {
  rnn: [0],
  gru: [0, ~1, 2], // r z n -> Γr Γu c̃
  lstm: [0, 1, 2, 3], // i f g o -> Γu Γf c̃ Γo
};

const onnx: Record<NetworkConfig['cell'] | 'simplified' | 'peepholes', Blocks> = {
  rnn: [0],
  gru: [1, ~0, 2], // z r h -> Γr Γu c̃
  simplified: [~0, 2], // z r h -> Γu c̃
  lstm: [0, 2, 3, 1], // i o f c -> Γu Γf c̃ Γo
  peepholes: [0, 2, 1], // i o f -> i f o
};

/** A parameter, or its gradient, from the tensors of a PyTorch model; a GRU is torch.nn.GRU. */
export function fromPyTorch(config: NetworkConfig, { name, transposed }: Parameter, tensors: Tensors): number[] {
  const { shape, values } = tensors[name]!;
  const own = name.replace('encoder.', '');
  if (own.startsWith('rnn.bias_hh')) return values.slice(2 * config.hidden); // the other blocks are zero
  const blocks = pytorch[config.cell];
  const arranged = own.startsWith('rnn.') ? arrange(values, values.length / blocks.length, blocks) : values;
  return transposed ? transpose(arranged, shape[0]!) : arranged;
}

/** A parameter of the one layer that is an ONNX node. */
export function fromOnnx(config: NetworkConfig, { name, shape }: Parameter, { W, R, B, P = [] }: OnnxInputs): number[] {
  const { cell, reset, hidden: H } = config;
  const blocks = onnx[reset === 'none' ? 'simplified' : cell];
  const own = (values: number[]) => halfOf(values, name.endsWith('_reverse'));
  const [Wb, Rb] = [halfOf(own(B), false), halfOf(own(B), true)];
  const [tensor = ''] = name.split('_l0');
  switch (tensor) {
    case 'rnn.weight_ih':
      return transpose(arrange(own(W), H * shape[0]!, blocks), shape[1]!);
    case 'rnn.weight_hh':
      return transpose(arrange(own(R), H * H, blocks), shape[1]!);
    case 'rnn.bias_ih': {
      const added = reset === 'after' ? Rb.slice(0, 2 * H) : Rb;
      return arrange(sum(Wb, added), H, blocks);
    }
    case 'rnn.bias_hh':
      return Rb.slice(2 * H);
    case 'rnn.peephole':
      return arrange(own(P), H, onnx.peepholes);
  }
  throw new Error(`An ONNX node has no ${name}.`);
}

/** Blocks of so many values in another order, some of them negated. */
function arrange(values: readonly number[], length: number, blocks: Blocks): number[] {
  return blocks.flatMap((block) => {
    const from = (block < 0 ? ~block : block) * length;
    return values.slice(from, from + length).map((value) => (block < 0 ? -value : value));
  });
}

/** [rows, columns] -> [columns, rows] */
function transpose(values: readonly number[], rows: number): number[] {
  const columns = values.length / rows;
  return values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!);
}

function halfOf(values: readonly number[], second: boolean): number[] {
  return second ? values.slice(values.length / 2) : values.slice(0, values.length / 2);
}

/** Element by element; what b does not have is 0. */
function sum(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value + (b[i] ?? 0));
}
