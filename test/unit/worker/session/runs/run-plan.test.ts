import assert from 'node:assert/strict';
import { parseTrainOptions, type TrainOptionsInput } from '../../../../../src/protocol/options.ts';
import { prepare } from '../../../../../src/worker/compute/prepare.ts';
import type { PreparedData } from '../../../../../src/worker/compute/task.ts';
import { planRun, type RunPlan } from '../../../../../src/worker/session/runs/run-plan.ts';
import { said } from '../../../said.ts';

const line = 'It was a bright cold day in April, and the clocks were striking: ';

describe('the plan of a run', () => {
  /** `times`: how often the line stands in the text. */
  function dataOf(times: number): PreparedData {
    const text = Array.from({ length: times }, (_, i) => `${line}${i}.`).join(' ');
    return prepare({ kind: 'prepare', source: { kind: 'text', name: 'text', text }, options: parseTrainOptions() });
  }

  function planOf(data: PreparedData, options: TrainOptionsInput = {}): RunPlan {
    return planRun(data, parseTrainOptions(options), { name: 'text' });
  }

  it('a text of 2 kB is read until 1,500 steps are done, one of 100 kB 20 times', () => {
    const short = planOf(dataOf(30));
    assert.equal(short.prepared.epochs, Math.ceil(1500 / short.stepsPerEpoch));
    assert.equal(short.training.epochs, short.prepared.epochs);
    assert.ok(short.prepared.steps >= 1500 && short.prepared.steps < 1500 + short.stepsPerEpoch);
    assert.equal(planOf(dataOf(1500)).prepared.epochs, 20);
  });

  it('a long text, or a large network, is trained in fewer epochs, at least one', () => {
    const data = dataOf(1500);
    const megabytes = (count: number) => ({ ...data, trainTokens: count * 1e6 });
    const epochs = [1, 5, 20, 200].map((count) => planOf(megabytes(count)).prepared.epochs);
    assert.ok(epochs[0]! > 10 && epochs[0]! < 20, `${epochs}`);
    assert.ok(epochs[1]! >= 2 && epochs[1]! < epochs[0]!, `${epochs}`);
    assert.deepEqual(epochs.slice(2), [1, 1]);
    assert.ok(planOf(data, { hidden: 1024, layers: 2 }).prepared.epochs < 20);
  });

  it('epochs that were asked for are trained', () => {
    assert.equal(planOf(dataOf(30), { epochs: 3 }).prepared.epochs, 3);
  });
});

const names = Array.from({ length: 40 }, (_, i) => `name${i}`).join('\n');
const tagged = 'a\tx\n\nb\ty';

function planOf(given: TrainOptionsInput, text = names): RunPlan {
  const options = parseTrainOptions({ hidden: 4, ...given });
  const data = prepare({ kind: 'prepare', source: { kind: 'text', name: 'names', text }, options });
  return planRun(data, options, { name: 'names' });
}

describe('notices about options without effect', () => {
  const idle = (given: TrainOptionsInput, text?: string) =>
    planOf(given, text)
      .notices.map(said)
      .filter((notice) => notice.startsWith('Without effect'));

  it('of the network, its schedule and data that are examples: each with the reason', () => {
    assert.deepEqual(idle({ dropout: 0.2, decay: 0.1, decayEvery: 2, schedule: 'cosine' }), [
      'Without effect: dropout 0.2 (it is between layers, and there is one; inputDropout is for what that reads), ' +
        "decay 0.1 (schedule is 'cosine'), decayEvery 2 (schedule is 'cosine').",
    ]);
    assert.deepEqual(idle({ level: 'words', documents: 'lines', window: 20, watch: 'a' }, tagged), [
      'Without effect: level "words" (tagged tokens stay what they are), documents "lines" (each example begins anew), ' +
        'window 20 (each example is read whole), watch "a" (gates are drawn of language models).',
    ]);
    const vectors = Array.from({ length: 20 }, (_, i) => `{"x":[[${i}]],"y":${i}}`).join('\n');
    assert.deepEqual(idle({ embedding: 4, level: 'words' }, vectors), [
      'Without effect: embedding 4 (vectors are read as they are), level "words" (vectors are no tokens).',
    ]);
  });

  it('none of defaults, and of options that have one', () => {
    assert.deepEqual(idle({}), []);
    assert.deepEqual(idle({}, tagged), []);
    assert.deepEqual(idle({ dropout: 0.2, layers: 2, decay: 0.1, schedule: 'step', embedding: 3, window: 20 }), []);
    assert.deepEqual(idle({ watch: false }, tagged), []);
  });
});

describe('notices about validation', () => {
  it('patience, a plateau and validateEvery are without effect where validation is 0: what to do', () => {
    const noticesOf = (given: TrainOptionsInput) => planOf({ validation: 0, ...given }).notices.map(said);
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
      said(notices.at(-1)),
      'Without effect: patience 1, since nothing is held out (the data are too few for it). Train on more data, or leave it out.',
    );
  });

  it('none where something is held out; validateEvery beyond the last step is told', () => {
    const given = { patience: 3, schedule: 'plateau', epochs: 2, batch: 6 } as const;
    const { stepsPerEpoch } = planOf(given);
    const steps = 2 * stepsPerEpoch;
    const noticesOf = (validateEvery: number) =>
      planOf({ ...given, validateEvery })
        .notices.map(said)
        .filter((notice) => /validat(e|ed)\b/.test(notice));
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
