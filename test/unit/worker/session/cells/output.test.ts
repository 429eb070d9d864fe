import assert from 'node:assert/strict';
import { terminateExecution } from '../../../../../src/host/terminate.ts';
import type { CellOutput } from '../../../../../src/protocol/session.ts';
import { CellStreams } from '../../../../../src/worker/session/cells/streams.ts';
import { said } from '../../../said.ts';
import { buildThreads, makeFolder, removeFolders, TestSession, until } from '../../session.ts';

function textOf(output: CellOutput): string {
  if (output.kind === 'notice') return said(output.message);
  return 'text' in output ? output.text : '';
}

describe('what a cell prints', () => {
  it('is sent at most ten times a second, out of a loop too, and in order', () => {
    let now = 0;
    const sent: string[] = [];
    const streams = new CellStreams(
      (output) => sent.push(`${now} ${output.kind} ${textOf(output)}`),
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
    const streams = new CellStreams((output) => sent.push({ kind: output.kind, text: textOf(output) }));
    for (let i = 0; i < 100_000; i++) streams.print('stdout', `${String(i).padStart(9)}\n`);
    streams.end();
    const out = sent
      .filter(({ kind }) => kind === 'stdout')
      .map(({ text }) => text)
      .join('');
    const notices = sent
      .filter(({ kind }) => kind === 'notice')
      .map(({ text }) => text)
      .join('');
    assert.equal(out.length, 204_000);
    assert.ok(out.endsWith('    99999\n'));
    assert.match(notices, /after 200000 characters only the end is shown/);
    assert.match(notices, /796000 characters were left out/);
  });

  it('a flood of one long text is cut in the same way', () => {
    const sent: string[] = [];
    const streams = new CellStreams((output) => sent.push(textOf(output)));
    streams.print('stdout', 'x'.repeat(5_000_000));
    streams.end();
    assert.ok(sent.join('').length < 205_000);
  });

  it('of an endless loop comes to less than 300,000 characters, those included that tell how much was left out', async () => {
    await buildThreads();
    const session = new TestSession(makeFolder());
    try {
      const { result, execution } = session.start('while (true) console.log("again and again and again", { a: 1 });');
      const printed = () => session.outputs.map((each) => (each.execution === execution ? textOf(each.output) : ''));
      await until(() => printed().join('').length >= 200_000);
      void session.calls.interrupt();
      await terminateExecution(session.worker);
      assert.deepEqual(await result, { kind: 'interrupted' });
      const text = printed().join('');
      assert.ok(text.length < 300_000, `${text.length} characters`);
      assert.match(text, /\d+ characters were left out here/);
    } finally {
      await session.end();
      removeFolders();
    }
  });
});
