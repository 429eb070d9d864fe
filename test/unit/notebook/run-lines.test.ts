import assert from 'node:assert/strict';
import { parseTrainOptions, type TrainOptionsInput } from '../../../src/protocol/options.ts';
import { applyReport, type Progress, type Run, type RunReport } from '../../../src/protocol/run.ts';
import { RunLines } from '../../vscode/notebook/run-lines.ts';
import { verbatim } from '../said.ts';

describe('a training as lines', () => {
  it('says each thing once, an epoch when it is over', () => {
    const run = newRun();
    const lines = new RunLines();
    assert.deepEqual(lines.next(run), []);
    report(run, prepared);
    assert.deepEqual(lines.next(run), ['training gru 2 x 8 on names.txt: 1,234 parameters, 5,678 tokens']);
    report(run, { kind: 'step', progress: at(1, 3.5) });
    assert.deepEqual(lines.next(run), []);
    report(run, { kind: 'epoch', progress: at(1, 3.25), validationLoss: 3.125, best: true });
    report(run, { kind: 'notice', message: verbatim('Two lines are empty.') });
    assert.deepEqual(lines.next(run), [
      'epoch 1/3: loss 3.250, held out 3.125, perplexity 22.8, 4.508 bits, gradient norm 1.000, update ratio 1.2e-3',
      'Two lines are empty.',
    ]);
    assert.deepEqual(lines.next(run), []);
  });

  it('epochs that passed between two looks are all there', () => {
    const run = newRun();
    const lines = new RunLines();
    for (const epoch of [1, 2, 3]) report(run, { kind: 'step', progress: at(epoch, 4 - epoch) });
    assert.deepEqual(lines.next(run), [
      'epoch 1/3: loss 3.000, perplexity 20.1, 4.328 bits',
      'epoch 2/3: loss 2.000, perplexity 7.389, 2.885 bits',
    ]);
    report(run, { kind: 'sample', epoch: 3, text: 'Ada' });
    report(run, { kind: 'saved', path: '/models/m.safetensors', epoch: 3 });
    report(run, { kind: 'end', state: 'finished' });
    assert.deepEqual(lines.next(run), [
      'epoch 3/3: loss 1.000, perplexity 2.718, 1.443 bits, gradient norm 1.000, update ratio 1.2e-3',
      'finished, 900 tokens/s, 1.5 s',
      'sample: Ada',
      'model: /models/m.safetensors',
    ]);
    assert.deepEqual(lines.next(run), []);
  });

  it('an epoch with validations in its middle is over when the next begins', () => {
    const run = newRun({ validateEvery: 4 });
    const lines = new RunLines();
    const earlier = [{ step: 8, epoch: 1, loss: 3 }];
    report(run, { kind: 'step', progress: at(1, 3.5), earlier });
    assert.deepEqual(lines.next(run), []);
    report(run, { kind: 'step', progress: at(2, 3.25) });
    assert.deepEqual(lines.next(run), ['epoch 1/3: loss 3.500, held out 3.000, perplexity 20.1, 4.328 bits']);
  });

  it('says how a run failed', () => {
    const run = newRun();
    report(run, { kind: 'end', state: 'failed', message: verbatim('names.txt is empty.') });
    assert.deepEqual(new RunLines().next(run), ['failed: names.txt is empty.']);
  });
});

const prepared: RunReport = {
  kind: 'prepared',
  prepared: {
    source: { name: 'names.txt' },
    task: 'language-model',
    documents: 'lines',
    trainTokens: 5678,
    validationTokens: 0,
    vocabularySize: 30,
    parameters: 1234,
    memoryBytes: 1e6,
    window: 4,
    epochs: 3,
    steps: 30,
  },
};

function newRun(options: TrainOptionsInput = {}): Run {
  return {
    id: 'r',
    seq: 0,
    owner: 'panel',
    source: { name: 'names.txt' },
    options: parseTrainOptions({ cell: 'gru', layers: 2, hidden: 8, epochs: 3, ...options }),
    threads: 1,
    startedAt: 0,
    state: 'preparing',
    training: [],
    validation: [],
    notices: [],
  };
}

function report(run: Run, next: RunReport): void {
  applyReport(run, run.seq + 1, next);
}

function at(epoch: number, loss: number): Progress {
  const rest = { gradientNorm: 1, updateRatio: 0.00123, tokensPerSecond: 900, elapsedMs: 1500, remainingMs: 0 };
  return { epoch, step: epoch * 10, steps: 30, loss, ...rest };
}
