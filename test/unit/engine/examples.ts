/** Small sets of examples to train on: 1 to 9 steps each, every fifth held out. */
import type { NetworkConfig } from '../../../src/engine/config.ts';
import { type Examples, NO_TOKEN, type Pairs, type TokenSequences } from '../../../src/engine/data.ts';
import { createRandom, uniform } from '../../../src/engine/memory/random.ts';

export interface Task {
  examples: Examples;
  /** What a network needs that learns it. */
  network: Pick<NetworkConfig, 'vocabulary' | 'input' | 'head'>;
}

interface Example {
  /** A token, or a vector, at each step. */
  steps: number[][];
  targets: number[];
}

/** Tokens 2 and 3; a class at the end: which of them came first? */
export function firstTokens(count: number): Task {
  const all = Array.from({ length: count }, (_, i) => {
    const length = stepsOf(i);
    const steps = Array.from({ length }, (_, t) => [t === 0 ? 2 + (i % 2) : 2 + Number((i * 5 + t * t) % 3 === 0)]);
    return { steps, targets: [i % 2] };
  });
  const examples = { ...layOut(all, 'end'), inputs: Uint8Array.from(all.flatMap(({ steps }) => steps.flat())) };
  return { examples, network: { vocabulary: 4, head: { kind: 'softmax', outputs: 2, at: 'end' } } };
}

/**
 * Vectors of two numbers; at every step and for each of them: is the sum so far above 0? Every seventh step is not
 * asked.
 */
export function signsOfSums(count: number): Task {
  const random = createRandom(5, 'order');
  const all = Array.from({ length: count }, (_, i) => {
    const steps = Array.from({ length: stepsOf(i) }, () => [2 * uniform(random) - 1, 2 * uniform(random) - 1]);
    const sums = [0, 0];
    const targets = steps.flatMap((vector, t) =>
      vector.map((value, j) => {
        sums[j]! += value;
        return (i + t) % 7 === 6 ? NO_TOKEN : Number(sums[j]! > 0);
      }),
    );
    return { steps, targets };
  });
  const examples = { ...layOut(all, 'steps'), inputs: Float32Array.from(all.flatMap(({ steps }) => steps.flat())) };
  const head = { kind: 'sigmoid', outputs: 2, at: 'steps' } as const;
  return { examples, network: { vocabulary: 2, input: { vectors: 2 }, head } };
}

/** Pairs: what becomes of tokens 2, 3 and 4 is the same from its end, without every 4. */
export function reversals(
  count: number,
  longest = 9,
): { pairs: Pairs; network: Pick<NetworkConfig, 'vocabulary' | 'encoder'> } {
  const sources = Array.from({ length: count }, (_, i) =>
    Array.from({ length: 1 + ((i * 7) % longest) }, (_, t) => 2 + ((i * 5 + t * (i + 2)) % 3)),
  );
  const targets = sources.map((source) => [...source.filter((id) => id !== 4).reverse(), 0]);
  const numbers = (held: boolean) => Uint32Array.from(Array.from(sources.keys()).filter((i) => (i % 5 === 4) === held));
  const pairs: Pairs = {
    kind: 'pairs',
    source: sequencesOf(sources),
    target: sequencesOf(targets),
    train: numbers(false),
    validation: numbers(true),
  };
  return { pairs, network: { vocabulary: 5, encoder: { vocabulary: 5 } } };
}

function sequencesOf(all: number[][]): TokenSequences {
  const starts = [0];
  for (const { length } of all) starts.push(starts.at(-1)! + length);
  return { starts: Uint32Array.from(starts), ids: Uint8Array.from(all.flat()) };
}

function stepsOf(example: number): number {
  return 1 + ((example * 7) % 9);
}

function layOut(all: Example[], at: Examples['at']): Omit<Examples, 'inputs'> {
  const starts = [0];
  for (const { steps } of all) starts.push(starts.at(-1)! + steps.length);
  const numbers = (held: boolean) => Uint32Array.from(Array.from(all.keys()).filter((i) => (i % 5 === 4) === held));
  return {
    kind: 'examples',
    starts: Uint32Array.from(starts),
    at,
    targets: Int32Array.from(all.flatMap(({ targets }) => targets)),
    train: numbers(false),
    validation: numbers(true),
  };
}
