/** Lists of ids that outgrow their chunks and their types. */
import assert from 'node:assert/strict';
import { IdList } from '../../../../src/text/datasets/id-list.ts';

describe('IdList', () => {
  it('keeps every id over the bounds of chunks (2^20) and of types (255, 65535)', () => {
    const list = new IdList();
    const idAt = (i: number) =>
      (i % 1000 === 999 ? [7, 255, 256, 65_535, 65_536][i % 5]! : i % 250) + (i > 1_500_000 ? 300 : 0);
    const length = 2 ** 20 + 600_000;
    for (let i = 0; i < length; i++) list.push(idAt(i));
    assert.equal(list.length, length);
    for (let i = 0; i < length; i++) if (list.at(i) !== idAt(i)) assert.fail(`index ${i}`);
  });

  it('comes out in the smallest type, renumbered, in shared memory', () => {
    const list = new IdList();
    for (const id of [2, 0, 1]) list.push(id);
    const types = [
      [255, Uint8Array],
      [256, Uint16Array],
      [65_535, Uint16Array],
      [65_536, Uint32Array],
    ] as const;
    for (const [largest, type] of types) {
      const ids = list.toShared(Uint32Array.of(0, 5, largest), largest);
      assert.ok(ids instanceof type && ids.buffer instanceof SharedArrayBuffer);
      assert.deepEqual([...ids], [largest, 0, 5]);
    }
  });
});
