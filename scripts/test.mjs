/**
 * Runs the tests: all suites in order, or those that are named. What follows the names goes to mocha.
 *
 *   node scripts/test.mjs [unit|wide|narrow|wide-separate|narrow-separate|golden|learning|host|ui|cli|desktop ...] [--grep PATTERN] [FILE ...]
 *
 * The last line is "N passed, N failed, N skipped" over all of them; exit code 1 when a test failed or a suite ended early.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killGroup, onExit } from '../test/vscode/cleanup.mjs';
import { node24 } from '../test/vscode/install.mjs';
import { root, setup } from './setup.mjs';

const hostSuite = ['test/vscode/host-suite.mjs'];
// What computes in 32 bits, once more on each build of the kernels; gradients.test.ts and PyTorch's values need 64, which only
// the plain kernels have. In Node 24 the wide ones become 256-bit code.
const onBuild = (UNROLL_KERNELS) => ({
  server: true,
  node: node24,
  arguments: mocha(['test/unit/engine/**/!(gradients).test.ts', 'test/golden/onnx.test.ts'], 120),
  env: { UNROLL_KERNELS },
});
const suites = {
  unit: { arguments: mocha('test/unit/**/*.test.ts', 60) },
  wide: onBuild('wide'),
  narrow: onBuild('narrow'),
  'wide-separate': onBuild('wide-separate'),
  'narrow-separate': onBuild('narrow-separate'),
  golden: { arguments: mocha('test/golden/**/*.test.ts', 120) },
  learning: { server: true, node: node24, arguments: mocha('test/learning/**/*.test.ts', 300) },
  host: { server: true, arguments: (rest) => [...hostSuite, ...rest] },
  ui: { server: true, arguments: mocha('test/ui/**/*.test.ts', 120) },
  cli: { server: true, arguments: mocha('test/cli/**/*.test.ts', 120) },
  desktop: { arguments: (rest) => [...hostSuite, '--desktop', ...rest] },
};
const everything = Object.keys(suites).filter((name) => name !== 'desktop');

const given = process.argv.slice(2);
const others = given.findIndex((name) => !Object.hasOwn(suites, name));
const named = others < 0 ? given : given.slice(0, others);
const rest = given.slice(named.length);
const chosen = named.length > 0 ? named : everything;

await setup({ server: chosen.some((name) => suites[name].server) });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of chosen) {
  const counts = await runSuite(name);
  for (const key of Object.keys(total)) total[key] += counts[key];
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

function mocha(files, timeoutSeconds) {
  const options = ['--import=tsx', '--ui=bdd', '--reporter=test/reporter.cjs', '--exit'];
  return (rest) => {
    const chosenFiles = rest.some((item) => item.endsWith('.ts')) ? [] : [files].flat();
    return ['node_modules/mocha/bin/mocha.js', ...options, `--timeout=${timeoutSeconds}s`, ...rest, ...chosenFiles];
  };
}

/** The counts of one suite. One that ended early counts as one failure more, so that nothing is lost in silence. */
async function runSuite(name) {
  console.log(`\n=== ${name}`);
  const box = mkdtempSync(path.join(tmpdir(), 'unroll-counts-'));
  const removeBox = onExit(() => rmSync(box, { recursive: true, force: true }));
  const file = path.join(box, 'counts.json');
  const { node = process.execPath, env } = suites[name];
  const code = await run(node, suites[name].arguments(rest), { ...env, UNROLL_TEST_COUNTS: file });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  removeBox();
  if (counts.complete && (code === 0 || counts.failed > 0)) return counts;
  console.error(`The suite ${name} ended early (exit code ${code}); counted as a failure.`);
  return { ...counts, failed: counts.failed + 1 };
}

/** In a process group of its own, which is ended with this process. Resolves with the exit code or the signal's name. */
function run(node, args, env) {
  const child = spawn(node, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const end = onExit(() => killGroup(child.pid, 'SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      end(); // whatever the suite has left behind
      resolve(code ?? signal);
    });
  });
}
