/** Starts VS Code's server, and says where its workbench opens a folder with our extension. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killGroup, onExit } from './cleanup.mjs';
import { node24, serverMain } from './install.mjs';

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'files.autoSave': 'off', // the web's default writes outputs back into the fixtures
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'window.restoreWindows': 'none',
};

/**
 * Starts the server on a free port of 127.0.0.1 (or `port`) with data of its own that is removed when it stops.
 * `extensions` are folders or .vsix files that are installed; `remove` names paths that go when it stops, however that comes about.
 * `project` is the folder of an extension that is installed as it was built. Without one, an extension comes with the
 * address, as one under development; then VS Code's test driver is on, under which it shows no notifications.
 *
 * @param {{ settings?: object, env?: Record<string, string>, port?: number, extensions?: string[], project?: string, remove?: string[] }} options
 * @returns {Promise<{ port: number, url: string, data: string, stop: () => void }>}
 */
export async function startServer({ settings = {}, env = {}, port = 0, extensions = [], project, remove = [] } = {}) {
  const data = mkdtempSync(path.join(tmpdir(), 'unroll-vscode-'));
  mkdirSync(path.join(data, 'user/User'), { recursive: true });
  writeFileSync(path.join(data, 'user/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 1));
  for (const extension of extensions) installExtension(extension, path.join(data, 'extensions'));
  if (project) installProject(project, path.join(data, 'extensions'));
  const paths = [data, ...remove];
  const child = spawn(
    node24,
    [
      path.join(import.meta.dirname, 'guard.mjs'),
      JSON.stringify(paths),
      node24,
      serverMain,
      ...serverArguments(data, port),
      ...(project ? [] : ['--enable-smoke-test-driver']), // without it, a built workbench knows no development
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env: serverEnvironment(data, env) },
  );
  const stop = onExit(() => {
    killGroup(child.pid);
    for (const item of paths) rmSync(item, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });
  try {
    return { ...(await address(child)), data, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * How a path of the server's machine is written as a URI in the workbench.
 *
 * @param {{ port: number }} server
 * @param {string} file
 */
export function remoteUri(server, file) {
  return `vscode-remote://127.0.0.1:${server.port}${path.resolve(file)}`;
}

/**
 * Address of the workbench on `folder` with, if given, an extension under development and a module that runs tests.
 *
 * @param {{ url: string, port: number }} server
 * @param {{ folder?: string, extensionDevelopmentPath?: string, extensionTestsPath?: string }} options
 * @returns {string}
 */
export function workbenchUrl(server, { folder, extensionDevelopmentPath, extensionTestsPath }) {
  const payload = [
    // The workbench keeps only one of these.
    ...(extensionDevelopmentPath ? [['extensionDevelopmentPath', remoteUri(server, extensionDevelopmentPath)]] : []),
    ...(extensionTestsPath ? [['extensionTestsPath', remoteUri(server, extensionTestsPath)]] : []),
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const url = new URL(server.url);
  if (folder) url.searchParams.set('folder', path.resolve(folder));
  else url.searchParams.set('ew', 'true');
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function installExtension(extension, folder) {
  if (!extension.endsWith('.vsix'))
    return cpSync(extension, path.join(folder, path.basename(extension)), { recursive: true });
  const args = [serverMain, '--extensions-dir', folder, '--server-data-dir', path.dirname(folder)];
  execFileSync(node24, [...args, '--install-extension', extension], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What of an extension's folder is shipped: a copy, so that nothing that VS Code does to it reaches the checkout. */
function installProject(project, folder) {
  const shipped = readdirSync(project).filter((name) =>
    /^(package.*\.json|.*\.md|LICENSE|l10n|media|dist)$/.test(name),
  );
  for (const name of shipped)
    cpSync(path.join(project, name), path.join(folder, path.basename(project), name), { recursive: true });
}

function serverArguments(data, port) {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    '--disable-getting-started-override',
    ...['--server-data-dir', path.join(data, 'server'), '--user-data-dir', path.join(data, 'user')],
    ...['--extensions-dir', path.join(data, 'extensions')],
  ];
}

/** Without the marketplace, without what a surrounding VS Code or debugger leaves in the environment. */
function serverEnvironment(data, env) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(NODE_OPTIONS|VSCODE_.*|ELECTRON_.*)$/.test(name),
  );
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: data, ...env };
}

/** Resolves when the server listens. Its log goes to standard error when UNROLL_VERBOSE is set. */
function address(child) {
  return new Promise((resolve, reject) => {
    let log = '';
    const read = (chunk) => {
      if (process.env.UNROLL_VERBOSE) process.stderr.write(chunk);
      if (log.length > 100_000) return;
      log += chunk;
      const port = Number(/Extension host agent listening on (\d+)/.exec(log)?.[1]);
      if (port) resolve({ port, url: `http://127.0.0.1:${port}/` });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`VS Code server ended early (${code ?? signal})\n${log}`)));
  });
}
