import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemory } from '../../../../../src/engine/memory/memory.ts';
import type { Progress, RunReport } from '../../../../../src/protocol/run.ts';
import { Meter } from '../../../../../src/worker/compute/meter.ts';
import { CONTROL, type ComputeEvent } from '../../../../../src/worker/compute/task.ts';
import { runTraining } from '../../../../../src/worker/compute/training.ts';
import { Reports } from '../../../../../src/worker/session/runs/reports.ts';
import type { Host } from '../../../../../src/worker/session/support/host.ts';
import { Latest } from '../../../../../src/worker/session/support/latest.ts';
import { inSlices } from '../../../../../src/worker/session/support/slices.ts';
import { said } from '../../../said.ts';
import { until } from '../../session.ts';

const step = { kind: 'step', epoch: 1, step: 1, steps: 10, loss: 2, gradientNorm: 3, tokens: 100 } as const;

/** What a thread that trains alone is started with, besides what it trains. */
function alone() {
  const control = new SharedArrayBuffer(CONTROL.words * Int32Array.BYTES_PER_ELEMENT);
  return { control, thread: { index: 0, count: 1 }, memory: createMemory({ bytes: 1 << 23 }) };
}

describe('reports of a training', () => {
  it('losses are means over tokens: of a step report since the last one, of an epoch since its beginning', () => {
    const meter = new Meter(() => 0);
    meter.add({ ...step, loss: 4, tokens: 100 });
    meter.add({ ...step, loss: 1, tokens: 200 });
    assert.equal(meter.atStep().loss, 2);
    meter.add({ ...step, loss: 6, tokens: 100 });
    assert.equal(meter.atStep().loss, 6);
    meter.add({ ...step, step: 7, epoch: 1, loss: 1, tokens: 100 });
    const { progress, trained } = meter.atEpochEnd();
    assert.equal(progress.loss, 2.6);
    assert.deepEqual(trained, [{ step: 7, epoch: 1, loss: 1 }]);
    meter.add({ ...step, loss: 9 });
    meter.atStep();
    assert.deepEqual(Object.keys(meter.atEpochEnd()), ['progress']);
  });

  it('speed in tokens a second, time left from the steps so far', () => {
    let now = 0;
    const meter = new Meter(() => now);
    meter.add({ ...step, step: 2, tokens: 500 });
    now = 500;
    const { tokensPerSecond, elapsedMs, remainingMs } = meter.atStep();
    assert.deepEqual([tokensPerSecond, elapsedMs, remainingMs], [1000, 500, 2000]);
  });

  it('the gradient norm is that of the last step, the update ratio the last that was measured', () => {
    const meter = new Meter(() => 0);
    assert.ok(Number.isNaN(meter.atStep().updateRatio));
    meter.add({ ...step, updateRatio: 0.25 });
    meter.add({ ...step, gradientNorm: 5 });
    for (const { gradientNorm, updateRatio } of [meter.atStep(), meter.atEpochEnd().progress])
      assert.deepEqual([gradientNorm, updateRatio], [5, 0.25]);
  });

  it('every report of steps and epochs has loss, gradient norm and update ratio', () => {
    for (const { event } of trainingEvents(10, 20)) {
      if (event.kind !== 'step' && event.kind !== 'epoch') continue;
      const { loss, gradientNorm, updateRatio } = event.progress;
      for (const value of [loss, gradientNorm, updateRatio]) assert.ok(value! > 0, JSON.stringify(event));
    }
  });

  /** The events of a small training whose clock advances by `msPerLook` each time somebody looks at it. */
  function trainingEvents(msPerLook: number, epochs: number, validateEvery = 0): { at: number; event: ComputeEvent }[] {
    let now = 0;
    const events: { at: number; event: ComputeEvent }[] = [];
    const ids = Uint8Array.from({ length: 400 }, (_, i) => 2 + (i % 5));
    const job = {
      ...alone(),
      data: { kind: 'text', ids, train: Uint32Array.of(0, 360), validation: Uint32Array.of(360, 400) } as const,
      network: { cell: 'rnn', layers: 1, hidden: 4, vocabulary: 7 } as const,
      training: { epochs, batch: 2, window: 20, learningRate: 0.01, clip: 5, dropout: 0, seed: 1, validateEvery },
    };
    runTraining(
      job,
      (event) => events.push({ at: now, event }),
      () => (now += msPerLook),
    );
    return events;
  }

  it('of steps come at most five a second, copies of the weights every second or two, the best at the end', () => {
    const events = trainingEvents(10, 60);
    const times = (kind: string) => events.filter(({ event }) => event.kind === kind).map(({ at }) => at);
    const gaps = (list: number[]) => list.slice(1).map((at, i) => at - (list[i] ?? 0));
    assert.ok(Math.min(...gaps(times('step'))) >= 200, `${gaps(times('step'))}`);
    assert.equal(times('epoch').length, 60);
    const copies = gaps(times('checkpoint'));
    assert.ok(copies.length > 3 && Math.min(...copies.slice(0, -1)) >= 1000, `${copies}`);
    assert.ok(Math.max(...copies) <= 2200, `${copies}`);
    assert.equal(events.at(-1)?.event.kind, 'end');
  });

  it('the last best checkpoint has the weights of the epoch with the lowest validation loss', () => {
    const events = trainingEvents(10, 40).map(({ event }) => event);
    const losses = events.flatMap((event) => (event.kind === 'epoch' ? [event.validationLoss ?? NaN] : []));
    const best = events.findLast((event) => event.kind === 'checkpoint' && event.best);
    assert.ok(best?.kind === 'checkpoint');
    assert.equal(best.validationLoss, Math.min(...losses));
    assert.equal(best.epoch, 1 + losses.indexOf(Math.min(...losses)));
  });

  it('validations of every fourth step all arrive, once and in order, with steps and epochs; the best is kept', () => {
    const events = trainingEvents(10, 40, 4).map(({ event }) => event);
    const points = events.flatMap((event) =>
      event.kind === 'step' || event.kind === 'epoch' ? (event.earlier ?? []) : [],
    );
    const steps = 40 * 9;
    assert.deepEqual(
      points.map(({ step }) => step),
      Array.from({ length: steps / 4 }, (_, i) => 4 * (i + 1)),
    );
    for (const { step, epoch } of points) assert.equal(epoch, Math.ceil(step / 9));
    for (const event of events) if (event.kind === 'epoch') assert.equal(event.validationLoss, undefined);
    const lowest = points.reduce((a, b) => (b.loss < a.loss ? b : a));
    const best = events.findLast((event) => event.kind === 'checkpoint' && event.best);
    assert.ok(best?.kind === 'checkpoint');
    assert.deepEqual([best.epoch, best.validationLoss], [lowest.epoch, lowest.loss]);
  });

  it('the mean loss of every epoch stands on the curve, or of what of it was not told before', () => {
    for (const [msPerLook, told] of [
      [0.001, false],
      [30, true],
    ] as const) {
      const events = trainingEvents(msPerLook, 12).map(({ event }) => event);
      const points = events.flatMap((event) => (event.kind === 'epoch' ? (event.trained ?? []) : []));
      const epochs = events.filter((event) => event.kind === 'epoch').map(({ progress }) => progress);
      if (told) assert.ok(events.filter(({ kind }) => kind === 'step').length > 3);
      else
        assert.deepEqual(
          points.slice(1).map(({ loss }) => loss),
          epochs.slice(1).map(({ loss }) => loss),
        );
      assert.equal(points.at(-1)?.step, epochs.at(-1)?.step);
    }
  });

  it('points that an epoch holds back come before those of the next step', () => {
    const sent: RunReport[] = [];
    const report = { asEvent: async (_: string, each: RunReport) => void sent.push(each) };
    const reports = new Reports({ report } as unknown as Pick<Host, 'report'>, 'r');
    const at = (step: number) => ({ epoch: Math.ceil(step / 10), step, loss: 1 / step });
    const epoch = (step: number) =>
      ({ kind: 'epoch', progress: at(step) as unknown as Progress, best: false }) as const;
    const progress = at(32) as unknown as Progress;
    reports.send(epoch(10));
    reports.send({ ...epoch(20), trained: [at(20)], earlier: [at(14), at(18)] });
    reports.send({ ...epoch(30), trained: [at(30)], earlier: [at(26)] });
    reports.send({ kind: 'step', progress, earlier: [at(31)] });
    reports.send({ kind: 'end', state: 'finished' });
    assert.deepEqual(sent, [
      epoch(10),
      { kind: 'step', progress, trained: [at(20), at(30)], earlier: [at(14), at(18), at(26), at(31)] },
      epoch(30),
      { kind: 'end', state: 'finished' },
    ]);
  });

  it('a training that diverges before its first validation labels its weights with the epoch they are from', () => {
    const events: ComputeEvent[] = [];
    const ids = Uint8Array.from({ length: 400 }, (_, i) => 2 + (i % 5));
    const job = {
      ...alone(),
      data: { kind: 'text', ids, train: Uint32Array.of(0, 400), validation: new Uint32Array() } as const,
      network: { cell: 'rnn', layers: 1, hidden: 4, vocabulary: 7 } as const,
      training: { epochs: 1, batch: 2, window: 20, learningRate: 1e39, clip: 5, dropout: 0, seed: 1 },
    };
    runTraining(job, (event) => events.push(event));
    const [checkpoint, end] = events.slice(-2);
    assert.ok(end?.kind === 'end' && end.reason === 'diverged', JSON.stringify(end));
    assert.match(said(end.message), /at step 2, in epoch 1.*The initial weights are kept/);
    assert.ok(checkpoint?.kind === 'checkpoint' && checkpoint.best);
    assert.equal(checkpoint.epoch, 0);
    assert.ok(checkpoint.weights.every(Number.isFinite));
  });

  it('a training in which an hour passes in every step still sends its weights', () => {
    const checkpoints = trainingEvents(3_600_000, 1).filter(({ event }) => event.kind === 'checkpoint');
    assert.ok(checkpoints.length >= 9);
  });

  it('epochs that end quickly travel together, three reports a second: every validation loss arrives, and "best" is not lost', async () => {
    const sent: RunReport[] = [];
    const report = { asEvent: async (_: string, each: RunReport) => void sent.push(each) };
    const reports = new Reports({ report } as unknown as Pick<Host, 'report'>, 'r');
    const progress = (epoch: number) => ({ epoch, step: 10 * epoch }) as Progress;
    for (let epoch = 1; epoch <= 50; epoch++)
      reports.send({ kind: 'epoch', progress: progress(epoch), validationLoss: 1 / epoch, best: epoch === 2 });
    reports.send({ kind: 'end', state: 'finished' });
    const earlier = Array.from({ length: 48 }, (_, i) => ({ epoch: i + 2, step: 10 * (i + 2), loss: 1 / (i + 2) }));
    assert.deepEqual(sent, [
      { kind: 'epoch', progress: progress(1), validationLoss: 1, best: false },
      { kind: 'epoch', progress: progress(50), validationLoss: 1 / 50, best: true, earlier },
      { kind: 'end', state: 'finished' },
    ]);
    await sleep(350);
    assert.equal(sent.length, 3);
  });

  it('work on the newest value only, one at a time', async () => {
    const done: number[] = [];
    const ends: (() => void)[] = [];
    let working = 0;
    const latest = new Latest<number>(async (value) => {
      assert.equal(++working, 1);
      await new Promise<void>((end) => ends.push(end));
      working--;
      done.push(value);
    }, 0);
    for (const value of [1, 2, 3, 4]) latest.give(value);
    ends[0]!();
    await until(() => ends.length === 2);
    ends[1]!();
    latest.give(5);
    await until(() => ends.length === 3);
    assert.deepEqual(done, [1, 4]);
    latest.give(6);
    const settled = latest.settle();
    ends[2]!();
    await settled;
    assert.deepEqual([done, ends.length], [[1, 4, 5], 3]);
  });

  it('long work lets other work in between, and ends when nobody wants it any more', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    function* work() {
      try {
        for (let i = 0; i < 40; i++) {
          const until = performance.now() + 5;
          while (performance.now() < until);
          yield i;
        }
        return 'done';
      } finally {
        closed = true;
      }
    }
    let closed = false;
    const seen: number[] = [];
    assert.equal(await inSlices(work(), (slice) => seen.push(...slice) > 0), 'done');
    assert.deepEqual(
      seen,
      Array.from({ length: 40 }, (_, i) => i),
    );
    assert.ok(turns >= 5, `${turns} turns`);
    closed = false;
    assert.equal(await inSlices(work(), () => false), undefined);
    assert.ok(closed);
    clearInterval(timer);
  });
});
