import assert from 'node:assert/strict';
import { readRecords } from '../../../../src/text/records/read-records.ts';
import type { Layout } from '../../../../src/text/records/recognise.ts';
import type { ExampleTask } from '../../../../src/text/records/records.ts';
import { lineOf } from '../place.ts';

const read = (text: string, task: ExampleTask, layout: Layout = 'tabs') =>
  readRecords(text, layout, task, 'data.txt').records;

describe('records of a text', () => {
  it('labels and texts, one a line, with the line on which each stands', () => {
    assert.deepEqual(read('spam\tBuy now!\n\nham\tSee you\n', 'classification'), [
      { label: 'spam', text: 'Buy now!', at: lineOf(1, 'data.txt') },
      { label: 'ham', text: 'See you', at: lineOf(3, 'data.txt') },
    ]);
  });

  it('tagged sentences, with blank lines between', () => {
    assert.deepEqual(read('Teddy\tPER\nran\tO\n\n\nA\tO\nbear\tO', 'tagging'), [
      { tokens: ['Teddy', 'ran'], tags: ['PER', 'O'], at: lineOf(1, 'data.txt') },
      { tokens: ['A', 'bear'], tags: ['O', 'O'], at: lineOf(5, 'data.txt') },
    ]);
  });

  it('CSV: columns by their names in any order, quotes, line feeds in a text, others left alone', () => {
    const csv = 'id,Text,Label\n1,"Buy, ""now""\nor never",spam\n2,See you,ham\n';
    assert.deepEqual(read(csv, 'classification', 'csv'), [
      { label: 'spam', text: 'Buy, "now"\nor never', at: lineOf(2, 'data.txt') },
      { label: 'ham', text: 'See you', at: lineOf(4, 'data.txt') },
    ]);
  });

  it('objects: tokens as a text or an array, labels that were written as numbers', () => {
    assert.deepEqual(read('{"tokens": "a b", "tags": ["X", "Y"]}', 'tagging', 'jsonl'), [
      { tokens: ['a', 'b'], tags: ['X', 'Y'], at: lineOf(1, 'data.txt') },
    ]);
    assert.deepEqual(read('{"label": 5, "text": "good"}', 'classification', 'jsonl'), [
      { label: '5', text: 'good', at: lineOf(1, 'data.txt') },
    ]);
  });

  it('other names in common use, where the own are not there', () => {
    assert.deepEqual(read('id,Review,Sentiment\n1,Good,pos\n', 'classification', 'csv'), [
      { label: 'pos', text: 'Good', at: lineOf(2, 'data.txt') },
    ]);
    assert.deepEqual(read('{"sentence": "Good", "class": 1, "tag": "x", "label": "pos"}', 'classification', 'jsonl'), [
      { label: 'pos', text: 'Good', at: lineOf(1, 'data.txt') },
    ]);
  });

  it('a text to be written for nothing: alone, or with an empty label', () => {
    const objects = '{"text": "Anna"}\n{"label": null, "text": "Ben"}\n{"label": "", "text": "Carl"}';
    for (const [text, layout] of [
      [objects, 'jsonl'],
      ['label,text\n,Anna\n,Ben\n,Carl', 'csv'],
      ['text\nAnna\nBen\nCarl', 'csv'],
      ['\tAnna\n\tBen\n\tCarl', 'tabs'],
    ] as const)
      assert.deepEqual(
        read(text, 'generation', layout).map((record) => 'label' in record && [record.label, record.text]),
        [
          ['', 'Anna'],
          ['', 'Ben'],
          ['', 'Carl'],
        ],
      );
  });

  it('a header of tokens and tags is no token', () => {
    for (const header of ['token\ttag', 'Tokens\tTags'])
      assert.deepEqual(read(`${header}\nTeddy\tPER\n`, 'tagging'), [
        { tokens: ['Teddy'], tags: ['PER'], at: lineOf(2, 'data.txt') },
      ]);
  });

  it('tags that were written as numbers, as labels may be', () => {
    assert.deepEqual(read('{"tokens": ["a", "b"], "tags": [1, true]}', 'tagging', 'jsonl'), [
      { tokens: ['a', 'b'], tags: ['1', 'true'], at: lineOf(1, 'data.txt') },
    ]);
  });

  it('where tabs separate columns, quotes are characters, unless they enclose a column; with a header and without', () => {
    const lines = 'pos\t"quoted" text\nneg\tno "end\npos\t"all ""of"" it"';
    const texts = ['"quoted" text', 'no "end', 'all "of" it'];
    for (const [text, layout] of [
      [lines, 'tabs'],
      [`label\ttext\n${lines}`, 'csv'],
    ] as const)
      assert.deepEqual(
        read(text, 'classification', layout).map((record) => 'text' in record && record.text),
        texts,
      );
  });

  it('vectors with a label, a number, several, or one of these for each step', () => {
    const answers = ['a', 0.5, [1, 2], ['a', 'b'], [[1], [2]]];
    const lines = answers.map((y) =>
      JSON.stringify({
        x: [
          [1, 2],
          [3, 4],
        ],
        y,
      }),
    );
    const found = read(lines.join('\n'), 'vectors', 'jsonl') as { y: unknown }[];
    assert.deepEqual(
      found.map(({ y }) => y),
      ['a', [0.5], [1, 2], ['a', 'b'], [[1], [2]]],
    );
  });
});

