import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Arena } from '../../../../src/engine/memory/arena.ts';
import { Sequence, Steps } from '../../../../src/engine/memory/steps.ts';

/** Lengths of sequences, longest first; some have come to their end before. */
const windows = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 8 })
  .map((lengths) => lengths.toSorted((a, b) => b - a));

/** Sequences of 4, 2 and 1 steps. */
const RAGGED = [4, 2, 1, 0];

describe('steps of a window', () => {
  it('the longest sequences are alive at each step; the first step counts for the state before it', () => {
    const steps = stepsOf(RAGGED);
    assert.equal(steps.count, 4);
    assert.equal(steps.total, 7);
    assert.equal(steps.sequences, 3);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((t) => steps.rows(t)),
      [3, 3, 2, 1, 1],
    );
  });

  it('a window without sequences has no steps', () => {
    const steps = stepsOf(RAGGED);
    steps.set([0, 0]);
    assert.equal(steps.count, 0);
    assert.equal(steps.total, 0);
    assert.equal(steps.sequences, 0);
  });

  it('a window is what its own lengths say, whatever was in it before', () => {
    fc.assert(
      fc.property(windows, windows, (before, lengths) => {
        const steps = new Steps(new Arena('f32'), 9, 8);
        steps.set(before);
        steps.set(lengths);
        const alive = (t: number) => lengths.filter((length) => length >= t).length;
        assert.equal(steps.count, lengths[0]);
        assert.equal(
          steps.total,
          lengths.reduce((sum, length) => sum + length, 0),
        );
        assert.equal(steps.sequences, alive(1));
        for (let t = 1; t <= steps.count; t++) assert.equal(steps.rows(t), alive(t));
        assert.equal(steps.rows(0), alive(1));
      }),
    );
  });

  it('is uniform where all sequences that are read have one length', () => {
    fc.assert(
      fc.property(windows, (lengths) => {
        const different = new Set(lengths.filter((length) => length > 0));
        assert.equal(stepsOf(lengths).uniform, different.size <= 1);
      }),
    );
    assert.ok(stepsOf([3, 3, 3]).uniform);
    assert.ok(!stepsOf([3, 3, 2]).uniform);
  });

  it('rows of the steps lie end to end, with the state before them or without it', () => {
    const steps = stepsOf(RAGGED);
    const rowsOf = (first: 0 | 1, ts: number[]) => {
      const arena = new Arena('f32');
      const start = arena.bytes;
      const sequence = new Sequence(arena, steps, first, 8);
      return ts.map((t) => (sequence.at(t) - start) / (8 * 4));
    };
    assert.deepEqual(rowsOf(0, [0, 1, 2, 3, 4]), [0, 3, 6, 8, 9]);
    assert.deepEqual(rowsOf(1, [1, 2, 3, 4]), [0, 3, 5, 6]);
  });
});

describe('where rows find each other', () => {
  it('sequences of 4, 2 and 1 steps', () => {
    const { reversed, previous, last } = indexOf(RAGGED);
    assert.deepEqual(reversed, [6, 4, 2, 5, 1, 3, 0]);
    assert.deepEqual(previous, [0, 1, 2, 3, 4, 6, 8]);
    assert.deepEqual(last, [6, 4, 2]);
  });

  it('reversed: an involution that maps every sequence onto itself from its end to its beginning', () => {
    fc.assert(
      fc.property(windows, (lengths) => {
        const { reversed } = indexOf(lengths);
        assert.deepEqual(
          reversed.map((row) => reversed[row]),
          reversed.map((_, row) => row),
        );
        for (const rows of rowsOfSequences(lengths))
          assert.deepEqual(
            rows.map((row) => reversed[row]),
            rows.toReversed(),
          );
      }),
    );
  });

  it('previous: the same sequence one step before, counted from the state before the first step', () => {
    fc.assert(
      fc.property(windows, (lengths) => {
        const { previous } = indexOf(lengths);
        const sequences = rowsOfSequences(lengths);
        for (const [sequence, rows] of sequences.entries())
          assert.deepEqual(
            rows.map((row) => previous[row]),
            [sequence, ...rows.slice(0, -1).map((row) => sequences.length + row)],
          );
      }),
    );
  });

  it('last: the last step of every sequence', () => {
    fc.assert(
      fc.property(windows, (lengths) => {
        assert.deepEqual(
          indexOf(lengths).last,
          rowsOfSequences(lengths).map((rows) => rows.at(-1)),
        );
      }),
    );
  });
});

function stepsOf(lengths: readonly number[]): Steps {
  const steps = new Steps(new Arena('f32'), Math.max(...lengths), lengths.length);
  steps.set(lengths);
  return steps;
}

/** What `index` fills in; what it must not touch is left out after a check. */
function indexOf(lengths: readonly number[]): Record<'reversed' | 'previous' | 'last', number[]> {
  const steps = stepsOf(lengths);
  const untouched = -7;
  const filled = (count: number) => new Int32Array(count + 1).fill(untouched);
  const [reversed, previous, last] = [filled(steps.total), filled(steps.total), filled(steps.sequences)];
  steps.index(reversed, previous, last);
  for (const ids of [reversed, previous, last]) assert.equal(ids.at(-1), untouched);
  const own = (ids: Int32Array) => Array.from(ids.subarray(0, -1));
  return { reversed: own(reversed), previous: own(previous), last: own(last) };
}

/**
 * The rows of every sequence from its first step to its last, where the rows of each step stand after those of the one
 * before.
 */
function rowsOfSequences(lengths: readonly number[]): number[][] {
  const rows: number[][] = lengths.filter((length) => length > 0).map(() => []);
  let row = 0;
  for (let t = 1; t <= lengths[0]!; t++) for (const own of rows.keys()) if (lengths[own]! >= t) rows[own]!.push(row++);
  return rows;
}
