/** Graphemes in windows against Intl.Segmenter over the whole text. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { graphemes } from '../../../../src/text/tokens/graphemes.ts';
import { HARD_TEXTS, hardText, segmentsOf } from '../segments.ts';

describe('graphemes', () => {
  for (const [name, text] of Object.entries(HARD_TEXTS))
    it(`${name}: 6000 code units, at 40 offsets, are cut as Intl.Segmenter cuts the whole`, () => {
      for (let offset = 0; offset < 40; offset++) {
        const long = '-'.repeat(offset) + text.repeat(Math.ceil(6000 / text.length));
        assert.deepEqual([...graphemes(long)], segmentsOf(long, 'grapheme'));
      }
    }).timeout(20_000);

  it('any text is cut as Intl.Segmenter cuts the whole, and joined it is the text again: 300 texts', () => {
    const property = fc.property(hardText, (text) => {
      const found = [...graphemes(text)];
      assert.deepEqual(found, segmentsOf(text, 'grapheme'));
      assert.equal(found.join(''), text);
    });
    fc.assert(property, { numRuns: 300 });
  }).timeout(20_000);

  it('every code unit, before and after a letter, a mark, a joiner and itself, is cut as Intl.Segmenter cuts it', () => {
    for (let code = 0; code < 0x10000; code++) {
      const unit = String.fromCharCode(code);
      const text = `a${unit}中${unit}${unit}\u0301${unit}\u200d${unit}가${unit}\u11a8${unit}`;
      assert.deepEqual([...graphemes(text)], segmentsOf(text, 'grapheme'), `U+${code.toString(16)}`);
    }
  }).timeout(60_000);

  it('one cluster of 5000 combining marks stays one', () => {
    const cluster = `e${'\u0301'.repeat(5000)}`;
    assert.deepEqual([...graphemes(`ab${cluster}cd`)], ['a', 'b', cluster, 'c', 'd']);
  });

  it('no text has no graphemes', () => {
    assert.deepEqual([...graphemes('')], []);
  });
});
