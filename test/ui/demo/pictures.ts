/** The pictures of the demo: the notebook with curve and heatmap, and the panel, in three themes. */
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { drawnMs, openPanel, runCommand, setTheme } from '../support.ts';

const themes = { light: 'Light Modern', dark: 'Dark Modern', 'high-contrast': 'Dark High Contrast' };

/** High enough for a run with its curve, its sample and its gates, and for the panel beside it, to its end. */
const tall = { width: 1440, height: 1280 };
/** Below the notebook's toolbar. */
const cellTop = 180;

/**
 * Writes notebook-THEME.png, heatmap-THEME.png and panel-THEME.png into a folder, and overview.png in the dark theme.
 */
export async function takePictures(page: Page, folder: string): Promise<void> {
  const take = (name: string) => page.screenshot({ path: path.join(folder, `${name}.png`) });
  for (const [name, theme] of Object.entries(themes)) {
    await setTheme(page, theme);
    await focusCell(page, 'first');
    await take(`notebook-${name}`);
    await focusCell(page, 'last');
    await take(`heatmap-${name}`);
    await takeWithPanel(page, async () => {
      await take(`panel-${name}`);
      if (name === 'dark') await takeOverview(page, path.join(folder, 'overview.png'));
    });
    await page.getByRole('tab', { name: 'Explorer' }).click();
  }
}

/** In a window that is high enough for the panel, once the panel has everything that it shows. */
async function takeWithPanel(page: Page, take: () => Promise<void>): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize(tall);
  const panel = await openPanel(page);
  await panel.locator('.estimate', { hasText: /^about / }).waitFor();
  await page.waitForTimeout(drawnMs);
  await take();
  if (before) await page.setViewportSize(before);
}

/** The cell that trains, scrolled to the top, and the panel. */
async function takeOverview(page: Page, file: string): Promise<void> {
  await focusCell(page, 'first');
  const code = page.locator('.cell-list-container .view-line', { hasText: 'rnn.train' });
  for (let notches = 0; notches < 20 && (await topOf(code)) > cellTop; notches++) {
    await page.mouse.move(600, cellTop + 20);
    await page.mouse.wheel(0, 120); // however much is asked for, VS Code scrolls one notch an event
    await page.waitForTimeout(50);
  }
  await page.mouse.move(0, 0);
  await page.waitForTimeout(drawnMs);
  await page.screenshot({ path: file });
}

async function topOf(locator: Locator): Promise<number> {
  return (await locator.boundingBox())?.y ?? 0;
}

async function focusCell(page: Page, which: 'first' | 'last'): Promise<void> {
  await runCommand(page, `Notebook: Focus ${which === 'first' ? 'First' : 'Last'} Cell`);
  await page.mouse.move(0, 0); // no buttons that appear under the pointer
  await page.waitForTimeout(drawnMs);
}
