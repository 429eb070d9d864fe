import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { TranslationEvaluation, TranslationPrediction } from '../../../../../src/worker/session/tasks/translations.ts';

const translated = (...texts: string[]) =>
  new TranslationPrediction(
    'one',
    texts.map((text, i) => ({ text, probability: 0.6 / (i + 1) })),
  );

describe('translations', () => {
  it('text: the alternatives below each other, the likeliest first', () => {
    assert.equal(inspect(translated('eins')), '"one" → "eins" (60.0 %)');
    const lines = ['"one" → "eins" (60.0 %)', '        "ein" (30.0 %)', '        "" (20.0 %)'];
    assert.equal(inspect(translated('eins', 'ein', '')), lines.join('\n'));
  });

  it('evaluation: exact matches and edits of the likeliest; a character is what a reader calls one', () => {
    const family = '👨‍👩‍👧';
    const found = ['kitten', `a${family}`, 'é', 'same', ''].map((text) => translated(text, 'sitting'));
    const evaluation = TranslationEvaluation.of(found, ['sitting', 'ab', 'e\u0301e\u0301', 'same', 'abc']);
    const { examples, exactMatch, editDistance } = evaluation;
    assert.deepEqual([examples, exactMatch, editDistance], [5, 1 / 5, (3 + 1 + 2 + 0 + 3) / 5]);
    assert.equal(inspect(evaluation), 'exact match 0.200, mean edit distance 1.80; 5 examples');
  });
});
