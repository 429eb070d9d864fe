/** What the tests of the workbench share: a real VS Code in a headless browser, and the ways to its parts. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../vscode/browser.mjs';
import { startServer, workbenchUrl } from '../vscode/server.mjs';
import { copyWorkspace } from '../vscode/workspace.mjs';

const root = path.join(import.meta.dirname, '../..');

/** Views get new colours, and cells that come into view are drawn, a moment after they should. */
export const drawnMs = 1000;

export interface Workbench {
  page: Page;
  /** The copy of the fixture workspace that is open. */
  folder: string;
  browser: Browser;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** VS Code's settings. */
  settings?: Record<string, unknown>;
  /** The workspace to copy; test/fixtures/workspace when it is left out. */
  workspace?: string;
  /** Folders of further extensions. */
  extensions?: string[];
  width?: number;
  height?: number;
}

/** One server and one browser for the tests of a `describe`: `const workbench = useWorkbench();` */
export function useWorkbench(options: WorkbenchOptions = {}): Workbench {
  const workbench = {} as Workbench;
  before(async () => {
    Object.assign(workbench, await openWorkbench(options));
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await screenshot(workbench.page, `failed ${this.currentTest.fullTitle()}`);
  });
  after(() => workbench.close?.());
  return workbench;
}

/** Opens the workbench on a fresh copy of a workspace and waits until our extension's icon is there. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { settings = {}, workspace, extensions = [], width = 1280, height = 900 } = options;
  const folder = copyWorkspace(workspace);
  const server = await startServer({ settings, extensions, project: root });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(90_000); // only a test that fails waits so long
  await load(page, workbenchUrl(server, { folder }));
  const close = async () => {
    await browser.close();
    server.stop();
  };
  return { page, folder, browser, close };
}

/** Reloads the window, as "Developer: Reload Window" does. */
export async function reload(page: Page): Promise<void> {
  await load(page, page.url());
}

/** Until the icon is there an .ipynb would open as JSON text: it comes with the contributions of all extensions. */
async function load(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('tab', { name: 'Unroll' }).waitFor();
}

/** Runs a command from the palette by its full title: `Unroll: New Notebook`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list').getByRole('option', { name: title }).first().click();
}

/** Through the palette, as a user changes it. */
export async function setTheme(page: Page, theme: string): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  await page.locator('.quick-input-widget input').first().fill(theme);
  await page.locator('.quick-input-list').getByRole('option', { name: theme }).first().click();
  await page.waitForTimeout(drawnMs);
}

/** Opens a file of the workspace through Quick Open. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+P');
  await page.locator('.quick-input-widget input').first().fill(name);
  await page.locator('.quick-input-list').getByRole('option', { name }).first().click();
  await page.getByRole('tab', { name }).first().waitFor();
}

/** The outputs of the notebook that is open; all of them share one frame. */
export function notebookFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview[src*="purpose=notebookRenderer"]').frameLocator('#active-frame');
}

/** Opens the sidebar and returns the training panel. */
export async function openPanel(page: Page): Promise<FrameLocator> {
  await page.getByRole('tab', { name: 'Unroll' }).click();
  return panelFrame(page);
}

/** The training panel in the sidebar. */
export function panelFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview[src*="extensionId=unroll.unroll"]').frameLocator('#active-frame');
}

/** Writes out/screenshots/NAME.png. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = path.join(root, 'out/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`) });
}
