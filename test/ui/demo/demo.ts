/** `npm run demo`: the sample notebook in the workbench, with mouse and keyboard only. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench } from '../support.ts';
import { type Output, readOutputs, writtenText } from './executed.ts';
import { takePictures } from './pictures.ts';
import { watchGates, watchTraining } from './watch.ts';

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
    await watchGates(page);
    console.log(writtenText(await save(page, path.join(folder, name))));
    copyFileSync(path.join(folder, name), path.join(out, name));
    await takePictures(page, out);
    if (readme) copyFileSync(path.join(out, 'overview.png'), path.join(root, 'media/screenshot.png'));
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

/** Ctrl+S, until the file holds the outputs of every cell and VS Code has nothing more to add. */
async function save(page: Page, file: string): Promise<Output[]> {
  for (let waits = 0; waits < 20; waits++) {
    await page.keyboard.press('ControlOrMeta+S');
    await page.waitForTimeout(500);
    const outputs = readOutputs(file);
    if (outputs && (await page.locator('.tab.dirty').count()) === 0) return outputs;
  }
  throw new Error('the notebook was not saved within 10 s');
}
