/** Trainings that leave the real numbers. */
import assert from 'node:assert/strict';
import type { NetworkConfig, TrainingConfig } from '../../../../src/engine/config.ts';
import type { Corpus, Examples, TrainingData } from '../../../../src/engine/data.ts';
import { realsOf } from '../../../../src/engine/memory/memory.ts';
import { type TrainEvent, train } from '../../../../src/engine/training/train.ts';
import { Trainer } from '../../../../src/engine/training/trainer.ts';
import type { Address, CreateKernels } from '../../../../src/kernels/kernels.ts';
import { sayEnglish } from '../../../../src/messages/message.ts';
import { countingLines, network, training, withoutValidation } from '../corpora.ts';
import { createKernels } from '../kernels.ts';

const corpus = countingLines(40);

/** A trainer whose gradients have these norms, one after the other. */
function withNorms(data: Corpus, config: Partial<TrainingConfig>, ...norms: number[]): Trainer {
  let gradients = -1;
  const kernels: CreateKernels = (...given) => {
    const made = createKernels(...given);
    const sumSquares = (a: Address, count: number) =>
      a === gradients ? norms.shift()! ** 2 : made.sumSquares(a, count);
    return { ...made, sumSquares };
  };
  const trainer = new Trainer(data, network, { ...training, ...config }, { createKernels: kernels });
  gradients = trainer.plan.gradients.address;
  return trainer;
}

/**
 * Sequences of 5 vectors; the mean of their sines, times `scale`, is to be predicted in the end. Every sixth is held
 * out.
 */
function regression(scale: number, activation: 'tanh' | 'relu'): { data: Examples; network: NetworkConfig } {
  const count = 24;
  const numbers = (held: boolean) =>
    Uint32Array.from(Array.from({ length: count }, (_, i) => i).filter((i) => (i % 6 === 5) === held));
  const data: Examples = {
    kind: 'examples',
    starts: Uint32Array.from({ length: count + 1 }, (_, i) => 5 * i),
    inputs: Float32Array.from({ length: count * 5 * 2 }, (_, i) => Math.sin(i)),
    at: 'end',
    targets: Float32Array.from({ length: count }, (_, i) => scale * Math.cos(i)),
    train: numbers(false),
    validation: numbers(true),
  };
  const head = { kind: 'linear', outputs: 1, at: 'end' } as const;
  const rnn = { cell: 'rnn', activation, layers: 1, hidden: 8, vocabulary: 0 } as const;
  return { data, network: { ...rnn, input: { vectors: 2 }, head } };
}

const text: Corpus = {
  kind: 'text',
  ids: Uint8Array.from({ length: 2000 }, (_, i) => 2 + ((i * i) % 3)),
  train: Uint32Array.of(0, 1800),
  validation: Uint32Array.of(1800, 2000),
};

