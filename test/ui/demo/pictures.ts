/** The pictures of the demo: the notebook with curve and heatmap, and the panel, in three themes. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openPanel, runCommand } from '../support.ts';

const themes = { light: 'Light Modern', dark: 'Dark Modern', 'high-contrast': 'Dark High Contrast' };

/** Writes notebook-THEME.png, heatmap-THEME.png and panel-THEME.png into a folder. */
export async function takePictures(page: Page, folder: string): Promise<void> {
  const take = (name: string) => page.screenshot({ path: path.join(folder, `${name}.png`) });
  for (const [name, theme] of Object.entries(themes)) {
    await setTheme(page, theme);
    await scrollTo(page, 'top');
    await take(`notebook-${name}`);
    await scrollTo(page, 'bottom');
    await take(`heatmap-${name}`);
    await openPanel(page);
    await take(`panel-${name}`);
    await page.getByRole('tab', { name: 'Explorer' }).click();
  }
}

/** With the wheel, over the cells. */
async function scrollTo(page: Page, end: 'top' | 'bottom'): Promise<void> {
  const cells = await page.locator('.notebook-editor .cell-list-container').first().boundingBox();
  if (!cells) throw new Error('no notebook is open');
  await page.mouse.move(cells.x + cells.width / 2, cells.y + cells.height / 2);
  await page.mouse.wheel(0, end === 'top' ? -100_000 : 100_000);
  await page.waitForTimeout(700); // cells that come into view are drawn
}

/** Through the palette, as a user changes it. */
async function setTheme(page: Page, theme: string): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  await page.locator('.quick-input-widget input').first().fill(theme);
  await page.locator('.quick-input-list').getByRole('option', { name: theme }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1000); // the views get the new colours a moment later
}
