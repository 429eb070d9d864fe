import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CellQueue } from '../../../../src/host/notebook/cell-queue.ts';

describe('host/notebook/cell-queue', () => {
  function recorder(fails: number[] = []) {
    const ran: number[] = [];
    const runCell = async (cell: number) => {
      await sleep(1);
      ran.push(cell);
      return !fails.includes(cell);
    };
    return { ran, runCell };
  }

  it('runs cells one after the other, also across calls', async () => {
    const queue = new CellQueue<number>();
    const { ran, runCell } = recorder();
    await Promise.all([queue.run([1, 2], runCell), queue.run([3], runCell)]);
    assert.deepEqual(ran, [1, 2, 3]);
  });

  it('a cell that fails drops those behind it, not those asked for later', async () => {
    const queue = new CellQueue<number>();
    const { ran, runCell } = recorder([1]);
    await Promise.all([queue.run([1, 2], runCell), queue.run([3], runCell)]);
    await queue.run([4], runCell);
    assert.deepEqual(ran, [1, 4]);
  });

  it('goes on after a cell that threw', async () => {
    const queue = new CellQueue<number>();
    const { ran, runCell } = recorder();
    await assert.rejects(
      queue.run([1], () => Promise.reject(new Error('gone'))),
      /gone/,
    );
    await queue.run([2], runCell);
    assert.deepEqual(ran, [2]);
  });
});
