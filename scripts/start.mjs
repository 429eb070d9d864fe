/**
 * Opens the product on samples/ for a person: in desktop VS Code where `code` is on the PATH, else in VS Code's server,
 * whose address is printed (UNROLL_PORT chooses the port); Ctrl+C ends it.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root, setup } from './setup.mjs';

const samples = path.join(root, 'samples');
const desktop = hasDesktop();
await setup({ server: !desktop });
if (desktop) openDesktop();
else await serve();

function hasDesktop() {
  return spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}

function openDesktop() {
  const args = [`--extensionDevelopmentPath=${root}`, samples, path.join(samples, 'dinosaurs.ipynb')];
  const { status } = spawnSync('code', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) console.log('VS Code opens samples/ with Unroll.');
  process.exitCode = status ?? 1;
}

async function serve() {
  const { startServer, workbenchUrl } = await import('../test/vscode/server.mjs');
  const server = await startServer({ port: Number(process.env.UNROLL_PORT ?? 0), project: root });
  console.log(`VS Code with Unroll, until Ctrl+C:\n\n  ${workbenchUrl(server, { folder: samples })}\n`);
  await new Promise(() => setInterval(() => {}, 2 ** 30));
}
