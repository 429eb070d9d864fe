import assert from 'node:assert/strict';
import { Arena } from '../../../src/engine/arena.ts';
import { Sequence, Steps } from '../../../src/engine/steps.ts';

/** Three sequences of 4, 2 and 1 steps. */
function ragged(): Steps {
  const steps = new Steps(5, 4);
  steps.set([4, 2, 1, 0]);
  return steps;
}

describe('steps of a window', () => {
  it('the longest sequences are alive at each step; the first step counts for the state before it', () => {
    const steps = ragged();
    assert.equal(steps.count, 4);
    assert.equal(steps.total, 7);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((t) => steps.rows(t)),
      [3, 3, 2, 1, 1],
    );
  });

  it('a window without sequences has no steps', () => {
    const steps = ragged();
    steps.set([0, 0]);
    assert.equal(steps.count, 0);
    assert.equal(steps.total, 0);
  });

  it('rows of the steps lie end to end, with the state before them or without it', () => {
    const steps = ragged();
    const states = new Sequence(new Arena('f32'), steps, 0, 8);
    const gates = new Sequence(new Arena('f32'), steps, 1, 8);
    const rowBytes = 8 * 4;
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((t) => states.at(t) / rowBytes),
      [0, 3, 6, 8, 9],
    );
    assert.deepEqual(
      [1, 2, 3, 4].map((t) => gates.at(t) / rowBytes),
      [0, 3, 5, 6],
    );
  });

  it('a run ends where a sequence does, and begins anew after the step at which one is missing', () => {
    const steps = ragged();
    assert.deepEqual(
      [1, 2, 3, 4].map((t) => steps.runEnd(t)),
      [1, 2, 3, 4],
    );
    steps.set([5, 5, 3]);
    assert.deepEqual(
      [1, 4, 5].map((t) => steps.runEnd(t)),
      [3, 4, 5],
    );
  });
});
