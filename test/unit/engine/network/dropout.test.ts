import assert from 'node:assert/strict';
import type { NetworkConfig, TrainingConfig } from '../../../../src/engine/config.ts';
import { NO_TOKEN, type TrainingData } from '../../../../src/engine/data.ts';
import { Arena } from '../../../../src/engine/memory/arena.ts';
import { idsOf, realsOf } from '../../../../src/engine/memory/memory.ts';
import { createRandom } from '../../../../src/engine/memory/random.ts';
import { type Dropout, TokenDropout } from '../../../../src/engine/network/dropout.ts';
import { train } from '../../../../src/engine/training/train.ts';
import { Trainer } from '../../../../src/engine/training/trainer.ts';
import { countingLines, network, training } from '../corpora.ts';
import { centralDifferences, relativeDifference } from '../difference.ts';
import { reversals, signsOfSums } from '../examples.ts';
import { createKernels } from '../kernels.ts';

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
      compare(open(1, directions));
    });
});

/** Everything that can be read, each by a network in one direction and in both. */
const readings: Record<string, { data: TrainingData; config: Partial<NetworkConfig> }> = {
  'one-hot tokens': { data: countingLines(40), config: {} },
  embeddings: { data: countingLines(40), config: { input: { embedding: 3 } } },
  vectors: { data: signsOfSums(20).examples, config: signsOfSums(20).network },
};

