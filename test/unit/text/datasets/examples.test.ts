import assert from 'node:assert/strict';
import { sayEnglish } from '../../../../src/messages/message.ts';
import type { ExampleRecords } from '../../../../src/text/datasets/examples.ts';
import { buildExamples } from '../../../../src/text/datasets/examples.ts';
import type { VectorRecord } from '../../../../src/text/records/records.ts';
import { EOS, UNK, Vocabulary } from '../../../../src/text/tokens/vocabulary.ts';
import { said } from '../../said.ts';
import { lineOf } from '../place.ts';

const plain = { level: 'characters', vocabulary: 100, validation: 0, name: 'data' } as const;

function labelled(
  pairs: [label: string, text: string][],
  task: 'classification' | 'generation' = 'classification',
): ExampleRecords {
  return { task, records: pairs.map(([label, text], i) => ({ label, text, at: lineOf(i + 1) })) };
}

describe('examples of labelled texts', () => {
  it('classes at the end, tokens by frequency, labels in the order of their characters', () => {
    const built = buildExamples(
      labelled([
        ['b', 'xyy'],
        ['a', 'yz'],
      ]),
      plain,
    );
    const { starts, inputs, targets, at } = built.data;
    assert.deepEqual(built.labels, ['a', 'b']);
    assert.equal(at, 'end');
    assert.deepEqual(Array.from(starts), [0, 3, 5]);
    assert.equal(built.vocabulary.decode(inputs as Uint8Array), 'xyyyz');
    assert.equal(built.vocabulary.token(2), 'y');
    assert.deepEqual(Array.from(targets), [1, 0]);
    assert.deepEqual(built.counts, [1, 1]);
  });

  it('every k-th of each class is held out; what only they have is UNK', () => {
    const texts = Array.from({ length: 12 }, (_, i): [string, string] => [
      i < 9 ? 'many' : 'few',
      i === 2 ? 'q' : `t${i}`,
    ]);
    const built = buildExamples(labelled(texts), { ...plain, validation: 3 });
    assert.deepEqual(Array.from(built.data.validation), [2, 5, 8, 11]);
    assert.equal(built.data.train.length, 8);
    const place = built.data.starts[2]!;
    assert.equal(built.data.inputs[place], UNK);
    assert.match(
      built.notices.map(sayEnglish).join(),
      /characters of the validation part .* never occur in the training part/,
    );
  });

  it('records that repeat are used once in training; a test set keeps them', () => {
    const given = labelled([
      ['a', 'x'],
      ['b', 'x'],
      ['a', 'x'],
    ]);
    const built = buildExamples(given, plain);
    assert.equal(built.data.train.length, 2);
    assert.deepEqual(built.notices.map(sayEnglish), ['1 record repeats an earlier one and was left out.']);
    const { vocabulary, labels } = built;
    const test = buildExamples(given, { ...plain, known: { vocabulary, labels }, repeats: true });
    assert.deepEqual([test.data.train.length, test.notices], [3, []]);
  });

  it('sentences are read in words unless characters are asked for', () => {
    const sentences = labelled([
      ['a', 'This is a rather long sentence.'],
      ['b', 'So is this one, more or less.'],
    ]);
    assert.equal(buildExamples(sentences, { ...plain, level: 'auto' }).vocabulary.level, 'words');
    for (const [text, other] of [
      ['这家餐厅的菜非常好吃。', '昨天买的鞋子一点也不舒服。'],
      ['この映画はとても面白かったです。', '料理が冷たくて残念でした。'],
    ] as const) {
      const asian = labelled([
        ['a', text],
        ['b', other],
      ]);
      assert.equal(buildExamples(asian, { ...plain, level: 'auto' }).vocabulary.level, 'words');
    }
    const dates = labelled([
      ['a', '12.03.2011, 10:15:20'],
      ['b', '13-04-2012, 11:16:21'],
    ]);
    assert.equal(buildExamples(dates, { ...plain, level: 'auto' }).vocabulary.level, 'characters');
    assert.equal(
      buildExamples(
        labelled([
          ['a', 'Ann'],
          ['b', 'Bob'],
        ]),
        { ...plain, level: 'auto' },
      ).vocabulary.level,
      'characters',
    );
  });

  it('a generation reads the label, then what it wrote, and ends with EOS', () => {
    const {
      data: examples,
      vocabulary,
      labels,
    } = buildExamples(
      labelled(
        [
          ['girl', 'Al'],
          ['boy', 'Bo'],
        ],
        'generation',
      ),
      plain,
    );
    assert.deepEqual(labels, ['boy', 'girl']);
    const ids = (text: string) => Array.from(vocabulary.encode(text));
    const size = vocabulary.size;
    assert.deepEqual(Array.from(examples.inputs), [size + 1, ...ids('Al'), size, ...ids('Bo')]);
    assert.deepEqual(Array.from(examples.targets), [...ids('Al'), EOS, ...ids('Bo'), EOS]);
    assert.deepEqual(Array.from(examples.starts), [0, 3, 6]);
    assert.equal(examples.at, 'steps');
  });

  it('one that is far longer than the others is named', () => {
    const texts = Array.from({ length: 20 }, (_, i): [string, string] => ['ab'[i % 2]!, `text ${i}`]);
    const long = labelled([...texts, ['a', 'long '.repeat(1000)]]);
    assert.equal(
      said(buildExamples(long, plain).outlier),
      'data, line 21 is by far the longest, with 5,000 steps; the others have 7 on average. Divide it, or leave it out.',
    );
    assert.equal(buildExamples(labelled(texts), plain).outlier, undefined);
  });

  it('one class only is refused with what to do', () => {
    assert.throws(
      () =>
        buildExamples(
          labelled([
            ['a', 'x'],
            ['a', 'y'],
          ]),
          plain,
        ),
      /all 2 records have the label "a"; classes are told apart from two on.*set task to 'language-model'/,
    );
    assert.throws(() => buildExamples(labelled([['a', 'x']]), plain), /data has 1 record; at least 2 are needed/);
  });

  it('what a model knows names tokens and classes; another class is refused with its line', () => {
    const model = buildExamples(
      labelled([
        ['a', 'xy'],
        ['b', 'yz'],
      ]),
      plain,
    );
    const known = { vocabulary: model.vocabulary, labels: model.labels };
    const built = buildExamples(
      labelled([
        ['b', 'zq'],
        ['b', 'y'],
      ]),
      { ...plain, known },
    );
    assert.deepEqual(Array.from(built.data.targets), [1, 1]);
    assert.deepEqual(Array.from(built.data.inputs), [
      model.vocabulary.idOrUnknown('z'),
      UNK,
      model.vocabulary.idOrUnknown('y'),
    ]);
    assert.throws(
      () =>
        buildExamples(
          labelled([
            ['b', 'y'],
            ['c', 'y'],
          ]),
          { ...plain, known },
        ),
      /data, line 2: the model does not know the label "c"\. It was trained on "a", "b"\./,
    );
  });
});

