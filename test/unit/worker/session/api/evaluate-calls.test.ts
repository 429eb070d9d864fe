/** `rnn.evaluate` in a session: of which data, with which losses, and what is refused. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeSafetensors, encodeSafetensors } from '../../../../../src/engine/files/safetensors.ts';
import { type TestSession, withSession } from '../../session.ts';

const classes = `Array.from({ length: 60 }, (_, i) => ({ label: i % 2 ? 'b' : 'a', text: (i % 2 ? 'bcb' : 'aca') + String(i) }))`;
const sentences = `Array.from({ length: 40 }, (_, i) => ({ tokens: ['he', 'says', 'x' + i], tags: ['O', 'O', 'N'] }))`;
const growing =
  "{ cell: 'rnn', activation: 'relu', hidden: 16, epochs: 30, learningRate: 0.05, clip: 0, directions: 1 }";

describe('rnn.evaluate', () => {
  let session: TestSession;
  withSession({}, (fresh) => {
    session = fresh;
  });

  const value = (code: string) => session.value(code);
  const refusal = (code: string) => session.refusal(code);

  it('refuses where the numbers of the network overflow, with the place', async () => {
    await session.run(`const relu = await rnn.train(${classes}, ${growing});`);
    assert.match(
      await refusal("await rnn.evaluate(relu, [{ label: 'a', text: 'aca' }, { label: 'b', text: 'b'.repeat(20000) }])"),
      /^RangeError: The numbers of the network overflowed while it read example 2 of the data \(20,000 steps\)\. Give/,
    );
  });

  it('very many classes take neither time nor memory for each label of each record', async () => {
    const { accuracy, seconds } = await value(`
      const many = Array.from({ length: 12_000 }, (_, i) => ({ label: 'label ' + i % 6000, text: (i % 6000).toString(36) }));
      const model = await rnn.train(many, { hidden: 8, epochs: 1, validation: 0, batch: 500 });
      const began = performance.now();
      const { accuracy } = await rnn.evaluate(model, many);
      JSON.stringify({ accuracy, seconds: (performance.now() - began) / 1000 })`);
    assert.ok(accuracy < 0.1 && seconds < 20, `${seconds} s`);
  });

  it('other data keep what repeats, since a test set is what it is; own data are read as in training', async () => {
    const found = await value(`
      const epoch = { hidden: 8, epochs: 1 };
      const writer = await rnn.train({ text: 'ab\\nba\\naab\\nabb\\nbab\\nbba\\nbb\\naa' }, { ...epoch, documents: 'lines' });
      const classifier = await rnn.train(${classes}, epoch);
      const tagger = await rnn.train(${sentences}, epoch);
      const translator = await rnn.train({ text: 'ab\\tba\\nabb\\tbba\\naab\\tbaa\\n' }, { ...epoch, task: 'translation', validation: 0 });
      const twice = [...${classes}, ...${classes}];
      const doubled = await rnn.train(twice, epoch);
      JSON.stringify({
        tokens: (await rnn.evaluate(writer, { text: 'ab\\nab\\nab' })).tokens,
        classes: (await rnn.evaluate(classifier, ['a\\tac', 'a\\tac', 'b\\tbc'])).examples,
        tags: (await rnn.evaluate(tagger, Array(50).fill({ tokens: ['he'], tags: ['O'] }))).examples,
        pairs: (await rnn.evaluate(translator, { text: 'ab\\tba\\nab\\tba\\n' })).examples,
        held: [(await rnn.evaluate(doubled, twice)).loss, doubled.validationLoss, (await rnn.evaluate(doubled, twice)).examples],
      })`);
    const { held, ...counts } = found;
    assert.deepEqual(counts, { tokens: 9, classes: 3, tags: 50, pairs: 2 });
    assert.ok(Math.abs(held[0] - held[1]) < 1e-5 && held[2] === 6, `${held}`);
  });

  it('a model that was trained before classes were divided as now is not evaluated on what it was trained on', async () => {
    await session.run(`const model = await rnn.train(${classes}, { hidden: 8, epochs: 1 }); await model.save('new');`);
    const file = (name: string) => path.join(session.folder, `${name}.safetensors`);
    const { tensors, metadata } = decodeSafetensors(readFileSync(file('new')));
    const { split, ...source } = JSON.parse(metadata.source!);
    assert.match(split, /^[0-9a-f]{16}$/);
    writeFileSync(
      file('old'),
      encodeSafetensors({ tensors, metadata: { ...metadata, source: JSON.stringify(source) } }),
    );
    for (const part of ['', ", 'train'"])
      assert.match(
        await refusal(`await rnn.evaluate('old.safetensors', ${classes}${part})`),
        /RangeError: The data are those of the training, but they are divided otherwise than they were then, so it can't be told .* Train the model again, or evaluate it on all: { part: 'all' }\./,
      );
    assert.equal(
      (await value(`JSON.stringify(await rnn.evaluate('old.safetensors', ${classes}, 'all'))`)).examples,
      60,
    );
    assert.equal((await value(`JSON.stringify(await rnn.evaluate('new.safetensors', ${classes}))`)).examples, 6);
  });

  it('edits of a translation are counted from the text as it is, not from what the model knows of it', async () => {
    const { known, unknown, form } = await value(`
      const epochs = { hidden: 16, epochs: 150, level: 'words', validation: 0 };
      const cats = ['a\\tcat', 'b\\tcat', 'c\\tcat'];
      const model = await rnn.train(cats, { ...epochs, task: 'translation' });
      const small = await rnn.train(cats, { ...epochs, task: 'translation', lowercase: true });
      JSON.stringify({
        known: (await rnn.evaluate(model, ['a\\tcat', 'b\\tcat'], 'all')).editDistance,
        unknown: (await rnn.evaluate(model, ['a\\thippopotamus'])).editDistance,
        form: (await rnn.evaluate(small, ['a\\tCAT'])).editDistance,
      })`);
    assert.deepEqual([known, unknown, form], [0, 11, 0]);
  });

  it('what writes has the loss of the training: generations, and translations on the known answers', async () => {
    const { generation, translation, losses } = await value(`
      const model = await rnn.train(${classes}, { task: 'generation', hidden: 8, epochs: 2 });
      const pairs = Array.from({ length: 60 }, (_, i) => ({ source: String(i), target: String(i * 7) }));
      const translator = await rnn.train(pairs, { hidden: 8, epochs: 2 });
      const generation = await rnn.evaluate(model, ${classes});
      JSON.stringify({
        generation: { ...generation, bits: generation.bits },
        translation: await rnn.evaluate(translator, pairs),
        losses: [model.validationLoss, translator.validationLoss],
      })`);
    assert.ok(Math.abs(generation.loss - losses[0]) < 1e-5 && generation.tokens > 20);
    assert.ok(Math.abs(generation.bits - generation.loss / Math.LN2) < 1e-9);
    assert.ok(Math.abs(translation.loss - losses[1]) < 1e-5, `${translation.loss} ${losses[1]}`);
    const { text } = (await session.run(`await rnn.evaluate(translator, pairs)`)) as { text: string };
    assert.match(text, /^exact match \d\.\d+, mean edit distance \d+\.\d+, loss \d\.\d+ nats per token; 6 examples$/);
  });

  it('squared errors of several numbers are means of all of them, in training and in an evaluation', async () => {
    const [validation, evaluated, trained] = await value(`
      const data = Array.from({ length: 80 }, (_, i) => ({ x: [[i / 80], [1]], y: [[i / 40, 1], [i / 80, 2]] }));
      const model = await rnn.train(data, { hidden: 4, epochs: 1 });
      const evaluation = await rnn.evaluate(model, data);
      JSON.stringify([model.validationLoss, evaluation.meanSquaredError, model.history[0].trainingLoss])`);
    assert.ok(Math.abs(validation - evaluated) < 1e-5, `${validation} ${evaluated}`);
    assert.ok(Math.abs(trained / validation - 1) < 0.5, `${trained}`);
  });

  it('answers of another kind than the model predicts are refused with the item, what it has and what is needed', async () => {
    await session.run(`
      const sums = await rnn.train([1, 2, 3, 4].map((y) => ({ x: [[y]], y })), { hidden: 8, epochs: 1 });
      const kinds = await rnn.train([1, 2, 3, 4].map((y) => ({ x: [[y]], y: 'ud'[y % 2] })), { hidden: 8, epochs: 1 });`);
    const cases: [string, RegExp][] = [
      ['sums, [{ x: [[1]], y: [1, 2] }]', /the array, item 1: y is 2 numbers; the model predicts a number\.$/],
      [
        "kinds, [{ x: [[1]], y: ['u'] }]",
        /the array, item 1: y is a label for each step; the model predicts a label\.$/,
      ],
      ["sums, [{ x: [[1]], y: 'u' }]", /the array, item 1: y is a label; the model predicts a number\.$/],
      ['kinds, [{ x: [[1]], y: 3 }]', /the array, item 1: y is a number; the model predicts a label\.$/],
      [
        'kinds, [{ x: [[1, 2]], y: 3 }]',
        /the array, item 1: its vectors have 2 numbers; the model reads vectors of 1 number\.$/,
      ],
    ];
    for (const [call, message] of cases) assert.match(await refusal(`await rnn.evaluate(${call})`), message);
  });
});
