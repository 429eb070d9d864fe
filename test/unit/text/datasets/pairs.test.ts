import assert from 'node:assert/strict';
import { sayEnglish } from '../../../../src/messages/message.ts';
import { buildPairs } from '../../../../src/text/datasets/pairs.ts';
import { EOS, UNK } from '../../../../src/text/tokens/vocabulary.ts';
import { lineOf } from '../place.ts';

const plain = { level: 'characters', vocabulary: 100, validation: 0, name: 'data' } as const;
const pairs = (...texts: [string, string][]) =>
  texts.map(([source, target], i) => ({ source, target, at: lineOf(i + 1) }));

describe('pairs', () => {
  it('sources as they are, targets with EOS, each with a vocabulary of its own', () => {
    const { data, vocabulary, target, preview } = buildPairs(pairs(['one', '1'], ['two', '22']), plain);
    assert.deepEqual(Array.from(data.source.starts), [0, 3, 6]);
    assert.deepEqual(Array.from(data.target.starts), [0, 2, 5]);
    assert.equal(vocabulary.decode(data.source.ids), 'onetwo');
    assert.deepEqual(
      Array.from(data.target.ids, (id) => (id === EOS ? '.' : target.token(id))),
      ['1', '.', '2', '2', '.'],
    );
    assert.ok(!vocabulary.has('1') && !target.has('o'));
    assert.deepEqual(preview, ['one → 1', 'two → 22']);
  });

  it('every k-th is held out, and has UNK for what only it has; pairs that repeat are used once', () => {
    const { data, vocabulary, notices } = buildPairs(pairs(['a', '1'], ['a', '1'], ['b', '2'], ['c', '3']), {
      ...plain,
      validation: 3,
    });
    assert.deepEqual([Array.from(data.train), Array.from(data.validation)], [[0, 1], [2]]);
    assert.deepEqual(Array.from(data.source.ids), [vocabulary.idOrUnknown('a'), vocabulary.idOrUnknown('b'), UNK]);
    assert.deepEqual(notices.map(sayEnglish), [
      '1 record repeats an earlier one and was left out.',
      '1 character of the validation part (100.0 %) never occurs in the training part: it is UNK.',
      '1 character of the validation part (50.0 %) never occurs in the training part: it is UNK.',
    ]);
    const few = buildPairs(pairs(['a', '1'], ['b', '2']), { ...plain, validation: 3 });
    assert.match(few.notices.map(sayEnglish).join(), /^There are fewer than 3 records: none is held out/);
  });

  it('sentences are read in words; what a model knows names the tokens of both sides', () => {
    const words = buildPairs(
      pairs(['the cat sat on the mat', 'le chat est sur le tapis'], ['the dog lay on a rug', 'le chien est un autre']),
      {
        ...plain,
        level: 'auto',
      },
    );
    assert.equal(words.vocabulary.level, 'words');
    const numbers = pairs(['one hundred and twenty three', '123'], ['four hundred and five of them', '405']);
    assert.equal(buildPairs(numbers, { ...plain, level: 'auto' }).vocabulary.level, 'characters');
    const known = { vocabulary: words.vocabulary, target: words.target, labels: [] };
    const { data } = buildPairs(pairs(['the bird', 'le chat'], ['a cat', 'un chien']), { ...plain, known });
    assert.deepEqual(Array.from(data.source.ids.subarray(0, 3)), [
      words.vocabulary.idOrUnknown('the'),
      words.vocabulary.idOrUnknown(' '),
      UNK,
    ]);
    assert.deepEqual(Array.from(data.target.ids.subarray(0, 4)), [...words.target.encode('le chat'), EOS]);
  });

  it('texts are kept: sources as they are written, targets in the form in which they are written', () => {
    const form = { lowercase: true, unicode: 'as-is' } as const;
    const built = buildPairs(pairs(['Two', 'Zwei'], ['Xylem', 'XX']), { ...plain, validation: 2, form });
    assert.deepEqual(built.texts, { sources: ['Two', 'Xylem'], targets: ['zwei', 'xx'] });
    assert.equal(built.target.has('x'), false);
  });

  it('a test set keeps the pairs that repeat', () => {
    const { vocabulary, target } = buildPairs(pairs(['a', '1'], ['b', '2']), plain);
    const known = { vocabulary, target, labels: [] };
    const { data, notices } = buildPairs(pairs(['a', '1'], ['a', '1']), { ...plain, known, repeats: true });
    assert.deepEqual([data.train.length, notices], [2, []]);
  });

  it('a single pair is too few', () => {
    assert.throws(() => buildPairs(pairs(['a', '1']), plain), /data has 1 pair; at least 2 are needed/);
  });
});
