/** Starts VS Code with the driver and has it run a notebook. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { launchBrowser } from '../browser.mjs';
import { onExit } from '../cleanup.mjs';
import { startServer, workbenchUrl } from '../server.mjs';
import { Conversation } from './conversation.mjs';

const root = path.join(import.meta.dirname, '../../..');

/**
 * Resolves with the exit code of `npm run notebook`: 0, 1 a cell failed, 2 could not start, 3 time-out.
 *
 * @param {{ name: string, text: string, folder: string, out?: string, timeoutMs?: number }} task
 */
export async function runNotebook({ name, text, folder, out, timeoutMs }) {
  const box = mkdtempSync(path.join(tmpdir(), 'unroll-notebook-'));
  onExit(() => rmSync(box, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  const notebook = path.join(box, name.endsWith('.ipynb') ? name : `${name}.ipynb`);
  writeFileSync(notebook, text);
  const socket = path.join(box, 'socket');
  const conversation = new Conversation({ socket, out, timeoutMs });

  const driver = await bundleDriver(box);
  const server = await startServer({ env: { UNROLL_NOTEBOOK: JSON.stringify({ socket, notebook }) }, remove: [box] });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await follow(page, conversation);
  await page.goto(workbenchUrl(server, { folder, extensionDevelopmentPath: root, extensionTestsPath: driver }));
  const code = await conversation.ended;
  await browser.close();
  server.stop();
  return code;
}

async function bundleDriver(box) {
  const outfile = path.join(box, 'driver.cjs');
  const entryPoints = [path.join(import.meta.dirname, 'driver.ts')];
  const node = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] };
  await build({ ...node, entryPoints, outfile, logLevel: 'warning' });
  return outfile;
}

async function follow(page, conversation) {
  page.once('crash', () => conversation.lose("VS Code's page crashed."));
  await page.exposeFunction('codeAutomationLog', (_type, args) => {
    if (process.env.UNROLL_VERBOSE) console.error(...args);
  });
  await page.exposeFunction('codeAutomationExit', () =>
    conversation.lose('VS Code ended before the notebook was run.'),
  );
}
