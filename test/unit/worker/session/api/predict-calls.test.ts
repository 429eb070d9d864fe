/** `rnn.predict` in a session: what an input is, what is shown of it, and what is refused. */
import assert from 'node:assert/strict';
import { type TestSession, withOneSession } from '../../session.ts';

const classes = `Array.from({ length: 40 }, (_, i) => ({ label: i % 2 ? 'b' : 'a', text: (i % 2 ? 'bcb' : 'aca') + 'd'.repeat(i % 5) }))`;
const sentences = `Array.from({ length: 40 }, (_, i) => ({ tokens: ['The', 'U.S.', 'gains', '3.5%', ['New York', 'He'][i % 2]], tags: ['O', 'PLACE', 'O', 'SHARE', 'O'] }))`;
const pairs = `Array.from({ length: 40 }, (_, i) => ({ source: 'ab'.repeat(1 + i % 3), target: 'ba'.repeat(1 + i % 3) }))`;
/** A network whose numbers grow from step to step without bounds. */
const growing =
  "{ cell: 'rnn', activation: 'relu', hidden: 16, epochs: 30, learningRate: 0.05, clip: 0, directions: 1 }";

describe('rnn.predict', () => {
  let session: TestSession;
  withOneSession({}, async (fresh) => {
    session = fresh;
    await session.value(`
      const classifier = await rnn.train(${classes}, { hidden: 8, epochs: 1 });
      const tagger = await rnn.train(${sentences}, { hidden: 8, epochs: 5 });
      const small = await rnn.train(${sentences}, { hidden: 8, epochs: 5, lowercase: true });
      const translator = await rnn.train(${pairs}, { hidden: 8, epochs: 1 });
      const waves = await rnn.train([1, 2, 3, 4].map((y) => ({ x: [[y]], y })), { hidden: 8, epochs: 1 });
      const relu = await rnn.train(${classes}, ${growing});
      const reluTags = await rnn.train(${sentences}, ${growing});
      null`);
  });

  const value = (code: string) => session.value(code);
  const refusal = (code: string) => session.refusal(code);

  it('an answer of a network whose numbers overflowed is none: the input is named, and what to do', async () => {
    const advice = "Give it shorter inputs, or train it again with activation 'tanh' or a lower learningRate.";
    assert.equal(
      await refusal("await rnn.predict(relu, ['b'.repeat(20000)])"),
      `RangeError: The numbers of the network overflowed while it read "${'b'.repeat(60)}…" (20,000 steps). ${advice}`,
    );
    assert.match(
      await refusal("await rnn.predict(reluTags, ['The U.S.', 'gains 3.5% '.repeat(9000)])"),
      /overflowed while it read input 2, "gains 3.5% .*…" \(18,000 steps\)\./,
    );
  });

  it('tokens of a text: pieces between blanks that the model knows, others in words; shown as they were given', async () => {
    const read = (model: string, text: string) =>
      value(`JSON.stringify((await rnn.predict(${model}, ${text})).tokens)`);
    const text = JSON.stringify("The U.S. don't 3.5% (he)");
    const { errors } = await session.run(`await rnn.predict(tagger, ${text})`);
    assert.equal(errors, 'The model has never seen "don\'t", "(", "he", ")"; it read <UNK> in their place.\n');
    assert.deepEqual(await read('tagger', text), ['The', 'U.S.', "don't", '3.5%', '(', 'he', ')']);
    assert.deepEqual(await read('small', "'He THE U.S.'"), ['He', 'THE', 'U.S.']);
    assert.deepEqual(await read('small', "['He', 'THE', 'U.S.']"), ['He', 'THE', 'U.S.']);
  });

  it('an array of tokens is one sentence, also where one that the model knows has a blank in it', async () => {
    const found = await value(`JSON.stringify(await Promise.all([
      rnn.predict(tagger, ['New York', 'The']),
      rnn.predict(tagger, ['New York The', 'He']),
      rnn.predict(tagger, [['New Town', 'The'], 'He gains']),
    ]))`);
    assert.deepEqual(found[0].tokens, ['New York', 'The']);
    assert.deepEqual(
      found.slice(1).map((many: { tokens: string[] }[]) => many.map(({ tokens }) => tokens)),
      [
        [['New', 'York', 'The'], ['He']],
        [
          ['New Town', 'The'],
          ['He', 'gains'],
        ],
      ],
    );
  });

  it('options are read whatever the task; those of translations are refused elsewhere', async () => {
    const cases: [string, RegExp][] = [
      ["classifier, 'aca', { bogus: 1 }", /OptionError: There is no option bogus\./],
      ["classifier, 'aca', { beam: 0 }", /OptionError: beam must be a whole number from 1 to 100; got 0\./],
      ["classifier, 'aca', 'x'", /OptionError: Options must be an object such as \{ beam: … \}; got 'x'\./],
      [
        "classifier, 'aca', { beam: 3 }",
        /OptionError: beam is an option of translations; this is a model of the task classification, which writes nothing\. Leave beam out\./,
      ],
      [
        'waves, [[1]], { length: 3 }',
        /OptionError: length is an option of translations; .* task vectors, .* Leave length out\./,
      ],
    ];
    for (const [call, message] of cases) assert.match(await refusal(`await rnn.predict(${call})`), message);
    await value("await rnn.predict(classifier, 'aca', { beam: undefined }); null");
  });

  it('an input that is too long is refused at once, with the most that can be read', async () => {
    const began = performance.now();
    for (const [call, unit] of [
      ["classifier, 'b'.repeat(30e6)", 'characters'],
      ["classifier, ['aca', 'b'.repeat(30e6)]", 'characters'],
      ["tagger, 'The '.repeat(8e6)", 'words'],
      ["translator, 'ab'.repeat(15e6)", 'characters'],
      ['waves, Array.from({ length: 1e6 }, () => [1])', 'steps'],
    ])
      assert.match(
        await refusal(`await rnn.predict(${call})`),
        new RegExp(
          `^RangeError: (The input|Input 2) is too long to be read at once: this model reads at most 100,000 ${unit}\\. Divide it\\.$`,
        ),
      );
    assert.ok(performance.now() - began < 8000);
  });
});
