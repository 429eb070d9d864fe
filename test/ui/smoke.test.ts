import assert from 'node:assert/strict';
import { openFile, runCommand, screenshot, useWorkbench } from './support.ts';

describe('workbench', () => {
  const workbench = useWorkbench();

  it('opens the workspace and offers the commands', async () => {
    const { page } = workbench;
    await openFile(page, 'names.txt');
    await page.getByText('Barbara').waitFor();
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>Unroll');
    const options = page.locator('.quick-input-list').getByRole('option');
    await options.first().waitFor();
    const titles = await options.allInnerTexts();
    assert.ok(
      titles.some((title) => title.includes('Unroll: New Notebook')),
      titles.join(' | '),
    );
    await screenshot(page, 'commands');
    await page.keyboard.press('Escape');
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  });
});
