/**
 * The sidebar's panel in VS Code: from a form with a mistake in it to text that the trained model writes in an editor.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { openFile, openPanel, panelFrame, reload, runCommand, screenshot, setTheme, useWorkbench } from './support.ts';

describe('sidebar in VS Code', () => {
  const workbench = useWorkbench({
    height: 1280,
    settings: { 'workbench.colorTheme': 'Light Modern', 'unroll.sample.length': 40 },
  });
  const panel = () => panelFrame(workbench.page);
  const field = (id: string): Locator => panel().locator(`vscode-textfield#${id} input`);
  const start = () => panel().locator('vscode-button.start');

  it('says what is wrong with a value at its field, and starts nothing', async () => {
    await openPanel(workbench.page);
    await panel()
      .locator('.estimate', { hasText: /^about / })
      .waitFor();
    await workbench.page.mouse.move(640, 400); // no tooltip of the icon over the form
    await field('epochs').fill('0');
    const fault = "epochs must be a whole number from 1 to 100000, or 'auto'; got 0.";
    assert.equal(await panel().getByRole('alert').innerText(), fault);
    assert.ok(await start().evaluate((button) => button.hasAttribute('disabled')));
    await screenshot(workbench.page, 'panel fault');
  });

  it('trains, shows the progress, stops, and keeps the model', async () => {
    const { page, folder } = workbench;
    await panel().locator('vscode-single-select#source').click();
    await panel().getByRole('option', { name: 'names.txt' }).click();
    await field('hidden').fill('8');
    await field('epochs').fill('100000');
    // It learns the lines by heart, so that no sample is empty.
    await panel().getByText('More options').click();
    await field('validation').fill('0');
    await panel()
      .locator('.estimate', { hasText: /^about / })
      .waitFor();
    await start().click();
    await panel().locator('.run[data-state="running"] .curve svg').waitFor();
    assert.match(await panel().locator('.facts').innerText(), /\d+ \/ 100,000/);
    await panel().locator('.sample').waitFor();
    await panel()
      .locator('.facts', { hasText: /\d,\d{3} \/ 100,000/ })
      .waitFor();
    await screenshot(page, 'panel light');
    await setTheme(page, 'Dark Modern');
    await screenshot(page, 'panel dark');
    await panel().locator('button.stop').click();
    await panel().locator('.run[data-state="stopped"]').waitFor();
    assert.match(await panel().locator('.state').innerText(), /stopped/);
    const models = readdirSync(path.join(folder, '.unroll')).filter((name) => name.endsWith('.safetensors'));
    assert.equal(models.length, 1);
    assert.match(await panel().locator('.file').innerText(), new RegExp(models[0] ?? 'no model'));
  });

  it('in a new window, the model writes into the editor that is open', async () => {
    const { page } = workbench;
    await reload(page);
    await openFile(page, 'names.txt');
    const lines = page.locator('.editor-instance .view-lines');
    await lines.getByText('Barbara').waitFor();
    const before = await lines.innerText();
    await page.keyboard.press('ControlOrMeta+End');
    await runCommand(page, 'Unroll: Insert Sampled Text');
    await page.locator('.tab.dirty', { hasText: 'names.txt' }).waitFor();
    assert.ok((await lines.innerText()).length > before.length);
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('Shift+ArrowDown');
    await runCommand(page, 'Unroll: Score Selection');
    const message = page.locator('.notification-toast', { hasText: 'bits per character' });
    await message.waitFor();
    await screenshot(page, 'score');
    assert.doesNotMatch(await message.innerText(), /never seen/);
  });
});
