import assert from 'node:assert/strict';
import { sayEnglish } from '../../../../src/messages/message.ts';
import { type Format, recognise } from '../../../../src/text/records/recognise.ts';

const cases: Record<string, { text: string; format: Format }> = {
  'running text': { text: 'It was a dark night.\nIt rained.\n', format: { task: 'language-model', layout: 'text' } },
  'a label, a tab and a text': {
    text: 'spam\tBuy now\nham\tSee you\nspam\tFree money\nham\tThanks\n',
    format: { task: 'classification', layout: 'tabs' },
  },
  'pairs: what stands first hardly repeats': {
    text: 'one\tun\ntwo\tdeux\nthree\ttrois\nfour\tquatre\n',
    format: { task: 'translation', layout: 'tabs' },
  },
  'a token, a tab and a tag, sentences apart': {
    text: 'Teddy\tPER\nran\tO\n\nThe\tO\nteddy\tBEAR\n',
    format: { task: 'tagging', layout: 'tabs' },
  },
  'CSV with a header': { text: 'text,label\n"Buy, now",spam\n', format: { task: 'classification', layout: 'csv' } },
  'CSV with semicolons and quotes': {
    text: '"Source";"Target"\none;un\n',
    format: { task: 'translation', layout: 'csv' },
  },
  'objects with label and text': {
    text: '{"label": "spam", "text": "Buy"}\n',
    format: { task: 'classification', layout: 'jsonl' },
  },
  'objects with x and y': { text: '{"x": [[1, 2]], "y": "a"}\n', format: { task: 'vectors', layout: 'jsonl' } },
  'objects with tokens and tags': {
    text: '{"tokens": ["a"], "tags": ["O"]}\n',
    format: { task: 'tagging', layout: 'jsonl' },
  },
  'CSV with other names in common use': {
    text: 'category,review\nspam,Buy\n',
    format: { task: 'classification', layout: 'csv' },
  },
  'objects with other names in common use': {
    text: '{"sentence": "Buy", "sentiment": "bad"}\n',
    format: { task: 'classification', layout: 'jsonl' },
  },
  'a header of tokens and tags': {
    text: 'token\ttag\nTeddy\tPER\nran\tO\n',
    format: { task: 'tagging', layout: 'tabs' },
  },
  'a header in the plural over a token in each line': {
    text: 'tokens\ttags\nTeddy\tPER\nran\tO\n\nA\tO\n',
    format: { task: 'tagging', layout: 'tabs' },
  },
  'a header over a sentence in each line': {
    text: 'tokens\ttags\nTeddy ran\tPER O\nA bear\tO O\n',
    format: { task: 'tagging', layout: 'csv' },
  },
  'verses of equal length': {
    text: 'the day is gone\nthe sun is low\n\nthe moon is bright\nthe stars are out\n',
    format: { task: 'language-model', layout: 'text' },
  },
  'code with tabs': {
    text: 'if (x)\n\treturn 1;\n\nelse\n\treturn 2;\n',
    format: { task: 'language-model', layout: 'text' },
  },
  'a single line with a tab': { text: 'a\tb\n', format: { task: 'language-model', layout: 'text' } },
};

