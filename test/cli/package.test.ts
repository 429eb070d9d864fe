/** `npm run package`: what users install is whole, small, and runs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

describe('npm run package', () => {
  it('makes a .vsix of at most 6 MB without sources, tests, maps and packages', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.mjs'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
    assert.ok(statSync(path.join(root, 'out/unroll.vsix')).size < 6e6);
    for (const part of [
      'extension.cjs',
      'session.cjs',
      'compute.cjs',
      'renderer.js',
      'panel.js',
      'wide.wasm',
      'narrow.wasm',
      'resvg.wasm',
      'icon.png',
      'THIRD-PARTY-NOTICES.txt',
    ])
      assert.ok(stdout.includes(part), `${part} is not in it`);
    for (const part of ['node_modules', 'src/', 'test/', '.map', '.ts', 'tsconfig'])
      assert.ok(!stdout.includes(part), `${part} is in it`);
  });

  it('tells whose work is in it, with the licences', () => {
    const text = readFileSync(path.join(root, 'out/package/dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['vega-view', 'vega-lite', 'lit', 'zod', 'birpc', '@resvg/resvg-wasm'])
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, 'm'));
    assert.match(text, /mozilla\.org\/MPL\/2\.0.*github\.com\/yisibl\/resvg-js/s);
    assert.match(text, /SIL OPEN FONT LICENSE/i);
  });

  it('installed in VS Code, it activates and trains', () => {
    const tests = ['--grep', 'activates|stores the run', 'test/host/activation.test.ts', 'test/host/training.test.ts'];
    const { UNROLL_TEST_COUNTS: _, ...env } = process.env;
    const args = ['scripts/test.mjs', 'host', '--packaged', ...tests];
    const { stdout } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
    assert.match(stdout, /\n2 passed, 0 failed, 0 skipped\n$/);
  });
});
