import assert from 'node:assert/strict';
import { curveSpec } from '../../../../src/charts/runs/curve.ts';
import { networkText, runFacts } from '../../../../src/charts/runs/run-facts.ts';
import { textsFor } from '../../../../src/charts/texts.ts';
import { runText } from '../../../../src/pictures/texts.ts';
import type { Task } from '../../../../src/protocol/options.ts';
import { applyReport, type ExampleFacts, type Run } from '../../../../src/protocol/run.ts';
import { runOf } from '../runs.ts';

const texts = textsFor('en');
const examples: ExampleFacts = { train: 9, validation: 1, longest: 5, labels: [], preview: [] };
const labels = [
  { label: 'a', count: 5 },
  { label: 'b', count: 5 },
];

/** A run as it is when it trains for a task. */
function trained(task: Task, facts?: ExampleFacts): Run {
  const run = runOf([3, 2, 1], [1.5]);
  const numbers = {
    trainTokens: 9,
    validationTokens: 1,
    vocabularySize: 9,
    parameters: 9,
    memoryBytes: 9,
    window: 9,
    epochs: 4,
    steps: 9,
  };
  run.prepared = { source: run.source, task, documents: 'lines', ...numbers, ...(facts && { examples: facts }) };
  const { step = 0, epoch = 0, loss = 0 } = run.training.at(-1) ?? {};
  run.progress = { epoch, step, steps: 9, loss, gradientNorm: 1, tokensPerSecond: 9, elapsedMs: 9, remainingMs: 9 };
  return run;
}

const namesOf = (run: Run) => runFacts(run, texts).map(({ label }) => label);
const axisOf = (run: Run) => JSON.parse(JSON.stringify(curveSpec(run))).encoding.y.title;

describe('what a run tells about its loss', () => {
  for (const [what, run] of [
    ['a language model', trained('language-model')],
    ['a generation', trained('generation', { ...examples, labels })],
    ['a translation', trained('translation', examples)],
  ] as const)
    it(`${what}: nats per token, and what they come to`, () => {
      assert.deepEqual(namesOf(run).slice(1, 4), ['validation, nats, epoch 1', 'perplexity', 'bits per token']);
      assert.equal(namesOf(run).at(-2), 'tokens/s');
      assert.equal(axisOf(run), 'loss, nats per token');
    });

  it('classes and tags: nats alone', () => {
    const run = trained('classification', { ...examples, labels });
    assert.deepEqual(namesOf(run).slice(1, 3), ['validation, nats, epoch 1', 'last gradient norm']);
    assert.equal(axisOf(run), 'loss, nats');
  });

  it('numbers: squared errors', () => {
    const run = trained('vectors', examples);
    assert.deepEqual(namesOf(run).slice(1, 3), ['validation error, epoch 1', 'last gradient norm']);
    assert.equal(axisOf(run), 'squared error');
  });

  it('the head says what the network is, in which directions it reads, and what for', () => {
    assert.equal(networkText(trained('language-model'), texts), 'LSTM 1 × 128 · 4 epochs');
    const run = trained('tagging', { ...examples, labels });
    run.prepared!.directions = 2;
    assert.equal(networkText(run, texts), 'LSTM 1 × 128 · both directions · tagging · 4 epochs');
    assert.match(runText(run), /^names\.txt · LSTM 1 × 128 · both directions · tagging · 4 epochs · finished\n/);
  });

  it('of a run that is over: the model that was kept, not the last epoch', () => {
    const run = runOf([3, 2, 1], [1.626, 1.684], { epochs: 2 });
    run.model = { path: '.unroll/names.safetensors', epoch: 1, validationLoss: 1.626 };
    assert.deepEqual(runFacts(run, texts).slice(0, 3), [
      { label: 'model of epoch', value: '1 / 2' },
      { label: 'validation, nats', value: '1.626' },
      { label: 'perplexity', value: '5.083' },
    ]);
    run.state = 'running';
    assert.deepEqual(runFacts(run, texts)[1], { label: 'validation, nats, epoch 2', value: '1.684' });
  });

  it('the newest validation, also where the curve holds it within an earlier, lower one', () => {
    const run = runOf([3, 2], [], { epochs: 2000 }, 'running');
    const progress = run.progress!;
    for (let epoch = 1; epoch <= 1004; epoch++) {
      const validationLoss = epoch === 1003 ? 1.5 : 2;
      const report = {
        kind: 'epoch',
        progress: { ...progress, epoch, step: epoch },
        validationLoss,
        best: false,
      } as const;
      applyReport(run, run.seq + 1, report);
    }
    assert.deepEqual(runFacts(run, texts)[1], { label: 'validation, nats, epoch 1,004', value: '2.000' });
    assert.match(runText(run), /validation, nats, epoch 1,004: 2.000/);
  });

  it('what perplexity and bits are: e^nats and nats / ln 2 of the validation loss', () => {
    const factOf = (label: string) => runFacts(trained('language-model'), texts).find((fact) => fact.label === label);
    assert.equal(factOf('perplexity')?.value, '4.482');
    assert.equal(factOf('bits per token')?.value, '2.164');
  });

  it('the norms of the newest step; the update ratio where it is known', () => {
    const run = trained('vectors', examples);
    const norms = () => runFacts(run, texts).filter(({ label }) => /norm|ratio/.test(label));
    assert.deepEqual(norms(), [{ label: 'last gradient norm', value: '1.000' }]);
    run.progress!.gradientNorm = 3.14e9;
    run.progress!.updateRatio = 0.00123;
    assert.deepEqual(
      norms().map(({ value }) => value),
      ['3.1e9', '1.2e-3'],
    );
  });
});
