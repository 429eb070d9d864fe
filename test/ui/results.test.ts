/** What a person sees of results in VS Code: a sample notebook is run, saved, and opened again in a new window. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { drawnMs, notebookFrame, openFile, reload, screenshot, setTheme, useWorkbench } from './support.ts';

const name = 'teddy.ipynb';

describe('results in VS Code', () => {
  const settings = { 'workbench.colorTheme': 'Light Modern' };
  const workbench = useWorkbench({ settings, workspace: path.join(import.meta.dirname, '../../samples') });
  const tags = () => notebookFrame(workbench.page).locator('.result:has(.tagged)');

  it('the last cells of a sample show evaluations and tags', async () => {
    const { page } = workbench;
    await open(page);
    await page.getByRole('button', { name: 'Run All' }).first().click();
    await shownAtEnd();
    assert.deepEqual((await tags().locator('.coloured').allInnerTexts()).toSorted(), ['BEAR\nTeddy', 'PERSON\nTeddy']);
    assert.equal(await tags().locator('.tagged').count(), 16);
  });

  it('the tip of a token tells how sure the model is', async () => {
    const { page } = workbench;
    await tags().locator('.coloured').first().hover();
    assert.match(await tags().locator('.tip').innerText(), /^“Teddy”\s+PERSON\s+\d+\.\d %/);
    await screenshot(page, 'results light');
    await setTheme(page, 'Dark Modern');
    await screenshot(page, 'results dark');
  });

  it('saved and opened again in a new window, the same is drawn from the file', async () => {
    const { page } = workbench;
    const before = await tags().innerText();
    await page.keyboard.press('ControlOrMeta+S');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await reload(page);
    await open(page);
    await shownAtEnd();
    assert.equal(await tags().innerText(), before);
    assert.equal(await notebookFrame(page).locator('img').count(), 0);
  });

  /** VS Code draws only what is in view, and the end moves down while the cells above it get their outputs. */
  async function shownAtEnd(): Promise<void> {
    for (let tries = 0; !(await tags().isVisible()); tries++) {
      assert.ok(tries < 300, 'the last cell shows no tags');
      await workbench.page.keyboard.press('ControlOrMeta+End');
      await workbench.page.waitForTimeout(drawnMs);
    }
  }
});

/** Through Quick Open, until our kernel is the notebook's. */
async function open(page: Page): Promise<void> {
  await openFile(page, name);
  await page.locator('.notebook-toolbar-container').getByText('Unroll').waitFor();
}