describe('what a text is', () => {
  for (const [name, { text, format }] of Object.entries(cases))
    it(name, () => assert.deepEqual(recognise(text), format));

  const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i));
  const mistakes: Record<string, string> = {
    'no tab': 'pos a text',
    'an empty label': '\ttext',
    'an empty text': 'pos\t',
    'a comma': 'pos,text',
  };
  for (const [what, line] of Object.entries(mistakes))
    it(`labelled texts with ${what} in one line are labelled texts with a mistake`, () => {
      const lines = rows(100, (i) => (i === 30 ? line : `${i % 2 ? 'pos' : 'neg'}\ttext ${i}`));
      assert.deepEqual(recognise(lines.join('\n')), { task: 'classification', layout: 'tabs' });
    });

  it('tagged tokens with three columns, or with blanks between, are tagged tokens with too many or no tabs', () => {
    const sentences = (gap: string, columns: string[]) =>
      rows(10, (i) => `Teddy${i}${gap}${columns.join(gap)}\nran${gap}${columns.join(gap)}\n`).join('\n');
    for (const text of [
      sentences('\t', ['NNP', 'B-PER']),
      sentences(' ', ['NNP', 'B-NP', 'O']),
      sentences(' ', ['B-PER']),
    ])
      assert.deepEqual(recognise(text), { task: 'tagging', layout: 'tabs' });
  });

  it('objects are records, whatever stands in the first line or is no JSON in it', () => {
    const record = '{"x": [[1]], "y": "a"}';
    const format = { task: 'vectors', layout: 'jsonl' };
    assert.deepEqual(recognise(`# waves\n${record}\n${record}`), format);
    assert.deepEqual(recognise(`{"x":[[NaN]],"y":"a"}\n${record}`), format);
    assert.deepEqual(recognise(`{"x": [[1]]}\n${record}`), format);
    assert.throws(() => recognise('{"x":[[NaN]],"y":"a"}\n', undefined, 'waves.jsonl'), {
      name: 'TextError',
      message: /^waves\.jsonl, line 1: an object of JSON was expected; .*NaN/,
    });
  });

  it('records with fields of no task are refused with the fields that were found and those that are needed', () => {
    assert.throws(() => recognise('{"a": 1}\n{"b": 2}\n', undefined, 'data.jsonl'), {
      name: 'TextError',
      message:
        "data.jsonl, line 1: the fields are a, and no task has these. Name them tokens and tags (tagging), label and text (classification), source and target (translation), x and y (vectors); or give texts alone for a language model, or set task to 'language-model' to train on the JSON as it stands.",
    });
    assert.throws(
      () => recognise('\nlabel,body\nspam,Buy\nham,See you\n', undefined, 'data.csv'),
      /^TextError: data\.csv, line 2: the columns are label, body, and no task has these\. .*label and text/,
    );
  });

  it('a table with a header of which a column is missing is a table, for the task that was asked for', () => {
    const table = 'label,body\nspam,Buy\nham,See you\n';
    assert.deepEqual(recognise(table, 'classification'), { task: 'classification', layout: 'csv' });
    assert.throws(
      () => recognise('token,tag\nTeddy,PER\nran,O\n'),
      /the columns are token, tag, and no task has these/,
    );
    assert.throws(() => recognise('{"text": "a"}'), /or set task to 'generation' to learn to write such texts\.$/);
  });

  it('running text of which a part looks like records is running text, with a notice', () => {
    const half = rows(10, (i) => (i % 2 ? `one\ttext ${i}` : `no tab ${i}`)).join('\n');
    const { task, notice } = recognise(half);
    assert.equal(task, 'language-model');
    assert.match(
      sayEnglish(notice!),
      /^50\.0 % of the lines have columns with tabs between, as records do; all is read as running text\. If they are records, set task/,
    );
    const table = recognise(rows(10, (i) => `a ${i}, b`).join('\n'));
    assert.match(
      sayEnglish(table.notice!),
      /^100\.0 % of the lines have 2 columns with ',' between.* name them in the first line, label,text/,
    );
    const novel = rows(50, (i) => (i % 10 ? `It rained,${' and'.repeat(i % 3)}, again, ${i}` : `a\tb, c`));
    assert.deepEqual(recognise(novel.join('\n')), { task: 'language-model', layout: 'text' });
  });

  it('lines that repeat do not make labels of what they begin with', () => {
    const numbers = Array.from({ length: 300 }, (_, i) => `number ${i % 100}\t${i % 100}`).join('\n');
    assert.deepEqual(recognise(numbers), { task: 'translation', layout: 'tabs' });
  });

  it('few values in the second column may be labels: a notice says so', () => {
    const swapped = Array.from({ length: 30 }, (_, i) => `a text of number ${i}\t${i % 3 ? 'good' : 'bad'}`).join('\n');
    const { notice, ...format } = recognise(swapped);
    assert.deepEqual(format, { task: 'translation', layout: 'tabs' });
    assert.match(
      sayEnglish(notice!),
      /^The second column has few different values, as labels have: .* put them before their texts\./,
    );
  });

  it('the task that was asked for decides', () => {
    const labelled = cases['a label, a tab and a text']!.text;
    assert.deepEqual(recognise(labelled, 'generation'), { task: 'generation', layout: 'tabs' });
    assert.deepEqual(recognise(labelled, 'translation'), { task: 'translation', layout: 'tabs' });
    assert.deepEqual(recognise(labelled, 'language-model'), { task: 'language-model', layout: 'text' });
  });

  it('columns with more than a thousand labels are pairs: a dictionary has several words for one', () => {
    const lines = (words: number) =>
      Array.from({ length: 4 * words }, (_, i) => `word${i % words}\tWort${i}`).join('\n');
    assert.equal(recognise(lines(1000)).task, 'classification');
    assert.equal(recognise(lines(1001)).task, 'translation');
  });

  it('a generation from nothing is text alone', () => {
    assert.deepEqual(recognise('Anna\nBen\n', 'generation'), { task: 'generation', layout: 'text' });
    assert.deepEqual(recognise('Anna\na\tBen\nb\tCarl\n', 'generation'), { task: 'generation', layout: 'tabs' });
    assert.deepEqual(recognise('text\n"Anna, or Ben"\n', 'generation'), { task: 'generation', layout: 'csv' });
  });
});