describe('divergence', () => {
  const sgd = { clip: 0, epochs: 500, optimiser: { kind: 'sgd', momentum: 0.9 } } as const;
  for (const [what, data, cell, config, advice] of [
    [
      'a learning rate of 10 without clipping',
      text,
      { ...network, cell: 'rnn', activation: 'relu', layers: 1 },
      { ...sgd, window: 50, learningRate: 10 },
      'Lower learningRate (it is 10) or set clip to 5 (it is 0, so nothing is clipped).',
    ],
    [
      'squared errors at a learning rate of 0.5 without clipping',
      ...Object.values(regression(1, 'tanh')),
      { ...sgd, learningRate: 0.5 },
      'Lower learningRate (it is 0.5) or set clip to 5 (it is 0, so nothing is clipped).',
    ],
    [
      'squared errors of numbers up to a million',
      ...Object.values(regression(1e6, 'relu')),
      { ...sgd, learningRate: 0.01 },
      'Lower learningRate (it is 0.01) or set clip to 5 (it is 0, so nothing is clipped). ' +
        'Divide the numbers to be predicted: the largest is 1.0e6.',
    ],
  ] as [string, TrainingData, NetworkConfig, Partial<TrainingConfig>, string][])
    it(`${what}: which norms rose, from what to what, at which steps; what to change`, () => {
      const trainer = new Trainer(data, cell, { ...training, ...config }, { createKernels });
      const weights = [trainer.snapshot('current')];
      const norms = [Number.NaN]; // steps count from 1
      const events: TrainEvent[] = [];
      for (const event of train(trainer)) {
        events.push(event);
        if (event.kind !== 'step') continue;
        weights.push(trainer.snapshot('current'));
        norms.push(event.gradientNorm);
      }
      const end = events.at(-1)!;
      assert.ok(end.kind === 'end' && end.reason === 'diverged');
      const last = norms.length - 1;
      const found =
        /^Training diverged at step (\d+), in epoch \d+: the (?:loss|norm of the gradient) is (?:NaN|Infinity)\. The norm of the gradient rose from (\S+) at step (\d+) to (\S+) at step (\d+)\. The norm of the weights (\S+) rose from (\S+) (in the beginning|after step (\d+)) to (\S+) after step (\d+)\. (The .* kept\.) (.*)$/.exec(
          sayEnglish(end.message!),
        );
      assert.ok(found, sayEnglish(end.message!));
      const [, step, from, fromStep, to, toStep, name, weightFrom, , since = '0', weightTo, after, , advised] = found;
      assert.deepEqual([step, after, advised], [`${last + 1}`, `${last}`, advice]);
      const close = (text: string | undefined, value: number) =>
        assert.ok(Math.abs(Number(text) / value - 1) < 0.05, `${text}: ${value}. ${sayEnglish(end.message!)}`);
      close(from, norms[Number(fromStep)]!);
      close(to, Math.max(...norms.slice(1)));
      close(to, norms[Number(toStep)]!);
      assert.ok(Number(to) > 10 * Number(from));
      const { offset, length } = trainer.plan.table.entries.find((entry) => entry.name === name)!;
      const normAfter = (k: number) => Math.hypot(...weights[k]!.subarray(offset, offset + length));
      close(weightFrom, normAfter(Number(since)));
      close(weightTo, normAfter(last));
      for (const other of trainer.plan.table.entries)
        assert.ok(
          Math.hypot(...weights[last]!.subarray(other.offset, other.offset + other.length)) <= 1.001 * normAfter(last),
        );
      assert.ok(trainer.snapshot('best').every(Number.isFinite));
    });

  it('a loss that stays finite, and far above that of guessing: the same, with the weights from before it was', () => {
    const config = { ...sgd, optimiser: { kind: 'sgd', momentum: 0.99 }, learningRate: 10, window: 50 } as const;
    const trainer = new Trainer(
      text,
      { ...network, cell: 'lstm', layers: 1 },
      { ...training, ...config },
      { createKernels },
    );
    const initial = trainer.snapshot('current');
    const events = Array.from(train(trainer));
    const end = events.at(-1)!;
    assert.ok(end.kind === 'end' && end.reason === 'diverged', JSON.stringify(end));
    const losses = events.filter((event) => event.kind === 'step').map(({ loss }) => loss);
    const guess = Math.log(network.vocabulary);
    const calm = losses.findLastIndex((nats) => nats <= 3 * guess);
    assert.equal(losses.length - 1 - calm, 49); // the 50th ends it
    assert.match(
      sayEnglish(end.message!),
      /: the loss is \S+ nats, and has been above 3 times that of guessing \(1\.61\) for 50 steps\. /,
    );
    assert.match(sayEnglish(end.message!), /kept\. Lower learningRate \(it is 10\) or set clip to 5/);
    if (end.epoch === 0) assert.deepEqual(trainer.snapshot('best'), initial);
    else assert.ok(end.epoch <= Math.ceil((calm + 1) / trainer.stepsPerEpoch));
  });

  it('a gradient that overflows ends the training: step, growth of the norm, what to change', () => {
    const norms = [0.5, 40, 2e5, 7e12, Number.POSITIVE_INFINITY];
    const trainer = withNorms(withoutValidation(corpus), { clip: 0, learningRate: 0.03 }, ...norms);
    const events = Array.from(train(trainer));
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['step', 'step', 'step', 'step', 'end'],
    );
    const { message, ...end } = events.at(-1) as Extract<TrainEvent, { kind: 'end' }>;
    assert.deepEqual(end, { kind: 'end', reason: 'diverged', epoch: 1 });
    assert.equal(
      sayEnglish(message!),
      'Training diverged at step 5, in epoch 1: the norm of the gradient is Infinity. ' +
        'The norm of the gradient rose from 0.5 at step 1 to 7.0e12 at step 4. ' +
        'The weights after step 4, in epoch 1, are kept. ' +
        'Lower learningRate (it is 0.03) or set clip to 5 (it is 0, so nothing is clipped).',
    );
  });

  it('the rise begins where the norm was last near its lowest; a norm that did not grow tenfold is told as it was', () => {
    const messageOf = (...norms: number[]) => {
      const end = Array.from(train(withNorms(corpus, {}, ...norms, Number.NaN))).at(-1)!;
      assert.ok(end.kind === 'end' && end.reason === 'diverged');
      return sayEnglish(end.message!);
    };
    assert.match(messageOf(3, 1, 2.5, 1.5, 90, 60), /rose from 1\.5 at step 4 to 90 at step 5\./);
    assert.match(messageOf(3, 1, 2.5), /is NaN\. The norm of the gradient was 2\.5 at step 3\. The weights after/);
    assert.match(
      messageOf(),
      /at step 1, in epoch 1: the norm of the gradient is NaN\. The initial weights are kept\./,
    );
  });

  it('a gradient that overflows before the first validation: the weights of now are kept', () => {
    const trainer = withNorms(corpus, {}, 1, 1, Number.NaN);
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
    assert.match(
      sayEnglish(end.message!),
      /at step 46, .*The norm of the weights head\.weight rose from \S+ after step 31 to NaN after step 45\. The weights after step 31, in epoch 1, are kept\./,
    );
  });

  it('before that many steps: the initial weights, and the message says so', () => {
    const trainer = new Trainer(corpus, network, training, { createKernels });
    const initial = trainer.snapshot('current');
    const end = poisonAfter(trainer, 2).at(-1)!;
    assert.ok(end.kind === 'end' && end.epoch === 0);
    assert.match(sayEnglish(end.message!), /The initial weights are kept\./);
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
    assert.match(sayEnglish(end.message!), new RegExp(`at step ${step + 1}, in epoch 2: the loss is NaN\\.`));
    assert.match(sayEnglish(end.message!), /Lower learningRate \(it is 0\.02\) or clip \(it is 5\)\.$/);
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
