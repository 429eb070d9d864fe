/** Where the cursor stands, in code that is seldom complete. A bar | is the cursor. */
import assert from 'node:assert/strict';
import { argumentAt, type Gap, gapAt, namedAt } from '../../../../../src/host/notebook/assist/cursor.ts';

function at<T>(look: (code: string, offset: number) => T, marked: string): T {
  const offset = marked.indexOf('|');
  assert.ok(offset >= 0, `no cursor in ${marked}`);
  return look(marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

/** The gap, and the text that it replaces. */
function gap(marked: string): { gap: Gap | undefined; replaced: string | undefined } {
  const found = at(gapAt, marked);
  return { gap: found, replaced: found && marked.replace('|', '').slice(found.from, found.to) };
}

function kind(marked: string): string {
  const found = at(gapAt, marked);
  if (!found) return 'nothing';
  if (found.kind === 'option') return `option of ${found.call}`;
  return found.kind === 'value' ? `value of ${found.call}.${found.option}` : found.kind;
}

describe('gapAt', () => {
  const cases: [string, string[]][] = [
    [
      'name',
      [
        'r|',
        'const m = mod|',
        'rnn.predict(mod|, ',
        'f({ a: mod| })',
        'await rn|',
        'const model = await rnn|',
        'f(r|)',
        `\`\${rn|}\``,
      ],
    ],
    [
      'call',
      [
        'rnn.|',
        'await rnn.tr|',
        'const m = await rnn.|\nconst b = 3;',
        'rnn.t|rain("x")',
        'rnn\n  .|',
        `\`\${rnn.|} {\``,
      ],
    ],
    [
      'option of train',
      [
        "rnn.train('x', { | })",
        "rnn.train('x', {|",
        "const m = await rnn.train('x', {\n  hid|\n});\nawait rnn.sample(m);",
        "rnn.train('x', { cell: 'gru', |",
        "rnn.train('x', { cell: 'gru', // the cell\n  | })",
        "rnn.train('x', { cell: 'gru', /* the cell */ | })",
        "rnn.train('x', { /* { */ hid|: 64 })",
        "rnn.train('x', { ...common, | })",
        "rnn.train([{ text: 'a' }, { text: 'b' }], { | })",
        'const train = (source) => rnn.train(source, { | });',
      ],
    ],
    ['option of data', ["rnn.data({ files: ['a', 'b'] }, { | })"]],
    ['option of sample', ['rnn.sample(model, { | })', "rnn.sample('m.safetensors', { seed: 1,| })"]],
    ['option of next', ["rnn.next(model, 'a', 3, { | })"]],
    ['option of predict', ["rnn.predict(model, 'a', { | })"]],
    ['option of evaluate', ['rnn.evaluate(model, data, { | })']],
    [
      'value of train.cell',
      [
        "rnn.train('x', { cell: | })",
        "rnn.train('x', { cell:|",
        "rnn.train('x', { cell: ls| })",
        "rnn.train('x', { cell: '|' })",
        "rnn.train('x', { cell: 'ls|tm' })",
        "rnn.train('x', { cell: 'l|",
        "rnn.train('x', { cell: \"l| })\nconst a = 'b'",
        "rnn.train('x', { 'cell': '|' })",
        "rnn.train('x', { cell: |\n  hidden: 3 })",
      ],
    ],
    ['value of train.task', ["rnn.train('x', { task: 'language-|model' })"]],
    ['value of train.lowercase', ["rnn.train('x', { lowercase: tr| })"]],
    [
      'nothing',
      [
        '|',

        'model.|',
        'my.rnn.|',
        'rnn.train.|',
        'const rn|',
        '({ rn| })',
        '// rnn.|',
        '/* rnn.| */',
        "'rnn.|'",
        '`rnn.| { `',
        '/rnn.|/',
        '/* rnn.|',
        "'rnn.|",
        '`rnn.|',
        '`rnn.| ` + 1',
        "rnn.train('x', | )",
        'rnn.train({ | })',
        "rnn.train('x', { cell: 'gru' | })",
        "rnn.train('x', { cell: 'gru'| })",
        "rnn.train('x', { watch: { | } })",
        "rnn.train('x', { // |\n })",
        "rnn.train('x', { '|': 1 })",
        "rnn.train('x', f({ | }))",
        "rnn.train('x', {}, { | })",
        "rnn.train('x', () => { | })",
        'rnn.gates(model, { | })',
        "rnn.next(model, 'a', { | })",
        "rnn.fit('x', { | })",
        "other.train('x', { | })",
        "train('x', { cell: '|' })",
        'rnn.sample(model, { prime: `{ |` })',
      ],
    ],
  ];
  for (const [expected, codes] of cases)
    for (const code of codes) it(`${expected}: ${JSON.stringify(code)}`, () => assert.equal(kind(code), expected));

  it('replaces the whole word, in a string all of it', () => {
    const replaced: [string, string][] = [
      ['rnn.t|rain("x")', '.train'],
      ['rnn\n  .|', '.'],
      ['rnn. t|rain("x")', 'train'],
      ["rnn.train('x', { hid|den: 64 })", 'hidden'],
      ["rnn.train('x', { cell: ls|tm })", 'lstm'],
      ["rnn.train('x', { task: 'language-|model' })", 'language-model'],
      ["rnn.train('x', { task: 'language-|model })", 'language-model'],
      ["rnn.train('x', { cell: | })", ''],
    ];
    for (const [code, word] of replaced) assert.equal(gap(code).replaced, word, code);
  });

  it('tells which options are given, but for that at the cursor', () => {
    const given = (code: string) => {
      const found = gap(code).gap;
      return found?.kind === 'option' && [...found.given];
    };
    assert.deepEqual(given("rnn.train('x', { cell: 'gru', hid|, 'seed': 7, ...more, [key]: 1 })"), [
      ['cell', 'gru'],
      ['seed', undefined],
    ]);
    assert.deepEqual(given('rnn.train(\'x\', { | cell: "gru" })'), [['cell', 'gru']]);
  });

  it('tells whether a colon is there', () => {
    const colon = (code: string) => {
      const found = gap(code).gap;
      return found?.kind === 'option' && found.colonFollows;
    };
    assert.equal(colon("rnn.train('x', { hid| : 64 })"), true);
    assert.equal(colon("rnn.train('x', { hid| })"), false);
  });

  it('tells in which quotes the cursor stands, and which is missing', () => {
    const string = (code: string) => {
      const found = gap(code).gap;
      return found?.kind === 'value' && found.string;
    };
    assert.deepEqual(string("rnn.train('x', { cell: '|' })"), { quote: "'", missing: '' });
    assert.deepEqual(string("rnn.train('x', { cell: \"l| })"), { quote: '"', missing: '"' });
    assert.equal(string("rnn.train('x', { cell: | })"), undefined);
  });

  it('says nothing wrong, whatever part of a cell is there', () => {
    const cell =
      "const m = await rnn.train('x', {\n  cell: 'gru', // it's\n  watch: `a \" {`,\n});\nawait rnn.sample(m, { topK: 3 });";
    for (let end = 0; end <= cell.length; end++) {
      const found = gapAt(cell.slice(0, end), end);
      if (found) assert.ok(found.from <= end && end <= found.to, `${end}: ${JSON.stringify(found)}`);
    }
  });
});

describe('namedAt', () => {
  const named = (marked: string) => {
    const { from, to, ...found } = at(namedAt, marked) ?? {};
    return found;
  };

  it('rnn, its calls, their options and the values of these', () => {
    const cases: [string, object][] = [
      ['await r|nn.train()', { kind: 'rnn' }],
      ['await rnn.|train()', { kind: 'call', call: 'train' }],
      ["rnn.train('x', { |hidden: 64 })", { kind: 'option', call: 'train', option: 'hidden' }],
      ["rnn.train('x', { 'hid|den': 64 })", { kind: 'option', call: 'train', option: 'hidden' }],
      ["rnn.train('x', { hidden: 6|4 })", { kind: 'option', call: 'train', option: 'hidden' }],
      ["rnn.train('x', { cell: 'l|stm' })", { kind: 'option', call: 'train', option: 'cell' }],
      ['rnn.train("x", { lowercase: t|rue })', { kind: 'option', call: 'train', option: 'lowercase' }],
      ['rnn.evaluate(m, d, { p|art })', { kind: 'option', call: 'evaluate', option: 'part' }],
    ];
    for (const [code, expected] of cases) assert.deepEqual(named(code), expected, code);
  });

  it('nothing else', () => {
    for (const code of [
      '// r|nn.train',
      "'r|nn.train'",
      '`r|nn`',
      'const r|nn = 1',
      'model.tr|ain()',
      'rnn.f|it()',
      '({ hid|den: 64 })',
      "rnn.train('x|', {})",
      "rnn.train('x', { hidden: h|idden })",
    ])
      assert.deepEqual(named(code), {}, code);
  });
});

describe('argumentAt', () => {
  it('counts the commas of the call around the cursor', () => {
    const cases: [string, object | undefined][] = [
      ['rnn.train(|', { call: 'train', argument: 0 }],
      ["rnn.train('a, b', |)", { call: 'train', argument: 1 }],
      ["rnn.train([1, 2], { cell: 'gru', | })", { call: 'train', argument: 1 }],
      ['rnn.evaluate(model, await rnn.data(|), { part })', { call: 'data', argument: 0 }],
      ['rnn.train(read(|))', undefined],
      ["rnn.train('a')|", undefined],
      ['rnn.train|()', undefined],
      ['rnn.train(/* | */)', undefined],
      ['train(|)', undefined],
    ];
    for (const [code, expected] of cases) assert.deepEqual(at(argumentAt, code), expected, code);
  });
});
