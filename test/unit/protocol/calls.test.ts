/** What cells are told of the functions of `rnn`: nothing is missing, and it is what their errors say. */
import assert from 'node:assert/strict';
import { sayIn } from '../../../src/messages/languages.ts';
import { sayEnglish } from '../../../src/messages/message.ts';
import { callHeader, callNames, calls, optionHeader, optionNamed, optionsOf } from '../../../src/protocol/calls.ts';
import { optionSchemas, parseSampleOptions, parseTrainOptions } from '../../../src/protocol/options.ts';
import { OptionError } from '../../../src/protocol/parse-options.ts';

const withOptions = Object.keys(optionSchemas) as (keyof typeof optionSchemas)[];

describe('calls', () => {
  it('are described, and so are their parameters', () => {
    for (const name of callNames) {
      for (const { en, zh } of [calls[name], ...calls[name].parameters]) {
        assert.match(en, /^[A-Z`].*\.$/, name);
        assert.match(zh, /\p{Script=Han}.*。$/u, name);
      }
    }
  });

  it('take options where there is a schema of them, as the last parameter', () => {
    const taking = callNames.filter((name) => calls[name].parameters.at(-1)?.name === 'options?');
    assert.deepEqual(taking.sort(), [...withOptions].sort());
    assert.deepEqual(optionsOf('gates'), []);
  });

  it('have a header as in code', () => {
    assert.equal(callHeader('train'), 'rnn.train(data, options?): Promise<Model>');
    assert.equal(callHeader('next'), 'rnn.next(model, beginning, count?, options?): Promise<TokenProbability[]>');
  });
});

describe('optionsOf', () => {
  for (const call of withOptions)
    it(`${call}: every option of the schema, in its order, with a sentence, a type and what is allowed`, () => {
      const options = optionsOf(call);
      assert.deepEqual(
        options.map(({ name }) => name),
        Object.keys(optionSchemas[call].shape),
      );
      for (const { name, en, zh, type, allowed } of options) {
        assert.match(en, /^\S.*\.$/, name);
        assert.doesNotMatch(en, /^Of /, name);
        assert.match(zh, /\p{Script=Han}.*。$/u, name);
        assert.match(type, /^('[^']+'|number|string|boolean|false|State)( \| ('[^']+'|false))*$/, name);
        assert.match(sayIn('zh-cn')(allowed), /\p{Script=Han}/u, name);
      }
    });

  it('defaults are those that are filled in', () => {
    const told = (call: 'train' | 'sample') =>
      optionsOf(call).flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]]));
    const shown = (filled: object) =>
      Object.entries(filled).map(([name, value]) => [name, typeof value === 'string' ? `'${value}'` : String(value)]);
    assert.deepEqual(told('train'), shown(parseTrainOptions()));
    assert.deepEqual(told('sample'), shown(parseSampleOptions()));
  });

  it('values are taken, and what is allowed is what the error says', () => {
    for (const { name, values, allowed, belongsTo } of optionsOf('train')) {
      const besides = belongsTo ? { [belongsTo[0]]: belongsTo[1] } : {};
      for (const value of values)
        parseTrainOptions({ ...besides, [name]: value.startsWith("'") ? value.slice(1, -1) : value === 'true' });
      assert.throws(
        () => parseTrainOptions({ [name]: null }),
        (error) =>
          error instanceof OptionError && error.message.startsWith(`${name} must be ${sayEnglish(allowed)}; got null`),
      );
    }
  });

  it('headers are as in code', () => {
    const header = (name: string) => optionHeader(optionNamed('train', name)!);
    assert.equal(header('hidden'), 'hidden: number = 128');
    assert.equal(header('cell'), "cell: 'rnn' | 'gru' | 'lstm' = 'lstm'");
    assert.equal(header('watch'), 'watch?: string | false');
    assert.equal(header('lowercase'), 'lowercase: boolean = false');
    assert.equal(header('epochs'), "epochs: number | 'auto' = 'auto'");
    assert.equal(optionHeader(optionNamed('sample', 'state')!), 'state?: State');
    assert.equal(optionNamed('train', 'hiden'), undefined);
  });
});
