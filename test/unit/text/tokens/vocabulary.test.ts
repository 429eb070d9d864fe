/** Tokens to ids and back. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextError } from '../../../../src/text/text-error.ts';
import { EOS, EOS_TOKEN, UNK, UNK_TOKEN, Vocabulary } from '../../../../src/text/tokens/vocabulary.ts';

const letters = new Vocabulary('characters', ['e', 'a', '中', '👍🏽', '\n']);

describe('Vocabulary', () => {
  it('reserves 0 for the end of a sequence and 1 for unknown tokens', () => {
    assert.equal(letters.size, 7);
    assert.deepEqual([letters.token(EOS), letters.token(UNK), letters.token(2)], [EOS_TOKEN, UNK_TOKEN, 'e']);
  });

  it('index -> token -> index is the same index, for EOS and UNK too', () => {
    for (let id = 0; id < letters.size; id++) assert.equal(letters.idOrUnknown(letters.token(id)), id);
  });

  it('knows its tokens and no others', () => {
    assert.equal(letters.idOrUnknown('x'), UNK);
    assert.deepEqual([letters.has('中'), letters.has('国')], [true, false]);
  });

  it('names the ids that are allowed when an id is not', () => {
    assert.throws(() => letters.token(7), /id must be a whole number from 0 to 6; got 7\./);
    assert.throws(() => letters.token(0.5), RangeError);
  });

  it('encodes by graphemes, UNK for what it does not know, and adds no EOS', () => {
    assert.deepEqual([...letters.encode('a👍🏽x\n中👍')], [3, 5, 1, 6, 4, 1]);
    assert.deepEqual([...letters.encode('')], []);
  });

  it('decodes EOS to nothing and UNK to U+FFFD', () => {
    assert.equal(letters.decode([3, 5, 1, 4, 0]), 'a👍🏽\ufffd中');
  });

  it('decode(encode(text)) is the text where all its tokens are known', () => {
    const text = fc.array(fc.constantFrom('e', 'a', '中', '👍🏽', '\n')).map((tokens) => tokens.join(''));
    fc.assert(fc.property(text, (s) => assert.equal(letters.decode(letters.encode(s)), s)));
  });

  it('lists distinct unknown tokens in their order, and encodes the others', () => {
    assert.deepEqual(letters.unknown('xayxz'), ['x', 'y', 'z']);
    const { ids, unknown } = letters.encodeKnown('xayex');
    assert.deepEqual(
      [[...ids], unknown],
      [
        [3, 2],
        ['x', 'y'],
      ],
    );
  });

  it('a text that spells <EOS> is not the end of a sequence', () => {
    for (const level of ['characters', 'words'] as const)
      assert.ok(!new Vocabulary(level, ['<', 'EOS', '>']).encode('<EOS><UNK>').includes(EOS));
  });

  it('words: encodes what stands between them as well', () => {
    const vocabulary = new Vocabulary('words', ['pear', ' ', 'apple', '.']);
    assert.deepEqual([...vocabulary.encode('apple pear plum.')], [4, 3, 2, 3, 1, 5]);
    assert.equal(vocabulary.decode([4, 3, 2, 5]), 'apple pear.');
  });

  it('is the same after JSON', () => {
    const back = Vocabulary.fromJSON(JSON.parse(JSON.stringify(letters)));
    assert.deepEqual(back.toJSON(), letters.toJSON());
    assert.deepEqual(back.encode('ae中'), letters.encode('ae中'));
  });

  it('refuses damaged JSON and says what is wrong with it', () => {
    const damaged: [unknown, RegExp][] = [
      [null, /level must be/],
      [{ level: 'letters', tokens: [] }, /got "letters"/],
      [{ level: 'words' }, /tokens must be an array/],
      [{ level: 'words', tokens: ['a', 7] }, /tokens must be an array of texts/],
      [{ level: 'words', tokens: ['a', ''] }, /none of them empty/],
      [{ level: 'words', tokens: ['a', 'a'] }, /a token twice/],
      [{ level: 'words', tokens: ['<EOS>'] }, /a token twice/],
    ];
    for (const [data, message] of damaged)
      assert.throws(
        () => Vocabulary.fromJSON(data),
        (error) =>
          error instanceof TextError && error.told.code === 'text.damaged-vocabulary' && message.test(error.message),
      );
  });
});
