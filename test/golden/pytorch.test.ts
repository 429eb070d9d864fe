/** Networks against PyTorch in float64: see pytorch.py. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { NetworkConfig, TrainingConfig } from '../../src/engine/config.ts';
import { fromTensors, toTensors } from '../../src/engine/files/checkpoint.ts';
import type { Tensor } from '../../src/engine/files/safetensors.ts';
import { TrainingThread } from '../../src/engine/training/training-threads.ts';
import { type Bench, countOf, lossOf, setLengths, setUp } from '../unit/engine/bench.ts';
import { fromPyTorch, type Tensors } from './tensors.ts';

interface Golden {
  torch: string;
  network: NetworkConfig;
  lengths: number[];
  /** Ids or vectors, as the rows of a packed sequence stand. */
  inputs: number[];
  targets: number[];
  initial: Tensors;
  loss: number;
  norm: number;
  gradients: Tensors;
  runs: Run[];
}

interface Run extends Required<Pick<TrainingConfig, 'optimiser' | 'learningRate' | 'clip'>> {
  clipValue?: number;
  /** After each step. */
  losses: number[];
}

const folder = new URL('./values-pytorch/', import.meta.url);
const TOLERANCE = 1e-9;

describe(`networks: within ${TOLERANCE} of PyTorch`, () => {
  for (const file of readdirSync(folder)) {
    const golden: Golden = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    describe(file.replace('.json', ''), () => {
      it('the loss, the norm of the gradient and every gradient', () => {
        const bench = open(golden);
        const member = memberOf(bench, {});
        const { nats, count } = gradient(bench, member);
        assertNear(nats / count, golden.loss, 'loss');
        assertNear(member.gradientNorm, golden.norm, 'norm');
        compareGradients(bench, golden);
      });

      it("PyTorch's tensors as a file are the same weights in 32 bits, and these the same file", () => {
        const file = asFile(golden.initial);
        const weights = fromTensors(golden.network, file);
        assert.deepEqual(weights, Float32Array.from(open(golden).parameters));
        assert.deepEqual(new Map([...toTensors(golden.network, weights)].sort()), new Map([...file].sort()));
      });

      for (const run of golden.runs)
        it(`the loss after each of ${run.losses.length} steps: ${nameOf(run)}`, () => {
          const bench = open(golden);
          const member = memberOf(bench, run);
          for (const [i, expected] of run.losses.entries()) {
            gradient(bench, member);
            const { clip, learningRate } = run;
            const norm = member.gradientNorm;
            const scale = clip > 0 && norm > clip ? clip / norm : 1; // as Trainer.update
            member.lead('update', { scale, learningRate, step: i + 1 });
            assertNear(lossOf(bench) / countOf(bench), expected, `loss after step ${i + 1}`);
          }
        });
    });
  }
});

/** The golden network in double precision, with its window. */
function open({ network, lengths, inputs, targets, initial }: Golden): Bench {
  const bench = setUp(network, lengths);
  const { plan, parameters, thread } = bench;
  (bench.vectors.length > 0 ? bench.vectors : bench.inputs).set(inputs);
  bench.targets.set(targets);
  setLengths(bench, lengths);
  const { entries } = plan.table;
  assert.deepEqual(entries.map(({ name }) => name).sort(), Object.keys(initial).sort());
  for (const entry of entries) {
    const values = fromPyTorch(network, entry, initial);
    assert.equal(values.length, entry.length, entry.name);
    parameters.set(values, entry.offset);
  }
  plan.network.pack(thread);
  return bench;
}

function memberOf({ plan, memory, thread }: Bench, training: Partial<Run>): TrainingThread {
  return new TrainingThread(plan, memory, thread.kernels, training, { index: 0, count: 1 });
}

function gradient(bench: Bench, member: TrainingThread): { nats: number; count: number } {
  const { network } = bench.plan;
  const count = countOf(bench);
  network.resetState(bench.thread.kernels);
  return { nats: member.lead('gradient', { sequences: network.steps.sequences, count }), count };
}

function compareGradients({ plan, gradients }: Bench, golden: Golden): void {
  for (const entry of plan.table.entries)
    for (const [i, expected] of fromPyTorch(golden.network, entry, golden.gradients).entries())
      assertNear(gradients[entry.offset + i]!, expected, `${entry.name}[${i}]`);
}

/** With the second biases that are frozen at zero. */
function asFile(tensors: Tensors): Map<string, Tensor> {
  const file = new Map<string, Tensor>();
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const second = name.replace('bias_ih', 'bias_hh');
    if (!(second in tensors)) file.set(second, { shape, values: new Float32Array(values.length) });
    file.set(name, { shape, values: Float32Array.from(values) });
  }
  return file;
}

function nameOf({ optimiser, clip, clipValue }: Run): string {
  const clipping = clip > 0 ? `, norm at most ${clip}` : clipValue ? `, elements at most ${clipValue}` : '';
  const { kind, ...rest } = optimiser;
  const settings = Object.entries(rest).map(([key, value]) => `, ${key} ${value}`);
  return `${kind}${settings.join('')}${clipping}`;
}

function assertNear(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < TOLERANCE, `${what}: ${actual} instead of ${expected}`);
}
