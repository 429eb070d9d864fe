/** A run as reports make it: the same for the store and for every view. */
import assert from 'node:assert/strict';
import { parseTrainOptions } from '../../../src/protocol/options.ts';
import {
  applyReport,
  CURVE_POINTS,
  isOver,
  type Prepared,
  type Progress,
  type Run,
  type RunReport,
} from '../../../src/protocol/run.ts';
import { verbatim } from '../said.ts';

function newRun(): Run {
  return {
    id: 'r1',
    seq: -1,
    owner: 'panel',
    source: { name: 'names.txt' },
    options: parseTrainOptions(),
    threads: 0,
    startedAt: 0,
    state: 'waiting',
    training: [],
    validation: [],
    notices: [],
  };
}

const progress = (step: number, loss = 2): Progress => ({
  epoch: 1,
  step,
  steps: 5000,
  loss,
  gradientNorm: 1,
  tokensPerSecond: 1000,
  elapsedMs: step,
  remainingMs: 5000 - step,
});

const prepared: Prepared = {
  source: { name: 'names.txt', path: '/a/names.txt', sha256: 'ab' },
  task: 'language-model',
  documents: 'lines',
  trainTokens: 100,
  validationTokens: 10,
  vocabularySize: 28,
  parameters: 1000,
  memoryBytes: 1e6,
  window: 32,
  epochs: 50,
  steps: 5000,
};

function applied(...reports: RunReport[]): Run {
  const run = newRun();
  for (const [seq, report] of reports.entries()) applyReport(run, seq, report);
  return run;
}

