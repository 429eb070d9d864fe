/** Words in windows against Intl.Segmenter over the whole text. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { words } from '../../../../src/text/tokens/words.ts';
import { HARD_TEXTS, hardText, segmentsOf } from '../segments.ts';

// Versions of Unicode differ about the colon in a word, and the fast path leaves it to the segmenter.
const ascii = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 3 }),
      fc.constantFrom(" can't", ' e.g. ', '3,141.5', 'a_1', '\n', '  '),
    ),
    {
      maxLength: 400,
      size: 'max',
    },
  )
  .map((pieces) => pieces.join(''));

describe('words', () => {
  it('English: words, numbers and contractions are one token, blanks and punctuation tokens of their own', () => {
    const expected = ['The', ' ', 'apple', ' ', "isn't", ' ', '3.14', ',', '  ', '"', 'pear', '"', '.', '\n'];
    assert.deepEqual([...words('The apple isn\'t 3.14,  "pear".\n')], expected);
  });

  it('Chinese and Japanese: words of the dictionary', () => {
    assert.deepEqual([...words('我喜欢苹果。')], ['我', '喜欢', '苹果', '。']);
    assert.deepEqual([...words('日本語を勉強する。')].slice(0, 3), ['日本語', 'を', '勉強']);
  });

  it('ASCII is cut as Intl.Segmenter cuts it: 500 texts', () => {
    const property = fc.property(ascii, (text) => assert.deepEqual([...words(text)], segmentsOf(text, 'word')));
    fc.assert(property, { numRuns: 500 });
  }).timeout(20_000);

  it('any text is cut as Intl.Segmenter cuts the whole, and joined it is the text again: 300 texts', () => {
    const property = fc.property(hardText, (text) => {
      const found = [...words(text)];
      assert.deepEqual(found, segmentsOf(text, 'word'));
      assert.equal(found.join(''), text);
    });
    fc.assert(property, { numRuns: 300 });
  }).timeout(20_000);

  for (const [name, text] of Object.entries(HARD_TEXTS))
    it(`${name}: 3000 code units with sentences between, at 10 offsets, are cut as Intl.Segmenter cuts the whole`, () => {
      for (let offset = 0; offset < 10; offset++) {
        const long = 'x'.repeat(offset) + `${text}, and it can't go on。`.repeat(Math.ceil(3000 / (text.length + 22)));
        assert.deepEqual([...words(long)], segmentsOf(long, 'word'));
      }
    }).timeout(20_000);

  it('50,000 code units without a safe place: no text is lost, and emoji are cut as Intl.Segmenter cuts them', () => {
    const emoji = '👨‍👩‍👧‍👦👍🏽🇨🇳'.repeat(3200);
    assert.equal([...words(emoji)].join(''), emoji);
    assert.deepEqual([...words(emoji)].slice(0, 1000), segmentsOf(emoji.slice(0, 32_000), 'word').slice(0, 1000));
    const han = '天地玄黄宇宙洪荒'.repeat(6300);
    assert.equal([...words(han)].join(''), han);
  }).timeout(20_000);

  it("a contraction that a window's end goes through stays whole", () => {
    for (let offset = 4080; offset < 4100; offset++) {
      const text = `${'é'.repeat(offset)}'t'été`;
      assert.deepEqual([...words(text)], [text]);
    }
  });
});
