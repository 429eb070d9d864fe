import assert from 'node:assert/strict';
import { PastCells } from '../../../../../src/worker/session/cells/past-cells.ts';

const cell = (i: number, code = '1') => ({ key: `k${i}`, code });

describe('past cells', () => {
  it('of a thousand cells the newest 500 are kept', () => {
    const past = new PastCells();
    for (let i = 0; i < 1000; i++) past.add(cell(i));
    const kept = Array.from({ length: 1000 }, (_, i) => i).filter((i) => past.get(`k${i}`));
    assert.deepEqual([kept.length, kept[0]], [500, 500]);
  });

  it('code of more than 10,000 characters is dropped when its cell is over, not before; shorter code stays', () => {
    const past = new PastCells();
    const [long, short] = [cell(1, 'x'.repeat(10_001)), cell(2, 'x'.repeat(10_000))];
    for (const each of [long, short]) past.add(each);
    assert.equal(past.get('k1')?.code.length, 10_001);
    for (const each of [long, short]) past.end(each);
    assert.deepEqual([past.get('k1')?.code, past.get('k2')?.code.length], ['', 10_000]);
  });
});
