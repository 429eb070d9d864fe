import assert from 'node:assert/strict';
import { confusionTable } from '../../../../src/charts/results/confusion.ts';
import { textsFor } from '../../../../src/charts/texts.ts';

const texts = textsFor('en');
const counts = [
  [5, 1],
  [2, 6],
];

describe('the table of what was called what', () => {
  it('of all classes as they are', () => {
    const { rows, columns } = confusionTable({ labels: ['a', 'b'], counts }, 2, texts);
    assert.deepEqual(columns, ['a', 'b']);
    assert.deepEqual(
      rows.map(({ cells }) => cells),
      counts,
    );
  });

  it('of some with a row and a column for the others, and how many these are', () => {
    const { rows, columns } = confusionTable(
      { labels: ['a', 'b'], counts, others: [3, 4, 90], rest: [7, 8] },
      1234,
      texts,
    );
    assert.deepEqual(columns, ['a', 'b', '1,232 others']);
    assert.deepEqual(rows.at(-1), { label: '1,232 others', known: false, cells: [7, 8, 90] });
    assert.deepEqual(rows[0], { label: 'a', known: true, cells: [5, 1, 3] });
  });

  it('of an earlier version, without the row', () => {
    assert.equal(confusionTable({ labels: ['a', 'b'], counts, others: [3, 4] }, 9, texts).rows.length, 2);
  });
});
