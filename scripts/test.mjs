/**
 * Runs the tests: all suites in order, or those that are named. What follows the names goes to mocha.
 *
 *   node scripts/test.mjs [unit|wide|narrow|wide-separate|narrow-separate|golden|learning|host|ui|cli|desktop ...] [--grep PATTERN] [FILE ...]
 *
 * What failed in a browser (host, ui) is run once more, with the describe around it, since its tests may build upon each other:
 * a busy machine may have been late. "passed when it was run again: TITLE" tells of each that then passed, and it counts as passed.
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
  host: { server: true, arguments: (rest) => [...hostSuite, ...rest], again: true },
  ui: { server: true, arguments: mocha('test/ui/**/*.test.ts', 300), again: true },
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
  const { code, complete, groups } = await runOnce(name, rest);
  const failed = Object.keys(groups).filter((group) => groups[group].failed.length > 0);
  const whole = complete && (code === 0 || failed.length > 0);
  if (whole && suites[name].again && failed.length > 0) await runAgain(name, failed, groups);
  const counts = Object.values(groups).reduce(added, { passed: 0, failed: 0, skipped: 0 });
  if (whole) return counts;
  console.error(`The suite ${name} ended early (exit code ${code}); counted as a failure.`);
  return { ...counts, failed: counts.failed + 1 };
}

/** Runs the describes named in `failed` once more; what comes of them replaces what came of them before. */
async function runAgain(name, failed, groups) {
  console.log(`\n=== ${name}, what failed once more`);
  const { groups: second, complete } = await runOnce(name, onlyGroups(failed));
  if (!complete) return;
  for (const group of failed.filter((each) => second[each])) {
    const still = second[group].failed;
    for (const title of groups[group].failed)
      if (!still.includes(title)) console.log(`passed when it was run again: ${title}`);
    groups[group] = second[group];
  }
}

/** What follows the names of suites, restricted to these describes. */
function onlyGroups(groups) {
  const at = rest.findIndex((item) => /^--grep(=|$)/.test(item));
  const [asked, others] = at < 0 ? ['', rest] : grepAt(at);
  const titles = groups.map((title) => title.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return [...others, '--grep', `^(?=[^]*?(?:${asked}))(?:${titles.join('|')})(?: |$)`];
}

/** A pattern that was asked for, and the other arguments. */
function grepAt(at) {
  const [, joined] = rest[at].split(/=(.*)/s);
  return [joined ?? rest[at + 1], rest.toSpliced(at, joined === undefined ? 2 : 1)];
}

function added(sum, group) {
  return Object.fromEntries(Object.entries(sum).map(([key, count]) => [key, count + group[key].length]));
}

/** Runs a suite in a process of its own: its exit code, and by describe the titles of what passed, failed and was skipped. */
async function runOnce(name, args) {
  const box = mkdtempSync(path.join(tmpdir(), 'unroll-counts-'));
  const removeBox = onExit(() => rmSync(box, { recursive: true, force: true }));
  const file = path.join(box, 'counts.json');
  const { node = process.execPath, env } = suites[name];
  const code = await run(node, suites[name].arguments(args), { ...env, UNROLL_TEST_COUNTS: file });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { complete: false, groups: {} };
  removeBox();
  return { code, ...counts };
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
