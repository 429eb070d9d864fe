import assert from 'node:assert/strict';
import { categoryColours } from '../../../../src/charts/colours.ts';
import { directionOf } from '../../../../src/charts/results/direction.ts';
import { classOf, tagClasses } from '../../../../src/charts/results/tag-colours.ts';

const sentence = (...tags: string[]) => ({
  tokens: tags.map((label) => ({ token: 'x', tags: [{ label, probability: 1 }] })),
  length: tags.length,
});

describe('colours of tags', () => {
  it('go to the most frequent classes; O stands for nothing and comes last', () => {
    const classes = tagClasses([sentence('O', 'O', 'O', 'A', 'B', 'B'), sentence('C')], 2);
    assert.deepEqual(classes, [
      { name: 'B', count: 2, colour: 0 },
      { name: 'A', count: 1, colour: 1 },
      { name: 'C', count: 1, colour: undefined },
      { name: 'O', count: 3, colour: undefined },
    ]);
  });

  it('what begins a class and what goes on with it are of one class', () => {
    assert.deepEqual(['B-PER', 'I-PER', 'PER', 'B-', 'X-RAY', 'O'].map(classOf), [
      'PER',
      'PER',
      'PER',
      'B-',
      'X-RAY',
      'O',
    ]);
    assert.equal(tagClasses([sentence('B-PER', 'I-PER', 'O')], 8)[0]!.count, 2);
  });

  it('no two are the same', () => {
    for (const dark of [true, false]) assert.equal(new Set(categoryColours(dark)).size, 8);
  });
});

describe('direction of tokens', () => {
  it('is that of the first letter', () => {
    assert.equal(directionOf(['1', '<EOS>', 'שלום', 'abc']), 'rtl');
    assert.equal(directionOf(['مرحبا']), 'rtl');
    assert.equal(directionOf(['王', 'שלום']), 'ltr');
    assert.equal(directionOf([' ', '']), 'ltr');
  });
});
