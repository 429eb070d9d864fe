/** Speed of single kernels against what the machine can do at most: multiply-adds on registers, measured in turn. */
import { createMemory } from '../../src/engine/memory/memory.ts';
import {
  type Address,
  addressAt,
  panelLength,
  plus,
  RESERVED_BYTES,
  SCRATCH_BYTES,
} from '../../src/kernels/kernels.ts';
import { type Exports, instantiate } from '../../src/kernels/wasm/index.ts';
import { alternate, medianOf, ratePerSecond } from './statistics.ts';
import { digits, printTable } from './table.ts';

/** Rows x columns x terms, and where in the configurations they come from. */
const products: { kernel: 'multiply' | 'multiplyTransposed'; m: number; n: number; k: number; what: string }[] = [
  { kernel: 'multiply', m: 50, n: 512, k: 128, what: 'LSTM 128, batch 50: a step forward' },
  { kernel: 'multiply', m: 50, n: 128, k: 512, what: 'the same: a step back' },
  { kernel: 'multiply', m: 50, n: 384, k: 128, what: 'GRU 128, batch 50: a step forward' },
  { kernel: 'multiply', m: 50, n: 128, k: 128, what: 'RNN 128, batch 50: a step forward' },
  { kernel: 'multiply', m: 32, n: 1024, k: 256, what: 'LSTM 256, batch 32: a step forward' },
  { kernel: 'multiply', m: 20, n: 1024, k: 256, what: 'LSTM 256, batch 20: a step forward' },
  { kernel: 'multiply', m: 50, n: 2048, k: 512, what: 'LSTM 512, batch 50: a step forward' },
  { kernel: 'multiply', m: 50, n: 512, k: 2048, what: 'the same: a step back' },
  { kernel: 'multiply', m: 104, n: 10_000, k: 256, what: 'head of 10,000 words' },
  { kernel: 'multiplyTransposed', m: 128, n: 512, k: 2500, what: 'LSTM 128: gradient of weights' },
  { kernel: 'multiplyTransposed', m: 256, n: 1024, k: 2048, what: 'LSTM 256: gradient of weights' },
  { kernel: 'multiplyTransposed', m: 512, n: 2048, k: 2500, what: 'LSTM 512: gradient of weights' },
  { kernel: 'multiplyTransposed', m: 256, n: 10_000, k: 104, what: 'head of 10,000 words: gradient' },
];

/** Operations of one unit in a gate pass: those of tanh and σ are 21 and 24 (assembly/functions.ts). */
const passes = {
  'LSTM, forward': {
    flops: 4 * 22 + 21 + 4,
    run: (k: Exports, p: Places) => k.lstmForward(p.a, p.c, p.z, p.b, ...p.size, false),
  },
  'LSTM, backward': {
    flops: 21 + 24,
    run: (k: Exports, p: Places) => k.lstmBackward(p.z, p.d, p.a, p.c, p.b, ...p.size, false),
  },
  'RNN, forward': { flops: 21, run: (k: Exports, p: Places) => k.rnnForward(p.a, p.z, ...p.size, false) },
  'GRU, update': {
    flops: 24 + 21 + 4,
    run: (k: Exports, p: Places) => k.gruUpdate(p.a, p.z, plus(p.z, 512), 384, p.b, ...p.size),
  },
};

interface Places {
  a: Address;
  b: Address;
  c: Address;
  d: Address;
  z: Address;
  /** Rows, units, units. */
  size: [number, number, number];
}

/** `peakSums`: registers of four numbers that a turn of `peak` works on. */
export async function benchKernels(module: WebAssembly.Module, peakSums: number, rounds: number) {
  const base = addressAt(RESERVED_BYTES + SCRATCH_BYTES);
  const memory = createMemory({ bytes: 256 << 20 });
  const k = instantiate(module, memory);
  k.setScratch(addressAt(RESERVED_BYTES));
  new Float32Array(memory.buffer, base).fill(0.01);
  const subjects = new Map<string, () => number>();
  subjects.set('peak', () => ratePerSecond(() => k.peak(base, 20_000), 0.02) * 20_000 * peakSums * 8);
  for (const { kernel, m, n, k: terms } of products) {
    const run = product(k, kernel, m, n, terms, base);
    subjects.set(`${kernel} ${m} x ${n} x ${terms}`, () => ratePerSecond(run, 0.02) * 2 * m * n * terms);
  }
  const places = placesOf(base, 50, 128);
  for (const [name, { flops, run }] of Object.entries(passes))
    subjects.set(name, () => ratePerSecond(() => run(k, places), 0.02) * flops * 50 * 128);
  const results = await alternate(rounds, subjects);
  const peaks = results.get('peak')!;
  const gflops = new Map([...results].map(([name, rates]) => [name, medianOf(rates) / 1e9]));
  const shares = new Map([...results].map(([name, rates]) => [name, medianOf(rates.map((r, i) => r / peaks[i]!))]));
  const wheres = new Map(products.map(({ kernel, m, n, k, what }) => [`${kernel} ${m} x ${n} x ${k}`, what]));
  printTable(
    'Kernels on one thread',
    ['', 'GFLOP/s', 'of the peak', ''],
    [...gflops].map(([name, rate]) => [
      name,
      digits(rate),
      `${(100 * shares.get(name)!).toFixed(0)} %`,
      wheres.get(name) ?? '',
    ]),
  );
  return Object.fromEntries([...gflops].map(([name, rate]) => [name, { gflops: rate, share: shares.get(name)! }]));
}

function product(k: Exports, kernel: string, m: number, n: number, terms: number, base: Address): () => void {
  const a = base;
  const b = plus(a, 4 * m * terms);
  const panels = align(plus(b, 4 * n * terms));
  const out = align(plus(panels, 4 * panelLength(terms, n)));
  k.pack(panels, b, n, terms, n);
  if (kernel === 'multiply') return () => k.multiply(out, n, out, n, a, terms, panels, m, n, terms);
  return () => k.multiplyTransposed(out, n, a, m, b, n, m, n, terms);
}

function placesOf(base: Address, n: number, H: number): Places {
  const each = 4 * n * H;
  const [a, b, c, d, z] = [0, 1, 2, 3, 4].map((i) => align(plus(base, i * (each + 64)))) as [
    Address,
    Address,
    Address,
    Address,
    Address,
  ];
  return { a, b, c, d, z, size: [n, H, H] };
}

function align(address: Address): Address {
  return plus(address, -address & 63);
}
