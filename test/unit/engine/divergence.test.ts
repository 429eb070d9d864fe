/** Trainings that leave the real numbers. */
import assert from 'node:assert/strict';
import { realsOf } from '../../../src/engine/memory.ts';
import { type TrainEvent, train } from '../../../src/engine/train.ts';
import { Trainer } from '../../../src/engine/trainer.ts';
import type { CreateKernels } from '../../../src/kernels/kernels.ts';
import { countingLines, network, training, withoutValidation } from './corpora.ts';
import { createKernels } from './kernels.ts';

const corpus = countingLines(40);

/** Kernels whose gradients have these norms, one after the other. */
function withNorms(...norms: number[]): CreateKernels {
  return (...given) => ({
    ...createKernels(...given),
    sumSquares: () => norms.shift()! ** 2,
  });
}

describe('divergence', () => {
  it('a gradient that overflows ends the training: step, growth of the norm, what to change', () => {
    const overflowing = withNorms(0.5, 40, 2e5, 7e12, Number.POSITIVE_INFINITY);
    const config = { ...training, clip: 0, learningRate: 0.03 };
    const trainer = new Trainer(withoutValidation(corpus), network, config, { createKernels: overflowing });
    const events = Array.from(train(trainer));
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['step', 'step', 'step', 'step', 'end'],
    );
    assert.deepEqual(events.at(-1), {
      kind: 'end',
      reason: 'diverged',
      epoch: 1,
      message:
        'Training diverged at step 5, in epoch 1: the norm of the gradient is Infinity. ' +
        'Over the 4 steps before, that norm grew from 0.5 to 7.0e+12. ' +
        'The weights after step 4, in epoch 1, are kept. ' +
        'Lower learningRate (it is 0.03) or set clip to 5 (it is 0, so nothing is clipped).',
    });
  });

  it('a gradient that overflows before the first validation: the weights of now are kept', () => {
    const trainer = new Trainer(corpus, network, training, { createKernels: withNorms(1, 1, Number.NaN) });
    const steps: Float32Array[] = [];
    for (const event of train(trainer)) if (event.kind === 'step') steps.push(trainer.snapshot('current'));
    assert.equal(steps.length, 2);
    assert.deepEqual(trainer.snapshot('best'), steps[1]);
  });

  it('a loss that is not a number before the first validation: weights of at most 32 steps before are kept', () => {
    const trainer = new Trainer(countingLines(400), network, training, { createKernels });
    assert.ok(trainer.stepsPerEpoch > 45);
    const steps: Float32Array[] = [];
    const end = poisonAfter(trainer, 45, () => steps.push(trainer.snapshot('current'))).at(-1)!;
    assert.ok(end.kind === 'end' && end.reason === 'diverged' && end.epoch === 1);
    assert.deepEqual(trainer.snapshot('best'), steps[30]);
    assert.match(end.message!, /at step 46, .*The weights after step 31, in epoch 1, are kept\./);
  });

  it('before that many steps: the initial weights, and the message says so', () => {
    const trainer = new Trainer(corpus, network, training, { createKernels });
    const initial = trainer.snapshot('current');
    const end = poisonAfter(trainer, 2).at(-1)!;
    assert.ok(end.kind === 'end' && end.epoch === 0);
    assert.match(end.message!, /The initial weights are kept\./);
    assert.deepEqual(trainer.snapshot('best'), initial);
  });

  it('nothing is held out and the last step of an epoch leaves NaN: the weights of the epoch before are kept', () => {
    const trainer = new Trainer(withoutValidation(corpus), network, training, { createKernels });
    const end = poisonAfter(trainer, 2 * trainer.stepsPerEpoch).at(-1)!;
    assert.ok(end.kind === 'end' && end.reason === 'diverged' && end.epoch === 1);
    assert.ok(trainer.snapshot('best').every(Number.isFinite));
  });

  it('a loss that is not a number ends the training: the weights of the best epoch are kept', () => {
    const trainer = new Trainer(corpus, network, training, { createKernels });
    const step = trainer.stepsPerEpoch + 2;
    const end = poisonAfter(trainer, step).at(-1)!;
    assert.ok(end.kind === 'end' && end.reason === 'diverged');
    assert.match(end.message!, new RegExp(`at step ${step + 1}, in epoch 2: the loss is NaN\\.`));
    assert.match(end.message!, /Lower learningRate \(it is 0\.02\) or clip \(it is 5\)\.$/);
    const other = new Trainer(corpus, network, { ...training, epochs: 1 }, { createKernels });
    Array.from(train(other));
    assert.deepEqual(trainer.snapshot('best'), other.snapshot('best'));
  });
});

/** Trains, and makes the output layer's first weight NaN after a step. */
function poisonAfter(trainer: Trainer, step: number, onStep: () => void = () => {}): TrainEvent[] {
  const { offset } = trainer.plan.table.entries.find(({ name }) => name === 'head.weight')!;
  const events: TrainEvent[] = [];
  for (const event of train(trainer)) {
    events.push(event);
    if (event.kind === 'step') onStep();
    if (event.kind !== 'step' || event.step !== step) continue;
    realsOf(trainer.memory, trainer.plan.parameters, 'f32')[offset] = Number.NaN;
    trainer.pack();
  }
  return events;
}
