/**
 * Weights <-> named tensors in PyTorch's layout, for files that other programs can read. Three things differ from memory:
 * Wx of the first layer is transposed there; PyTorch has two biases, ours is the first and the second is zero (read back,
 * they are summed); and its GRU has z = 1 - u for the update gate u, whose weights are those of u negated, as
 * σ(-s) = 1 - σ(s). Our GRU resets before the product, torch.nn.GRU after it: there the layout is the same, the meaning not.
 */
import type { NetworkConfig } from './config.ts';
import { type Parameter, parameterTable } from './parameters.ts';
import type { Tensor } from './safetensors.ts';

/** The tensors do not make this network. The message, a sentence about the file, names each that is wrong. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

/** All tensors of the network's file, from weights in the order of the parameter table. */
export function toTensors(network: NetworkConfig, weights: Float32Array): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const parameter of parameterTable(network).entries) {
    const { name, offset, length, shape } = parameter;
    const own = weights.slice(offset, offset + length);
    const values = parameter.transposed ? transpose(own, shape) : own;
    negateUpdate(network, name, values);
    tensors.set(name, { shape: fileShape(parameter), values });
    const second = secondBias(name);
    if (second) tensors.set(second, { shape, values: new Float32Array(length) });
  }
  return tensors;
}

/** Weights in the order of the parameter table, from the tensors of a file. Throws CheckpointError. */
export function fromTensors(network: NetworkConfig, tensors: ReadonlyMap<string, Tensor>): Float32Array<ArrayBuffer> {
  const { entries, count } = parameterTable(network);
  check(entries, tensors);
  const weights = new Float32Array(count);
  for (const parameter of entries) {
    const { name, offset, transposed } = parameter;
    const values = tensors.get(name)!.values.slice();
    tensors.get(secondBias(name) ?? '')?.values.forEach((value, i) => {
      values[i]! += value;
    });
    negateUpdate(network, name, values);
    weights.set(transposed ? transpose(values, fileShape(parameter)) : values, offset);
  }
  return weights;
}

function check(entries: readonly Parameter[], tensors: ReadonlyMap<string, Tensor>): void {
  const expected = new Map<string, readonly number[]>();
  for (const parameter of entries) {
    expected.set(parameter.name, fileShape(parameter));
    const second = secondBias(parameter.name);
    if (second) expected.set(second, parameter.shape);
  }
  const faults = [...expected].flatMap(([name, shape]) => fault(name, shape, tensors.get(name)));
  for (const name of tensors.keys()) if (!expected.has(name)) faults.push(`${name} does not belong to this network`);
  if (faults.length > 0) throw new CheckpointError(`Its tensors do not fit the network: ${faults.join('; ')}.`);
}

/** What is wrong with a tensor, in words, if something is. */
function fault(name: string, shape: readonly number[], tensor: Tensor | undefined): string[] {
  if (!tensor) return [`${name} is missing`];
  if (tensor.shape.join() !== shape.join())
    return [`${name} has the shape [${tensor.shape.join(', ')}] instead of [${shape.join(', ')}]`];
  const wrong = tensor.values.findIndex((value) => !Number.isFinite(value));
  return wrong < 0 ? [] : [`${name} holds ${tensor.values[wrong]}`];
}

/** The tensor of PyTorch's second bias that belongs to one of ours: rnn.bias_ih_l0 -> rnn.bias_hh_l0. */
function secondBias(name: string): string | undefined {
  return name.includes('bias_ih') ? name.replace('bias_ih', 'bias_hh') : undefined;
}

function fileShape({ shape, transposed }: Parameter): readonly number[] {
  return transposed ? shape.toReversed() : shape;
}

/** Of a GRU's gates, in blocks of rows r u c̃, the second becomes minus itself. In the layout of the file, in place. */
function negateUpdate({ cell }: NetworkConfig, name: string, values: Float32Array): void {
  if (cell !== 'gru' || !name.startsWith('rnn.')) return;
  const block = values.length / 3;
  for (let i = block; i < 2 * block; i++) values[i] = -values[i]!;
}

/** [rows, columns] -> [columns, rows] */
function transpose(values: Float32Array, [rows = 0, columns = 0]: readonly number[]): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = values[i * columns + j]!;
  return result;
}
