/** Options: defaults, ranges, and what somebody is told who gives something else. */
import assert from 'node:assert/strict';
import { sayIn } from '../../../src/messages/languages.ts';
import {
  parseDataOptions,
  parsePredictOptions,
  parseSampleOptions,
  parseTrainOptions,
} from '../../../src/protocol/options.ts';
import { OptionError } from '../../../src/protocol/parse-options.ts';

type Parse = (given: unknown) => unknown;

function fault(parse: Parse, given: unknown): OptionError {
  try {
    parse(given);
  } catch (error) {
    assert.ok(error instanceof OptionError, String(error));
    return error;
  }
  assert.fail(`accepted ${JSON.stringify(given)}`);
}

interface Field {
  /** Words that say what is allowed. */
  words: string;
  accepted: unknown[];
  refused: unknown[];
  /** What else must be chosen for it. */
  besides?: object;
}

const whole = (low: number, high: number): Field => ({
  words: `a whole number from ${low} to ${high}`,
  accepted: [low, high],
  refused: [low - 1, high + 1, low + 0.5, '64', true, Number.NaN, Infinity, 5n],
});

const oneOf = (...names: string[]): Field => ({
  words: `one of ${names.map((name) => `'${name}'`).join(', ')}`,
  accepted: names,
  refused: ['transformer', names[0]?.toUpperCase(), 1, true, ''],
});

const real = (words: string, accepted: number[], refused: number[]): Field => ({
  words,
  accepted,
  refused: [...refused, '1', true, Number.NaN, Infinity],
});

const TRAIN: Record<string, Field> = {
  cell: oneOf('rnn', 'gru', 'lstm'),
  activation: { ...oneOf('tanh', 'relu'), besides: { cell: 'rnn' } },
  reset: { ...oneOf('before', 'after', 'none'), besides: { cell: 'gru' } },
  output: oneOf('tanh', 'linear'),
  peepholes: oneOf('none', 'previous', 'current'),
  layers: whole(1, 8),
  directions: whole(1, 2),
  hidden: whole(1, 4096),
  initialState: oneOf('zeros', 'random', 'learned'),
  embedding: whole(0, 4096),
  epochs: { ...whole(1, 100_000), words: "a whole number from 1 to 100000, or 'auto'" },
  task: oneOf('auto', 'language-model', 'tagging', 'classification', 'translation', 'generation', 'vectors'),
  level: oneOf('auto', 'characters', 'words'),
  lowercase: { words: 'true or false', accepted: [true, false], refused: [1, 'true'] },
  unicode: oneOf('as-is', 'NFC', 'NFKC'),
  vocabulary: whole(1, 1_000_000),
  documents: oneOf('auto', 'lines', 'sentences', 'text'),
  window: whole(2, 4096),
  batch: whole(1, 4096),
  optimiser: oneOf('adam', 'adamw', 'rmsprop', 'sgd'),
  momentum: {
    ...real('a number from 0 to below 1', [0, 0.5], [1, -0.1]),
    besides: { optimiser: 'sgd' },
  },
  weightDecay: { ...real('a number from 0 to 10', [0, 10], [-1, 11]), besides: { optimiser: 'adamw' } },
  learningRate: real('a number above 0, at most 10', [1e-9, 10], [0, -1, 10.1]),
  schedule: oneOf('constant', 'step', 'cosine', 'plateau'),
  decay: real('a number above 0, below 1', [0.01, 0.99], [0, 1, -1]),
  decayEvery: whole(1, 100_000),
  warmup: whole(0, 1_000_000),
  patience: whole(0, 100_000),
  clip: real('a number from 0 to 1000000', [0, 0.5, 1e6], [-1, 1e6 + 1]),
  clipValue: real('a number from 0 to 1000000', [0, 0.5, 1e6], [-1, 1e6 + 1]),
  dropout: real('a number from 0 to below 1', [0, 0.999], [1, -0.1]),
  inputDropout: real('a number from 0 to below 1', [0, 0.999], [1, -0.1]),
  initialisation: oneOf('uniform', 'glorot'),
  forgetBias: real('a number from -100 to 100', [-100, 0, 100], [-101, 101]),
  validation: {
    words: '0 or a whole number from 2 to 1000',
    accepted: [0, 2, 1000],
    refused: [1, -2, 1001, 2.5, '10', false, Number.NaN],
  },
  validateEvery: whole(0, 1_000_000),
  threads: { ...whole(1, 64), words: "a whole number from 1 to 64, or 'auto'" },
  seed: whole(0, 0xffff_ffff),
  watch: {
    words: 'a text of at least one character, or false',
    accepted: ['tyrannosaurus', false],
    refused: ['', true, 0],
  },
};

