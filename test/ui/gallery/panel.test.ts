import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { message } from '../../../src/messages/message.ts';
import type { FromPanel } from '../../../src/protocol/renderer.ts';
import { settled, useGallery } from './gallery-page.ts';
import { PANELS } from './panel-cases.ts';

declare const told: FromPanel[];

/** Elements that stick out of the panel on the right, and texts that are cut in their box. */
function badlyPlaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('unroll-panel')?.shadowRoot;
    const all = [...(root?.querySelectorAll<HTMLElement>('*') ?? [])].filter(
      // The line above the runs goes from edge to edge.
      (element) => !element.closest('pre, svg, vscode-option') && !element.matches('.runs'),
    );
    const out = all.filter((element) => element.getBoundingClientRect().right > innerWidth - 8);
    const cut = all.filter(
      (element) => getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1,
    );
    return [...out, ...cut].map((element) => `${element.tagName}.${element.className}`);
  });
}

function lastOf(page: Page, kind: FromPanel['kind']): Promise<FromPanel | undefined> {
  return page.evaluate((kind) => told.findLast((message) => message.kind === kind), kind);
}

describe('panel in the browser', () => {
  const browser = useGallery();

  for (const lang of ['en', 'zh-cn'])
    it(`fits 170, 240, 300 and 500 px in ${lang}, in every state`, async () => {
      for (const name of Object.keys(PANELS)) {
        const { page, complaints } = await browser.open('panel', { case: name, lang });
        for (const width of [170, 240, 300, 500]) {
          await page.setViewportSize({ width, height: 900 });
          await settled(page);
          assert.deepEqual([name, width, ...(await badlyPlaced(page))], [name, width]);
        }
        assert.deepEqual(complaints, []);
        await page.close();
      }
    });

  it('asks for one estimate when typing settles, and starts with what stands in the form', async () => {
    const { page } = await browser.open('panel', { case: 'ready' }, 300);
    await page.waitForFunction(() => told.some((message) => message.kind === 'estimate'));
    const hidden = page.locator('vscode-textfield#hidden input');
    await hidden.fill('25');
    await hidden.fill('256');
    await page.waitForFunction(
      () => told.filter((message) => message.kind === 'estimate').at(-1)?.options.hidden === 256,
    );
    const asked = await page.evaluate(() => told.flatMap((m) => (m.kind === 'estimate' ? [m.options.hidden] : [])));
    assert.ok(!asked.includes(25), `asked for ${asked}`);
    await page.locator('vscode-button.start').click();
    const start = await lastOf(page, 'start');
    assert.ok(start?.kind === 'start');
    assert.equal(start.uri, 'file:///w/data/dinosaurs.txt');
    assert.deepEqual([start.options.hidden, start.options.cell, start.options.seed], [256, 'lstm', 1]);
    await page.close();
  });

  it('shows what is wrong at its field, and does not start', async () => {
    const { page } = await browser.open('panel', { case: 'ready' }, 300);
    await page.locator('vscode-textfield#epochs input').fill('many');
    const fault = page.getByRole('alert');
    assert.equal(await fault.textContent(), "epochs must be a whole number from 1 to 100000, or 'auto'; got 'many'.");
    assert.ok(await page.locator('vscode-textfield#epochs').evaluate((field) => field.hasAttribute('invalid')));
    await page.locator('vscode-button.start').click({ force: true });
    assert.equal(await lastOf(page, 'start'), undefined);
    await page.locator('vscode-textfield#epochs input').fill('3');
    assert.equal(await fault.count(), 0);
    await page.close();
  });

  it('shows all that is wrong, and opens More options for what stands there', async () => {
    const { page } = await browser.open('panel', { case: 'faults' }, 300);
    const faults = await page.getByRole('alert').allTextContents();
    assert.deepEqual(
      faults.map((fault) => fault.split(' must')[0]),
      ['layers', 'hidden', 'dropout', 'Clip norm at: clip'],
    );
    assert.ok(await page.locator('vscode-textfield#dropout').isVisible());
    await page.close();
  });

  it('does not start on a source that is refused, and asks again when one comes back to the panel', async () => {
    const { page } = await browser.open('panel', { case: 'source-fault' }, 300);
    const asked = () => page.evaluate(() => told.filter(({ kind }) => kind === 'estimate').length);
    const start = page.locator('vscode-button.start');
    const disabled = () => start.evaluate((button) => button.hasAttribute('disabled'));
    assert.equal(await disabled(), true);
    const before = await asked();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.waitForFunction((before) => told.filter(({ kind }) => kind === 'estimate').length > before, before);
    const refused = { kind: 'fault', field: '', message: message('verbatim', { text: 'names.txt is empty.' }) };
    await page.evaluate((fault) => postMessage(fault), refused);
    await settled(page);
    assert.equal(await disabled(), true);
    await page.locator('vscode-textfield#hidden input').fill('64');
    assert.equal(await disabled(), false);
    await page.close();
  });

  it('a network that needs too much memory is refused beside the estimate', async () => {
    const { page } = await browser.open('panel', { case: 'too-large' }, 300);
    assert.match((await page.getByRole('alert').textContent()) ?? '', /needs 26.9 GiB of memory; at most 4 GiB/);
    assert.ok(await page.locator('vscode-button.start').evaluate((button) => button.hasAttribute('disabled')));
    await page.close();
  });

  it('a run that failed without a model offers no sampled text; the run that is followed is the one picked', async () => {
    const { page } = await browser.open('panel', { case: 'failed' }, 300);
    await page.locator('#run-view .message').waitFor();
    assert.equal(await page.locator('vscode-button.insert').count(), 0);
    await page.evaluate(() => {
      const runs = ['run', 'other'].map((id) => ({ id, title: id, state: 'finished' as const }));
      postMessage({ kind: 'runs', runs, shown: 'other', followed: 'other' });
    });
    await settled(page);
    const picked = page.locator('vscode-single-select#run');
    assert.equal(await picked.evaluate((select) => (select as HTMLSelectElement).value), 'other');
    await page.close();
  });

  it('stops the run that it shows, follows the one that is picked, inserts a sample once there is a model', async () => {
    const { page } = await browser.open('panel', { case: 'running' }, 300);
    await page.locator('button.stop').click();
    assert.equal((await lastOf(page, 'stop'))?.kind, 'stop');
    assert.ok(await page.locator('vscode-button.insert').evaluate((button) => button.hasAttribute('disabled')));
    await page.locator('vscode-single-select#run').click();
    await page.locator('vscode-single-select#run').getByRole('option').last().click();
    assert.deepEqual(await lastOf(page, 'follow'), { kind: 'follow', runId: 'other' });
    await page.close();
    const { page: finished } = await browser.open('panel', { case: 'finished' }, 300);
    await finished.locator('vscode-button.insert').click();
    assert.equal((await lastOf(finished, 'insertSample'))?.kind, 'insertSample');
    await finished.close();
    const { page: classes } = await browser.open('panel', { case: 'classes' }, 300);
    await classes.locator('#run-view pre').waitFor();
    assert.equal(await classes.locator('vscode-button.insert').count(), 0);
    await classes.close();
  });

  it('source: browse, active editor, and the one that the host selects', async () => {
    const { page } = await browser.open('panel', { case: 'ready' }, 300);
    await page.getByRole('button', { name: 'Browse…' }).click();
    assert.ok(await lastOf(page, 'pickSource'));
    await page.getByRole('button', { name: 'Use active editor' }).click();
    assert.ok(await lastOf(page, 'useActiveEditor'));
    await page.evaluate(() => {
      const sources = [{ uri: 'file:///w/new.txt', label: 'new.txt' }];
      postMessage({ kind: 'sources', sources, selected: 'file:///w/new.txt' });
    });
    await settled(page);
    await page.locator('vscode-button.start').click();
    const start = await lastOf(page, 'start');
    assert.equal(start?.kind === 'start' && start.uri, 'file:///w/new.txt');
    await page.close();
  });
});
