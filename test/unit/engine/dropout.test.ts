import assert from 'node:assert/strict';
import { realsOf } from '../../../src/engine/memory.ts';
import { createRandom } from '../../../src/engine/random.ts';
import { Trainer } from '../../../src/engine/trainer.ts';
import { countingLines, network, training } from './corpora.ts';
import { centralDifferences, relativeDifference } from './difference.ts';

const RATE = 0.4;

describe('dropout', () => {
  it('keeps the expectation: the mean of 100,000 factors is 1 within 0.01, the share of zeros the rate within 0.005', () => {
    const mask = new Float64Array(100_000);
    open().plan.network.dropouts[0]!.draw(mask, mask.length, createRandom(1, 'dropout'));
    const mean = mask.reduce((sum, factor) => sum + factor, 0) / mask.length;
    const zeros = mask.filter((factor) => factor === 0).length / mask.length;
    assert.ok(Math.abs(mean - 1) < 0.01, `${mean}`);
    assert.ok(Math.abs(zeros - RATE) < 0.005, `${zeros}`);
  });

  it('is between layers only: one layer has none, three have two', () => {
    const config = { ...training, dropout: RATE };
    assert.equal(new Trainer(countingLines(9), { ...network, layers: 1 }, config).plan.network.dropouts.length, 0);
    assert.equal(open().plan.network.dropouts.length, 2);
  });

  it('a seed gives the same masks, another seed others, each step new ones', () => {
    const masks = [1, 1, 2].map((seed) => [step(open(seed)), step(open(seed))]);
    assert.deepEqual(masks[0], masks[1]);
    assert.notDeepEqual(masks[0], masks[2]);
    const trainer = open();
    assert.notDeepEqual(step(trainer), step(trainer));
  });

  for (const directions of [1, 2] as const)
    it(`the gradient behind the masks, read ${directions === 1 ? 'forward' : 'in both directions'}: relative difference to central differences < 1e-6`, () => {
      const trainer = open(1, directions);
      trainer.gradient();
      const { plan, memory, member } = trainer;
      const own = realsOf(memory, plan.gradients, 'f64').slice();
      const tokens = plan.network.steps.total;
      const central = centralDifferences(realsOf(memory, plan.parameters, 'f64'), () => {
        plan.network.pack(member.thread);
        plan.network.forward(member.thread, true);
        return plan.network.loss(member.thread) / tokens;
      });
      const error = relativeDifference(own, central);
      assert.ok(error < 1e-6, `${error}`);
    });
});

/** Three layers in double precision, with a window at hand. */
function open(seed = 1, directions: 1 | 2 = 1): Trainer {
  const deep = { ...network, layers: 3, hidden: 4, directions };
  const trainer = new Trainer(countingLines(40), deep, { ...training, dropout: RATE, seed }, { precision: 'f64' });
  trainer.pack();
  trainer.windows('train').next();
  return trainer;
}

/** The masks of one step. */
function step(trainer: Trainer): number[][] {
  trainer.gradient();
  return trainer.plan.network.dropouts.map(({ mask }) => Array.from(realsOf(trainer.memory, mask, 'f64')));
}
