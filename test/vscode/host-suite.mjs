/**
 * Runs test/host inside VS Code: in the server here, or with --desktop in a desktop VS Code that is downloaded.
 *
 *   node test/vscode/host-suite.mjs [--desktop | --packaged] [--grep PATTERN] [test/host/some.test.ts ...]
 *
 * --packaged tests out/unroll.vsix, installed as users install it, in place of the checkout.
 */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { copyWorkspace } from './workspace.mjs';

const root = path.join(import.meta.dirname, '../..');
const out = path.join(root, 'out/test', String(process.pid)); // two runs at once do not share bundles

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { desktop: { type: 'boolean' }, packaged: { type: 'boolean' }, grep: { type: 'string' } },
});
const sources = positionals.length > 0 ? positionals.map((file) => path.resolve(file)) : testFiles();
const bundles = new Map(sources.map((file, i) => [`${i}-${path.basename(file, '.ts')}`, file]));
await bundle();
process.exitCode = await runSuite();

function testFiles() {
  const names = readdirSync(path.join(root, 'test/host'), { recursive: true });
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => path.join(root, 'test/host', name));
}

/** A bundle a file: stack traces stay short, and mocha reports each file that does not load. */
async function bundle() {
  process.on('exit', () => rmSync(out, { recursive: true, force: true }));
  await build({
    entryPoints: { index: path.join(root, 'test/host/index.ts'), ...Object.fromEntries(bundles) },
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

async function runSuite() {
  const files = [...bundles.keys()].map((name) => path.join(out, `${name}.cjs`));
  const selection = { files, reporter: path.join(root, 'test/reporter.cjs'), grep: values.grep };
  const otherKernel = path.join(import.meta.dirname, 'other-kernel');
  const underTest = values.packaged ? [otherKernel, path.join(root, 'out/unroll.vsix')] : [root, otherKernel];
  try {
    return await runTests({
      ...(values.desktop ? {} : { vscodeExecutablePath: path.join(import.meta.dirname, 'run-tests.mjs') }),
      extensionDevelopmentPath: underTest,
      extensionTestsPath: path.join(out, 'index.cjs'),
      launchArgs: [copyWorkspace(), '--disable-extensions'],
      extensionTestsEnv: { UNROLL_MOCHA: JSON.stringify(selection) },
    });
  } catch (error) {
    console.error(String(error));
    return 1;
  }
}
