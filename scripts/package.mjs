/**
 * Makes out/unroll.vsix from a folder of its own, out/package/: minified bundles, and what .vscodeignore lets through. The
 * bundles in dist/ stay as they are.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, setup } from './setup.mjs';

const folder = path.join(root, 'out/package');
const file = path.join(root, 'out/unroll.vsix');
const parts = /^(package.*\.json|.*\.md|LICENSE|l10n|media|\.vscodeignore)$/;
// There is no web address yet that links of the README could be rewritten to.
const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];

await setup();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(root).filter((name) => parts.test(name)))
  cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
run(root, 'esbuild.mjs', '--minify', path.join(folder, 'dist'));
run(folder, path.join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...options, '--out', file);
console.log(`${path.relative(root, file)}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);

function run(cwd, ...args) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}
