/** What a person sees who writes in a cell: lists with their documentation, and hovers. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openFile, screenshot, useWorkbench } from './support.ts';

const name = 'write.ipynb';

describe('writing in a cell', () => {
  const workbench = useWorkbench({ width: 1600, settings: { 'workbench.colorTheme': 'Light Modern' } });
  const cell = () => workbench.page.locator('.notebookOverlay .cell-list-container .monaco-editor').first();
  const list = () => workbench.page.locator('.suggest-widget.visible');
  const rows = () => list().locator('.monaco-list-row .label-name');
  const row = (label: string) => list().locator('.monaco-list-row').filter({ hasText: label }).first();
  const details = () => workbench.page.locator('.suggest-details-container .suggest-details');
  const type = (text: string) => workbench.page.keyboard.type(text, { delay: 30 });

  /**
   * Takes what begins like this, once it is the one that Enter would take, and no answer that comes later closes the
   * list.
   */
  async function take(label: string): Promise<void> {
    const { page } = workbench;
    const focused = list().locator('.monaco-list-row.focused').filter({ hasText: label });
    for (let calm = 0; calm < 5; ) {
      await page.waitForTimeout(100);
      calm = (await focused.count()) > 0 ? calm + 1 : 0;
      if ((await list().count()) === 0) await page.keyboard.press('Control+Space');
    }
    await page.keyboard.press('Enter');
  }

  it('rnn. lists its calls before anything else, with documentation beside them', async () => {
    const { page, folder } = workbench;
    writeFileSync(path.join(folder, name), notebook());
    await openFile(page, name);
    await page.locator('.notebook-toolbar-container').getByText('Unroll').waitFor();
    await cell().click();
    await type('await rnn.');
    await row('train').waitFor();
    assert.deepEqual((await rows().allInnerTexts()).slice(0, 3), ['data', 'train', 'sample']);
    await page.keyboard.press('Control+Space'); // opens the details
    await details().getByText('Reads data, recognises').waitFor();
    await screenshot(page, 'completion of calls');
    await type('tr'); // answers that come later move what an arrow key has chosen
    await details().getByText('Trains a model on data').waitFor();
    await take('train');
  });

  it('then its options, each with type, range and default', async () => {
    const { page } = workbench;
    await type("('names.txt', { ");
    await row('layers').waitFor();
    assert.deepEqual((await rows().allInnerTexts()).slice(0, 2), ['cell', 'activation']);
    await type('hid');
    await details().getByText('a whole number from 1 to 4096').waitFor();
    await screenshot(page, 'completion of options');
    await take('hidden');
    await type('64, ce');
    await take('cell');
  });

  it('then the values of an option', async () => {
    const { page } = workbench;
    await row("'gru'").waitFor();
    assert.deepEqual((await rows().allInnerTexts()).slice(0, 3), ["'rnn'", "'gru'", "'lstm'"]);
    await screenshot(page, 'completion of values');
    await type('g');
    await take("'gru'");
    await list().waitFor({ state: 'hidden' });
    // The list is gone a moment before the text is there.
    await cell()
      .locator('.view-lines')
      .filter({ hasText: /cell:\s*'gru'/ })
      .waitFor();
    const text = (await cell().locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
    assert.equal(text.trim(), "await rnn.train('names.txt', { hidden: 64, cell: 'gru'})");
  });

  it('the pointer on an option tells what it is', async () => {
    const { page } = workbench;
    await page.keyboard.press('Escape'); // the signature
    await cell().locator('.view-line span span').filter({ hasText: 'hidden' }).last().hover();
    await page.locator('.monaco-hover').getByText('Units in each layer and direction.').waitFor();
    await screenshot(page, 'hover of an option');
  });
});

describe('writing in a cell what another one declares', () => {
  const workbench = useWorkbench({ width: 1600, settings: { 'workbench.colorTheme': 'Light Modern' } });

  it('a comma behind a variable takes no other word, however fast one types', async () => {
    const { page, folder } = workbench;
    const declaring = "const model = await rnn.train('names.txt');\nconst { scores, labels: kinds } = model;";
    writeFileSync(path.join(folder, name), notebook(declaring, '', ''));
    await openFile(page, name);
    await page.locator('.notebook-toolbar-container').getByText('Unroll').waitFor();
    for (const [place, delay] of [
      [1, 250],
      [2, 30],
    ] as const) {
      const cell = page.locator('.notebookOverlay .cell-list-container .monaco-editor').nth(place);
      await cell.click();
      const code = 'await rnn.predict(model, kinds, scores';
      await page.keyboard.type(code, { delay });
      await page.keyboard.press('Escape');
      await cell.locator('.view-lines').filter({ hasText: 'scores' }).waitFor();
      const text = (await cell.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ').trim();
      assert.equal(text, `${code})`);
    }
  });
});

function notebook(...sources: string[]): string {
  const cells = (sources.length > 0 ? sources : ['']).map((source, i) => ({
    ...{ cell_type: 'code', execution_count: null, id: `cell-${i}`, metadata: {}, outputs: [] },
    source: source.split(/(?<=\n)/),
  }));
  const kernelspec = { display_name: 'Unroll', language: 'javascript', name: 'unroll' };
  const metadata = { kernelspec, language_info: { name: 'javascript' } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}
