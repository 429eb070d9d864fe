import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { terminateExecution } from '../../../../../src/host/terminate.ts';
import { type TestSession, until, withSession } from '../../session.ts';

const names = readFileSync(new URL('../../../../fixtures/workspace/names.txt', import.meta.url));

describe('interrupting cells', () => {
  let session: TestSession;
  withSession({ 'names.txt': names }, async (fresh) => {
    session = fresh;
    await session.calls.ping();
  });

  /** What the host does: asks, and when no answer comes, ends the JavaScript that blocks the thread. */
  async function interruptFromOutside(): Promise<'answered' | 'terminated' | 'stuck'> {
    const answer = session.calls.interrupt().then(() => true);
    if (await Promise.race([answer, sleep(1500, false)])) return 'answered';
    if (!(await terminateExecution(session.worker))) return 'stuck';
    return (await Promise.race([answer, sleep(2000, false)])) ? 'terminated' : 'stuck';
  }

  it('a cell that waits for something that never comes is left to itself; the next one runs', async () => {
    const { result } = session.start('globalThis.kept = 5; await new Promise(() => {});');
    const next = session.start('kept');
    await sleep(100);
    await session.calls.interrupt();
    assert.deepEqual(await result, { kind: 'interrupted' });
    assert.deepEqual(await next.result, { kind: 'interrupted' }, 'cells that wait do not begin');
    assert.deepEqual(await session.start('kept').result, { kind: 'ok', text: '5' });
  });

  it('training ends, rnn.train gives the model so far, and every further call of rnn throws Interrupted', async () => {
    const { result } = session.start(`
      globalThis.seen = [];
      globalThis.model = await rnn.train('names.txt', { hidden: 16, epochs: 100000, validation: 5 });
      seen.push(String(model));
      try { await rnn.sample(model); } catch (error) { seen.push(error.name); }
      await rnn.train('names.txt');`);
    await until(() => session.reportsOf('epoch').length > 0);
    await session.calls.interrupt();
    assert.deepEqual(await result, { kind: 'interrupted' });
    assert.deepEqual(session.reportsOf('stopping').length, 1);
    assert.equal(session.reportsOf('end')[0]?.state, 'stopped');
    const { text = '' } = (await session.start('seen.join(", ")').result) as { text?: string };
    assert.match(text, /^Model names-lstm: .*validation loss \d.*, Interrupted$/);
    assert.equal((await session.start('await rnn.sample(model, { length: 3 }); 1').result).kind, 'ok');
  });

  it('a training that waits for a core is given up; a core that comes later is given back', async () => {
    let give = (_: number) => {};
    session.acquire = () => new Promise((resolve) => (give = resolve));
    const { result } = session.start("await rnn.train('names.txt');");
    await until(() => session.outputs.some(({ output }) => output.kind === 'run'));
    await session.calls.interrupt();
    assert.equal((await result).kind, 'interrupted');
    assert.equal(session.reportsOf('end')[0]?.state, 'stopped');
    const before = session.released.length;
    give(1);
    await until(() => session.released.length > before);
  });

  for (const length of [1, 1_000_000])
    it(`sampling ${length} tokens again and again is ended`, async () => {
      await session.run("const model = await rnn.train('names.txt', { hidden: 8, epochs: 1, documents: 'text' });");
      const { result } = session.start(`while (true) await rnn.sample(model, { length: ${length} });`);
      await sleep(200);
      await session.calls.interrupt();
      assert.equal((await result).kind, 'interrupted');
    });

  it('code that an interrupted cell left behind cannot train or sample any more, not even while another cell runs', async () => {
    const { result } = session.start(`await new Promise((done) => setTimeout(done, 900));
      globalThis.late = await rnn.train('names.txt').catch((error) => error.name);`);
    await sleep(50);
    await session.calls.interrupt();
    assert.equal((await result).kind, 'interrupted');
    const next = session.start('await new Promise((done) => setTimeout(done, 800)); late');
    assert.deepEqual(await next.result, { kind: 'ok', text: 'Interrupted' });
    assert.equal(session.reports.size, 0);
  });

  const loops: [string, string][] = [
    ['in a cell', 'begin(); while (true) {}'],
    ['that catches everything', 'begin(); while (true) { try { while (true) {} } catch {} finally { continue; } }'],
    ['after an await', 'await null; begin(); while (true) {}'],
    ['after a timer', 'await new Promise((done) => setTimeout(done, 20)); begin(); while (true) {}'],
    ['in a timer', 'setTimeout(() => { begin(); while (true) {} }, 20); await new Promise(() => {});'],
    ['in an immediate', 'setImmediate(() => { begin(); while (true) {} }); await new Promise(() => {});'],
    ['of promises', 'begin(); while (true) await null;'],
    ['of output', 'while (true) console.log("again and again");'],
    ['in a regular expression', 'begin(); /(a+)+$/.test("a".repeat(60) + "b")'],
    ['on a lock', 'begin(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
    ['after a training', "await rnn.train('names.txt', { hidden: 4, epochs: 1 }); begin(); while (true) {}"],
  ];
  for (const [where, code] of loops)
    it(`an endless loop ${where} is ended from outside; variables stay, the thread works on`, async () => {
      await session.run('globalThis.kept = 7; require("v8").setFlagsFromString("--expose-gc");');
      await session.run('globalThis.collect = require("vm").runInNewContext("gc");');
      await session.run('globalThis.begin = () => console.log("begins");');
      const { result, execution } = session.start(code);
      await until(() => session.outputs.some((each) => each.execution === execution && each.output.kind === 'stdout'));
      assert.equal(await interruptFromOutside(), 'terminated');
      assert.deepEqual(await result, { kind: 'interrupted' });
      await session.run('for (let i = 0; i < 3; i++) collect();'); // what the terminated code leaves behind
      const works = `await new Promise((done) => setTimeout(done, 5)); await new Promise((done) => setImmediate(done));
        await require('fs/promises').readFile('names.txt'); kept`;
      assert.deepEqual(await session.start(works).result, { kind: 'ok', text: '7' });
      const trained = await session.run("await rnn.train('names.txt', { hidden: 4, epochs: 1 }); 1");
      assert.equal(trained.kind, 'ok', JSON.stringify(trained));
    });

  it('a loop while async hooks are enabled cannot be ended from outside, and does not take the process down', async () => {
    await session.run('require("async_hooks").createHook({ init() {} }).enable();');
    session.start('while (true) {}').result.catch(() => {}); // rejected when the thread is ended
    await sleep(200);
    session.calls.interrupt().catch(() => {});
    assert.equal(await terminateExecution(session.worker), false);
  });

  it('a state stays where it was when the call that goes on from it is interrupted', async () => {
    await session.run(
      "const model = await rnn.train({ text: 'abcdefgh'.repeat(40) }, { documents: 'text', hidden: 256, epochs: 1 }); const state = await rnn.state(model, 'abc');",
    );
    const { result } = session.start(
      "globalThis.sampling = rnn.sample(model, { state, prime: 'abcdefgh'.repeat(100_000), length: 10 }); console.log('begun'); await sampling;",
    );
    await until(() => session.outputs.some(({ output }) => output.kind === 'stdout'));
    await session.calls.interrupt();
    assert.deepEqual(await result, { kind: 'interrupted' });
    const after = await session.run('state.text');
    assert.equal(after.kind === 'ok' && after.text, 'abc');
  });

  it('an interruption with nothing running is answered', () => session.calls.interrupt());
});