const faults: [what: string, text: string, task: ExampleTask, layout: Layout, message: RegExp][] = [
  [
    'no tab',
    'spam\tBuy\nham See you',
    'classification',
    'tabs',
    /^data\.txt, line 2: a label, a tab and a text were expected; there is no tab\. It reads "ham See you"\.$/,
  ],
  [
    'another delimiter',
    'spam\tBuy\nham,See you',
    'classification',
    'tabs',
    /line 2: .*no tab, but a ',': all lines need the same delimiter, a tab, or a first line label,text, as CSV has it/,
  ],
  [
    'too many tabs',
    'a\tb\tc',
    'translation',
    'tabs',
    /line 1: a source, a tab and a target were expected; there are 2 tabs/,
  ],
  [
    'columns of CoNLL',
    'Teddy NNP B-PER',
    'tagging',
    'tabs',
    /line 1: a token, a tab and a tag were expected; there is no tab, but 3 columns with blanks between: keep two columns, the token and the tag that is to be learned, with a tab between\. It reads/,
  ],
  [
    'more columns with tabs',
    'Teddy\tNNP\tB-PER',
    'tagging',
    'tabs',
    /there are 2 tabs: keep two columns, the token and the tag/,
  ],
  [
    'a column that is there twice',
    'label,text,Label\na,b,c\n',
    'classification',
    'csv',
    /line 1: there are several columns label; one was expected\. Remove the others/,
  ],
  ['no label beside other fields', '{"id": 1, "text": "a"}', 'generation', 'jsonl', /line 1: label is missing/],
  [
    'a row with tabs that is too long',
    'label\ttext\na\tb\tc\n',
    'classification',
    'csv',
    /line 2: 2 columns were expected.*must not contain a tab/,
  ],
  ['an empty answer', '{"x": [[1]], "y": ""}', 'vectors', 'jsonl', /line 1: y must be a label, .*the label is empty/],
  [
    'an empty answer of a step',
    '{"x": [[1], [2]], "y": ["a", ""]}',
    'vectors',
    'jsonl',
    /line 1: y\[1\] must be a label, not empty, like the others; got ""/,
  ],
  ['a missing text', 'spam\t', 'classification', 'tabs', /line 1: text is missing/],
  ['a missing tag', 'a\tX\nb\t ', 'tagging', 'tabs', /line 2: the tag is missing/],
  [
    'a missing column',
    'label,body\na,b\n',
    'classification',
    'csv',
    /line 1: columns named label and text were expected; text is missing\. The columns are label, body/,
  ],
  [
    'a row that is too long',
    'label,text\na,b\na,b,c\n',
    'classification',
    'csv',
    /line 3: 2 columns were expected, as in the header; got 3\. Put a text that contains/,
  ],
  ['an open quote', 'label,text\na,"b\n', 'classification', 'csv', /line 2: .*[Qq]uote/],
  ['no object', '{"x": [[1]], "y": 1}\n[1]', 'vectors', 'jsonl', /line 2: an object of JSON was expected; got "\[1\]"/],
  ['broken JSON', '{"x": [[1]], "y": 1}\n{"x": [[1]', 'vectors', 'jsonl', /line 2: an object of JSON was expected; /],
  [
    'a number that is none',
    '{"x": [[1, 2], [3, "NaN"]], "y": 1}',
    'vectors',
    'jsonl',
    /line 1: x\[1\]\[1\] must be a finite number of 32 bits; got the text "NaN"/,
  ],
  [
    'a number too large for 32 bits',
    '{"x": [[1e39]], "y": 1}',
    'vectors',
    'jsonl',
    /x\[0\]\[0\] must be a finite number of 32 bits; got 1e\+39/,
  ],
  ['vectors of two widths', '{"x": [[1, 2], [3]], "y": 1}', 'vectors', 'jsonl', /x\[1\] has 1 numbers; x\[0\] has 2/],
  ['no steps', '{"x": [], "y": 1}', 'vectors', 'jsonl', /x must be an array with a vector for each step; got \[\]/],
  [
    'too few answers',
    '{"x": [[1], [2]], "y": ["a"]}',
    'vectors',
    'jsonl',
    /y must have as many entries as x has steps, 2; got 1/,
  ],
  [
    'tags that do not match',
    '{"tokens": ["a", "b"], "tags": ["X"]}',
    'tagging',
    'jsonl',
    /every token needs one tag; there are 2 tokens and 1 tags/,
  ],
  ['vectors in columns', '1\t2', 'vectors', 'tabs', /vectors come as JSON, an object like/],
  [
    'nothing',
    '\n\n',
    'classification',
    'tabs',
    /^data\.txt has no records in it\. Choose a file with label and text\.$/,
  ],
];

describe('records that cannot be read', () => {
  for (const [what, text, task, layout, message] of faults)
    it(`${what}: names file, line and what was expected`, () => {
      assert.throws(() => read(text, task, layout), { name: 'TextError', message });
    });
});
