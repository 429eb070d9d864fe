import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../../src/engine/config.ts';
import { type Translating, type Translation, Translator } from '../../../../src/engine/reading/translator.ts';
import { train } from '../../../../src/engine/training/train.ts';
import { Trainer } from '../../../../src/engine/training/trainer.ts';
import { network, training } from '../corpora.ts';
import { reversals } from '../examples.ts';
import { createKernels } from '../kernels.ts';

const { pairs, network: task } = reversals(300, 5);
const config: NetworkConfig = { ...network, ...task, layers: 2, hidden: 24, encoder: { vocabulary: 5, directions: 2 } };
const options = { beam: 4, length: 12, stop: 0 };

describe('translations', () => {
  let weights: Float32Array;
  let translator: Translator;
  before(() => {
    const trainer = new Trainer(pairs, config, { ...training, epochs: 40, batch: 16 }, { createKernels });
    Array.from(train(trainer));
    weights = trainer.snapshot('best');
    translator = new Translator(config, weights, 9, createKernels);
  });

  it('are what was learned, greedily and by a beam', () => {
    for (const beam of [1, 4]) {
      const [best] = translate([2, 3, 4, 2], { beam });
      assert.deepEqual(best!.ids, [2, 3, 2]);
      assert.ok(best!.ended && best!.nats < 0.7, `${best!.nats}`);
    }
  });

  it('an overflow is refused, a beginning that is cut off comes after those that ended', () => {
    const broken = new Translator(config, new Float32Array(weights.length).fill(Number.NaN), 9, createKernels);
    assert.throws(() => Array.from(broken.translate([2, 3], options)), /numbers overflow/);
    const found = translate([2, 3, 4, 2], { beam: 8, length: 3 });
    const ended = found.map((each) => each.ended);
    assert.deepEqual(ended, [...ended].sort().reverse());
    assert.ok(ended.includes(false) && ended.includes(true));
  });

  it('an id that is refused is never written, however likely it is', () => {
    for (const found of translate([2, 3, 4, 2], { beam: 8, refuse: [3] })) assert.ok(!found.ids.includes(3));
  });

  it('their nats are those of the network in training', () => {
    const { source, target } = pairs;
    for (const number of pairs.validation.slice(0, 5)) {
      const own = new Trainer(
        { ...pairs, train: Uint32Array.of(number), validation: Uint32Array.of(number) },
        config,
        training,
        { createKernels },
      );
      const parameters = new Float32Array(own.memory.buffer, own.plan.parameters.address, own.plan.parameters.length);
      parameters.set(weights);
      own.pack();
      const ids = Array.from(target.ids.subarray(target.starts[number], target.starts[number + 1]));
      const found = translate(source.ids.subarray(source.starts[number], source.starts[number + 1]), { beam: 16 });
      const same = found.find(({ ids: written }) => written.join() === ids.slice(0, -1).join());
      assert.ok(same, JSON.stringify(found));
      assert.ok(Math.abs(same.nats - own.validate()! * ids.length) < 1e-4, `${same.nats}`);
    }
  });

  it('a wider beam finds nothing less likely; the likeliest comes first, and none twice', () => {
    for (const source of [
      [2, 2, 3],
      [4, 3],
      [3, 4, 4, 2, 3],
    ]) {
      const widths = [1, 2, 8].map((beam) => translate(source, { beam }));
      const [greedy, , wide] = widths.map(([best]) => best!.nats);
      assert.ok(wide! <= greedy! + 1e-6);
      const nats = widths[2]!.map((each) => each.nats);
      assert.deepEqual(
        nats,
        nats.toSorted((a, b) => a - b),
      );
      assert.equal(new Set(widths[2]!.map(({ ids }) => ids.join())).size, widths[2]!.length);
    }
  });

  it('end at the length that is allowed, and say so', () => {
    const [cut] = translate([2, 3, 2, 3], { beam: 1, length: 2 });
    assert.deepEqual([cut!.ids.length, cut!.ended], [2, false]);
  });

  it('of nothing, of too long a source, or without an encoder, are refused', () => {
    assert.throws(() => translate([], {}), /1 to 9 tokens; got 0/);
    assert.throws(() => translate(new Array(10).fill(2), {}), /1 to 9 tokens; got 10/);
    assert.throws(() => new Translator(network, weights, 9), /has no encoder/);
  });

  function translate(source: ArrayLike<number>, changes: Partial<Translating>): Translation[] {
    const work = translator.translate(source, { ...options, ...changes });
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
    }
  }
});
