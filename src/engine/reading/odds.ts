/**
 * What outputs of a head say of classes. In double precision and from the logits, which keep apart what is all but
 * certain: a sigmoid in 32 bits is 1 from z = 17 on, and P in 64 bits is 0 from 745 nats on.
 */
import type { HeadConfig } from '../config.ts';

/** P of each of the outputs of a softmax head. */
export function softmax(z: ArrayLike<number>): number[] {
  const logits = Array.from(z);
  const largest = logits.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const odds = logits.map((value) => Math.exp(value - largest));
  const sum = odds.reduce((total, value) => total + value, 0);
  return odds.map((value) => value / sum);
}

/** P of an output of a sigmoid head, from its logit; 1 - P is sigmoid(-z), which does not become 0 so soon. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** The class that a row of logits tells; the one sigmoid of two classes is that of the second. */
export function classOf(kind: HeadConfig['kind'], z: ArrayLike<number>): number {
  if (kind === 'sigmoid') return z[0]! > 0 ? 1 : 0;
  let best = 0;
  for (let i = 1; i < z.length; i++) if (z[i]! > z[best]!) best = i;
  return best;
}

/** The surprisal of a class, -ln P(class) in nats, which is finite wherever the logits are. */
export function classNats(kind: HeadConfig['kind'], z: ArrayLike<number>, answer: number): number {
  if (kind === 'sigmoid') return softplus(answer === 1 ? -z[0]! : z[0]!);
  const largest = z[classOf(kind, z)]!;
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += Math.exp(z[i]! - largest);
  return Math.log(sum) + largest - z[answer]!;
}

/** ln(1 + e^x) */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
