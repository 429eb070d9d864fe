import assert from 'node:assert/strict';
import { NO_TOKEN } from '../../../../src/engine/data.ts';
import { parameterTable } from '../../../../src/engine/network/parameters.ts';
import { Reader } from '../../../../src/engine/reading/reader.ts';
import { nextTokens, score } from '../../../../src/engine/reading/score.ts';
import { lossOf, setUp } from '../bench.ts';
import { createKernels } from '../kernels.ts';
import { cells } from '../networks.ts';

const IDS = [3, 1, 4, 1, 5, 0];

for (const [name, cell] of Object.entries(cells))
  describe(`scoring with ${name}`, () => {
    const network = { ...cell, layers: 2, hidden: 5, vocabulary: 6 };
    const bench = setUp(network, [IDS.length], 'f32');
    const weights = Float32Array.from(bench.parameters);
    const open = () => new Reader(network, weights, createKernels);

    it('adds up to the loss that training has for the document: difference < 1e-5', () => {
      bench.inputs.set([NO_TOKEN, ...IDS.slice(0, -1)]);
      bench.targets.set(IDS);
      const nats = Array.from(score(open(), IDS)).reduce((sum, loss) => sum + loss, 0);
      assert.ok(Math.abs(nats - lossOf(bench)) < 1e-5, `${nats}`);
    });

    it('all next tokens: likeliest first, probabilities that add up to 1 and are those of the score, within 1e-5', () => {
      const beginning = IDS.slice(0, 3);
      const next = last(nextTokens(open(), beginning, 6));
      const sum = next.reduce((total, { probability }) => total + probability, 0);
      assert.ok(Math.abs(sum - 1) < 1e-5);
      for (const [i, { id, probability }] of next.entries()) {
        assert.ok(i === 0 || probability <= next[i - 1]!.probability);
        const nats = Array.from(score(open(), [...beginning, id])).at(-1)!;
        assert.ok(Math.abs(probability - Math.exp(-nats)) < 1e-5, `${id}: ${probability}, ${Math.exp(-nats)}`);
      }
    });

    it('goes on in a state that was kept, in another reader', () => {
      const reader = open();
      const first = Array.from(score(reader, IDS.slice(0, 3)));
      const other = open();
      other.restore(reader.state);
      const rest = Array.from(score(other, IDS.slice(3), { first: IDS[2]!, carry: true }));
      assert.deepEqual([...first, ...rest], Array.from(score(open(), IDS)));
      const small = new Reader(
        { ...network, hidden: 4 },
        new Float32Array(parameterTable({ ...network, hidden: 4 }).count),
      );
      assert.throws(() => small.restore(reader.state), /The state is that of another network/);
    });

    it('as many as asked for', () => {
      assert.equal(last(nextTokens(open(), [], 2)).length, 2);
    });
  });

function last<T>(generator: Generator<undefined, T, undefined>): T {
  for (;;) {
    const { done, value } = generator.next();
    if (done) return value;
  }
}
