/** What the JavaScript peers share: JSON lines, clocks, random numbers. Nothing but answers goes to stdout. */
import { createInterface } from 'node:readline';

export const SEED = 1;
export const LEARNING_RATE = 0.005;
export const CLIP = 5;

/** A model that was just built runs for so long before it is timed: V8 compiles meanwhile. */
const WARM_UP_SECONDS = 0.3;

/**
 * Answers requests in turn. `peer` has `describe()`, and `train` and `sample`: each builds a model for a request and gives
 * `{ step, tokens }`, where a call of `step` trains on or draws `tokens` tokens and may give the loss in nats; or a string,
 * the reason why it cannot. The last model is kept for a request with the same configuration.
 * `peer.ways`: for each kind, the ways that a request can ask for; the first is what it gets when it does not ask. Without
 * them a request that asks for a way is refused.
 */
export async function serve(peer) {
  console.log = console.info = console.error;
  const cached = keepLast();
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await answerTo(peer, cached, line).catch((error) => ({ error: String(error?.stack ?? error) }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  process.exit(0);
}

async function answerTo(peer, cached, line) {
  const { kind, seconds, ...options } = JSON.parse(line);
  if (kind === 'describe') return peer.describe();
  if (kind !== 'train' && kind !== 'sample') return { unsupported: `kind ${kind}` };
  if (!['lstm', 'gru', 'rnn'].includes(options.cell)) return { unsupported: `cell ${options.cell}` };
  const ways = peer.ways?.[kind] ?? [];
  const { way = ways[0] } = options;
  if (way !== undefined && !ways.includes(way)) return { unsupported: `kind ${kind}, way ${way}` };
  const configuration = { ...options, way };
  const model = await cached(JSON.stringify([kind, configuration]), async () => {
    const built = await peer[kind](configuration);
    if (typeof built !== 'string') await repeat(built.step, WARM_UP_SECONDS);
    return built;
  });
  if (typeof model === 'string') return { unsupported: model };
  const { times, last } = await repeat(model.step, seconds);
  const tokensPerSecond = model.tokens / median(times);
  if (kind === 'sample') return { tokensPerSecond, way };
  return { tokensPerSecond, steps: times.length, seconds: times.reduce((sum, time) => sum + time), loss: last, way };
}

function keepLast() {
  let last;
  return async (key, build) => {
    if (last?.key !== key) {
      last?.model.dispose?.();
      last = undefined;
      last = { key, model: await build() };
    }
    return last.model;
  };
}

/** Whole steps, at least one, until `seconds` have passed. */
async function repeat(step, seconds) {
  const times = [];
  let last;
  for (const begin = performance.now(); times.length === 0 || performance.now() - begin < seconds * 1000; ) {
    const start = performance.now();
    last = await step();
    times.push((performance.now() - start) / 1000);
  }
  return { times, last };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Numbers in [0, 1): the generator mulberry32. */
export function random(seed = SEED) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x = (x + Math.imul(x ^ (x >>> 7), x | 61)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` whole numbers in [0, limit). */
export function randomIds(count, limit) {
  const next = random();
  return Int32Array.from({ length: count }, () => Math.floor(next() * limit));
}

/** `count` weights in [-1, 1) / sqrt(hidden), as PyTorch begins. */
export function uniform(count, hidden, seed) {
  const next = random(seed);
  return Float32Array.from({ length: count }, () => (2 * next() - 1) / Math.sqrt(hidden));
}

/** An index, by probabilities that sum to 1. */
export function draw(probabilities, uniformNumber) {
  let left = uniformNumber;
  for (let i = 0; i < probabilities.length - 1; i++) {
    left -= probabilities[i];
    if (left < 0) return i;
  }
  return probabilities.length - 1;
}
