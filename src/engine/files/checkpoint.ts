/**
 * Weights <-> named tensors in PyTorch's layout, for files that other programs can read. Three things differ from
 * memory: weights are transposed there; PyTorch has two biases, ours is the first and the second is zero (read back,
 * they are summed), but for the bias inside the reset gate of the GRU that resets after the product, which stands in
 * the second; and its GRU has z = 1 - u for the update gate u, whose weights are those of u negated, as σ(-s) = 1 -
 * σ(s). A GRU that resets before the product has the layout of torch.nn.GRU and another meaning; one that resets after
 * it is the same.
 */
import { figure } from '../../messages/figures.ts';
import { type Message, MessageError, message } from '../../messages/message.ts';
import type { NetworkConfig } from '../config.ts';
import { type Parameter, parameterTable } from '../network/parameters.ts';
import type { Tensor } from './safetensors.ts';

/** The tensors do not make this network. The message, a sentence about the file, names each that is wrong. */
export class CheckpointError extends MessageError {
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
    const second = secondBias(name);
    if (isInnerBias(name)) tensors.get(name)!.values.set(values, 2 * length);
    else tensors.set(name, { shape: fileShape(parameter), values });
    if (second) tensors.set(second, { shape, values: new Float32Array(length) });
  }
  return tensors;
}

/** Weights in the order of the parameter table, from the tensors of a file. Throws CheckpointError. */
export function fromTensors(network: NetworkConfig, tensors: ReadonlyMap<string, Tensor>): Float32Array<ArrayBuffer> {
  const { entries, count } = parameterTable(network);
  check(entries, tensors);
  const inner = new Set(entries.map(({ name }) => name).filter(isInnerBias));
  const weights = new Float32Array(count);
  for (const parameter of entries) {
    const { name, offset, length, transposed } = parameter;
    const values = tensors.get(name)!.values.slice();
    if (isInnerBias(name)) {
      weights.set(values.subarray(2 * length), offset);
      continue;
    }
    const second = secondBias(name);
    const added = tensors.get(second ?? '')?.values;
    // The last block of a bias with an inner one is that inner one.
    const shared = second !== undefined && inner.has(second) ? (length / 3) * 2 : length;
    added?.subarray(0, shared).forEach((value, i) => {
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
    if (isInnerBias(parameter.name)) continue; // a part of the second bias
    expected.set(parameter.name, fileShape(parameter));
    const second = secondBias(parameter.name);
    if (second) expected.set(second, parameter.shape);
  }
  const faults = [...expected].flatMap(([name, shape]) => fault(name, shape, tensors.get(name)));
  for (const name of tensors.keys()) if (!expected.has(name)) faults.push(message('engine.tensor-foreign', { name }));
  if (faults.length > 0) throw new CheckpointError(message('engine.tensors-unfit', { faults }));
}

/** What is wrong with a tensor, if something is. */
function fault(name: string, expected: readonly number[], tensor: Tensor | undefined): Message[] {
  if (!tensor) return [message('engine.tensor-missing', { name })];
  const { shape, values } = tensor;
  if (shape.join() !== expected.join()) return [message('engine.tensor-reshaped', { name, shape, expected })];
  const wrong = values.find((value) => !Number.isFinite(value));
  return wrong === undefined ? [] : [message('engine.tensor-not-finite', { name, value: figure(wrong) })];
}

/** The bias inside the reset gate, [H]: in files the last third of the second bias. */
function isInnerBias(name: string): boolean {
  return name.includes('bias_hh');
}

/** The tensor of PyTorch's second bias that belongs to one of ours: rnn.bias_ih_l0 -> rnn.bias_hh_l0. */
function secondBias(name: string): string | undefined {
  return name.includes('bias_ih') ? name.replace('bias_ih', 'bias_hh') : undefined;
}

function fileShape({ shape, transposed }: Parameter): readonly number[] {
  return transposed ? shape.toReversed() : shape;
}

/** Negates, in place and in the layout of the file, the rows of a GRU's update gate. */
function negateUpdate({ cell, reset }: NetworkConfig, name: string, values: Float32Array): void {
  if (cell !== 'gru' || !/(^|\.)rnn\./.test(name) || isInnerBias(name)) return;
  const simplified = reset === 'none'; // blocks u c̃, else r u c̃
  const block = values.length / (simplified ? 2 : 3);
  const first = simplified ? 0 : block;
  for (let i = first; i < first + block; i++) values[i] = -values[i]!;
}

/** [rows, columns] -> [columns, rows] */
function transpose(values: Float32Array, [rows = 0, columns = 0]: readonly number[]): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = values[i * columns + j]!;
  return result;
}
