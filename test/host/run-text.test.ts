/** A run in the status bar and in lists. */
import assert from 'node:assert/strict';
import { lossText, progressText } from '../../src/host/run-text.ts';
import { parseTrainOptions, type Task } from '../../src/protocol/options.ts';
import type { Run } from '../../src/protocol/run.ts';

/** In the middle of a training that predicts numbers where there are no labels. */
function runOf(task: Task, loss: number): Run {
  const rest = { gradientNorm: 1, tokensPerSecond: 1, elapsedMs: 1, remainingMs: 1 };
  const examples = { train: 9, validation: 1, longest: 5, labels: [], preview: [] };
  return {
    options: parseTrainOptions(),
    state: 'running',
    progress: { epoch: 1, step: 42, steps: 100, loss, ...rest },
    prepared: { task, ...(task === 'vectors' && { examples }) },
  } as unknown as Run;
}

describe('a run in a few words', () => {
  it('nats of tokens; squared errors have no unit', () => {
    assert.equal(progressText(runOf('language-model', 1.934)), '1.93 nats · 42 %');
    assert.equal(progressText(runOf('vectors', 0.01234)), 'error 0.0123 · 42 %');
  });

  it('a small loss keeps digits that say something', () => {
    assert.equal(progressText(runOf('language-model', 0.000453)), '4.5e-4 nats · 42 %');
    assert.deepEqual(
      [1.66249, 0.0312, 0].map((loss) => lossText(loss, false, 3)),
      ['1.662 nats', '0.0312 nats', '0.000 nats'],
    );
  });
});