describe('examples of tagged sentences', () => {
  it('a tag for each token, tokens as they stand', () => {
    const records = [
      { tokens: ['Teddy', 'ran'], tags: ['PER', 'O'], at: lineOf(1) },
      { tokens: ['ran'], tags: ['O'], at: lineOf(4) },
    ];
    const { data: examples, vocabulary, labels, preview, counts } = buildExamples({ task: 'tagging', records }, plain);
    assert.deepEqual(labels, ['O', 'PER']);
    assert.equal(examples.at, 'steps');
    assert.deepEqual(
      Array.from(examples.inputs, (id) => vocabulary.token(id)),
      ['Teddy', 'ran', 'ran'],
    );
    assert.deepEqual(Array.from(examples.targets), [1, 0, 0]);
    assert.deepEqual(counts, [2, 1]);
    assert.deepEqual(preview, ['Teddy/PER ran/O', 'ran/O']);
  });
});

describe('tagged sentences that are unusual', () => {
  it('a tag that the model does not know is named as a tag', () => {
    const records = [
      { tokens: ['ran'], tags: ['V'], at: lineOf(1) },
      { tokens: ['ran'], tags: ['O'], at: lineOf(3) },
    ];
    const known = { vocabulary: new Vocabulary('words', ['ran']), labels: ['N', 'O'] };
    assert.throws(
      () => buildExamples({ task: 'tagging', records }, { ...plain, known }),
      /data, line 1: the model does not know the tag "V"\. It was trained on "N", "O"\./,
    );
  });

  const sentence = (tokens: string[], tags: string[], line = 1) => ({ tokens, tags, at: lineOf(line) });

  it('one tag only is refused with what to do', () => {
    const records = [sentence(['a', 'b'], ['O', 'O']), sentence(['c'], ['O'])];
    assert.throws(
      () => buildExamples({ task: 'tagging', records }, plain),
      /every token has the tag "O"; tags are told apart from two on\. Add sentences with other tags/,
    );
  });

  it('tokens that are named as the end and the unknown are these', () => {
    const records = [sentence(['<EOS>', 'a'], ['X', 'O']), sentence(['<UNK>', 'b'], ['X', 'O'])];
    const { data, vocabulary } = buildExamples({ task: 'tagging', records }, plain);
    assert.deepEqual(Array.from(data.inputs), [EOS, 2, UNK, 3]);
    assert.equal(Vocabulary.fromJSON(JSON.parse(JSON.stringify(vocabulary))).size, 4);
  });
});

