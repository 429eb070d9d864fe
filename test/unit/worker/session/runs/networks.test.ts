/** Every network that options can ask for: trained, written to its file, read back, and used. */
import assert from 'node:assert/strict';
import type { TrainOptionsInput } from '../../../../../src/protocol/options.ts';
import { type TestSession, withSession } from '../../session.ts';

const text = Array.from({ length: 60 }, (_, i) => `${'lmnr'[i % 4]}${'aeio'[(i >> 2) % 4]}${i}`).join('\n');
const networks: Record<string, TrainOptionsInput> = {
  'an rnn with ReLU': { cell: 'rnn', activation: 'relu' },
  'a simplified gru': { cell: 'gru', reset: 'none' },
  'a gru that resets after the product': { cell: 'gru', reset: 'after' },
  'an lstm as the notes write it': { output: 'linear', peepholes: 'previous' },
  'an lstm with the peepholes of libraries': { peepholes: 'current', forgetBias: 1 },
  'embeddings, a learned beginning': { embedding: 7, initialState: 'learned', layers: 2 },
  'a random beginning, AdamW': { initialState: 'random', optimiser: 'adamw', weightDecay: 0.1 },
  'SGD, Glorot, clipped by value': { optimiser: 'sgd', learningRate: 0.1, initialisation: 'glorot', clipValue: 0.5 },
  RMSProp: { optimiser: 'rmsprop' },
};

describe('networks', () => {
  let session: TestSession;
  withSession({ 'names.txt': text }, (fresh) => {
    session = fresh;
  });

  for (const [name, options] of Object.entries(networks))
    it(`${name}: learns, writes, shows its gates, and is the same from its file`, async () => {
      session.acquire = async () => 2;
      const result = await session.run(`
        const model = await rnn.train('names.txt', ${JSON.stringify({ hidden: 12, epochs: 3, threads: 2, ...options })});
        const again = await rnn.load(model.path);
        const written = await Promise.all([model, again].map((each) => rnn.sample(each, { seed: 1, length: 30 })));
        const gates = await rnn.gates(again, 'la1');
        JSON.stringify({ written, losses: model.history.map(({ trainingLoss }) => trainingLoss), planes: gates.layers[0].planes.length });`);
      assert.equal(result.kind, 'ok', JSON.stringify(result));
      const { written, losses, planes } = JSON.parse((result.kind === 'ok' && result.text) || '');
      assert.equal(written[0], written[1]);
      assert.ok(losses.at(-1) < losses[0], losses.join());
      assert.ok(planes >= 1);
    });

  it('an option of another cell is refused where it was written', async () => {
    const result = await session.run("await rnn.train('names.txt', { cell: 'gru', peepholes: 'current' })");
    assert.ok(result.kind === 'error');
    assert.match(result.error.message, /^peepholes is an option of cell 'lstm'; cell is 'gru'\. Leave peepholes out/);
  });
});
