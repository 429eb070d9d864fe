import assert from 'node:assert/strict';
import { readRun } from '../../../src/protocol/stored-run.ts';

describe('stored runs', () => {
  it('of earlier versions called their losses nats', () => {
    const run = readRun(
      JSON.stringify({
        id: 'a',
        training: [{ step: 1, epoch: 1, lossNats: 2.5 }],
        validated: { step: 1, epoch: 1, lossNats: 2.25 },
        progress: { epoch: 1, step: 1, steps: 4, lossNats: 2.5, gradientNorm: 1 },
        model: { path: '.unroll/a.safetensors', epoch: 1, validationNats: 2.25 },
      }),
    );
    assert.deepEqual(run.training, [{ step: 1, epoch: 1, loss: 2.5 }]);
    assert.equal(run.validated?.loss, 2.25);
    assert.equal(run.progress?.loss, 2.5);
    assert.equal(run.model?.validationLoss, 2.25);
  });
});
