/** `rnn.probability` and `rnn.next` in cells. */
import assert from 'node:assert/strict';
import { type TestSession, withOneSession } from '../../session.ts';

const text = Array.from({ length: 60 }, (_, i) => `${'lmnr'[i % 4]}${'aeio'[(i >> 2) % 4]}${i}`).join('\n');

describe('the probability of texts', () => {
  let session: TestSession;
  withOneSession({ 'names.txt': text }, async (fresh) => {
    session = fresh;
    await session.run(
      "const model = await rnn.train('names.txt', { hidden: 32, epochs: 40, batch: 8, validation: 0 })",
    );
  });

  async function value(code: string): Promise<unknown> {
    const result = await session.run(`JSON.stringify(await (async () => ${code})())`);
    assert.equal(result.kind, 'ok', JSON.stringify(result));
    return JSON.parse((result.kind === 'ok' && result.text) || '');
  }

  it('is the product of those of its tokens, the end of the line among them', async () => {
    const [product, whole, tokens] = (await value(`{
      const { probabilities, probability } = await rnn.probability(model, 'la1');
      return [probabilities.reduce((all, { probability }) => all * probability, 1), probability, probabilities.map(({ token }) => token)];
    }`)) as [number, number, string[]];
    assert.deepEqual(tokens, ['l', 'a', '1', '<EOS>']);
    assert.ok(Math.abs(product / whole - 1) < 1e-6);
  });

  it('a selection of lines is scored line by line, whatever its line ends are; each end counts as a character', async () => {
    const path = (await value('model.path')) as string;
    const one = await session.calls.score(path, 'la1');
    const other = await session.calls.score(path, 'me5');
    assert.deepEqual([one.tokens, one.characters, one.unknown], [4, 4, []]);
    assert.deepEqual(await session.calls.score(path, 'la1\n'), one);
    for (const selected of ['la1\nme5', 'la1\r\nme5\r\n', '\nla1\n\nme5']) {
      const both = await session.calls.score(path, selected);
      assert.deepEqual([both.tokens, both.characters, both.unknown], [8, 8, []]);
      assert.ok(Math.abs(both.nats - one.nats - other.nats) < 1e-9);
    }
    await assert.rejects(session.calls.score(path, ' \n'), /nothing to score but blanks/);
  });

  it('a model of sentences scores each sentence on its own, and writes from the one that has begun', async () => {
    const prose = Array.from(
      { length: 40 },
      (_, i) => `The ${['cat', 'dog'][i % 2]} sat on\\nmat ${i}. It was ${i}.`,
    ).join(' ');
    const [path, sample] = (await value(`{
      const prose = await rnn.train({ text: '${prose}' }, { documents: 'sentences', hidden: 32, epochs: 40, batch: 8 });
      return [prose.path, await rnn.sample(prose, { prime: 'It was 3. The c', temperature: 0.1, seed: 1 })];
    }`)) as [string, string];
    assert.match(sample, /^It was 3\. The cat sat on mat \d+\.$/);
    const one = await session.calls.score(path, 'It was 3.');
    assert.equal(one.tokens, 10);
    const both = await session.calls.score(path, 'It was\r\n3. It was 3.');
    assert.ok(Math.abs(both.nats - 2 * one.nats) < 1e-9 && both.characters === 20);
  });

  it('with a state, a text may come in pieces: probability, next and sample go on where the last call ended', async () => {
    const found = (await value(`{
      const prose = await rnn.train({ text: 'abcdefgh'.repeat(40) }, { documents: 'text', hidden: 16, epochs: 60 });
      const whole = await rnn.probability(prose, 'abcdef');
      const state = await rnn.state(prose);
      const pieces = [await rnn.probability(prose, 'abc', { state }), await rnn.probability(prose, 'def', { state })];
      const ahead = [await rnn.next(prose, 'g', 3, { state }), await rnn.next(prose, 'abcdefg', 3)];
      const write = (options) => rnn.sample(prose, { temperature: 0.01, length: 3, ...options });
      const written = (await write({ state })) + (await write({ state })) + (await write({ state, prime: 'efg' }));
      const again = await write({ state: await rnn.state(prose, 'abcdef'), length: 6 });
      const { text } = state;
      state.reset();
      const anew = [(await rnn.next(prose, '', { state })).slice(0, 2), await rnn.next(prose, '', 2)];
      return { nats: [whole.logProbability, ...pieces.map((each) => each.logProbability)], ahead, written, again, text, anew };
    }`)) as {
      nats: [number, number, number];
      ahead: { token: string; probability: number }[][];
      anew: unknown[];
    } & Record<'written' | 'again' | 'text', string>;
    const [whole, first, second] = found.nats;
    assert.ok(Math.abs(whole - first - second) < 1e-5);
    for (const [i, { token, probability }] of found.ahead[0]!.entries()) {
      assert.equal(token, found.ahead[1]![i]!.token);
      assert.ok(Math.abs(probability - found.ahead[1]![i]!.probability) < 1e-5);
    }
    assert.equal(found.written, 'ghabcdefghab');
    assert.equal(found.again, 'ghabcd');
    assert.equal(found.text, 'abcdefghabcdefghab');
    assert.deepEqual(found.anew[0], found.anew[1]);
  });

  it('several lines are read as several, by probability, next, sample and a state that goes on', async () => {
    const found = (await value(`{
      const tokens = ({ probabilities }) => probabilities.map(({ token }) => token).join('');
      const nats = (each) => each.logProbability;
      const one = await rnn.probability(model, 'la1'), other = await rnn.probability(model, 'me5');
      const both = await rnn.probability(model, 'la1\\r\\nme5');
      const state = await rnn.state(model, 'la');
      const onward = await rnn.probability(model, '1\\n\\nme', { state });
      const text = state.text;
      const rest = await rnn.probability(model, '5', { state });
      const next = async (...given) => (await rnn.next(model, ...given)).map(({ token, probability }) => token + probability.toFixed(5));
      const begun = await rnn.state(model, 'la');
      const written = await rnn.sample(model, { state: begun, prime: '1\\nm', length: 1, seed: 1 });
      const ended = await rnn.state(model, 'la1\\n');
      return {
        tokens: [tokens(both), tokens(onward), tokens(rest)],
        sums: [nats(one) + nats(other), nats(both)],
        next: [await next('la1\\nm', 5), await next('m', 5), await next('1\\nm', 5, { state: await rnn.state(model, 'la') })],
        text, written, begun: begun.text, ended: ended.text,
        unknown: [await next('', 3), await next('', 3, { state: ended })],
      };
    }`)) as { tokens: string[]; sums: number[] } & {
      next: string[][];
      unknown: string[][];
    } & Record<'text' | 'written' | 'begun' | 'ended', string>;
    assert.deepEqual(found.tokens, ['la1<EOS>me5<EOS>', '1<EOS>me', '5']);
    assert.ok(Math.abs(found.sums[0]! - found.sums[1]!) < 1e-5);
    assert.equal(found.text, 'me');
    assert.deepEqual(found.next[1], found.next[0]);
    assert.deepEqual(found.next[2], found.next[0]);
    assert.equal(found.written, `1\n${found.begun}`);
    assert.equal(found.ended, '');
    assert.deepEqual(found.unknown[1], found.unknown[0]);
  });

  it('a model of words knows the words at the ends of selected lines', async () => {
    const path = (await value(`{
      const words = await rnn.train({ text: 'the cat\\nsat on\\nthe dog\\na cat sat\\nthe cat sat on the dog\\na dog sat on a cat' }, { level: 'words', documents: 'lines', hidden: 8, epochs: 1 });
      return words.path;
    }`)) as string;
    assert.deepEqual((await session.calls.score(path, 'the cat\nsat on\nthe dog')).unknown, []);
  });

  it('of a generation: P(text | label), and what comes next for a label', async () => {
    const found = (await value(`{
      const records = Array.from({ length: 60 }, (_, i) => ({ label: 'ab'[i % 2], text: (i % 2 ? 'bcb' : 'aca') + (i >> 1) }));
      const writer = await rnn.train(records, { task: 'generation', hidden: 16, epochs: 30, validation: 0 });
      const [a, b] = await Promise.all(['a', 'b'].map((label) => rnn.probability(writer, 'aca7', { label })));
      const { loss, tokens } = await rnn.evaluate(writer, [{ label: 'a', text: 'aca7' }]);
      const next = await rnn.next(writer, '', 100, { label: 'b' });
      const refused = [];
      for (const call of [() => rnn.probability(writer, 'aca'), () => rnn.next(writer, '', { label: 'c' }), () => rnn.next(model, '', { label: 'a' })])
        await call().catch(({ message }) => refused.push(message));
      return {
        nats: [a.logProbability, b.logProbability, -loss * tokens],
        tokens: a.probabilities.map(({ token }) => token).join(''),
        next: [next[0].token, next.reduce((sum, { probability }) => sum + probability, 0)],
        refused,
      };
    }`)) as { nats: [number, number, number]; tokens: string; next: [string, number]; refused: string[] };
    assert.ok(found.nats[0] > found.nats[1] + 3 && Math.abs(found.nats[0] - found.nats[2]) < 1e-4, `${found.nats}`);
    assert.equal(found.tokens, 'aca7<EOS>');
    assert.ok(found.next[0] === 'b' && Math.abs(found.next[1] - 1) < 1e-5, `${found.next}`);
    assert.deepEqual(found.refused, [
      "label must be one of 'a', 'b'; got none.",
      "label must be one of 'a', 'b'; got 'c'.",
      'label is an option of a model of the task generation; this is a language model. Leave label out.',
    ]);
  });

  it('a state that is none, or of another model, is refused', async () => {
    for (const [code, message] of [
      ['rnn.sample(model, { state: {} })', /state must be a state of rnn\.state; got an object/],
      [
        "rnn.probability(model, 'la1', { prime: 'x' })",
        /There is no option prime\. It is an option of sampling\.\nThe options are state, label\./,
      ],
      [
        "rnn.train('names.txt', { hidden: 32, epochs: 1 }).then(async (other) => rnn.next(model, '', 1, { state: await rnn.state(other) }))",
        /The state is that of another model\. Make one with rnn\.state\(model\)/,
      ],
    ] as const) {
      const result = await session.run(`await ${code}`);
      assert.ok(result.kind === 'error', code);
      assert.match(result.error.message, message);
    }
  });

  it('is larger for what was learned than for what was not', async () => {
    const [known, strange] = (await value(
      "(await rnn.probability(model, ['la1', '11l'])).map(({ logProbability }) => logProbability)",
    )) as [number, number];
    assert.ok(known > strange + 3, `${known}, ${strange}`);
  });

  it('has its old name for the probabilities of tokens, too', async () => {
    const same = "((found) => found.factors === found.probabilities)(await rnn.probability(model, 'la1'))";
    assert.equal(await value(same), true);
  });

  it('shows as text with that of every token', async () => {
    const result = await session.run("await rnn.probability(model, 'la1')");
    assert.match(
      (result.kind === 'ok' && result.text) || '',
      /^"la1": probability \S+, perplexity \S+\n {2}"l" \S+ {2}"a"/,
    );
  });

  it('what has never been seen is <UNK>', async () => {
    const { errors } = await session.run("await rnn.probability(model, ['l§', 'la1', 'ö§'])");
    assert.equal(errors, 'The model has never seen "§", "ö"; it read <UNK> in their place.\n');
    assert.deepEqual(await value("(await rnn.probability(model, 'l§')).probabilities.map(({ token }) => token)"), [
      'l',
      '<UNK>',
      '<EOS>',
    ]);
  });

  it('the likeliest next tokens: vowels after the consonant of a name', async () => {
    const next = (await value("rnn.next(model, 'l', 4)")) as { token: string; probability: number }[];
    assert.deepEqual(next.map(({ token }) => token).sort(), ['a', 'e', 'i', 'o']);
    assert.ok(next.every(({ probability }, i) => i === 0 || probability <= next[i - 1]!.probability));
  });

  const wrong: [string, RegExp][] = [
    ['rnn.probability(model)', /^rnn\.probability needs a text or an array of texts; got undefined\.$/],
    ["rnn.probability(model, ['a', 1])", /got 1\.$/],
    ['rnn.probability(model, [])', /got an empty array\.$/],
    ['rnn.next(model)', /^rnn\.next needs a text; got undefined\.$/],
    ["rnn.next(model, 'l', 0)", /whole number from 1; got 0\.$/],
  ];
  for (const [code, message] of wrong)
    it(`${code} is refused with the reason`, async () => {
      const result = await session.run(`await ${code}`);
      assert.ok(result.kind === 'error');
      assert.match(result.error.message, message);
    });
});
