import assert from 'node:assert/strict';
import path from 'node:path';
import { EOS } from '../../../../../src/text/tokens/vocabulary.ts';
import { readModel, writeModel } from '../../../../../src/worker/session/files/model-file.ts';
import { type TestSession, until, withOneSession } from '../../session.ts';

const lines = Array.from({ length: 60 }, (_, i) => `${'lmnr'[i % 4]}${'aeio'[(i >> 2) % 4]}st${i}`).join('\n');

describe('writing and looking with a model file', () => {
  let session: TestSession;
  let model: string;
  withOneSession({ 'names.txt': lines }, async (fresh) => {
    session = fresh;
    await session.calls.train('r', { kind: 'text', name: 'names.txt', text: lines }, { hidden: 8, epochs: 2 });
    model = session.reportsOf('saved').at(-1)?.path ?? '';
  });

  const sampled = (id: string) =>
    session.sampled
      .filter(({ sampleId }) => sampleId === id)
      .map(({ text }) => text)
      .join('');

  it('streams what it writes, without the priming text; the same seed writes the same', async () => {
    const options = { prime: 'la', seed: 5, length: 30 };
    const first = await session.calls.sample('a', { model, options });
    const second = await session.calls.sample('b', { model, options });
    assert.deepEqual(first, second);
    assert.equal(sampled('a'), first.text);
    assert.ok(first.ended === 'end of sequence' || first.text.length === 30);
    assert.deepEqual(first.unknown, []);
  });

  it('reads on after the last line feed only, where lines are documents, and leaves out what it does not know', async () => {
    const { text } = await session.calls.sample('c', { model, options: { prime: 'la', seed: 5 } });
    const other = await session.calls.sample('d', { model, options: { prime: 'mest1\n§l§aß', seed: 5 } });
    assert.deepEqual([other.text, other.unknown], [text, ['§', 'ß']]);
  });

  it('ends when it is cancelled, with what was written', async () => {
    const data = await readModel(model);
    data.weights[data.weights.length - data.vocabulary.size + EOS] = -1000; // the bias of EOS: it never ends by itself
    const endless = path.join(session.folder, 'endless.safetensors');
    await writeModel(endless, data);
    const writing = session.calls.sample('e', { model: endless, options: { length: 1_000_000, seed: 1 } });
    await until(() => sampled('e').length > 10);
    assert.equal(await session.calls.ping(), 'pong');
    await session.calls.cancel('e');
    const { ended, text } = await writing;
    assert.equal(ended, 'cancelled');
    assert.equal(text, sampled('e'));
  });

  it('says what is wrong: options, files', async () => {
    await assert.rejects(session.calls.sample('f', { model, options: { length: 0 } }), /length must be a whole number/);
    await assert.rejects(
      session.calls.sample('g', { model: '/no/such', options: {} }),
      /There is no model file \/no\/such/,
    );
  });

  it('a scoring is ended when it is cancelled', async () => {
    const scoring = session.calls.score(model, 'last1\n'.repeat(200_000), 'score');
    await session.calls.ping();
    await session.calls.cancel('score');
    await assert.rejects(scoring, /was not read to its end/);
    assert.ok((await session.calls.score(model, 'last1', 'score')).tokens > 0);
  });

  it('gates in a cell are drawn there; the arrays have [steps, units]', async () => {
    const { outputs, ...result } = await session.run(
      `const g = await rnn.gates(${JSON.stringify(model)}, 'la'); [g.tokens.length, g.layers[0].planes[0].values.length, String(require('util').inspect(g))]`,
    );
    assert.equal(
      result.kind === 'ok' && result.text,
      "[\n  3,\n  24,\n  'Gates over 3 steps, 1 × 8 units: update, forget, candidate, output, cell, activation'\n]",
    );
    const drawn = outputs.flatMap((output) => (output.kind === 'gates' ? [output.gates] : []));
    const of = drawn.map(({ model, cell, tokens }) => [model, cell, tokens]);
    assert.deepEqual(of, [['names-lstm', 'lstm', ['', 'l', 'a']]]);
    const symbols = drawn[0]?.layers[0]?.planes.map(({ symbol }) => symbol);
    assert.deepEqual(symbols, ['Γu', 'Γf', 'c̃', 'Γo', 'c', 'a']);
  });

  it('a model in a cell tells its options, losses, vocabulary and parameters', async () => {
    const { kind, ...rest } =
      await session.run(`const m = await rnn.load(${JSON.stringify(path.relative(session.folder, model))});
      const { hidden, epochs } = m.options;
      const { shape, values } = m.parameters['rnn.weight_hh_l0'];
      JSON.stringify([hidden, epochs, m.history.length, m.validationLoss > 0, m.vocabulary.slice(0, 2), shape, values.length, m.path, m.source.name])`);
    assert.equal(kind, 'ok', JSON.stringify(rest));
    assert.deepEqual(JSON.parse('text' in rest ? (rest.text ?? '') : ''), [
      8,
      2,
      2,
      true,
      ['<EOS>', '<UNK>'],
      [32, 8],
      256,
      model,
      'names.txt',
    ]);
    const shown = await session.run('m');
    assert.match(
      shown.kind === 'ok' ? (shown.text ?? '') : '',
      /^Model names-lstm: LSTM, 1 layer of 8 units, \d+ characters, validation loss \d\.\d{3} nats \(epoch 2 of 2\)$/,
    );
  });
});
