/** Sampling one token at a time. */
import type { NetworkConfig } from '../../src/engine/config.ts';
import { createRandom } from '../../src/engine/memory/random.ts';
import { initialise } from '../../src/engine/network/initialise.ts';
import { parameterTable } from '../../src/engine/network/parameters.ts';
import { Reader } from '../../src/engine/reading/reader.ts';
import { sample } from '../../src/engine/reading/sample.ts';
import type { CreateKernels } from '../../src/kernels/kernels.ts';
import type { PeerCrew } from './peer-crew.ts';
import { alternate, medianOf, spreadOf } from './statistics.ts';
import { digits, printTable } from './table.ts';

const LENGTH = 5000;

export async function benchSampling({
  network,
  create,
  peers,
  rounds,
  seconds,
}: {
  network: NetworkConfig;
  create: CreateKernels;
  peers: PeerCrew | undefined;
  rounds: number;
  seconds: number;
}): Promise<unknown> {
  const weights = new Float32Array(parameterTable(network).count);
  initialise(weights, network, createRandom(1, 'weights'));
  const reader = new Reader(network, weights, create);
  const subjects = new Map<string, () => Promise<number | undefined>>();
  subjects.set('Unroll', async () => tokensPerSecond(reader, seconds));
  const { cell, layers, hidden, vocabulary } = network;
  const request = { kind: 'sample', cell, layers, hidden, vocabulary, seconds } as const;
  for (const [name, subject] of (await peers?.bestOfPyTorch(request)) ?? []) subjects.set(name, subject);
  for (const [name, subject] of peers?.others(request) ?? []) subjects.set(name, subject);
  const results = await alternate(rounds, subjects);
  const medians = new Map(
    [...results].map(([name, rates]) => [name, medianOf(rates.map((rate) => rate ?? Number.NaN))]),
  );
  const own = medians.get('Unroll')!;
  const rows = [...medians].map(([name, rate]) => [name, digits(rate), digits(own / rate)]);
  printTable('Sampling one token at a time, LSTM 2 x 128', ['', 'tokens/s', 'Unroll is faster by'], rows);
  return Object.fromEntries([...results].map(([name, rates]) => [name, spreadOf(rates.map((rate) => rate ?? 0))]));
}

function tokensPerSecond(reader: Reader, seconds: number): number {
  const start = performance.now();
  let [tokens, elapsed] = [0, 0];
  for (let seed = 0; elapsed < seconds * 1000; seed++) {
    for (const _ of sample(reader, { prime: [], length: LENGTH, temperature: 1, seed })) tokens++;
    elapsed = performance.now() - start;
  }
  return (tokens / elapsed) * 1000;
}
