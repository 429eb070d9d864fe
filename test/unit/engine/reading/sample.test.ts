import assert from 'node:assert/strict';
import { NO_TOKEN } from '../../../../src/engine/data.ts';
import { Reader } from '../../../../src/engine/reading/reader.ts';
import { type Sampling, sample } from '../../../../src/engine/reading/sample.ts';
import { setUp } from '../bench.ts';
import { createKernels } from '../kernels.ts';

const network = { cell: 'gru' as const, layers: 1, hidden: 6, vocabulary: 5 };
const weights = Float32Array.from(setUp(network, [4], 'f32').parameters);
const defaults: Sampling = { prime: [], length: 20, temperature: 1, seed: 7 };

/** The ids drawn, how often it could be paused before, and what ended it. */
function run(options: Partial<Sampling>, reader = new Reader(network, weights, createKernels)) {
  const generator = sample(reader, { ...defaults, ...options });
  const ids: number[] = [];
  let pauses = 0;
  for (;;) {
    const { done, value } = generator.next();
    if (done) return { ids, pauses, ended: value };
    if (value === undefined) pauses++;
    else ids.push(value);
  }
}

describe('sampling', () => {
  it('a seed draws one text, also after the reader was used; another seed another', () => {
    const reader = new Reader(network, weights, createKernels);
    const first = run({}, reader);
    assert.deepEqual(first, run({}, reader));
    assert.equal(first.ids.length, 20);
    assert.equal(first.ended, 'length');
    assert.notDeepEqual(first.ids, run({ seed: 8 }).ids);
  });

  it('reads the priming ids first, with a pause for each', () => {
    const cold: Partial<Sampling> = { prime: [3, 1, 4], length: 1, temperature: 1e-6 };
    const { ids, pauses } = run(cold);
    const reader = new Reader(network, weights, createKernels);
    for (const id of [NO_TOKEN, 3, 1, 4]) reader.read(id);
    const likeliest = reader.logits.indexOf(Math.max(...reader.logits));
    assert.deepEqual([ids, pauses], [[likeliest], 3]);
  });

  it('ends where the stop id is drawn, without it', () => {
    const [free, stopped] = [run({ length: 200 }), run({ length: 200, stop: 2 })];
    assert.deepEqual(stopped.ids, free.ids.slice(0, free.ids.indexOf(2)));
    assert.equal(stopped.ended, 'stop');
  });

  it('never draws what is refused', () => {
    assert.ok(run({ length: 500 }).ids.includes(1));
    assert.ok(!run({ length: 500, refuse: [1] }).ids.includes(1));
  });

  it('topK draws from the k likeliest alone; one of them is greedy', () => {
    const reader = new Reader(network, weights, createKernels);
    const order = Array.from(reader.read(NO_TOKEN)).map((logit, id) => ({ logit, id }));
    order.sort((a, b) => b.logit - a.logit);
    const firsts = new Set(Array.from({ length: 300 }, (_, seed) => run({ length: 1, topK: 3, seed }).ids[0]));
    assert.deepEqual(
      [...firsts].sort(),
      order
        .slice(0, 3)
        .map(({ id }) => id)
        .sort(),
    );
    assert.deepEqual(run({ topK: 1 }).ids, run({ temperature: 1e-6 }).ids);
    assert.deepEqual(run({ topK: 100 }).ids, run({}).ids);
  });

  it('topP draws from the fewest that come to it together, one at least', () => {
    const reader = new Reader(network, weights, createKernels);
    const odds = Array.from(reader.read(NO_TOKEN), Math.exp);
    const total = odds.reduce((sum, value) => sum + value, 0);
    const order = odds.map((value, id) => ({ share: value / total, id })).sort((a, b) => b.share - a.share);
    const topP = order[0]!.share + order[1]!.share / 2;
    const firsts = new Set(Array.from({ length: 300 }, (_, seed) => run({ length: 1, topP, seed }).ids[0]));
    assert.deepEqual(
      [...firsts].sort(),
      order
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    );
    assert.deepEqual(run({ topP: 1e-9 }).ids, run({ topK: 1 }).ids);
  });

  for (const temperature of [0.5, 1, 2])
    it(`at temperature ${temperature}, first tokens come as often as softmax says: within 4 standard deviations of 4,000`, () => {
      const reader = new Reader(network, weights, createKernels);
      const odds = Array.from(reader.read(NO_TOKEN), (logit) => Math.exp(logit / temperature));
      const total = odds.reduce((sum, value) => sum + value, 0);
      const counts = odds.map(() => 0);
      for (let seed = 0; seed < 4000; seed++) counts[run({ seed, length: 1, temperature }, reader).ids[0]!]!++;
      for (const [id, count] of counts.entries()) {
        const p = odds[id]! / total;
        assert.ok(Math.abs(count - 4000 * p) < 4 * Math.sqrt(4000 * p * (1 - p)), `${id}: ${count}, not ${4000 * p}`);
      }
    });
});
