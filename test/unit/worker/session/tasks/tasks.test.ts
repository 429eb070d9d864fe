/**
 * Every task of examples in a session: read, trained, kept in a file, predicted with and evaluated; and what is
 * refused.
 */
import assert from 'node:assert/strict';
import { type TestSession, withSession } from '../../session.ts';

/** Names that end in a are of one class, others of the other. */
const names = Array.from({ length: 120 }, (_, i) => {
  const j = i >> 1;
  const stem = `${'bdfgklmnprst'[j % 12]}${'eiou'[(j >> 2) % 4]}${'lmnr'[(j >> 4) % 4]}${'bdfgklmnprst'[(j * 7) % 12]}`;
  return i % 2 === 0 ? `first\t${stem}a` : `second\t${stem}o`;
});
/** teddy is a bear where a verb for bears follows, else a person. */
const sentences = Array.from({ length: 80 }, (_, i) => {
  const verb = ['growls', 'sleeps', 'reads', 'votes'][i % 4]!;
  return `${['he', 'she'][i % 2]}\tO\nsays\tO\nteddy\t${i % 4 < 2 ? 'BEAR' : 'PER'}\n${verb}\tO\n${'again '.repeat(i % 5)}`.replace(
    /again /g,
    'again\tO\n',
  );
});
const files = {
  'names.tsv': names.join('\n'),
  'tags.tsv': sentences.join('\n'),
  'text.txt': Array.from({ length: 9 }, (_, i) => `no records here, not in line ${i}\n`).join(''),
};
const vectors = `Array.from({ length: 90 }, (_, i) => ({
  x: Array.from({ length: 6 + (i % 3) }, (_, t) => [[Math.sin(t + i), Math.sign(Math.sin(t + i)), t / 9 - 0.5][i % 3], i / 90]),
  y: ['sine', 'square', 'ramp'][i % 3],
}))`;

