/** Networks whose numbers left what 32 bits hold: there is then no answer, though there are outputs. */
import type { NetworkConfig } from '../../../engine/config.ts';
import { whole } from '../../../messages/numbers.ts';
import { shortened } from '../support/small.ts';

/** Characters of an input that its name has. */
const SHOWN = 60;

/**
 * `what` was read when it happened. Networks that keep their numbers below 1 do so with large weights or vectors only.
 */
export function overflow({ cell, activation }: NetworkConfig, what: string): RangeError {
  const other = cell === 'rnn' && activation === 'relu' ? "activation 'tanh' or " : '';
  return new RangeError(
    `The numbers of the network overflowed while it read ${what}. Give it shorter inputs, or train it again with ${other}a lower learningRate.`,
  );
}

/** One of several inputs, in messages: `input 2, "abc" (3 steps)`. */
export function inputName(text: string | undefined, steps: number, number: number, count: number): string {
  const length = `${whole(steps)} ${steps === 1 ? 'step' : 'steps'}`;
  const own = text === undefined ? length : `${JSON.stringify(shortened(text, 'end', SHOWN))} (${length})`;
  return count === 1 ? own : `input ${whole(number + 1)}, ${own}`;
}

/** Throws RangeError where outputs are not all finite. */
export function checkFinite(network: NetworkConfig, outputs: Float32Array, what: () => string): void {
  for (let i = 0; i < outputs.length; i++) if (!Number.isFinite(outputs[i])) throw overflow(network, what());
}
