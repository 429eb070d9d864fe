import assert from 'node:assert/strict';
import type { ScheduleConfig } from '../../../../src/engine/config.ts';
import { Schedule } from '../../../../src/engine/training/schedule.ts';
import { train } from '../../../../src/engine/training/train.ts';
import { Trainer } from '../../../../src/engine/training/trainer.ts';
import { sayEnglish } from '../../../../src/messages/message.ts';
import { countingLines, network, training, withoutValidation } from '../corpora.ts';
import { createKernels } from '../kernels.ts';

const STEPS = 100;

function scheduleOf(schedule: Partial<ScheduleConfig>, patience = 0): Schedule {
  const config = { kind: 'constant', decay: 0.5, every: 2, warmup: 0, ...schedule } as const;
  return new Schedule({ learningRate: 0.1, schedule: config, patience }, STEPS);
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}, ${expected}`);
}

describe('the learning rate', () => {
  it('is constant, and is what it is where nothing else is said', () => {
    for (const step of [1, 50, 100]) close(scheduleOf({}).rate(step), 0.1);
    close(new Schedule({ learningRate: 0.1 }, STEPS).rate(7), 0.1);
  });

  it('rises to its whole in the steps of the warm-up, of any kind', () => {
    for (const kind of ['constant', 'step', 'cosine', 'plateau'] as const) {
      const schedule = scheduleOf({ kind, warmup: 10 });
      for (let step = 1; step <= 10; step++) close(schedule.rate(step), 0.01 * step);
      close(schedule.rate(11), 0.1);
    }
  });

  it('steps: half of it after every second epoch', () => {
    const schedule = scheduleOf({ kind: 'step' });
    const rates = Array.from({ length: 5 }, () => {
      const rate = schedule.rate(5);
      schedule.endEpoch();
      return rate;
    });
    rates.forEach((rate, i) => {
      close(rate, [0.1, 0.1, 0.05, 0.05, 0.025][i]!);
    });
  });

  it('cosine: the whole at the first step, half in the middle, nearly nothing at the last', () => {
    const schedule = scheduleOf({ kind: 'cosine' });
    close(schedule.rate(1), 0.1);
    close(schedule.rate(51), 0.05);
    assert.ok(schedule.rate(100) < 0.0001 && schedule.rate(100) > 0);
  });

  it('plateau: half of it after two validations without a better loss, and again after two more', () => {
    const schedule = scheduleOf({ kind: 'plateau' });
    const rates = [true, false, true, false, false, false, false].map((better) => {
      schedule.validated(better);
      return schedule.rate(5);
    });
    rates.forEach((rate, i) => {
      close(rate, [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025][i]!);
    });
  });

  it('reaches the optimiser: with hardly any rate, weights hardly move', () => {
    const moved = (schedule?: ScheduleConfig) => {
      const config = { ...training, epochs: 1, ...(schedule && { schedule }) };
      const trainer = new Trainer(countingLines(20), network, config, { createKernels });
      const before = trainer.snapshot('current');
      Array.from(train(trainer));
      return trainer.snapshot('current').reduce((sum, value, i) => sum + Math.abs(value - before[i]!), 0);
    };
    assert.ok(moved({ kind: 'constant', decay: 0.5, every: 1, warmup: 1_000_000 }) < 1e-4 * moved());
  });
});

describe('ending early', () => {
  it('after as many validations without a better loss as the patience has; never without one', () => {
    const ends = (patience: number) => {
      const schedule = scheduleOf({}, patience);
      return [true, false, false, true, false, false, false].map((better) => schedule.validated(better));
    };
    assert.deepEqual(ends(3), [false, false, false, false, false, false, true]);
    assert.ok(!ends(0).includes(true));
  });

  it('a training says so, and keeps the best weights', () => {
    const config = { ...training, epochs: 200, learningRate: 0.3, patience: 2 };
    const trainer = new Trainer(countingLines(40), network, config, { createKernels });
    const events = Array.from(train(trainer));
    const epochs = events.filter((event) => event.kind === 'epoch');
    const end = events.at(-1)!;
    assert.ok(epochs.length < 200);
    assert.deepEqual(
      epochs.slice(-3).map(({ best }) => best),
      [true, false, false],
    );
    assert.ok(end.kind === 'end' && end.reason === 'finished' && end.epoch === epochs.length - 2);
    assert.match(
      end.message ? sayEnglish(end.message) : '',
      /^Ended early: no better validation loss in 2 epochs\. The weights of epoch \d+ are kept\.$/,
    );
  });

  it('validations of every third step are what it counts, in the middle of an epoch', () => {
    const config = { ...training, epochs: 200, learningRate: 0.3, patience: 3, validateEvery: 3 };
    const trainer = new Trainer(countingLines(40), network, config, { createKernels });
    const events = Array.from(train(trainer));
    const validations = events.filter((event) => event.kind === 'validation');
    const end = events.at(-1)!;
    assert.deepEqual(
      validations.slice(-4).map(({ best }) => best),
      [true, false, false, false],
    );
    const kept = validations.at(-4)!;
    assert.equal(validations.at(-1)!.step, kept.step + 9);
    assert.ok(end.kind === 'end' && end.reason === 'finished' && end.epoch === kept.epoch);
    assert.equal(
      sayEnglish(end.message!),
      `Ended early: no better validation loss in 3 validations. The weights after step ${kept.step}, in epoch ${kept.epoch}, are kept.`,
    );
  });

  it('nothing is held out: neither patience nor a plateau ends or slows anything', () => {
    const ends = [{}, { patience: 1, schedule: { kind: 'plateau', decay: 0.1, every: 1, warmup: 0 } as const }].map(
      (given) => {
        const trainer = new Trainer(
          withoutValidation(countingLines(40)),
          network,
          { ...training, ...given },
          { createKernels },
        );
        return [Array.from(train(trainer)).at(-1), trainer.snapshot('current')];
      },
    );
    assert.deepEqual(ends[0], ends[1]);
  });
});