const { task, level, lowercase, unicode, vocabulary, documents, validation } = TRAIN as Record<string, Field>;
const DATA = { task, level, lowercase, unicode, vocabulary, documents, validation } as Record<string, Field>;

const PREDICT: Record<string, Field> = { beam: whole(1, 100), length: whole(1, 1_000_000) };

const SAMPLE: Record<string, Field> = {
  prime: { words: 'a text', accepted: ['', 'tyr'], refused: [1, false] },
  label: { words: 'a label of the model', accepted: ['girl', ''], refused: [1, false] },
  length: whole(1, 1_000_000),
  temperature: real('a number above 0, at most 100', [0.01, 100], [0, -1, 101]),
  topK: whole(0, 1_000_000),
  topP: real('a number above 0, at most 1', [0.01, 1], [0, -1, 1.1]),
  count: whole(1, 10_000),
  seed: whole(0, 0xffff_ffff),
  refuseUnknown: { words: 'true or false', accepted: [true, false], refused: [1, 'true'] },
};

const CALLS: [name: string, parse: Parse, fields: Record<string, Field>][] = [
  ['parseTrainOptions', parseTrainOptions, TRAIN],
  ['parseDataOptions', parseDataOptions, DATA],
  ['parsePredictOptions', parsePredictOptions, PREDICT],
  ['parseSampleOptions', parseSampleOptions, SAMPLE],
];

for (const [name, parse, fields] of CALLS)
  describe(name, () => {
    for (const [field, { words, accepted, refused, besides }] of Object.entries(fields))
      it(`${field}: takes ${words}; else names the field, what is allowed and what was given`, () => {
        for (const value of accepted)
          assert.deepEqual(parse({ ...besides, [field]: value }), {
            ...(parse({}) as object),
            ...besides,
            [field]: value,
          });
        for (const value of [...refused, null, [], {}, () => 1, Symbol('x')]) {
          const { field: named, message } = fault(parse, { [field]: value });
          assert.equal(named, field);
          assert.ok(message.startsWith(`${field} must be ${words}; got `), message);
          if (typeof value === 'string') assert.ok(message.includes(`got '${value}'.`), message);
          if (typeof value === 'number') assert.ok(message.endsWith(`got ${value}.`), message);
        }
      });

    it('knows each of these fields and no others', () => {
      const { message } = fault(parse, { '?': 1 });
      assert.equal(message, `There is no option '?'.\nThe options are ${Object.keys(fields).join(', ')}.`);
    });

    it('every field with a letter left out, doubled or swapped finds its name', () => {
      const meant = new Map<string, string[]>();
      for (const field of Object.keys(fields))
        for (let i = 1; i < field.length; i++) {
          const [before, letter, after] = [field.slice(0, i), field[i] ?? '', field.slice(i + 1)];
          const swapped = before.slice(0, -1) + letter + before.slice(-1) + after;
          for (const misspelt of [before + after, before + letter + letter + after, swapped])
            if (!(misspelt in fields)) meant.set(misspelt, [...(meant.get(misspelt) ?? []), field]);
        }
      for (const [misspelt, names] of meant) {
        const error = fault(parse, { [misspelt]: 1 });
        assert.equal(error.field, misspelt);
        assert.ok(
          names.some((name) => error.message.includes(`Did you mean ${name}?`)),
          error.message,
        );
      }
    });

    it('takes undefined for left out, and gives an own object', () => {
      const given = Object.fromEntries(Object.keys(fields).map((field) => [field, undefined]));
      assert.deepEqual(
        Object.entries(parse(given) as object).filter(([, v]) => v !== undefined),
        Object.entries(parse({}) as object),
      );
      assert.deepEqual(parse(undefined), parse({}));
    });

    it('refuses what is no object of options, and says what it got', () => {
      const shown: [unknown, string][] = [
        [null, 'null'],
        [5, '5'],
        ['lstm', "'lstm'"],
        [[], 'an array'],
        [() => 1, 'a function'],
        [new Map(), 'an object of the class Map'],
        [Promise.resolve({}), 'a promise (await it first)'],
      ];
      for (const [given, words] of shown) {
        const error = fault(parse, given);
        assert.equal(error.field, '');
        assert.equal(
          error.message,
          `Options must be an object such as { ${Object.keys(fields)[0]}: … }; got ${words}.`,
        );
      }
    });
  });

