#!/usr/bin/env node
/**
 * Runs an extension's tests in VS Code's server with Chromium. Takes desktop VS Code's arguments, so that
 * `@vscode/test-electron` can start it in place of desktop VS Code:
 *
 *   run-tests.mjs --extensionDevelopmentPath=FOLDER --extensionTestsPath=MODULE [FOLDER TO OPEN]
 *
 * Given several extensions, the first is under development and the others are installed.
 * Exit code 0 only when the module's run() came to its end without an error; 1 failed; 2 bad arguments; 3 time-out
 * (UNROLL_TEST_TIMEOUT_MS); 4 the page was lost; 5 the extension host died in the middle.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { onExit } from './cleanup.mjs';
import { startServer, workbenchUrl } from './server.mjs';

// What VS Code's server itself says at every start.
const noise = new RegExp(
  `^(?:\\[Extension Host\\] )?(?:${[
    'Resolv\\w+ connection token',
    'Creating a socket',
    'Updating additional builtin',
    'Ignoring fetching additional builtin',
    'DialogService: Dialog requested',
    "Cannot find module './build/Release/watchdog'",
    'Error: Could not locate the bindings file',
    '(?:rejected promise.*|stack trace: )?Error: Could not find bundled tsserver', // left out to keep the install small
    '\\[(?:reconnection|AgentHost|AccountPolicy|Service Worker)',
  ].join('|')})`,
);
const timeoutMs = Number(process.env.UNROLL_TEST_TIMEOUT_MS ?? 2_400_000);

process.exit(await main());

async function main() {
  const { development, tests, folder } = readArguments(process.argv.slice(2));
  if (!tests) {
    console.error('run-tests: --extensionTestsPath=MODULE is missing');
    return 2;
  }
  const box = mkdtempSync(path.join(tmpdir(), 'unroll-run-tests-'));
  const finished = path.join(box, 'finished');
  onExit(() => rmSync(box, { recursive: true, force: true }));
  const [underTest, ...others] = development;
  const server = await startServer({ extensions: others, remove: [box] });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const ended = endOf(page);
  await page.goto(
    workbenchUrl(server, {
      folder,
      extensionDevelopmentPath: underTest,
      extensionTestsPath: marking(path.resolve(tests), box, finished),
    }),
  );
  const { code, message } = await ended;
  if (message) console.error(`run-tests: ${message}`);
  const complete = existsSync(finished);
  await browser.close();
  server.stop();
  if (code !== 0 || complete) return code;
  console.error('run-tests: the extension host ended before the tests did');
  return 5;
}

/** All other switches are desktop VS Code's own. */
function readArguments(args) {
  const found = { development: [] };
  for (const argument of args) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === 'extensionDevelopmentPath') found.development.push(value);
    else if (name === 'extensionTestsPath') found.tests = value;
    else if (name === 'folder-uri') found.folder = fileURLToPath(value);
    else if (!name) found.folder ??= argument;
  }
  return found;
}

/**
 * VS Code reports exit code 0 when its extension host is killed, so the module's run() is called by one of ours that leaves
 * a file behind when it is done. run() returns a promise, or takes (testsRoot, callback).
 */
function marking(tests, box, finished) {
  const file = path.join(box, 'runner.cjs');
  writeFileSync(
    file,
    `exports.run = async () => {
  const tests = ${JSON.stringify(tests)};
  const { run } = require(tests);
  if (run.length < 2) await run();
  else await new Promise((resolve, reject) => run(tests, (error, failures) =>
    error || failures ? reject(error ?? new Error(failures + ' failed')) : resolve()));
  require('node:fs').writeFileSync(${JSON.stringify(finished)}, '');
};`,
  );
  return file;
}

/** The exit code that the workbench reports, or why there is none. Its log, with the extension host's console, is printed. */
function endOf(page) {
  return new Promise((resolve, reject) => {
    page.exposeFunction('codeAutomationExit', (code) => resolve({ code })).catch(reject);
    page
      .exposeFunction('codeAutomationLog', (_type, args) => {
        const text = format(...args);
        if (process.env.UNROLL_VERBOSE || !noise.test(text)) console.log(text);
      })
      .catch(reject);
    page.once('crash', () => resolve({ code: 4, message: 'the page crashed' }));
    page.once('close', () => resolve({ code: 4, message: 'the page was closed' }));
    const timedOut = { code: 3, message: `timed out after ${timeoutMs} ms` };
    setTimeout(() => resolve(timedOut), timeoutMs).unref();
  });
}
