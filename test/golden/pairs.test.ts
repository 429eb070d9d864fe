/** Encoder-decoders against PyTorch in float64: see pairs.py. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { NetworkConfig } from '../../src/engine/config.ts';
import type { Pairs, TokenSequences } from '../../src/engine/data.ts';
import { realsOf } from '../../src/engine/memory/memory.ts';
import { train } from '../../src/engine/training/train.ts';
import { Trainer } from '../../src/engine/training/trainer.ts';
import { fromPyTorch, type Tensors } from './tensors.ts';

interface Golden {
  torch: string;
  network: NetworkConfig;
  learningRate: number;
  sources: number[][];
  targets: number[][];
  initial: Tensors;
  /** Of the first step. */
  gradients: Tensors;
  losses: number[];
  norms: number[];
}

const folder = new URL('./values-pairs/', import.meta.url);
const TOLERANCE = 1e-9;

describe(`encoder-decoders: within ${TOLERANCE} of PyTorch`, () => {
  for (const file of readdirSync(folder)) {
    const golden: Golden = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    describe(file.replace('.json', ''), () => {
      it('every gradient of the first step', () => {
        const trainer = open(golden);
        const { plan, memory } = trainer;
        trainer.windows('train').next();
        trainer.gradient();
        const gradients = realsOf(memory, plan.gradients, 'f64');
        for (const entry of plan.table.entries)
          for (const [i, expected] of fromPyTorch(golden.network, entry, golden.gradients).entries())
            assertNear(gradients[entry.offset + i]!, expected, `${entry.name}[${i}]`);
      });

      it(`the loss and the norm at each of ${golden.losses.length} steps of Adam`, () => {
        const steps = Array.from(train(open(golden))).filter((event) => event.kind === 'step');
        assert.equal(steps.length, golden.losses.length);
        for (const [i, { loss, gradientNorm }] of steps.entries()) {
          assertNear(loss, golden.losses[i]!, `loss of step ${i + 1}`);
          assertNear(gradientNorm, golden.norms[i]!, `norm of step ${i + 1}`);
        }
      });
    });
  }
});

/** A trainer of all pairs at once, in double precision. */
function open({ network, sources, targets, initial, learningRate, losses }: Golden): Trainer {
  const train = Uint32Array.from(sources.keys());
  const pairs: Pairs = { kind: 'pairs', ...both(sources, targets), train, validation: new Uint32Array() };
  const training = {
    epochs: losses.length,
    batch: sources.length,
    window: 0,
    learningRate,
    clip: 0,
    dropout: 0,
    seed: 1,
  };
  const trainer = new Trainer(pairs, network, training, { precision: 'f64' });
  const { plan, memory } = trainer;
  const parameters = realsOf(memory, plan.parameters, 'f64');
  assert.deepEqual(plan.table.entries.map(({ name }) => name).sort(), Object.keys(initial).sort());
  for (const entry of plan.table.entries) parameters.set(fromPyTorch(network, entry, initial), entry.offset);
  trainer.pack();
  return trainer;
}

function both(sources: number[][], targets: number[][]): Pick<Pairs, 'source' | 'target'> {
  return { source: sequences(sources), target: sequences(targets) };
}

function sequences(each: number[][]): TokenSequences {
  const starts = [0];
  for (const { length } of each) starts.push(starts.at(-1)! + length);
  return { starts: Uint32Array.from(starts), ids: Uint8Array.from(each.flat()) };
}

function assertNear(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < TOLERANCE, `${what}: ${actual} instead of ${expected}`);
}