describe('applyReport', () => {
  it('epochs that were told together all stand on the curve, in order', () => {
    const earlier = [1, 2].map((epoch) => ({ epoch, step: 10 * epoch, loss: 3 / epoch }));
    const run = applied({
      kind: 'epoch',
      progress: { ...progress(30), epoch: 3 },
      validationLoss: 2,
      best: true,
      earlier,
    });
    assert.deepEqual(run.validation, [...earlier, { epoch: 3, step: 30, loss: 2 }]);
  });

  it('training losses at the ends of epochs stand on the curve; a report that was held back takes no progress back', () => {
    const trained = [10, 20].map((step) => ({ epoch: step / 10, step, loss: 3 / step }));
    const run = applied(
      { kind: 'step', progress: progress(25, 2), trained },
      { kind: 'epoch', progress: progress(20), best: true },
      { kind: 'epoch', progress: progress(30), best: true, trained: [{ epoch: 3, step: 30, loss: 1 }] },
    );
    assert.deepEqual(
      run.training.map(({ step }) => step),
      [10, 20, 25, 30],
    );
    const behind = applied(
      { kind: 'step', progress: progress(25) },
      { kind: 'epoch', progress: progress(20), best: true },
    );
    assert.equal(behind.progress?.step, 25);
  });

  it('validations in the middle of an epoch come with a step, and stand on the curve before it', () => {
    const earlier = [4, 8].map((step) => ({ epoch: 1, step, loss: 3 / step }));
    const run = applied({ kind: 'step', progress: progress(9, 2), earlier });
    assert.deepEqual(run.validation, earlier);
    assert.deepEqual(run.training, [{ step: 9, epoch: 1, loss: 2 }]);
  });

  it('goes from waiting to finished, and keeps what was reported', () => {
    const gates = { model: 'names', cell: 'lstm' as const, tokens: [''], layers: [] };
    const reports: [RunReport, Run['state']][] = [
      [{ kind: 'waiting', reason: verbatim('all cores are taken') }, 'waiting'],
      [{ kind: 'preparing' }, 'preparing'],
      [{ kind: 'prepared', prepared }, 'preparing'],
      [{ kind: 'notice', message: verbatim('7 lines were left out.') }, 'preparing'],
      [{ kind: 'step', progress: progress(1, 3) }, 'running'],
      [{ kind: 'sample', epoch: 1, text: 'saurus' }, 'running'],
      [{ kind: 'gates', epoch: 1, gates }, 'running'],
      [{ kind: 'epoch', progress: progress(2, 2), validationLoss: 2.5, best: true }, 'running'],
      [{ kind: 'saved', path: '/a/.unroll/names.safetensors', epoch: 1, validationLoss: 2.5 }, 'running'],
      [{ kind: 'end', state: 'finished' }, 'finished'],
    ];
    const run = newRun();
    for (const [seq, [report, state]] of reports.entries()) {
      applyReport(run, seq, report);
      assert.equal(run.state, state);
      assert.equal(run.seq, seq);
    }
    assert.deepEqual(run, {
      ...newRun(),
      seq: 9,
      state: 'finished',
      source: prepared.source,
      prepared,
      training: [{ step: 1, epoch: 1, loss: 3 }],
      validated: { step: 2, epoch: 1, loss: 2.5 },
      validation: [{ step: 2, epoch: 1, loss: 2.5 }],
      notices: [verbatim('7 lines were left out.')],
      progress: progress(2, 2),
      sample: { epoch: 1, text: 'saurus' },
      gates: { epoch: 1, gates },
      model: { path: '/a/.unroll/names.safetensors', epoch: 1, validationLoss: 2.5 },
    });
  });

  it('says why it waits while it waits, and how it failed', () => {
    assert.deepEqual(
      applied({ kind: 'waiting', reason: verbatim('all cores are taken') }).message,
      verbatim('all cores are taken'),
    );
    assert.equal(applied({ kind: 'waiting', reason: verbatim('taken') }, { kind: 'preparing' }).message, undefined);
    assert.deepEqual(
      applied({ kind: 'end', state: 'failed', message: verbatim('a.txt is empty.') }).message,
      verbatim('a.txt is empty.'),
    );
    assert.equal(
      applied({ kind: 'waiting', reason: verbatim('taken') }, { kind: 'end', state: 'stopped' }).message,
      undefined,
    );
  });

  it('a report that is in there already changes nothing', () => {
    const run = applied({ kind: 'preparing' }, { kind: 'step', progress: progress(1) });
    const before = structuredClone(run);
    applyReport(run, 1, { kind: 'step', progress: progress(1) });
    applyReport(run, 0, { kind: 'notice', message: verbatim('old') });
    assert.deepEqual(run, before);
  });

  it('a snapshot and the reports after it give what all reports give', () => {
    const reports: RunReport[] = [{ kind: 'preparing' }, { kind: 'prepared', prepared }];
    for (let step = 1; step <= 2500; step++) reports.push({ kind: 'step', progress: progress(step, 1 / step) });
    reports.push({ kind: 'end', state: 'stopped' });
    const whole = applied(...reports);
    const view = structuredClone(applied(...reports.slice(0, 1700)));
    // The host sends some that the snapshot holds already.
    for (let seq = 1600; seq < reports.length; seq++) applyReport(view, seq, reports[seq] as RunReport);
    assert.deepEqual(view, whole);
  });

  it('a run that is stopping stays so until it ends, whatever reports crossed the wish to stop', () => {
    const crossing: RunReport[] = [
      { kind: 'waiting', reason: verbatim('all cores are taken') },
      { kind: 'preparing' },
      { kind: 'prepared', prepared },
      { kind: 'step', progress: progress(1) },
      { kind: 'epoch', progress: progress(1), best: false },
    ];
    for (const report of crossing) assert.equal(applied({ kind: 'stopping' }, report).state, 'stopping', report.kind);
    assert.equal(applied({ kind: 'stopping' }, { kind: 'end', state: 'stopped' }).state, 'stopped');
  });

  it('an epoch without validation adds no point', () => {
    assert.deepEqual(
      applied({ kind: 'preparing' }, { kind: 'epoch', progress: progress(1), best: false }).validation,
      [],
    );
  });

  it(`a curve stays below ${CURVE_POINTS} points over 100,000 steps, in order, from beginning to end`, () => {
    const steps = 100_000;
    const run = newRun();
    for (let step = 1; step <= steps; step++) {
      applyReport(run, step, { kind: 'step', progress: progress(step, steps - step) });
      assert.ok(run.training.length < CURVE_POINTS);
    }
    assert.ok(run.training.length >= CURVE_POINTS / 2);
    for (const [i, point] of run.training.entries()) assert.ok(point.step > (run.training[i - 1]?.step ?? 0));
    assert.equal(run.training.at(-1)?.step, steps);
    const widths = run.training.slice(0, -1).map(({ step }, i) => step - (run.training[i - 1]?.step ?? 0));
    assert.deepEqual([...new Set(widths)], [128]);
    // Each point is the mean of the steps since the point before it.
    for (const [i, point] of run.training.entries()) {
      const before = run.training[i - 1]?.step ?? 0;
      assert.equal(point.loss, steps - (before + 1 + point.step) / 2);
    }
  });

  it('the best of 5,000 validation losses stays what it was, where it was', () => {
    const run = newRun();
    for (let step = 1; step <= 5000; step++)
      applyReport(run, step, {
        kind: 'epoch',
        progress: { ...progress(step), epoch: step },
        validationLoss: step === 2501 ? 1 : 2,
        best: false,
      });
    assert.ok(run.validation.length < CURVE_POINTS);
    const best = run.validation.filter(({ loss }) => loss === 1);
    assert.deepEqual(
      best.map(({ epoch }) => epoch),
      [2501],
    );
  });

  it('is JSON: a notebook can keep it', () => {
    const run = applied({ kind: 'preparing' }, { kind: 'prepared', prepared }, { kind: 'step', progress: progress(1) });
    assert.deepEqual(JSON.parse(JSON.stringify(run)), run);
  });
});

describe('isOver', () => {
  it('is true for finished, stopped and failed alone', () => {
    const states = ['waiting', 'preparing', 'running', 'stopping', 'finished', 'stopped', 'failed'] as const;
    const over = states.filter((state) => isOver({ ...newRun(), state }));
    assert.deepEqual(over, ['finished', 'stopped', 'failed']);
  });
});
