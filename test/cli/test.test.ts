/** `npm test` counts what it runs, and never loses a suite that ends early. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
// Below the root, or the file would find no mocha.
const folder = path.join(root, 'out', `fixtures-${process.pid}`);

const passing = "it('passes', () => {});";
const failing = "it('fails', () => { throw new Error('on purpose'); });";
const required = "const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs');";
const pending = "it('is pending');";

describe('npm test', () => {
  before(() => mkdirSync(folder, { recursive: true }));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('adds up passed, failed and skipped; the sum is the last line', () => {
    assert.deepEqual(run('unit', passing + passing), { status: 0, last: '2 passed, 0 failed, 0 skipped' });
    assert.deepEqual(run('unit', passing + failing + pending), { status: 1, last: '1 passed, 1 failed, 1 skipped' });
  });

  it('a suite that ends in the middle is a failure', () => {
    const ends = "it('ends the process', () => { process.exit(0); });";
    assert.deepEqual(run('unit', passing + ends), { status: 1, last: '1 passed, 1 failed, 0 skipped' });
  });

  it('a file that does not load is a failure', () => {
    assert.deepEqual(run('unit', "import './missing.ts';"), { status: 1, last: '0 passed, 1 failed, 0 skipped' });
  });

  it('inside VS Code: counts as well, and an extension host that is killed is a failure', () => {
    const killed = "it('is killed', () => { process.kill(process.pid, 'SIGKILL'); });";
    assert.deepEqual(run('host', passing + pending), { status: 0, last: '1 passed, 0 failed, 1 skipped' });
    assert.deepEqual(run('host', passing + killed), { status: 1, last: '1 passed, 1 failed, 0 skipped' });
  });

  for (const suite of ['host', 'ui'])
    it(`${suite}: what failed is run once more, with the describe around it, and counts as it ends then`, () => {
      const mark = JSON.stringify(path.join(folder, `${suite}-ran`));
      const once = `it('late (once)', () => { ${required} if (!existsSync(${mark})) { writeFileSync(${mark}, ''); throw new Error('late'); } });`;
      const source = `describe('group', () => { ${passing} ${once} }); describe('other', () => { ${passing} });`;
      const { output, ...end } = runFully(suite, source);
      assert.deepEqual(end, { status: 0, last: '3 passed, 0 failed, 0 skipped' });
      assert.ok(output.includes('\npassed when it was run again: group late (once)\n'), output);
      assert.equal(output.match(/✔ passes/g)?.length, 3);
      const fails = runFully(suite, passing + failing);
      assert.deepEqual([fails.status, fails.last], [1, '1 passed, 1 failed, 0 skipped']);
      assert.ok(!fails.output.includes('passed when it was run again'));
    });
});

interface End {
  status: number | null;
  last: string | undefined;
}

/** Runs a suite on a file of ours. */
function run(suite: string, source: string): End {
  const { status, last } = runFully(suite, source);
  return { status, last };
}

function runFully(suite: string, source: string): End & { output: string } {
  const file = path.join(folder, 'fixture.test.ts');
  writeFileSync(file, source);
  const { UNROLL_TEST_COUNTS: _, ...env } = process.env;
  const args = ['scripts/test.mjs', suite, file];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  return { status, last: stdout.trimEnd().split('\n').at(-1), output: stdout };
}