describe('dropout of what is read', () => {
  for (const [what, { data, config }] of Object.entries(readings))
    for (const directions of [1, 2] as const) {
      const name = `${what}, read ${directions === 1 ? 'forward' : 'in both directions'}`;
      const make = (training: Partial<TrainingConfig> = {}) => reading(data, { ...config, directions }, training);

      it(`${name}: gradient with a fixed mask, relative difference to central differences < 1e-6`, () =>
        compare(make({ inputDropout: RATE, dropout: RATE })));

      it(`${name}: a seed gives the same training, another seed others; nothing is dropped in validation`, () => {
        const trained = [1, 1, 2].map((seed) => {
          const trainer = reading(data, { ...config, directions }, { inputDropout: RATE, seed }, false);
          return { losses: Array.from(train(trainer)), weights: trainer.snapshot('current') };
        });
        assert.deepEqual(trained[0], trained[1]);
        assert.notDeepEqual(trained[0]!.weights, trained[2]!.weights);
        const [dropping, plain] = [make({ inputDropout: RATE }), make()];
        assert.equal(dropping.validate(), plain.validate());
        assert.notEqual(make({ inputDropout: RATE }).gradient().loss, make().gradient().loss);
      });

      it(`${name}: the gradient in 32 bits is that in 64, relative difference < 1e-5`, () => {
        const given = { ...training, inputDropout: RATE };
        const [single, double] = (['f32', 'f64'] as const).map((precision) => {
          const cell = { ...network, ...config, directions };
          const trainer = new Trainer(data, cell, given, { createKernels, precision });
          trainer.pack();
          trainer.windows('train').next();
          trainer.gradient();
          return realsOf(trainer.memory, trainer.plan.gradients, precision);
        });
        const error = relativeDifference(single!, double!);
        assert.ok(error > 0 && error < 1e-5, `${error}`);
      });

      it(`${name}: a rate of 0 is no dropout`, () => {
        const trainer = make({ inputDropout: 0 });
        assert.equal(trainer.plan.network.inputDropout, undefined);
        assert.equal(trainer.plan.bytes, make().plan.bytes);
      });
    }

  for (const [what, config] of Object.entries<Partial<NetworkConfig>>({
    'one-hot tokens': {},
    embeddings: { input: { embedding: 3 } },
  }))
    it(`encoder-decoder, ${what}: both inputs; gradient with fixed masks, relative difference < 1e-6`, () => {
      const { pairs, network: task } = reversals(12, 4);
      const cell = { ...config, ...task, encoder: { ...task.encoder!, directions: 2 as const } };
      const trainer = reading(pairs, cell, { inputDropout: RATE });
      assert.ok(trainer.plan.network.inputDropout && trainer.plan.network.encoder!.inputDropout);
      compare(trainer);
    });

  it('tokens are dropped as a whole: their share is the rate, the second direction drops the same ones', () => {
    const rows = 10_000;
    const dropout = new TokenDropout(new Arena('f64'), RATE, rows, 2);
    const inputs = Int32Array.from({ length: rows }, (_, i) => i % 7);
    const reversed = inputs.map((_, i) => rows - 1 - i);
    const [ids, reversedIds] = [new Int32Array(rows), new Int32Array(rows)];
    dropout.draw([ids, reversedIds], inputs, reversed, rows, createRandom(1, 'dropout'));
    const share = ids.filter((id) => id === NO_TOKEN).length / rows;
    assert.ok(Math.abs(share - RATE) < 0.015, `${share}`);
    for (const [i, id] of ids.entries()) assert.ok(id === NO_TOKEN || id === inputs[i]);
    assert.deepEqual(reversedIds, ids.slice().reverse());
  });

  it('what is not dropped is larger by 1 / (1 - rate), a dropped token is the zero vector: error of the loss < 1e-12', () => {
    const trainer = reading(countingLines(40), {}, { inputDropout: RATE });
    const { network, parameters, table } = trainer.plan;
    const { thread } = trainer.thread;
    const loss = (training: boolean) => {
      network.pack(thread);
      network.forward(thread, training);
      return network.loss(thread);
    };
    const inputs = idsOf(trainer.memory, network.inputs);
    const ids = idsOf(trainer.memory, (network.inputDropout as TokenDropout).ids[0]!);
    const { offset, length } = table.entries.find(({ name }) => name === 'rnn.weight_ih_l0')!;
    const Wx = realsOf(trainer.memory, parameters, 'f64').subarray(offset, offset + length);
    const plain = loss(false);
    ids.set(inputs);
    for (let i = 0; i < length; i++) Wx[i]! *= 1 - RATE;
    assert.ok(Math.abs(loss(true) / plain - 1) < 1e-12);
    ids.fill(NO_TOKEN);
    const dropped = loss(true);
    inputs.fill(NO_TOKEN);
    assert.ok(Math.abs(dropped / loss(false) - 1) < 1e-12);
  });

  it('numbers of vectors are dropped one by one, and the vectors themselves stay as they are', () => {
    const { examples, network: task } = signsOfSums(20);
    const trainer = reading(examples, task, { inputDropout: RATE });
    const { network } = trainer.plan;
    const given = realsOf(trainer.memory, network.vectors!, 'f64').slice();
    trainer.gradient();
    assert.deepEqual(realsOf(trainer.memory, network.vectors!, 'f64'), given);
    const { mask, out } = network.inputDropout as Dropout;
    const [factors, read] = [mask, out].map((range) => realsOf(trainer.memory, range, 'f64'));
    const count = 2 * network.steps.total;
    assert.deepEqual(new Set(factors!.subarray(0, count)), new Set([0, 1 / (1 - RATE)]));
    for (let i = 0; i < count; i++) assert.equal(read![i], given[i]! * factors![i]!);
  });
});

/** Two layers in double precision; `filled`: with a window at hand. */
function reading(
  data: TrainingData,
  config: Partial<NetworkConfig>,
  given: Partial<TrainingConfig>,
  filled = true,
): Trainer {
  const cell = { ...network, hidden: 4, ...config };
  const trainer = new Trainer(data, cell, { ...training, epochs: 2, ...given }, { precision: 'f64' });
  if (!filled) return trainer;
  trainer.pack();
  trainer.windows('train').next();
  return trainer;
}

/** The gradient of the window at hand, masks as they were drawn for it, against central differences. */
function compare(trainer: Trainer): void {
  const { tokens } = trainer.gradient();
  const { plan, memory, thread } = trainer;
  const own = realsOf(memory, plan.gradients, 'f64').slice();
  const central = centralDifferences(realsOf(memory, plan.parameters, 'f64'), () => {
    plan.network.pack(thread.thread);
    plan.network.forward(thread.thread, true);
    return plan.network.loss(thread.thread) / tokens;
  });
  for (const { name, offset, length } of plan.table.entries) {
    const [a, b] = [own, central].map((all) => all.slice(offset, offset + length));
    const error = relativeDifference(a!, b!);
    assert.ok(error < 1e-6 || b!.every((value) => Math.abs(value) < 1e-9), `${name}: ${error}`);
  }
}

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
