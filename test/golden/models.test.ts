/** Whole models against PyTorch in float64: see make.py. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { NetworkConfig, TrainingConfig } from '../../src/engine/config.ts';
import type { Corpus } from '../../src/engine/data.ts';
import { fromTensors } from '../../src/engine/files/checkpoint.ts';
import type { Tensor } from '../../src/engine/files/safetensors.ts';
import { realsOf } from '../../src/engine/memory/memory.ts';
import type { Parameter } from '../../src/engine/network/parameters.ts';
import { train } from '../../src/engine/training/train.ts';
import { Trainer } from '../../src/engine/training/trainer.ts';

type Tensors = Record<string, { shape: number[]; values: number[] }>;

interface Golden {
  torch: string;
  network: NetworkConfig;
  corpus: { kind: Corpus['kind']; ids: number[]; train: number[] };
  training: Omit<TrainingConfig, 'dropout' | 'seed'>;
  initial: Tensors;
  /** Of the first window. */
  gradients: Tensors;
  losses: number[];
  norms: number[];
  final: Tensors;
}

const folder = new URL('./values/', import.meta.url);
const TOLERANCE = 1e-9;

describe('models: loss, gradients and steps of Adam within 1e-9 of PyTorch', () => {
  for (const file of readdirSync(folder)) {
    const golden: Golden = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    describe(file, () => {
      it('every gradient of the first window', () => {
        const trainer = open(golden);
        trainer.windows('train').next();
        trainer.gradient();
        compare(trainer, trainer.plan.gradients, golden.gradients);
      });

      it(`the loss and the norm at each of ${golden.losses.length} steps, and the parameters after them`, () => {
        const trainer = open(golden);
        const steps = Array.from(train(trainer)).filter((event) => event.kind === 'step');
        assert.equal(steps.length, golden.losses.length);
        for (const [i, { loss, gradientNorm }] of steps.entries()) {
          assertNear(loss, golden.losses[i]!, `loss of step ${i + 1}`);
          assertNear(gradientNorm, golden.norms[i]!, `norm of step ${i + 1}`);
        }
        compare(trainer, trainer.plan.parameters, golden.final);
      });

      // torch.nn.GRU is another cell, so the golden GRU is not in its layout.
      if (golden.network.cell !== 'gru')
        it("PyTorch's tensors as a file: the same weights, in 32 bits", () => {
          const { entries } = open(golden).plan.table;
          const weights = fromTensors(golden.network, asFile(golden.initial));
          for (const entry of entries) {
            const expected = Float32Array.from(inMemory(entry, golden.initial));
            assert.deepEqual(weights.slice(entry.offset, entry.offset + entry.length), expected, entry.name);
          }
        });
    });
  }
});

/** A trainer in double precision that begins with the golden parameters. */
function open({ network, corpus, training, initial }: Golden): Trainer {
  const ids = Uint8Array.from(corpus.ids);
  const ranges = { train: Uint32Array.from(corpus.train), validation: new Uint32Array() };
  const config = { ...training, dropout: 0, seed: 1 };
  const trainer = new Trainer({ kind: corpus.kind, ids, ...ranges }, network, config, { precision: 'f64' });
  const parameters = realsOf(trainer.memory, trainer.plan.parameters, 'f64');
  for (const entry of trainer.plan.table.entries) parameters.set(inMemory(entry, initial), entry.offset);
  trainer.pack();
  return trainer;
}

/** With the second biases, which are frozen at zero. */
function asFile(tensors: Tensors): Map<string, Tensor> {
  const file = new Map<string, Tensor>();
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    file.set(name, { shape, values: Float32Array.from(values) });
    const second = name.replace('bias_ih', 'bias_hh');
    if (second !== name) file.set(second, { shape, values: new Float32Array(values.length) });
  }
  return file;
}

function compare(trainer: Trainer, range: Trainer['plan']['parameters'], expected: Tensors): void {
  const { entries } = trainer.plan.table;
  assert.deepEqual(entries.map(({ name }) => name).sort(), Object.keys(expected).sort());
  const values = realsOf(trainer.memory, range, 'f64');
  for (const entry of entries)
    inMemory(entry, expected).forEach((value, i) => {
      assertNear(values[entry.offset + i]!, value, `${entry.name}[${i}]`);
    });
}

/** A golden tensor as it stands in memory: weights are transposed there. */
function inMemory({ name, transposed }: Parameter, tensors: Tensors): number[] {
  const { shape, values } = tensors[name]!;
  if (!transposed) return values;
  const [rows = 0, columns = 0] = shape;
  return values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!);
}

function assertNear(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < TOLERANCE, `${what}: ${actual} instead of ${expected}`);
}