describe('parseTrainOptions', () => {
  it('tells all that is wrong at once, a line each; the first names the field', () => {
    const { field, message } = fault(parseTrainOptions, {
      hiden: 3,
      epochs: -1.5,
      cell: 'lstn',
      hidden: '8',
      units: 2,
    });
    assert.equal(field, 'cell');
    assert.deepEqual(message.split('\n').slice(0, -1), [
      "cell must be one of 'rnn', 'gru', 'lstm'; got 'lstn'. Did you mean 'lstm'?",
      "hidden must be a whole number from 1 to 4096; got '8'.",
      "epochs must be a whole number from 1 to 100000, or 'auto'; got -1.5.",
      'There is no option hiden. Did you mean hidden?',
      'There is no option units. Did you mean hidden?',
    ]);
    assert.match(message, /\nThe options are cell, .*, watch\.$/);
  });

  it('what is wrong is a message that any language words', () => {
    const { told } = fault(parseTrainOptions, { hiden: 3, layers: 0, watch: [] });
    assert.equal(
      sayIn('zh-cn')(told).replace(/有 cell、.*、watch/, '有 …'),
      'layers 必须是 1 到 8 的整数；给出的是 0。\nwatch 必须是至少一个字符的文本或 false；给出的是一个数组。\n没有选项 hiden。你想写的是 hidden 吗？\n可用的选项有 …。',
    );
  });

  it('fills in the defaults', () => {
    assert.deepEqual(parseTrainOptions(), {
      cell: 'lstm',
      activation: 'tanh',
      reset: 'before',
      output: 'tanh',
      peepholes: 'none',
      layers: 1,
      hidden: 128,
      initialState: 'zeros',
      embedding: 0,
      epochs: 'auto',
      task: 'auto',
      level: 'auto',
      lowercase: false,
      unicode: 'as-is',
      vocabulary: 10_000,
      documents: 'auto',
      window: 50,
      batch: 16,
      optimiser: 'adam',
      momentum: 0.9,
      weightDecay: 0.01,
      learningRate: 0.005,
      schedule: 'constant',
      decay: 0.5,
      decayEvery: 5,
      warmup: 0,
      patience: 0,
      clip: 5,
      clipValue: 0,
      dropout: 0,
      inputDropout: 0,
      initialisation: 'uniform',
      validation: 10,
      validateEvery: 0,
      threads: 'auto',
      seed: 1,
    });
  });

  it('an option of another cell or optimiser is refused with what to do, its default is not', () => {
    const wrong: [object, string][] = [
      [{ cell: 'gru', peepholes: 'current' }, "peepholes is an option of cell 'lstm'; cell is 'gru'."],
      [{ activation: 'relu' }, "activation is an option of cell 'rnn'; cell is 'lstm'."],
      [{ cell: 'rnn', reset: 'after' }, "reset is an option of cell 'gru'; cell is 'rnn'."],
      [{ cell: 'rnn', forgetBias: 1 }, "forgetBias is an option of cell 'lstm'; cell is 'rnn'."],
      [{ momentum: 0.5 }, "momentum is an option of optimiser 'sgd'; optimiser is 'adam'."],
    ];
    for (const [given, words] of wrong) {
      const error = fault(parseTrainOptions, given);
      assert.ok(error.message.startsWith(words), error.message);
      assert.match(error.message, /Leave \w+ out or choose /);
    }
    const all = parseTrainOptions({ cell: 'rnn', activation: 'relu', optimiser: 'sgd', momentum: 0.5 });
    assert.deepEqual(parseTrainOptions(all), all);
  });

  it('finds the option behind the names of other libraries, other spellings and short forms', () => {
    const names: [string, string][] = [
      ['hiden', 'hidden'],
      ['hiddenSize', 'hidden'],
      ['hidden_size', 'hidden'],
      ['units', 'hidden'],
      ['learning_rate', 'learningRate'],
      ['learningrate', 'learningRate'],
      ['lr', 'learningRate'],
      ['num_layers', 'layers'],
      ['batch_size', 'batch'],
      ['seq_length', 'window'],
      ['vocab', 'vocabulary'],
      ['val', 'validation'],
      ['Epoch', 'epochs'],
      ['gradientClip', 'clip'],
    ];
    for (const [given, meant] of names)
      assert.match(
        fault(parseTrainOptions, { [given]: 1 }).message,
        new RegExp(`Did you mean ${meant}\\?\nThe options are cell, `),
      );
  });

  it('guesses nothing where no name is near', () => {
    for (const given of ['x', 'no', 'banana', '__proto__', 'constructor', ''])
      assert.doesNotMatch(fault(parseTrainOptions, { [given]: 1 }).message, /Did you mean/);
  });

  it('finds the value that was meant', () => {
    const values: [string, string, string][] = [
      ['cell', 'LSTM', 'lstm'],
      ['cell', 'ltsm', 'lstm'],
      ['cell', 'GRU', 'gru'],
      ['cell', 'rnns', 'rnn'],
      ['level', 'chars', 'characters'],
      ['level', 'word', 'words'],
      ['documents', 'Lines', 'lines'],
      ['documents', 'line', 'lines'],
    ];
    for (const [field, given, meant] of values)
      assert.ok(
        fault(parseTrainOptions, { [field]: given }).message.endsWith(`; got '${given}'. Did you mean '${meant}'?`),
      );
    assert.doesNotMatch(fault(parseTrainOptions, { cell: 'transformer' }).message, /Did you mean/);
  });

  it('says when an option belongs to the other call', () => {
    assert.match(
      fault(parseTrainOptions, { temperature: 1 }).message,
      /no option temperature\. It is an option of sampling\./,
    );
    assert.match(fault(parseSampleOptions, { hidden: 1 }).message, /no option hidden\. It is an option of training\./);
  });

  it('shortens a long text that was given', () => {
    assert.ok(fault(parseTrainOptions, { cell: 'x'.repeat(5000) }).message.length < 120);
  });

  it('takes objects without a prototype, and of another realm', () => {
    assert.equal(parseTrainOptions(Object.assign(Object.create(null), { hidden: 3 })).hidden, 3);
  });
});

describe('parseSampleOptions', () => {
  it('fills in the defaults', () => {
    assert.deepEqual(parseSampleOptions(), {
      ...{ prime: '', length: 200, temperature: 1, topK: 0, topP: 1, refuseUnknown: true },
    });
  });
});
