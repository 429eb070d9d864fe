import assert from 'node:assert/strict';
import { parseTrainOptions, type TrainOptionsInput } from '../../../src/protocol/options.ts';
import { prepare } from '../../../src/worker/compute/prepare.ts';
import type { PreparedData } from '../../../src/worker/compute/task.ts';
import { planRun, type RunPlan } from '../../../src/worker/session/run-plan.ts';

const line = 'It was a bright cold day in April, and the clocks were striking: ';

describe('the plan of a run', () => {
  /** `times`: how often the line stands in the text. */
  function dataOf(times: number): PreparedData {
    const text = Array.from({ length: times }, (_, i) => `${line}${i}.`).join(' ');
    return prepare({ kind: 'prepare', source: { kind: 'text', name: 'text', text }, options: parseTrainOptions() });
  }

  function planOf(data: PreparedData, options: TrainOptionsInput = {}): RunPlan {
    return planRun(data, parseTrainOptions(options), { name: 'text' });
  }

  it('a text of 2 kB is read until 1,500 steps are done, one of 100 kB 20 times', () => {
    const short = planOf(dataOf(30));
    assert.equal(short.prepared.epochs, Math.ceil(1500 / short.stepsPerEpoch));
    assert.equal(short.training.epochs, short.prepared.epochs);
    assert.ok(short.prepared.steps >= 1500 && short.prepared.steps < 1500 + short.stepsPerEpoch);
    assert.equal(planOf(dataOf(1500)).prepared.epochs, 20);
  });

  it('a long text, or a large network, is trained in fewer epochs, at least one', () => {
    const data = dataOf(1500);
    const megabytes = (count: number) => ({ ...data, trainTokens: count * 1e6 });
    const epochs = [1, 5, 20, 200].map((count) => planOf(megabytes(count)).prepared.epochs);
    assert.ok(epochs[0]! > 10 && epochs[0]! < 20, `${epochs}`);
    assert.ok(epochs[1]! >= 2 && epochs[1]! < epochs[0]!, `${epochs}`);
    assert.deepEqual(epochs.slice(2), [1, 1]);
    assert.ok(planOf(data, { hidden: 1024, layers: 2 }).prepared.epochs < 20);
  });

  it('epochs that were asked for are trained', () => {
    assert.equal(planOf(dataOf(30), { epochs: 3 }).prepared.epochs, 3);
  });
});
