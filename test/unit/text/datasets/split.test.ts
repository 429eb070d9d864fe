/** What is held out: every k-th part, from all over the text. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitExamples, splitLines, splitText, tokensIn } from '../../../../src/text/datasets/split.ts';

describe('splitLines', () => {
  it('holds out lines 10, 20, 30 ... counted from 1', () => {
    const bounds = Array.from({ length: 36 }, (_, line) => 3 * line);
    const { train, validation, tooFew } = splitLines(bounds, 10);
    assert.deepEqual(validation, [27, 30, 57, 60, 87, 90]);
    assert.equal(train.length, 2 * 32);
    assert.equal(tooFew, false);
  });

  it('holds out nothing for 0', () => {
    assert.deepEqual(splitLines([0, 2, 4], 0), { train: [0, 2, 2, 4], validation: [], tooFew: false });
  });

  it('with fewer than k lines, holds out one in the middle and says so', () => {
    assert.deepEqual(splitLines([0, 1, 2, 3, 4, 5], 10), {
      train: [0, 1, 1, 2, 3, 4, 4, 5],
      validation: [2, 3],
      tooFew: true,
    });
    assert.deepEqual(splitLines([0, 1, 2], 10).validation, [1, 2]);
  });
});

describe('splitText', () => {
  it('every token is in one range, training ranges lie between held-out blocks: any length and k', () => {
    const property = fc.property(fc.integer({ min: 1, max: 3_000_000 }), fc.integer({ min: 2, max: 1000 }), (n, k) => {
      const { train, validation } = splitText(n, k);
      assert.equal(tokensIn(train) + tokensIn(validation), n);
      const ranges = [train, validation].flatMap((part) => pairs(part)).sort((a, b) => a[0] - b[0]);
      for (const [i, [start, end]] of ranges.entries()) {
        assert.equal(start, i === 0 ? 0 : ranges[i - 1]![1]);
        assert.ok(end > start);
      }
      assert.ok(tokensIn(train) >= tokensIn(validation) / 2);
    });
    fc.assert(property);
  });

  it('a million tokens: blocks of 5000, every tenth held out', () => {
    const { train, validation } = splitText(1_000_000, 10);
    assert.deepEqual(validation.slice(0, 4), [45_000, 50_000, 95_000, 100_000]);
    assert.deepEqual(train.slice(0, 4), [0, 45_000, 50_000, 95_000]);
    assert.equal(tokensIn(validation), 100_000);
  });

  it('a short text has 20 blocks, two of them held out, and the held-out part is not the tail alone', () => {
    const { validation } = splitText(4000, 10);
    assert.deepEqual(validation, [1800, 2000, 3800, 4000]);
  });

  it('from 640 tokens on two blocks are held out for k = 10', () => {
    assert.equal(splitText(640, 10).validation.length / 2, 2);
    assert.equal(splitText(639, 10).validation.length / 2, 1);
  });

  it('a tiny text holds out a block of 32 in the middle; a tinier one nothing', () => {
    assert.deepEqual(splitText(100, 10), { train: [0, 32, 64, 100], validation: [32, 64], tooFew: true });
    assert.deepEqual(splitText(40, 10), { train: [0, 40], validation: [], tooFew: true });
  });

  it('holds out nothing for 0', () => {
    assert.deepEqual(splitText(5000, 0), { train: [0, 5000], validation: [], tooFew: false });
  });
});

describe('splitExamples', () => {
  const of = (...sizes: number[]) => sizes.flatMap((size, i) => Array<string>(size).fill(`class ${i}`));

  it('counts on from class to class, so that a k-th of all is held out, however small the classes are', () => {
    const many = splitExamples(of(...Array<number>(900).fill(9)), 10);
    assert.deepEqual([many.validation.length, many.tooFew], [810, false]);
    const { train, validation } = splitExamples(of(85, 15), 10);
    assert.deepEqual(validation, [9, 19, 29, 39, 49, 59, 69, 79, 89, 99]);
    assert.equal(train.length, 90);
  });

  it('of one class it is every k-th; classes that take turns are held out alike', () => {
    assert.deepEqual(splitExamples(of(25), 10).validation, [9, 19]);
    const turns = Array.from({ length: 40 }, (_, i) => 'ab'[i % 2]!);
    assert.deepEqual(splitExamples(turns, 10).validation, [18, 19, 38, 39]);
  });

  it('a class keeps one that trains: any sizes and k', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 });
    const property = fc.property(sizes, fc.integer({ min: 2, max: 20 }), (counts, k) => {
      const keys = of(...counts);
      const { train, validation } = splitExamples(keys, k);
      assert.deepEqual(
        [...train, ...validation].sort((a, b) => a - b),
        [...keys.keys()],
      );
      assert.equal(new Set(train.map((example) => keys[example])).size, counts.length);
      assert.ok(validation.length * k <= keys.length);
    });
    fc.assert(property);
    const alone = splitExamples(of(...Array<number>(100).fill(1), 50), 10);
    assert.deepEqual(alone.validation, [100, 110, 120, 130, 140]);
    assert.deepEqual(splitExamples(of(1, 1, 1), 2), { train: [0, 1, 2], validation: [], tooFew: true });
  });

  it('holds out nothing for 0', () => {
    assert.deepEqual(splitExamples(of(2, 1), 0), { train: [0, 1, 2], validation: [], tooFew: false });
  });
});

function pairs(flat: number[]): [number, number][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!]);
}
