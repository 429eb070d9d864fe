/** Makes out/unroll.vsix: minified bundles, and nothing that is not needed to run. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, setup } from './setup.mjs';

await setup();
const { name } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const file = path.join('out', `${name}.vsix`);
mkdirSync(path.join(root, 'out'), { recursive: true });
run('esbuild.mjs', '--minify');
run('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository', '--out', file);
console.log(`${file}: ${(statSync(path.join(root, file)).size / 1e6).toFixed(1)} MB`);

function run(...args) {
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
