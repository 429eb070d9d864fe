/** What a person sees of a notebook in VS Code: the curve while it trains, the gates, and both again from the file. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { notebookFrame, openFile, reload, screenshot, setTheme, useWorkbench } from './support.ts';

const name = 'look.ipynb';
/** Enough epochs to be seen running, and few enough for a notebook to keep every point of the curve. */
const cells = [
  "const model = await rnn.train('names.txt', { hidden: 160, epochs: 300, watch: false });",
  "await rnn.gates(model, 'Barbara');",
];

describe('notebook in VS Code', () => {
  const workbench = useWorkbench({ settings: { 'workbench.colorTheme': 'Light Modern' } });
  const file = () => path.join(workbench.folder, name);
  const run = () => notebookFrame(workbench.page).locator('.run');
  const gates = () =>
    notebookFrame(workbench.page).locator('.output:not(.run)', { has: workbench.page.locator('canvas') });

  it('Run All draws the curve while the network trains, then the gates', async () => {
    const { page } = workbench;
    writeFileSync(file(), notebook());
    await open(page);
    await page.getByRole('button', { name: 'Run All' }).first().click();
    await notebookFrame(page).locator('.run[data-state="running"] .curve svg').waitFor();
    await notebookFrame(page).locator('.run[data-state="finished"]').waitFor();
    assert.match(await run().locator('.keys').innerText(), /training \d\.\d+/);
    assert.match(await run().locator('.facts').innerText(), /model of epoch\s+\d+ \/ 300/);
    await gates().locator('canvas').waitFor();
  });

  it('the pointer reads the values of a unit at a character', async () => {
    const { page } = workbench;
    await page.keyboard.press('ControlOrMeta+End');
    await gates()
      .locator('canvas')
      .hover({ position: { x: 60, y: 40 } });
    const tip = gates().locator('.tip');
    assert.match(await tip.innerText(), /t = \d+ · .* · unit \d+/);
    assert.equal(await tip.locator('.row').count(), 6);
    await screenshot(page, 'notebook light');
    await setTheme(page, 'Dark Modern');
    await gates()
      .locator('canvas')
      .hover({ position: { x: 62, y: 42 } });
    await screenshot(page, 'notebook dark');
  });

  it('saved and opened again in a new window, our renderer draws the same from the file', async () => {
    const { page } = workbench;
    const before = await shown();
    await page.keyboard.press('ControlOrMeta+S');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    assert.match(readFileSync(file(), 'utf8'), /application\/vnd\.unroll\.run\+json/);
    await reload(page);
    await open(page);
    await run().locator('.curve svg').waitFor();
    await gates().locator('canvas').waitFor();
    assert.deepEqual(await shown(), before);
    assert.equal(await notebookFrame(page).locator('img').count(), 0);
  });

  async function shown(): Promise<(string | null)[]> {
    const texts = [run().locator('.headline'), run().locator('.keys'), run().locator('.facts')];
    return [await run().getAttribute('data-state'), ...(await Promise.all(texts.map((text) => text.innerText())))];
  }
});

/** Through Quick Open, until our kernel is the notebook's. */
async function open(page: Page): Promise<void> {
  await openFile(page, name);
  await page.locator('.notebook-toolbar-container').getByText('Unroll').waitFor();
}

function notebook(): string {
  const common = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [] };
  const kernelspec = { display_name: 'Unroll', language: 'javascript', name: 'unroll' };
  return JSON.stringify({
    cells: cells.map((source, i) => ({ ...common, id: `cell-${i}`, source: [source] })),
    metadata: { kernelspec, language_info: { name: 'javascript' } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}
