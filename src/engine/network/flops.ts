/** Floating point operations of a network, counted. */
import { cellType } from '../cells/index.ts';
import { encoderOf, headOf, inputWidth, type NetworkConfig } from '../config.ts';

/** Floating point operations for one token read, two for each weight; a one-hot input costs none. */
export function samplingFlops(network: NetworkConfig): number {
  const { layers, hidden, directions = 1 } = network;
  const { blocks } = cellType(network);
  const numbersRead = network.input === undefined || network.input === 'one-hot' ? 0 : inputWidth(network);
  const inputs = numbersRead + (layers - 1) * directions * hidden;
  const recurrent = layers * hidden;
  const encoder = encoderOf(network);
  const stack = 2 * directions * blocks * hidden * (recurrent + inputs);
  const head = 2 * headOf(network).outputs * directions * hidden;
  // A source has about as many tokens as its target; what an encoder does not have is a head.
  const source = encoder ? samplingFlops({ ...encoder, head: { kind: 'linear', outputs: 0, at: 'end' } }) : 0;
  return stack + head + source;
}

/** For one token of training: every product forward has two of its size backward. */
export function trainingFlops(network: NetworkConfig): number {
  return 3 * samplingFlops(network);
}
