/** Makes out/unroll.vsix: minified bundles, and nothing that is not needed to run. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, setup } from './setup.mjs';

const file = path.join('out', 'unroll.vsix');
// There is no web address yet that links of the README could be rewritten to.
const vsce = ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--no-rewrite-relative-links'];

await setup();
mkdirSync(path.join(root, 'out'), { recursive: true });
rmSync(path.join(root, 'dist'), { recursive: true }); // nothing that an earlier version built
if (run('esbuild.mjs', '--minify') && run(...vsce, '--allow-missing-repository', '--out', file))
  console.log(`${file}: ${(statSync(path.join(root, file)).size / 1e6).toFixed(1)} MB`);
else process.exitCode = 1;

function run(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}
