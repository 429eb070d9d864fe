/** What the store of runs keeps, and for how long. */
import assert from 'node:assert/strict';
import { RunStore } from '../../src/host/store.ts';
import { parseTrainOptions } from '../../src/protocol/options.ts';
import type { Run } from '../../src/protocol/run.ts';

const GATES = { epoch: 1, gates: { tokens: ['a'], layers: [] } } as unknown as NonNullable<Run['gates']>;

describe('the store of runs', () => {
  it('keeps the gates of the 20 ended runs that are newest, and of those that go on', () => {
    const store = new RunStore();
    const source = { name: 'a.txt' };
    const runs = Array.from({ length: 23 }, () =>
      store.create({ owner: 'command', source, options: parseTrainOptions({}), stop: () => undefined }),
    );
    for (const { id } of runs) store.report(id, { kind: 'gates', ...GATES });
    for (const { id } of runs.slice(1)) store.report(id, { kind: 'end', state: 'finished' });
    assert.deepEqual(
      runs.map((run) => run.gates !== undefined),
      [true, false, false, ...Array.from({ length: 20 }, () => true)],
    );
    assert.equal(store.list().length, 23);
    store.dispose();
  });
});
