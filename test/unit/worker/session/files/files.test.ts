/** Sources of several files, by their paths or by a pattern. */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { said } from '../../../said.ts';
import { makeFolder, TestSession, withSession } from '../../session.ts';

const lines = (label: string, first: number) =>
  Array.from({ length: 12 }, (_, i) => `${label},${'abcdefghijkl'[i]}${'xyz'[first]}${i}`).join('\n');
const files = {
  'one.csv': `label,text\n${lines('first', 0)}\n`,
  'two.csv': `label,text\n${lines('second', 1)}\n`,
  'a.txt': 'The first part of it,\nwhich goes on',
  'b.txt': 'in the second part.\nHere is its end.\n',
  'c [1].txt': 'Brackets stand in the name of this file, which is no pattern.',
};

describe('sources of several files', () => {
  let session: TestSession;
  withSession(files, (fresh) => {
    session = fresh;
  });

  it('a pattern: records of each file, with its own header', async () => {
    const { task, train, labels, name, shown } = await session.value(`
      const data = await rnn.data('*.csv', { validation: 0 });
      JSON.stringify({ task: data.task, name: data.name, train: data.examples.train, labels: data.examples.labels, shown: String(data) });`);
    assert.deepEqual([task, name, train], ['classification', '*.csv (2 files)', 24]);
    assert.match(shown, /^\*\.csv \(2 files\): classification, 24 examples to train on, 0 held out/);
    assert.deepEqual(labels, [
      { label: 'first', count: 12 },
      { label: 'second', count: 12 },
    ]);
  });

  it('files that end with a line feed are lines, or records, as each of them is', async () => {
    const names = (first: string) => Array.from({ length: 20 }, (_, i) => `${first}${'aeiou'[i % 5]}${i}\n`).join('');
    await session.end();
    const records = names('x')
      .replace(/^/gm, 'one\t')
      .replace(/one\t$/, '');
    session = new TestSession(
      makeFolder({
        'a.txt': names('n'),
        'b.txt': names('m'),
        'c.tsv': records,
        'd.tsv': records.replaceAll('one\tx', 'two\ty'),
      }),
    );
    const found = await session.value(`
      const model = await rnn.train('*.txt', { hidden: 4, epochs: 1 });
      JSON.stringify([(await rnn.data('*.tsv')).task, (await rnn.data('*.txt', { validation: 0 })).trainTokens]);`);
    assert.deepEqual(found, ['classification', names('n').length + names('m').length]);
    assert.equal(session.reportsOf('prepared')[0]!.prepared.documents, 'lines');
  });

  it('paths: one running text in their order; a file twice is read once', async () => {
    const tokens = await session.value(`
      const data = await rnn.data({ files: ['b.txt', './a.txt', '[ab].txt'] }, { documents: 'text', validation: 0 });
      JSON.stringify(data.trainTokens);`);
    assert.equal(tokens, files['a.txt'].length + files['b.txt'].length + 1);
    const one = await session.value("JSON.stringify((await rnn.data('c [1].txt')).name);");
    assert.equal(one, 'c [1].txt');
  });

  it('a model is trained on them, keeps their names, and says when one of them was changed meanwhile', async () => {
    session.onReport = (_, { kind }) => {
      if (kind === 'prepared') appendFileSync(path.join(session.folder, 'b.txt'), 'more\n');
    };
    const { name, file } = await session.value(`
      const model = await rnn.train({ files: ['a.txt', 'b.txt'] }, { hidden: 8, epochs: 1 });
      JSON.stringify({ name: model.name, file: require('node:path').basename(model.path) });`);
    assert.equal(name, 'a.txt, b.txt (2 files)-lstm');
    assert.match(file, /^a-txt-b-txt-2-files-lstm-/);
    const notices = session.reportsOf('notice').map(({ message }) => said(message));
    assert.ok(
      notices.includes('b.txt was changed while the model was trained; it learned the text as it was at the start.'),
    );
  });

  it('an empty file among others is nothing, first or last', async () => {
    await session.end();
    session = new TestSession(makeFolder({ ...files, '0.csv': '', 'z.csv': '' }));
    const train = await session.value(`
      JSON.stringify((await rnn.data('*.csv', { validation: 0 })).examples.train);`);
    assert.equal(train, 24);
    assert.match(
      await session.refusal("await rnn.data({ files: ['0.csv', 'z.csv'] })"),
      /0\.csv, z\.csv .* has no text/,
    );
  });

  it('a file that is an array of JSON holds records, on any lines', async () => {
    await session.end();
    const records = Array.from({ length: 20 }, (_, i) => ({ label: 'ab'[i % 2], text: `text ${i}` }));
    session = new TestSession(
      makeFolder({
        'one.json': JSON.stringify(records),
        'two.json': JSON.stringify(records, undefined, 2),
        'bad.json': JSON.stringify([...records, { label: 'a' }]),
        'broken.json': '[{"label": "a", "text": NaN}]',
      }),
    );
    const found = await session.value(`
      JSON.stringify(await Promise.all(['one.json', 'two.json'].map(async (file) => {
        const { task, trainTokens } = await rnn.data(file, { validation: 0 });
        return [task, trainTokens];
      })));`);
    assert.deepEqual(found[0], found[1]);
    assert.equal(found[0][0], 'classification');
    assert.match(await session.refusal("await rnn.data('bad.json')"), /bad\.json, item 21: text is missing/);
    assert.match(await session.refusal("await rnn.data('broken.json')"), /broken\.json, an array of JSON was expected/);
  });

  it('records behind running text are told', async () => {
    await session.end();
    session = new TestSession(
      makeFolder({ ...files, 'd.txt': Array.from({ length: 9 }, (_, i) => `${i % 2}\ttext ${i}`).join('\n') }),
    );
    const notices = await session.value("JSON.stringify((await rnn.data({ files: ['a.txt', 'd.txt'] })).notices);");
    assert.match(
      notices[0],
      /^d\.txt looks like records for classification; it is read as running text, as a\.txt is\./,
    );
  });

  for (const [what, code, message] of [
    ['a pattern that nothing fits', "rnn.data('*.csvx')", /There is no file \*\.csvx in .*\. Check the pattern\./],
    ['a file that is not there', "rnn.data({ files: ['a.txt', 'd.txt'] })", /There is no file .*d\.txt/],
    [
      'no files',
      'rnn.data({ files: [] })',
      /rnn\.data needs a path such as 'names\.txt' or 'letters\/\*\.txt', \{ files: \[paths\] \}/,
    ],
    [
      'a file of another format',
      "rnn.data({ files: ['one.csv', 'a.txt'] })",
      /a\.txt, line 1: columns named label and text were expected/,
    ],
  ] as const)
    it(`${what} is refused`, async () => assert.match(await session.refusal(`await ${code}`), message));
});
