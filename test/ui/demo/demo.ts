/** `npm run demo`: the sample notebook in the workbench, with mouse and keyboard only. */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench } from '../support.ts';
import { takePictures } from './pictures.ts';
import { watchResults, watchTraining } from './watch.ts';

const root = path.join(import.meta.dirname, '../../..');
const out = path.join(root, 'out/demo');
const name = 'dinosaurs.ipynb';

/** Leaves out/demo/ with the executed notebook and pictures; throws when a cell fails. */
export async function demo({ readme }: { readme: boolean }): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const workspace = path.join(root, 'samples');
  const settings = { 'workbench.colorTheme': 'Default Light Modern' };
  const { page, folder, close } = await openWorkbench({ workspace, settings, width: 1440, height: 1000 });
  try {
    await openSample(page);
    await page.getByRole('button', { name: 'Run All' }).first().click();
    await watchTraining(page);
    await watchResults(page);
    await save(page, path.join(folder, name));
    copyFileSync(path.join(folder, name), path.join(out, name));
    await takePictures(page, out);
    if (readme) copyFileSync(path.join(out, 'notebook-dark.png'), path.join(root, 'media/screenshot.png'));
  } catch (error) {
    await page.screenshot({ path: path.join(out, 'failed.png') });
    throw error;
  } finally {
    await close();
  }
  console.log(`out/demo/ has ${name} as it was executed, and the pictures.`);
}

async function openSample(page: Page): Promise<void> {
  await page.getByRole('treeitem', { name }).dblclick();
  await page.locator('.notebook-toolbar-container').getByText('Unroll').waitFor();
}

/** Ctrl+S, until the file holds the outputs. */
async function save(page: Page, file: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+S');
  for (let waits = 0; !readFileSync(file, 'utf8').includes('application/vnd.unroll.gates+json'); waits++) {
    if (waits > 100) throw new Error('the notebook was not saved within 10 s');
    await page.waitForTimeout(100);
  }
}
