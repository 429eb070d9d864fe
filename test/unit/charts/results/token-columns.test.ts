import assert from 'node:assert/strict';
import { tokenColumns } from '../../../../src/charts/results/token-columns.ts';
import type { TokenProbabilitiesItem } from '../../../../src/protocol/result.ts';

function text(words: string): TokenProbabilitiesItem {
  const probabilities = words.split(' ').map((token) => ({ token, probability: 0.5 }));
  return { text: words, probabilities, length: probabilities.length, logProbability: -1 };
}

/** Tokens of the columns, those that differ in brackets. */
function shown(...texts: string[]): string[] | undefined {
  const items = texts.map(text);
  return tokenColumns(items)?.map(({ places, differs }) => {
    const tokens = places
      .map((place, i) => (place === undefined ? '-' : items[i]!.probabilities[place]!.token))
      .join('/');
    return differs ? `[${tokens}]` : tokens;
  });
}

describe('columns of probabilities', () => {
  it('one word that differs', () => {
    assert.deepEqual(shown('a pear salad', 'a pair salad'), ['a/a', '[pear/pair]', 'salad/salad']);
  });

  it('a text that is longer has columns of its own between the common beginning and the common end', () => {
    assert.deepEqual(shown('a b z', 'a b c d z'), ['a/a', 'b/b', '[-/c]', '[-/d]', 'z/z']);
    assert.deepEqual(shown('a a', 'a a a'), ['a/a', 'a/a', '[-/a]']);
  });

  it('three texts, of which two are alike', () => {
    assert.deepEqual(shown('x a y', 'x b y', 'x a y'), ['x/x/x', '[a/b/a]', 'y/y/y']);
  });

  it('every token of every text stands in one column, in its order', () => {
    const items = ['a b c', 'a c', 'a q r s c', 'c'].map(text);
    const columns = tokenColumns(items)!;
    for (const [i, { probabilities }] of items.entries())
      assert.deepEqual(
        columns.flatMap(({ places }) => places[i] ?? []),
        [...probabilities.keys()],
      );
  });

  it('one text, very many texts and texts that only end alike are not compared', () => {
    assert.equal(shown('a b'), undefined);
    assert.equal(shown(...Array.from({ length: 7 }, () => 'a b')), undefined);
    assert.equal(shown('a b <EOS>', 'c d <EOS>'), undefined);
  });
});
