/** Sources of several files, by their paths or by a pattern. */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { buildThreads, makeFolder, removeFolders, TestSession } from './session.ts';

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
  before(buildThreads);
  beforeEach(() => {
    session = new TestSession(makeFolder(files));
  });
  afterEach(async () => {
    await session.end();
    removeFolders();
  });

  it('a pattern: records of each file, with its own header', async () => {
    const { task, train, labels, name } = await session.value(`
      const data = await rnn.data('*.csv', { validation: 0 });
      JSON.stringify({ task: data.task, name: data.name, train: data.examples.train, labels: data.examples.labels });`);
    assert.deepEqual([task, name, train], ['classification', '*.csv (2 files)', 24]);
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
    const notices = session.reportsOf('notice').map(({ message }) => message);
    assert.ok(
      notices.includes('b.txt was changed while the model was trained; it learned the text as it was at the start.'),
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
