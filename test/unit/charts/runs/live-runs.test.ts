import assert from 'node:assert/strict';
import { LiveRuns } from '../../../../src/charts/runs/live-runs.ts';
import { textsFor } from '../../../../src/charts/texts.ts';
import type { FromView, ToView } from '../../../../src/protocol/renderer.ts';
import type { Run } from '../../../../src/protocol/run.ts';
import { said, verbatim } from '../../said.ts';
import { runOf } from '../runs.ts';

function page() {
  const posted: FromView[] = [];
  const live = new LiveRuns((message) => posted.push(message), textsFor('en'));
  const seen: Run[] = [];
  return { posted, live, seen, watcher: { update: (run: Run) => void seen.push(structuredClone(run)) } };
}

const stored = (seq: number): Run => ({ ...runOf([3, 2], [], {}, 'running'), seq });
const notice = (seq: number): ToView => ({
  kind: 'report',
  runId: 'run',
  seq,
  report: { kind: 'notice', message: verbatim(`n${seq}`) },
});

describe('live runs', () => {
  it('says hello with the newest report that an output has', () => {
    const { live, posted, watcher } = page();
    live.watch(stored(7), watcher);
    assert.deepEqual(posted, [{ kind: 'hello', runId: 'run' }]);
  });

  it('applies reports in order and tells every element that shows the run', () => {
    const { live, seen, watcher } = page();
    live.watch(stored(7), watcher);
    live.watch(stored(7), { update: watcher.update });
    live.receive(notice(8));
    assert.equal(seen.length, 4);
    assert.deepEqual(
      seen.slice(2).map((run) => run.notices.map(said)),
      [['n8'], ['n8']],
    );
  });

  it('reports that are known change nothing', () => {
    const { live, seen, watcher } = page();
    live.watch(stored(7), watcher);
    live.receive(notice(7));
    assert.equal(seen.length, 1);
  });

  it('keeps gates that were stored when the host has let go of them', () => {
    const { live, seen, watcher } = page();
    const gates = { epoch: 1, gates: { tokens: ['a'], layers: [] } } as unknown as NonNullable<Run['gates']>;
    live.watch({ ...stored(7), gates }, watcher);
    live.receive({ kind: 'run', run: { ...stored(7), state: 'finished' } });
    assert.deepEqual([seen.at(-1)?.state, seen.at(-1)?.gates], ['finished', gates]);
  });

  it('a gap is asked for once, and healed by the whole state', () => {
    const { live, posted, seen, watcher } = page();
    live.watch(stored(7), watcher);
    live.receive({ kind: 'run', run: stored(7) });
    live.receive(notice(10));
    live.receive(notice(11));
    assert.equal(posted.length, 2);
    live.receive({ kind: 'run', run: stored(11) });
    live.receive(notice(12));
    assert.deepEqual(seen.at(-1)?.notices.map(said), ['n12']);
  });

  it('an older stored state does not replace a newer live one', () => {
    const { live, seen, watcher } = page();
    live.watch(stored(7), watcher);
    live.receive(notice(8));
    live.watch(stored(5), watcher);
    assert.equal(seen.at(-1)?.seq, 8);
  });

  it('a run that the host does not know is over, and says why', () => {
    const { live, seen, watcher } = page();
    live.watch(stored(7), watcher);
    live.receive({ kind: 'unknown', runId: 'run' });
    assert.equal(seen.at(-1)?.state, 'stopped');
    assert.match(said(seen.at(-1)?.message), /closed while this trained/);
  });

  it('a finished run that the host does not know stays as it is', () => {
    const { live, seen, watcher } = page();
    live.watch({ ...stored(7), state: 'finished' }, watcher);
    live.receive({ kind: 'unknown', runId: 'run' });
    assert.deepEqual(
      seen.map((run) => run.state),
      ['finished'],
    );
  });

  it('nobody is told after the last element has gone', () => {
    const { live, seen, watcher } = page();
    live.watch(stored(7), watcher);
    live.unwatch('run', watcher);
    live.receive(notice(8));
    assert.equal(seen.length, 1);
  });

  it('without a host there is nothing to post and no way to stop', () => {
    const live = new LiveRuns(undefined, textsFor('en'));
    live.watch(stored(1), { update: () => {} });
    assert.equal(live.stop, undefined);
  });
});
