/**
 * Makes a fresh clone ready: installs packages, builds dist/, writes the sample texts and, where asked, installs VS Code's
 * server with Chromium. Does only what is missing. Every script calls it first, so only Node's own modules here.
 *
 *   node scripts/setup.mjs [--server]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { finishInstall, serverFolder } from '../test/vscode/install.mjs';

export const root = path.dirname(import.meta.dirname);

/** Progress goes to standard error: standard output belongs to the script that calls. Throws when an install fails. */
export async function setup({ server = false } = {}) {
  if (!installed(root)) install(root, 'packages');
  if (server) setupServer();
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`The build failed (exit code ${status}); its message is above.`);
  const { prepareSamples } = await import('./samples.mjs');
  await prepareSamples();
}

function setupServer() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `VS Code's server is installed on linux x64 only; this is ${process.platform} ${process.arch}. ` +
        'Desktop VS Code works everywhere: npm start, npm run test:desktop.',
    );
  if (!installed(serverFolder)) install(serverFolder, "VS Code's server and Chromium (580 MB)");
  finishInstall(path.join(root, 'node_modules'));
}

/** Whether node_modules holds what the lock file says; npm keeps its own list of what it has put there. */
export function installed(folder) {
  const list = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(list)) return false;
  const present = JSON.parse(readFileSync(list, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || (present[name] ? present[name].version === version : optional),
  );
}

/** Scripts of packages are not run: none is needed here, and some would compile. */
export function install(folder, what) {
  console.error(`Installing ${what} ...`);
  // NODE_ENV=production or a setting of the machine must not leave half of it out.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--engine-strict=false', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const [program, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(program, [...before, ...args, '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && program === 'npm',
  });
  if (result.error) throw new Error(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0)
    throw new Error(`npm ci failed in ${folder} (exit code ${result.status}); its message is above.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await setup({ server: process.argv.includes('--server') });