describe('examples of vectors', () => {
  const x = [
    [1, 2],
    [3, 4],
  ];

  it('labels at the end', () => {
    const records = [
      { x, y: 'up', at: lineOf(1) },
      { x: [[5, 6]], y: 'down', at: lineOf(2) },
    ];
    const { data: examples, labels, width, numbers } = buildExamples({ task: 'vectors', records }, plain);
    assert.deepEqual([width, numbers, labels], [2, 0, ['down', 'up']]);
    assert.deepEqual(examples.inputs, sharedReals([1, 2, 3, 4, 5, 6]));
    assert.deepEqual(Array.from(examples.targets), [1, 0]);
  });

  it('labels of each step, numbers of all, and numbers of each step', () => {
    const other = [x[1]!, x[0]!];
    const build = (y: never) =>
      buildExamples(
        {
          task: 'vectors',
          records: [
            { x, y, at: lineOf(1) },
            { x: other, y, at: lineOf(2) },
          ],
        },
        plain,
      );
    const each = build(['a', 'b'] as never);
    assert.deepEqual([each.data.at, Array.from(each.data.targets)], ['steps', [0, 1, 0, 1]]);
    const all = build([0.5, 2] as never);
    assert.deepEqual([all.data.at, all.numbers, Array.from(all.data.targets)], ['end', 2, [0.5, 2, 0.5, 2]]);
    const steps = build([[0.5], [2]] as never);
    assert.deepEqual([steps.data.at, steps.numbers, Array.from(steps.data.targets)], ['steps', 1, [0.5, 2, 0.5, 2]]);
  });

  it('a number for each step without brackets of its own, where it can be nothing else', () => {
    const longer = { x: [...x, [5, 6]], y: [0.5, 2, 3] };
    const build = (records: { x: number[][]; y: number[] }[], known?: object) =>
      buildExamples(
        { task: 'vectors', records: records.map((record, i) => ({ ...record, at: lineOf(i + 1) })) },
        { ...plain, ...known },
      );
    const each = build([{ x, y: [0, 1] }, longer]);
    assert.deepEqual([each.data.at, each.numbers, Array.from(each.data.targets)], ['steps', 1, [0, 1, 0.5, 2, 3]]);
    assert.ok(!each.notices.map(sayEnglish).join().includes('as many as x has steps'));
    const vectors = { width: 2, names: false, each: true, numbers: 1 };
    const read = build([longer], { known: { vocabulary: each.vocabulary, labels: [], vectors } });
    assert.deepEqual([read.data.at, Array.from(read.data.targets)], ['steps', [0.5, 2, 3]]);
    const unclear = build([
      { x, y: [0, 1] },
      { x, y: [1, 0] },
    ]);
    assert.deepEqual([unclear.data.at, unclear.numbers], ['end', 2]);
    assert.match(
      unclear.notices.map(sayEnglish).at(-1)!,
      /^Every y has 2 numbers, as many as x has steps: .* Write "y": \[\[1\], \[2\], …\]/,
    );
  });

  it('a model reads one record of the kind that it knows, and refuses others', () => {
    const { vocabulary } = buildExamples(
      {
        task: 'vectors',
        records: [
          { x, y: [1], at: lineOf(1) },
          { x, y: [2], at: lineOf(2) },
        ],
      },
      plain,
    );
    const build = (y: VectorRecord['y'], labels: string[], known = {}) => {
      const vectors = { width: 2, names: labels.length > 0, each: false, numbers: labels.length > 0 ? 0 : 1, ...known };
      return buildExamples(
        { task: 'vectors', records: [{ x, y, at: lineOf(1) }] },
        { ...plain, known: { vocabulary, labels, vectors } },
      );
    };
    assert.deepEqual(Array.from(build('up', ['down', 'up']).data.targets), [1]);
    assert.throws(() => build('up', []), /data, line 1: y is a label; the model predicts a number\.$/);
    assert.throws(() => build([1], ['down', 'up']), /data, line 1: y is a number; the model predicts a label\.$/);
    assert.throws(() => build([1, 2], []), /data, line 1: y is 2 numbers; the model predicts a number\.$/);
    assert.throws(() => build([1], [], { each: true }), /y is a number; the model predicts a number for each step\.$/);
    assert.throws(
      () => build([1], [], { width: 1 }),
      /its vectors have 2 numbers; the model reads vectors of 1 number\.$/,
    );
    assert.throws(() => build('left', ['down', 'up']), /the model does not know the label "left"/);
  });

  it('records that repeat are used once, so that none trains and validates', () => {
    const records = Array.from({ length: 20 }, (_, i) => ({ x, y: 'ab'[i % 2]!, at: lineOf(i + 1) }));
    const built = buildExamples({ task: 'vectors', records }, { ...plain, validation: 5 });
    assert.deepEqual([built.data.train.length, built.data.validation.length], [2, 0]);
    assert.equal(built.notices.map(sayEnglish)[0], '18 records repeat an earlier one and were left out.');
  });

  it('records of different kinds are refused', () => {
    const build = (records: unknown[]) => buildExamples({ task: 'vectors', records } as ExampleRecords, plain);
    assert.throws(
      () =>
        build([
          { x, y: 'a', at: lineOf(1) },
          { x: [[1]], y: 'b', at: lineOf(2) },
        ]),
      /data, line 2: its vectors have 1 numbers; those of the first record have 2/,
    );
    assert.throws(
      () =>
        build([
          { x, y: 'a', at: lineOf(1) },
          { x, y: [1], at: lineOf(2) },
        ]),
      /data, line 2: its y is of another kind .*: a number instead of a label/,
    );
    assert.throws(
      () =>
        build([
          { x, y: 'a', at: lineOf(1) },
          { x, y: 'a', at: lineOf(2) },
        ]),
      /every y is "a"/,
    );
  });
});

function sharedReals(values: number[]): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(4 * values.length));
  copy.set(values);
  return copy;
}