describe('tasks', () => {
  let session: TestSession;
  withSession(files, (fresh) => {
    session = fresh;
  });

  const value = (code: string) => session.value(code);
  const refusal = (code: string) => session.refusal(code);

  it('classification: says what it read, learns, and is the same from its file', async () => {
    const { about, label, many, scores, again, task } = await value(`
      const data = await rnn.data('names.tsv');
      const model = await rnn.train(data, { hidden: 16, epochs: 40 });
      const read = await rnn.load(model.path);
      JSON.stringify({
        about: require('node:util').inspect(data),
        task: data.task,
        label: (await rnn.predict(model, 'kolta')).label,
        many: (await rnn.predict(model, ['kolta', 'kolto'])).map((each) => [each.label, each.probability > 0.9]),
        scores: await rnn.evaluate(model, data).then(({ accuracy, confusion, macroF1, loss }) => ({ accuracy, confusion, macroF1, loss })),
        again: (await rnn.evaluate(read, 'names.tsv')).loss,
      });`);
    assert.match(
      about,
      /^names\.tsv: classification, 10\d examples to train on, \d+ held out; the longest has 5 steps\n2 labels: first \d+, second \d+\n {2}first: /,
    );
    assert.equal(task, 'classification');
    assert.equal(label, 'first');
    assert.deepEqual(many, [
      ['first', true],
      ['second', true],
    ]);
    assert.equal(scores.accuracy, 1);
    assert.equal(scores.macroF1, 1);
    assert.equal(scores.confusion[0][1] + scores.confusion[1][0], 0);
    assert.equal(again, scores.loss);
    const looks = session.reportsOf('sample').at(-1)!.text.split('\n');
    assert.match(looks.shift()!, /^accuracy 100\.0 % of \d+ examples$/);
    assert.equal(looks.length, 5);
    for (const line of looks) assert.match(line, /^✓ "\w+" → (first|second) \(\d+\.\d %\)$/);
  });

  it('tagging: both directions see what follows', async () => {
    const { tags, many, accuracy, directions, tokens } = await value(`
      const model = await rnn.train('tags.tsv', { hidden: 16, epochs: 40, batch: 8 });
      const { tags, tokens } = await rnn.predict(model, 'he says teddy growls');
      JSON.stringify({
        tags: [tags, (await rnn.predict(model, ['he', 'says', 'teddy', 'votes'])).tags],
        tokens,
        many: (await rnn.predict(model, ['he says teddy growls', 'she says teddy reads'])).map((each) => each.tags[2]),
        accuracy: (await rnn.evaluate(model, 'tags.tsv')).accuracy,
        directions: model.parameters['rnn.weight_ih_l0_reverse'] ? 2 : 1,
      });`);
    assert.match(session.reportsOf('sample').at(-1)!.text, /^accuracy \d+\.\d % of \d+ tokens in \d+ sentences\n/);
    assert.deepEqual(tags, [
      ['O', 'O', 'BEAR', 'O'],
      ['O', 'O', 'PER', 'O'],
    ]);
    assert.deepEqual(tokens, ['he', 'says', 'teddy', 'growls']);
    assert.deepEqual(many, ['BEAR', 'PER']);
    assert.equal(directions, 2);
    assert.equal(accuracy, 1);
  });

  it('generation: a label becomes a text of its kind', async () => {
    const written = await value(`
      const model = await rnn.train('names.tsv', { task: 'generation', hidden: 32, epochs: 60 });
      const several = await rnn.sample(model, { label: 'first', count: 3, topK: 5, topP: 0.9, seed: 4 });
      if (several[1] !== await rnn.sample(model, { label: 'first', topK: 5, topP: 0.9, seed: 5 })) throw new Error('seeds');
      const written = [];
      for (let seed = 0; seed < 6; seed++)
        written.push(await rnn.sample(model, { label: seed % 2 ? 'second' : 'first', seed, temperature: 0.3 }));
      JSON.stringify(written);`);
    for (const [i, name] of written.entries()) assert.match(name, i % 2 ? /^[a-z]{3,8}o$/ : /^[a-z]{3,8}a$/);
    assert.match(session.reportsOf('sample').at(-1)!.text, /^first: \w+\nsecond: \w+\n/);
  });

  it('generation: texts without labels, alone and beside others', async () => {
    const { alone, mixed, labels } = await value(`
      const texts = Array.from({ length: 40 }, (_, i) => ({ text: 'a\\nb'.repeat(1 + i % 3) + i % 4 }));
      const model = await rnn.train(texts, { task: 'generation', hidden: 16, epochs: 40 });
      const both = await rnn.train([...texts.map((each) => ({ ...each, label: null })), { label: 'c', text: 'cc' }],
        { task: 'generation', hidden: 8, epochs: 1 });
      JSON.stringify({
        alone: await rnn.sample(model, { seed: 1, temperature: 0.2 }),
        mixed: [await rnn.sample(both, { seed: 1 }), await rnn.sample(both, { label: 'c', seed: 1 })].map((text) => typeof text),
        labels: require('node:util').inspect(await rnn.data(texts, { task: 'generation' })),
      });`);
    assert.match(alone, /a\nb/);
    assert.deepEqual(mixed, ['string', 'string']);
    assert.match(labels, / held out; the longest has \d+ steps\n {2}a b0\n/);
  });

  it('vectors: classes of sequences from an array; numbers of sequences', async () => {
    const { label, accuracy, error, values } = await value(`
      const waves = await rnn.data(${vectors});
      const model = await rnn.train(waves, { hidden: 16, epochs: 30 });
      const sums = Array.from({ length: 60 }, (_, i) => ({ x: [[i / 60], [0.5], [-i / 90]], y: [i / 60 + 0.5 - i / 90, 1] }));
      const adding = await rnn.train(sums, { hidden: 16, epochs: 150, validation: 5 });
      JSON.stringify({
        label: (await rnn.predict(model, ${vectors}[1].x)).label,
        accuracy: (await rnn.evaluate(model, waves)).accuracy,
        error: (await rnn.evaluate(adding, sums)).meanSquaredError,
        values: (await rnn.predict(adding, [new Float32Array([0.5]), [0.5], [-1 / 3]])).values,
      });`);
    assert.equal(label, 'square');
    assert.ok(accuracy > 0.9, `${accuracy}`);
    assert.ok(error < 0.01, `${error}`);
    assert.ok(Math.abs(values[0] - 2 / 3) < 0.2 && Math.abs(values[1] - 1) < 0.2, `${values}`);
  });

  it('translation: an encoder-decoder writes what becomes of a source, with alternatives', async () => {
    const { about, text, many, scores, again, encoder } = await value(`
      const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
      const pairs = [];
      for (let i = 0; i < 600; i++) {
        const target = String((i * 37 + Math.floor(i / 10) * 3) % 1000).padStart(3, '0');
        pairs.push({ source: Array.from(target, (digit) => digits[digit]).join(' '), target });
      }
      const data = await rnn.data(pairs);
      const model = await rnn.train(data, { hidden: 64, epochs: 40, directions: 2, learningRate: 0.01 });
      const read = await rnn.load(model.path);
      const found = await rnn.predict(model, 'three five nine', { beam: 3 });
      JSON.stringify({
        about: require('node:util').inspect(data),
        text: [found.text, found.alternatives.length, found.probability > 0.5],
        many: (await rnn.predict(model, ['one two six', 'nine zero four'])).map((each) => each.text),
        scores: await rnn.evaluate(model, data),
        again: (await rnn.predict(read, 'three five nine', { beam: 3 })).alternatives,
        encoder: Object.keys(model.parameters).filter((name) => name.startsWith('encoder.')).length,
      });`);
    assert.match(
      about,
      /^the array: translation, \d+ examples to train on, \d+ held out; the longest has \d+ steps\n {2}zero zero zero → 000\n/,
    );
    assert.deepEqual(text, ['359', 3, true]);
    assert.deepEqual(many, ['126', '904']);
    assert.ok(scores.exactMatch >= 0.8 && scores.editDistance < 0.4, JSON.stringify(scores));
    assert.equal(again[0].text, '359');
    assert.equal(encoder, 8);
    assert.match(
      session.reportsOf('sample').at(-1)!.text,
      /^exact match [01]\.\d+, mean edit distance \d\.\d+; \d+ examples\n[✓✗] "/,
    );
  });

  it('a single record is enough to be evaluated on, and a short text', async () => {
    const { one, short } = await value(`
      const model = await rnn.train('names.tsv', { hidden: 8, epochs: 1 });
      const writer = await rnn.train('text.txt', { hidden: 8, epochs: 1 });
      JSON.stringify({
        one: (await rnn.evaluate(model, [{ label: 'first', text: 'kolta' }])).examples,
        short: (await rnn.evaluate(writer, { text: 'no' })).tokens,
      });`);
    assert.deepEqual([one, short], [1, 3]);
  });

  it('texts are read in the form in which the model was trained', async () => {
    const { same } = await value(`
      const tagger = await rnn.train('tags.tsv', { hidden: 8, epochs: 2, lowercase: true });
      const found = await Promise.all(['he says teddy', 'HE Says Teddy', ['He', 'SAYS', 'teddy']].map((text) => rnn.predict(tagger, text)));
      JSON.stringify({ same: found.map((each) => JSON.stringify(each.probabilities)) });`);
    assert.equal(new Set(same).size, 1);
  });

  it('a source is recognised whatever estimates are asked for meanwhile', async () => {
    const source = (name: string) => ({ kind: 'file', path: `${session.folder}/${name}` }) as const;
    const recognised = session.calls.recognise(source('names.tsv'));
    const estimated = session.calls.estimate(source('tags.tsv'), { hidden: 8, epochs: 1 }, 1);
    const { task, examples } = await recognised;
    assert.deepEqual([task, examples?.labels.length, (await estimated).task], ['classification', 2, 'tagging']);
  });

  it('an estimate says what the data are, and has the numbers of the run', async () => {
    const source = (name: string) => ({ kind: 'file', path: `${session.folder}/${name}` }) as const;
    for (const [name, options, expected] of [
      ['names.tsv', {}, { task: 'classification', level: 'characters', labels: 2 }],
      ['names.tsv', { task: 'generation' }, { task: 'generation', level: 'characters', labels: 2 }],
      ['names.tsv', { task: 'translation' }, { task: 'translation', level: 'characters', labels: 0 }],
      ['tags.tsv', {}, { task: 'tagging', level: 'words', labels: 3 }],
    ] as const) {
      const small = { hidden: 8, epochs: 1, ...options };
      const estimate = await session.calls.estimate(source(name), small, 1);
      assert.deepEqual(
        { task: estimate.task, level: estimate.level, labels: estimate.examples?.labels.length },
        expected,
      );
      assert.ok(estimate.milliseconds > 0 && Number.isFinite(estimate.milliseconds));
      await session.calls.train(`${name} ${expected.task}`, source(name), small);
      const { prepared } = session.reportsOf('prepared', `${name} ${expected.task}`)[0]!;
      assert.equal(estimate.memoryBytes, prepared.memoryBytes);
      assert.equal(estimate.parameters, prepared.parameters);
    }
  });

  it('a language model is evaluated as well, on other texts too', async () => {
    const { own, other } = await value(`
      const model = await rnn.train('text.txt', { documents: 'text', hidden: 8, epochs: 5, validation: 4 });
      const own = await rnn.evaluate(model, 'text.txt');
      const other = await rnn.evaluate(model, { text: 'zzzzzzzzzzzzzzzzzzzzzzzzzzz' });
      JSON.stringify({ own: [own.tokens, own.loss, model.validationLoss], other: other.loss });`);
    assert.ok(own[0] > 10 && Math.abs(own[1] - own[2]) < 1e-5, `${own}`);
    assert.ok(other > own[1]);
  });

  it('what was held out is held out in an evaluation, whatever the data say; what repeats is kept', async () => {
    const { held, all } = await value(`
      const data = await rnn.data('names.tsv');
      const model = await rnn.train(data, { hidden: 8, epochs: 1, validation: 3 });
      const held = await rnn.evaluate(model, data);
      const all = await rnn.evaluate(model, [{ label: 'first', text: 'kolta' }, { label: 'first', text: 'kolta' }]);
      JSON.stringify({ held: [held.examples, Math.abs(held.loss - model.validationLoss)], all: all.examples });`);
    assert.ok(held[0] >= 36 && held[0] <= 40 && held[1] < 1e-5, `${held}`);
    assert.equal(all, 2);
    const { errors: told } = await session.run("await rnn.evaluate(model, ['first\\tkolta', 'first\\tkolta']);");
    assert.equal(told, '');
  });

  it('certain answers that are wrong have a loss that is finite', async () => {
    const loss = await value(`
      const lines = Array.from({ length: 60 }, (_, i) => i % 2 ? 'odd\\txxxxx' + 'y'.repeat(i % 7) : 'even\\tzzzzz' + 'y'.repeat(i % 7));
      const model = await rnn.train(lines, { hidden: 32, epochs: 200, learningRate: 0.05, validation: 0 });
      const { loss } = await rnn.evaluate(model, [{ label: 'odd', text: 'zzzzz' }, { label: 'even', text: 'xxxxx' }]);
      JSON.stringify(loss);`);
    assert.ok(Number.isFinite(loss) && loss > 5, `${loss}`);
  });

  it('data that do not fit a model of vectors are refused by an evaluation', async () => {
    await session.run(`const model = await rnn.train(${vectors}, { hidden: 8, epochs: 1 });`);
    const cases: [string, RegExp][] = [
      [
        "await rnn.evaluate(model, [{ x: [[1]], y: 'sine' }])",
        /item 1: its vectors have 1 number; the model reads vectors of 2 numbers/,
      ],
      ['await rnn.evaluate(model, [{ x: [[1, 2]], y: 1 }])', /item 1: y is a number; the model predicts a label/],
      [
        "await rnn.evaluate(model, [{ x: [[1, 2]], y: ['sine'] }])",
        /item 1: y is a label for each step; the model predicts a label/,
      ],
    ];
    for (const [code, message] of cases) assert.match(await refusal(code), message);
  });

  it('data of a language model say what begins anew, how many there are, and show the first', async () => {
    const about = async (code: string) =>
      value(`JSON.stringify(String(require('node:util').inspect(await rnn.data(${code}))))`);
    assert.match(
      await about("'text.txt', { documents: 'lines' }"),
      /^text\.txt: language-model, \d+ characters to train on, \d+ held out\n9 lines, the longest has 31 characters, its end counted\n {2}no records here, not in line 0\n {2}no records/,
    );
    assert.match(
      await about("'text.txt', { documents: 'text', level: 'words' }"),
      / words to train on, .*\nrunning text\n {2}no/,
    );
  });

  it('what is no object of options is refused, whatever the source is', async () => {
    await session.run("const data = await rnn.data('names.tsv');");
    for (const wrong of ['5', "'lstm'", 'null', '[]', 'new Map()', 'Promise.resolve({})'])
      for (const source of ['data', "'names.tsv'"])
        for (const call of ['data', 'train'])
          assert.match(
            await refusal(`await rnn.${call}(${source}, ${wrong})`),
            /^OptionError: Options must be an object/,
          );
  });

  it('many trainings in one cell leave nothing behind that warns', async () => {
    const code =
      "for (let i = 0; i < 12; i++) await rnn.train('text.txt', { hidden: 2, epochs: 1, validation: 0 }); 'done'";
    const result = await session.run(code);
    assert.deepEqual([result.kind, result.errors], ['ok', '']);
  });

  it('tokens that the model has never seen are named, and read as UNK', async () => {
    await session.run("const model = await rnn.train('names.tsv', { hidden: 8, epochs: 1 });");
    const { errors } = await session.run("await rnn.predict(model, 'kol§a');");
    assert.equal(errors, 'The model has never seen "§"; it read <UNK> in its place.\n');
  });

  for (const [what, code, message] of [
    [
      'NaN in a vector',
      `await rnn.data([{ x: [[1]], y: 1 }, { x: [[0], [NaN]], y: 2 }])`,
      /^TextError: the array, item 2: x\[1\]\[0\] must be a finite number of 32 bits; got NaN\.$/,
    ],
    [
      'infinity in a typed array',
      `await rnn.data([{ x: [Float32Array.of(1 / 0)], y: 1 }])`,
      /the array, item 1: x\[0\]\[0\] must be a finite number of 32 bits; got Infinity/,
    ],
    [
      'NaN as an answer',
      `await rnn.data([{ x: [[1]], y: 1 }, { x: [[0]], y: NaN }])`,
      /the array, item 2: y must be a label, a number or an array of them; got NaN/,
    ],
    [
      'an item that is not there',
      `await rnn.data([{ label: 'a', text: 'x' }, undefined])`,
      /TypeError: The array, item 2: a text or an object was expected; got undefined\.$/,
    ],
    [
      'an item that is no record',
      `await rnn.train([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])`,
      /TypeError: The array, item 1: a text or an object was expected; got 1\.$/,
    ],
    [
      'a record within itself',
      `const record = { label: 'a' }; record.text = record; await rnn.data([{ label: 'b', text: 'c' }, record])`,
      /TypeError: The array, item 2 cannot be written as JSON, .*circular structure/,
    ],
    [
      'records of no task',
      `await rnn.data([{ text: 'hello' }, { text: 'again' }])`,
      /the array, item 1: the fields are text, and no task has these\. Name them tokens and tags \(tagging\)/,
    ],
    [
      'a first record without its answer',
      `await rnn.data([{ x: [[1]] }, { x: [[1]], y: 'a' }])`,
      /the array, item 1: y must be a label, a number or an array of them; got undefined/,
    ],
    [
      'a text in place of a number',
      `await rnn.data([{ x: [['1']], y: 'a' }])`,
      /item 1: x\[0\]\[0\] must be a finite number of 32 bits; got the text "1"/,
    ],
    [
      'a mistake among labelled texts',
      `await rnn.data(Array.from({ length: 100 }, (_, i) => i === 40 ? 'pos text' : ['pos', 'neg'][i % 2] + '\\ttext ' + i))`,
      /the array, item 41: a label, a tab and a text were expected; there is no tab\. It reads "pos text"\. Mend it, or set task to 'language-model'/,
    ],
    [
      'an item of several lines',
      `await rnn.data(['Anna', 'Ben\\nCarla'])`,
      /The array, item 2: a text of an array is a line, and this one has several\. Give objects/,
    ],
    [
      'an item without its tab',
      `await rnn.data(['a\\tx', 'b'], { task: 'classification' })`,
      /the array, item 2: a label, a tab and a text were expected; there is no tab/,
    ],
    [
      'an example that needs more memory than there is',
      `await rnn.train([...Array.from({ length: 20 }, (_, i) => ({ label: 'ab'[i % 2], text: 'name' + (10 + i) })), { label: 'a', text: 'x'.repeat(99_000) }])`,
      /needs [\d.]+ GiB of memory; at most 4 GiB can be used\..* the array, item 21 is by far the longest, with 99,000 steps; the others have 6 on average/,
    ],
    [
      'a task that does not fit',
      `await rnn.train('text.txt', { task: 'classification' })`,
      /text\.txt, line 1: a label, a tab and a text were expected; there is no tab/,
    ],
    [
      'both directions where text is written',
      `await rnn.train('text.txt', { directions: 2 })`,
      /directions must be 1 for a network that writes/,
    ],
    [
      'an option of a training',
      `await rnn.data('text.txt', { hidden: 3 })`,
      /There is no option hidden\. It is an option of training\./,
    ],
  ] as const)
    it(`${what} is refused`, async () => assert.match(await refusal(code), message));

  it('a call that another task needs is refused with what to use', async () => {
    await session.run("const model = await rnn.train('names.tsv', { hidden: 8, epochs: 1 });");
    await session.run("const writer = await rnn.train('text.txt', { hidden: 8, epochs: 1 });");
    const cases: [string, RegExp][] = [
      ['await rnn.sample(model)', /A model of the task classification does not write; use rnn\.predict/],
      [
        "await rnn.probability(model, 'a')",
        /rnn\.probability needs a language model; this one was trained for the task classification/,
      ],
      ["await rnn.predict(writer, 'a')", /this one writes: use rnn\.sample or rnn\.next/],
      ["await rnn.sample(writer, { label: 'x' })", /label is an option of a model of the task generation/],
      [
        "await rnn.evaluate(model, [{ label: 'third', text: 'a' }, { label: 'first', text: 'b' }])",
        /the array, item 1: the model does not know the label "third"/,
      ],
      [
        "await rnn.evaluate(model, 'names.tsv', { part: 'half' })",
        /part must be one of 'validation', 'train', 'all'; got 'half'/,
      ],
      ["await rnn.predict(model, '')", /rnn\.predict needs a text, not empty/],
    ];
    for (const [code, message] of cases) assert.match(await refusal(code), message);
  });
});
