import assert from 'node:assert/strict';
import { parseTrainOptions, type TrainOptionsInput } from '../../../src/protocol/options.ts';
import { prepare } from '../../../src/worker/compute/prepare.ts';
import { planRun, type RunPlan } from '../../../src/worker/session/run-plan.ts';

const names = Array.from({ length: 40 }, (_, i) => `name${i}`).join('\n');
const tagged = 'a\tx\n\nb\ty';

function planOf(given: TrainOptionsInput, text = names): RunPlan {
  const options = parseTrainOptions({ hidden: 4, ...given });
  const data = prepare({ kind: 'prepare', source: { kind: 'text', name: 'names', text }, options });
  return planRun(data, options, { name: 'names' });
}

describe('notices about validation', () => {
  it('patience, a plateau and validateEvery are without effect where validation is 0: what to do', () => {
    const noticesOf = (given: TrainOptionsInput) => planOf({ validation: 0, ...given }).notices;
    assert.deepEqual(noticesOf({ patience: 3 }), [
      'Without effect: patience 3, since nothing is held out (validation is 0). ' +
        'Set validation to 10 to hold out every tenth part, or leave it out.',
    ]);
    assert.deepEqual(noticesOf({ patience: 3, schedule: 'plateau', validateEvery: 5 }), [
      "Without effect: patience 3, schedule 'plateau', validateEvery 5, since nothing is held out (validation is 0). " +
        'Set validation to 10 to hold out every tenth part, or leave them out.',
    ]);
    for (const given of [{}, { schedule: 'step' }, { schedule: 'cosine' }] as const)
      assert.deepEqual(noticesOf(given), []);
  });

  it('where the data are too few to hold anything out', () => {
    const { notices, prepared } = planOf({ patience: 1, task: 'tagging' }, tagged);
    assert.equal(prepared.validationTokens, 0);
    assert.equal(
      notices.at(-1),
      'Without effect: patience 1, since nothing is held out (the data are too few for it). Train on more data, or leave it out.',
    );
  });

  it('none where something is held out; validateEvery beyond the last step is told', () => {
    const given = { patience: 3, schedule: 'plateau', epochs: 2, batch: 6 } as const;
    const { stepsPerEpoch } = planOf(given);
    const steps = 2 * stepsPerEpoch;
    const noticesOf = (validateEvery: number) =>
      planOf({ ...given, validateEvery }).notices.filter((notice) => /validat(e|ed)\b/.test(notice));
    assert.deepEqual(noticesOf(steps), []);
    assert.deepEqual(noticesOf(steps + 1), [
      `validateEvery is ${steps + 1}, and the training has ${steps} steps: it is validated once, after the last of them.`,
    ]);
  });

  it('what was asked for reaches the training', () => {
    const { training } = planOf({ inputDropout: 0.3, validateEvery: 7, patience: 2 });
    assert.deepEqual([training.inputDropout, training.validateEvery, training.patience], [0.3, 7, 2]);
  });
});
