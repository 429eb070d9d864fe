import assert from 'node:assert/strict';
import { buildCorpus } from '../../../../src/text/datasets/corpus.ts';
import { buildExamples } from '../../../../src/text/datasets/examples.ts';
import { buildPairs } from '../../../../src/text/datasets/pairs.ts';
import { inForm } from '../../../../src/text/tokens/form.ts';
import { Vocabulary } from '../../../../src/text/tokens/vocabulary.ts';
import { lineOf } from '../place.ts';

const form = { lowercase: true, unicode: 'NFKC' } as const;
const plain = { level: 'characters', vocabulary: 100, validation: 0, form } as const;
/** A capital, an e with its accent apart, and a ligature. */
const TEXT = 'Cafe\u0301 \ufb01n';

describe('the form of a text', () => {
  it('as it is, in small letters, joined, or with what looks the same made the same', () => {
    assert.equal(inForm(TEXT, { lowercase: false, unicode: 'as-is' }), TEXT);
    assert.equal(inForm(TEXT, { lowercase: true, unicode: 'as-is' }), 'cafe\u0301 \ufb01n');
    assert.equal(inForm(TEXT, { lowercase: false, unicode: 'NFC' }), 'Caf\u00e9 \ufb01n');
    assert.equal(inForm(TEXT, form), 'caf\u00e9 fin');
    assert.equal(inForm('a\r\nb\rc', { lowercase: false, unicode: 'as-is' }), 'a\nb\nc');
  });

  it('is that of every task, and of what a model reads afterwards', () => {
    const corpus = buildCorpus(`${TEXT}\nother lines\n`, { ...plain, documents: 'lines', minimum: 1 });
    const labelled = buildExamples(
      {
        task: 'classification',
        records: [
          { label: 'A', text: TEXT, at: lineOf(1) },
          { label: 'B', text: 'x', at: lineOf(1) },
        ],
      },
      plain,
    );
    const tagged = buildExamples(
      {
        task: 'tagging',
        records: [
          { tokens: ['Caf\u00e9'], tags: ['A'], at: lineOf(1) },
          { tokens: ['x'], tags: ['B'], at: lineOf(1) },
        ],
      },
      plain,
    );
    const pairs = buildPairs(
      [
        { source: TEXT, target: 'X', at: lineOf(1) },
        { source: 'a', target: 'y', at: lineOf(1) },
      ],
      plain,
    );
    for (const { vocabulary } of [corpus, labelled, pairs]) {
      assert.ok(vocabulary.has('\u00e9') && !vocabulary.has('C') && !vocabulary.has('\ufb01'));
      const again = Vocabulary.fromJSON(JSON.parse(JSON.stringify(vocabulary)));
      assert.equal(again.decode(again.encode(TEXT)), 'caf\u00e9 fin');
      assert.deepEqual(again.unknown(TEXT), []);
    }
    assert.ok(tagged.vocabulary.has('caf\u00e9'));
    assert.ok(pairs.target.has('x'));
    assert.deepEqual(labelled.labels, ['A', 'B']);
  });
});
