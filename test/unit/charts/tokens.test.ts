import assert from 'node:assert/strict';
import { parseSymbol } from '../../../src/charts/gates/scene.ts';
import { textsFor } from '../../../src/charts/texts.ts';
import { estimateWidth, labelOf, nameOf, shorten, withVisibleEnds } from '../../../src/charts/tokens.ts';

describe('tokens on the axis', () => {
  it('a title shows the blanks at its ends, and those of which it is made', () => {
    assert.deepEqual(['The big ', ' \n\t', 'a b', ''].map(withVisibleEnds), ['The big␣', '␣⏎⇥', 'a b', '']);
  });

  it('white space and special tokens become marks', () => {
    const marks = ['', ' ', '\n', '\t', '<EOS>', '<UNK>'].map((token) => labelOf(token));
    assert.deepEqual(
      marks.map((label) => label.kind === 'mark' && label.mark),
      ['zero', 'space', 'newline', 'tab', 'end', 'unknown'],
    );
  });

  it('text stays text, white space inside of it becomes visible', () => {
    assert.deepEqual(labelOf('中'), { kind: 'text', text: '中' });
    assert.deepEqual(labelOf('New York\n'), { kind: 'text', text: 'New␣York⏎' });
  });

  it('names tokens in both languages', () => {
    assert.equal(nameOf('a', textsFor('en')), '“a”');
    assert.equal(nameOf('', textsFor('en')), 'zero input');
    assert.equal(nameOf(' ', textsFor('zh-cn')), '空格');
  });

  it('a grapheme of several code points is as wide as one character', () => {
    assert.equal(estimateWidth('👩‍👩‍👧'), 11);
    assert.equal(estimateWidth('中文'), 22);
    assert.ok(Math.abs(estimateWidth('abc') - 18.9) < 1e-9);
  });

  it('shortened text fits and ends with an ellipsis', () => {
    assert.equal(shorten('short', 100), 'short');
    const short = shorten('incomprehensibilities', 50);
    assert.ok(short.endsWith('…') && estimateWidth(short) <= 50);
    assert.equal(shorten('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 20), '👩‍👩‍👧…');
  });

  it('symbols come apart: Γu has a letter below, c̃ a tilde above', () => {
    assert.deepEqual(parseSymbol('Γu'), { base: 'Γ', tilde: false, below: 'u' });
    assert.deepEqual(parseSymbol('c̃'), { base: 'c', tilde: true, below: '' });
    assert.deepEqual(parseSymbol('a'), { base: 'a', tilde: false, below: '' });
  });
});
