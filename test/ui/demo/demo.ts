/** `npm run demo`: the sample notebooks in the workbench, with mouse and keyboard only. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench, runCommand } from '../support.ts';
import { type Output, readOutputs, writtenText } from './executed.ts';
import { takePictures } from './pictures.ts';
import { watchGates, watchTraining } from './watch.ts';

const root = path.join(import.meta.dirname, '../../..');
const out = path.join(root, 'out/demo');
/** The last one stays open for the pictures. */
const samples = ['moby-dick.ipynb', 'dinosaurs.ipynb'];

/** Leaves out/demo/ with the executed notebooks and pictures; throws when a cell fails. */
export async function demo({ readme }: { readme: boolean }): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const workspace = path.join(root, 'samples');
  const settings = { 'workbench.colorTheme': 'Default Light Modern' };
  const { page, folder, close } = await openWorkbench({ workspace, settings, width: 1440, height: 1000 });
  try {
    for (const name of samples) {
      if (name !== samples[0]) await runCommand(page, 'View: Close Editor');
      await execute(page, name, path.join(folder, name));
    }
    await watchGates(page);
    await takePictures(page, out);
    if (readme) copyFileSync(path.join(out, 'overview.png'), path.join(root, 'media/screenshot.png'));
  } catch (error) {
    await page.screenshot({ path: path.join(out, 'failed.png') });
    throw error;
  } finally {
    await close();
  }
  console.log('out/demo/ has the notebooks as they were executed, and the pictures.');
}

/** Opens a notebook, runs all of its cells, prints what they show and keeps what they leave. */
async function execute(page: Page, name: string, file: string): Promise<void> {
  console.log(`\n${name}`);
  await page.getByRole('treeitem', { name }).dblclick();
  await page.locator('.notebook-toolbar-container').getByText('Unroll').waitFor();
  await page.getByRole('button', { name: 'Run All' }).first().click();
  await watchTraining(page);
  console.log(writtenText(await save(page, file)));
  copyFileSync(file, path.join(out, name));
}

/** Ctrl+S, until the file holds the outputs of every cell and VS Code has nothing more to add. */
async function save(page: Page, file: string): Promise<Output[]> {
  for (let waits = 0; waits < 40; waits++) {
    await page.keyboard.press('ControlOrMeta+S');
    await page.waitForTimeout(500);
    const outputs = readOutputs(file);
    if (outputs && (await page.locator('.tab.dirty').count()) === 0) return outputs;
  }
  throw new Error('the notebook was not saved within 20 s');
}
