import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { Session as Inspector } from 'node:inspector';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readModel } from '../../../../src/worker/session/files/model-file.ts';
import { said } from '../../said.ts';
import { TestSession, until, withSession } from '../session.ts';

const text = Array.from({ length: 200 }, (_, i) => `${'lmnr'[i % 4]}${'aeio'[(i >> 2) % 4]}${i}`).join('\n');
const long = { hidden: 64, epochs: 100_000, window: 8 };

/**
 * The threads of this process whose title ends in a name, through the inspector; `evaluate` runs code in one of them.
 */
async function threads(name: string): Promise<{ evaluate: (code: string) => void; close: () => void }[]> {
  const inspector = new Inspector();
  inspector.connect();
  const found: { evaluate: (code: string) => void; close: () => void }[] = [];
  inspector.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
    if (!workerInfo.title.endsWith(name)) return;
    const evaluate = (expression: string) => {
      const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
      inspector.post('NodeWorker.sendMessageToWorker', { sessionId, message });
    };
    found.push({ evaluate, close: () => inspector.disconnect() });
  });
  inspector.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  await sleep(100);
  if (found.length === 0) inspector.disconnect();
  return found;
}

describe('threads that die', () => {
  let session: TestSession;
  withSession({ 'names.txt': text }, (fresh) => {
    session = fresh;
  });

  it('a compute thread that is killed fails the run and the cell with a message; its weights are kept; the next run works', async () => {
    const { result } = session.start(`await rnn.train('names.txt', ${JSON.stringify(long)})`);
    await until(() => session.reportsOf('saved').length > 0);
    const [compute] = await threads('unroll train');
    compute?.evaluate('process.exit(3)');
    const { kind, ...rest } = await result;
    compute?.close();
    assert.equal(kind, 'error', JSON.stringify(rest));
    const end = session.reportsOf('end')[0];
    assert.equal(end?.state, 'failed');
    const saved = session.reportsOf('saved').at(-1)?.path ?? '';
    const start = 'A training thread ended unexpectedly (exit code 3).';
    assert.equal(said(end?.message), `${start} The best weights until then are in .unroll/${path.basename(saved)}.`);
    assert.equal((await readModel(saved)).source.name, 'names.txt');
    assert.equal(session.released.length > 0, true);
    const next = await session.run("String(await rnn.train('names.txt', { hidden: 4, epochs: 1 }))");
    assert.equal(next.kind, 'ok', JSON.stringify(next));
  });

  it('another than the leading thread of a training is killed: the same', async () => {
    session.acquire = async () => 3;
    const options = { ...long, threads: 3 };
    const training = session.calls.train('r', { kind: 'file', path: `${session.folder}/names.txt` }, options);
    await until(() => session.reportsOf('saved').length > 0);
    const [, , last] = await threads('unroll train');
    last?.evaluate('process.exit(3)');
    await training;
    last?.close();
    const [end] = session.reportsOf('end', 'r');
    assert.equal(end?.state, 'failed');
    assert.match(
      said(end?.message),
      /^A training thread ended unexpectedly \(exit code 3\)\. The best weights until then/,
    );
    assert.deepEqual(await threads('unroll train'), []);
  });

  it('one that dies before anything was saved leaves no weights: those in memory may be half of a step', async () => {
    session.acquire = async () => 2;
    const slow = { ...long, hidden: 512, batch: 200, validation: 0 };
    const training = session.calls.train('r', { kind: 'file', path: `${session.folder}/names.txt` }, slow);
    await until(() => session.reportsOf('step').length > 0);
    const [, last] = await threads('unroll train');
    last?.evaluate('process.exit(3)');
    await training;
    last?.close();
    const [end] = session.reportsOf('end', 'r');
    assert.equal(end?.state, 'failed');
    const saved = session.reportsOf('saved', 'r');
    assert.match(said(end?.message), saved.length === 0 ? /\(exit code 3\)\.$/ : /The best weights until then/);
  });

  const faults: [string, string, RegExp][] = [
    ['throws', 'throw new TypeError("a bug");', /ended unexpectedly \(a bug\)/],
    ['ends without a word', '', /ended unexpectedly \(without a reason\)/],
    ['throws something odd', 'throw null;', /ended unexpectedly \(null\)/],
  ];
  for (const [what, code, message] of faults)
    it(`a compute thread that ${what} fails the run with a message`, async () => {
      await session.end();
      session = new TestSession(session.folder, { train: code });
      await session.calls.train('r', { kind: 'text', name: 't', text }, long);
      const [end] = session.reportsOf('end', 'r');
      assert.equal(end?.state, 'failed');
      assert.match(said(end?.message), message);
      assert.ok(session.released.includes('r'));
      assert.equal(session.reportsOf('saved', 'r').length, 0);
    });

  it('a compute thread that does not stop is ended after five seconds; the run counts as stopped', async () => {
    await session.end();
    session = new TestSession(session.folder, { train: 'while (true) {}' });
    const ended = session.calls.train('r', { kind: 'text', name: 't', text }, long);
    await until(() => session.reportsOf('prepared', 'r').length > 0);
    await session.calls.stop('r');
    await ended;
    assert.deepEqual(session.reportsOf('end', 'r'), [{ kind: 'end', state: 'stopped' }]);
  });

  it('a session that is killed rejects everything that is pending, and its compute threads end with it', async () => {
    const pending = [
      session.start(`await rnn.train('names.txt', ${JSON.stringify(long)})`).result,
      session.start('1').result,
      session.calls.train('r', { kind: 'text', name: 't', text }, long),
    ].map((promise) =>
      promise.then(
        () => 'resolved',
        (error: Error) => error.message,
      ),
    );
    await until(() => ['run 1', 'r'].every((run) => session.reportsOf('step', run).length > 1));
    const before = await threads('unroll train');
    assert.equal(before.length, 2);
    before[0]?.close();
    await session.end();
    assert.deepEqual(await Promise.all(pending), Array(3).fill('the session ended'));
    assert.equal((await threads('unroll train')).length, 0);
    const models = session.reportsOf('saved').map(({ path: file }) => file);
    for (const file of models) assert.ok(existsSync(file) && (await readModel(file)).epoch > 0);
  });

  it('a model file is read again after a restart, by another session', async () => {
    const trained = await session.run(
      "const m = await rnn.train('names.txt', { hidden: 6, epochs: 1 }); [m.path, await rnn.sample(m, { seed: 4 })].join('|')",
    );
    assert.equal(trained.kind, 'ok', JSON.stringify(trained));
    const [file = '', sampled] = (trained.kind === 'ok' ? (trained.text ?? '') : '').split('|');
    await session.end();
    session = new TestSession(session.folder);
    const relative = path.relative(session.folder, file);
    const again = await session.run(`await rnn.sample(${JSON.stringify(relative)}, { seed: 4 })`);
    assert.deepEqual(again.kind === 'ok' && again.text, sampled);
  });
});
