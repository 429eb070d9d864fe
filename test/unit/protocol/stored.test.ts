import assert from 'node:assert/strict';
import { readResult, readRun } from '../../../src/protocol/stored.ts';

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

describe('stored results', () => {
  it('of earlier versions called the probabilities of tokens factors', () => {
    const token = { token: 'a', probability: 0.5 };
    const item = { text: 'a', factors: [token], length: 1, logProbability: -0.7 };
    const { factors: _, ...rest } = item;
    assert.deepEqual(readResult(JSON.stringify({ kind: 'factors', items: [item], total: 1 })), {
      kind: 'token-probabilities',
      items: [{ ...rest, probabilities: [token] }],
      total: 1,
    });
  });

  it('of today are read as they are', () => {
    const result = { kind: 'evaluations', items: [{ of: 'language', tokens: 3, lossNats: 1.5 }], total: 1 };
    assert.deepEqual(readResult(JSON.stringify(result)), result);
  });
});
