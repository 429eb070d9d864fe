import assert from 'node:assert/strict';
import { classNats, classOf, sigmoid, softmax } from '../../../../src/engine/reading/odds.ts';

describe('odds', () => {
  it('what is all but certain has a probability of its own, not 0 or 1', () => {
    assert.ok(Math.abs(sigmoid(-40) - Math.exp(-40)) < 1e-25);
    const [sure, not] = softmax(Float32Array.of(60, 0));
    assert.equal(sure, 1);
    assert.ok(Math.abs(not! / Math.exp(-60) - 1) < 1e-6);
  });

  it('nats of a class are those of its probability, relative error < 1e-12', () => {
    const z = [0.5, -2, 1.25, 7];
    for (const [i, p] of softmax(z).entries()) {
      const nats = classNats('softmax', z, i);
      assert.ok(Math.abs(nats + Math.log(p)) < 1e-12 * Math.max(1, nats), `${i}`);
    }
    for (const logit of [-3, 0, 2.5])
      for (const answer of [0, 1]) {
        const p = sigmoid(answer === 1 ? logit : -logit);
        assert.ok(Math.abs(classNats('sigmoid', [logit], answer) + Math.log(p)) < 1e-12);
      }
  });

  it('nats are finite where the probability underflows', () => {
    assert.equal(classNats('softmax', [2000, 0, -1000], 2), 3000);
    assert.equal(classNats('sigmoid', [1000], 0), 1000);
    assert.equal(classNats('sigmoid', [-1000], 1), 1000);
    assert.equal(classNats('sigmoid', [1000], 1), 0);
  });

  it('the class is that of the largest logit, the first of several; of a sigmoid, the second above 0', () => {
    assert.equal(classOf('softmax', [1, 3, 3]), 1);
    assert.deepEqual(
      [-1, 0, 1].map((z) => classOf('sigmoid', [z])),
      [0, 0, 1],
    );
  });
});
