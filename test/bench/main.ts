/**
 * The benchmark: sections one after the other, each a table; all numbers in out/bench.json. Started by
 * scripts/bench.mjs.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createWasmKernels } from '../../src/kernels/wasm/index.ts';
import { chooseKernels, compile } from '../../src/worker/kernels.ts';
import { configurations, lstm } from './configurations.ts';
import { TimedCrew } from './crew.ts';
import { benchGrowth } from './growth.ts';
import { benchKernels } from './kernels.ts';
import { shareOutsideProducts } from './outside.ts';
import { PeerCrew } from './peer-crew.ts';
import { benchSampling } from './sampling.ts';
import { digits, printTable } from './table.ts';
import { benchTraining } from './training.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    'without-peers': { type: 'boolean', default: false },
  },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
const sections = values.only?.split(',');
const folder = path.join('dist', 'kernels');

const machine = {
  processor: os.cpus()[0]?.model ?? 'unknown',
  cores: os.availableParallelism(),
  node: process.version,
  v8: process.versions.v8,
  date: new Date().toISOString().slice(0, 10),
};
console.log(Object.values(machine).join(' · '));

const chosen = chosenKernels();
console.log(`Kernels that this machine chooses: ${chosen.name}`);
const peers = values['without-peers'] ? undefined : new PeerCrew();
for (const missing of peers?.missing ?? []) console.log(`Not here: ${missing}`);
const results: Record<string, unknown> = { machine, chosenKernels: chosen.name, peers: await peers?.describe() };

await section('kernels', async () => {
  const { module } = chosen;
  return module && benchKernels(module, chosen.name.startsWith('wide') ? 20 : 12, 3 * rounds);
});
await section('training', () => benchTraining({ configurations, module: chosen.module, peers, rounds, seconds }));
await section('builds', () => builds());
await section('threads', () => threads());
await section('sampling', () =>
  benchSampling({ network: lstm.network, create: createWasmKernels(chosen.module!), peers, rounds, seconds }),
);
await section('growth', () => benchGrowth({ base: lstm, module: chosen.module, rounds, seconds: seconds / 2 }));
peers?.close();
mkdirSync('out', { recursive: true });
// Sections that were left out keep what an earlier run has measured.
const earlier = sections && existsSync('out/bench.json') ? JSON.parse(readFileSync('out/bench.json', 'utf8')) : {};
writeFileSync('out/bench.json', `${JSON.stringify({ ...earlier, ...results }, null, 1)}\n`);
console.log('\nAll numbers are in out/bench.json.');

async function section(name: string, run: () => Promise<unknown>): Promise<void> {
  if (sections && !sections.includes(name)) return;
  results[name] = await run();
}

function chosenKernels() {
  const choosing = chooseKernels(folder, 'auto');
  for (;;) {
    const { done, value } = choosing.next();
    if (done) return value;
  }
}

/** The first configuration on every build, two threads. */
async function builds(): Promise<unknown> {
  const modules = new Map<string, WebAssembly.Module | undefined>();
  for (const name of ['wide', 'narrow', 'wide-separate', 'narrow-separate'] as const)
    modules.set(name, compile(folder, name));
  modules.set('plain', undefined);
  const rates: Record<string, number> = {};
  for (const [name, module] of modules) {
    const crew = new TimedCrew(lstm, 2, module);
    rates[name] = (await crew.run(seconds)).tokensPerSecond;
    await crew.end();
  }
  const rows = Object.entries(rates).map(([name, rate]) => [name, digits(rate)]);
  printTable(`Builds: ${lstm.name}, 2 threads`, ['', 'tokens/s'], rows);
  return rates;
}

/** The first configuration on one thread and two in turn, how long threads take to start, and what a report costs. */
async function threads(): Promise<unknown> {
  const crews = [1, 2].map((count) => new TimedCrew(lstm, count, chosen.module));
  const starts = await Promise.all(crews.map(({ startMs }) => startMs));
  const ratios: number[] = [];
  const snapshots: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [one, two] = [await crews[0]!.run(seconds), await crews[1]!.run(seconds)];
    ratios.push(two.tokensPerSecond / one.tokensPerSecond);
    snapshots.push(two.snapshotMs);
  }
  await Promise.all(crews.map((crew) => crew.end()));
  const outside = shareOutsideProducts(lstm, createWasmKernels(chosen.module!));
  const middle = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;
  const rows = [
    ['second thread, times one thread', digits(middle(ratios))],
    ['share of a step outside of matrix products, %', digits(100 * outside)],
    ['start of one thread, ms', digits(starts[0])],
    ['start of two threads, ms', digits(starts[1])],
    ['copy of the weights for a report, ms', digits(middle(snapshots))],
  ];
  printTable(`Threads: ${lstm.name}`, ['', ''], rows);
  return { ratios, starts, snapshots, outside };
}
