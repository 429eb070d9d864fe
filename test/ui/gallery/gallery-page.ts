/** Opens pages of the gallery in the tests' browser, from the folder they were built into. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../vscode/browser.mjs';
import { buildGallery } from './build.mjs';

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

export interface GalleryBrowser {
  /** Opens a page, waits until it has drawn, and collects what it complains about. */
  open(page: string, query: Record<string, string>, width?: number): Promise<{ page: Page; complaints: string[] }>;
}

/** One browser for the tests of a `describe`. */
export function useGallery(): GalleryBrowser {
  let [browser, folder]: [Browser | undefined, string] = [undefined, ''];
  before(async () => {
    folder = await buildGallery();
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  return {
    async open(name, query, width = 1000) {
      if (!browser) throw new Error('The browser was not started.');
      const page = await browser.newPage({ viewport: { width, height: 700 } });
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.route('**/*', async (route) => {
        const file = path.join(folder, new URL(route.request().url()).pathname);
        const contentType = TYPES[path.extname(file)];
        if (!contentType) await route.fulfill({ status: 204 });
        else await route.fulfill({ contentType, body: await readFile(file) });
      });
      await page.goto(`http://gallery.test/${name}.html?${new URLSearchParams(query)}`);
      await settled(page);
      return { page, complaints };
    },
  };
}

/** Two frames: what was asked for in this one is drawn in the next. */
export async function settled(page: Page): Promise<void> {
  for (let i = 0; i < 3; i++) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}
