import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { terminateExecution } from '../../../src/host/terminate.ts';
import { CellStreams } from '../../../src/worker/session/streams.ts';
import { buildThreads, makeFolder, removeFolders, TestSession } from './session.ts';

describe('what a cell prints', () => {
  it('is sent at most ten times a second, out of a loop too, and in order', () => {
    let now = 0;
    const sent: string[] = [];
    const streams = new CellStreams(
      (kind, text) => sent.push(`${now} ${kind} ${text}`),
      () => now,
    );
    for (now = 1000; now < 1250; now += 10) streams.print(now % 100 === 0 ? 'stderr' : 'stdout', '.');
    streams.end();
    assert.deepEqual(sent, [
      '1000 stderr .',
      '1100 stdout .........',
      '1100 stderr .',
      '1200 stdout .........',
      '1200 stderr .',
      '1250 stdout ....',
    ]);
  });

  it('is cut after 200,000 characters; the last 4,000 and the number between are shown at the end', () => {
    const sent: { kind: string; text: string }[] = [];
    const streams = new CellStreams((kind, text) => sent.push({ kind, text }));
    for (let i = 0; i < 100_000; i++) streams.print('stdout', `${String(i).padStart(9)}\n`);
    streams.end();
    const out = sent
      .filter(({ kind }) => kind === 'stdout')
      .map(({ text }) => text)
      .join('');
    const notices = sent
      .filter(({ kind }) => kind === 'stderr')
      .map(({ text }) => text)
      .join('');
    assert.equal(out.length, 204_000);
    assert.ok(out.endsWith('    99999\n'));
    assert.match(notices, /after 200000 characters only the end is shown/);
    assert.match(notices, /796000 characters were left out/);
  });

  it('a flood of one long text is cut in the same way', () => {
    const sent: string[] = [];
    const streams = new CellStreams((_, text) => sent.push(text));
    streams.print('stdout', 'x'.repeat(5_000_000));
    streams.end();
    assert.ok(sent.join('').length < 205_000);
  });

  it('of an endless loop takes less than 150 MB of memory and 300,000 characters to the host', async () => {
    await buildThreads();
    const session = new TestSession(makeFolder());
    try {
      await session.calls.ping();
      const before = process.memoryUsage().rss;
      const { result, execution } = session.start('while (true) console.log("again and again and again", { a: 1 });');
      await sleep(3000);
      const grown = process.memoryUsage().rss - before;
      void session.calls.interrupt();
      await terminateExecution(session.worker);
      assert.deepEqual(await result, { kind: 'interrupted' });
      const texts = session.outputs.filter((each) => each.execution === execution).map(({ output }) => output);
      const length = texts.reduce((sum, output) => sum + ('text' in output ? output.text.length : 0), 0);
      assert.ok(length > 200_000 && length < 300_000, `${length} characters`);
      assert.ok(grown < 150_000_000, `${grown} bytes`);
    } finally {
      await session.end();
      removeFolders();
    }
  });
});
