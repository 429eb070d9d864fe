import assert from 'node:assert/strict';
import { lastGraphemes } from '../../../../src/host/insert/prime.ts';

describe('host/insert/prime', () => {
  it('keeps a short text as it is, with LF for every line ending', () => {
    assert.equal(lastGraphemes('a\r\nb\rc\nd'), 'a\nb\nc\nd');
  });

  it('keeps the last 200 graphemes of a long one', () => {
    assert.equal(lastGraphemes(`x${'y'.repeat(200)}`), 'y'.repeat(200));
  });

  it('never cuts a grapheme', () => {
    const family = '👩‍👩‍👧';
    assert.equal(lastGraphemes(family.repeat(201)), family.repeat(200));
  });
});
