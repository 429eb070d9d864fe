/** Prints what a person sees while the sample notebook trains: the numbers around the curve, a line an epoch. */
import type { Locator, Page } from 'playwright-core';
import { notebookFrame } from '../support.ts';

/** Half a minute is what the sample takes on two cores; a slower machine may take three. */
const trainingMs = 180_000;

/** Returns when the training has finished; throws when it ended otherwise. */
export async function watchTraining(page: Page): Promise<void> {
  const run = notebookFrame(page).locator('.run').first();
  await run.waitFor({ timeout: 60_000 });
  let printed = '';
  for (const deadline = Date.now() + trainingMs; Date.now() < deadline; await page.waitForTimeout(100)) {
    const state = await run.getAttribute('data-state');
    const [epoch = '', ...others] = await readFacts(run);
    if (epoch !== printed || state === 'finished')
      console.log([epoch, ...(await readKeys(run)), ...others].join(' · '));
    printed = epoch;
    if (state === 'finished') return;
    if (state === 'failed' || state === 'stopped') throw new Error(`the training ${state}: ${await run.innerText()}`);
  }
  throw new Error(`the training did not end within ${trainingMs / 1000} s`);
}

/** Scrolls to the last cell and waits until it has drawn the gates. */
export async function watchGates(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+End');
  await notebookFrame(page).locator('canvas').last().waitFor({ timeout: 60_000 });
}

/** The key of the curve: the newest loss in training and on what is held out. */
async function readKeys(run: Locator): Promise<string[]> {
  return (await run.locator('.keys > span').allInnerTexts()).slice(0, 2).map(oneLine);
}

/** The numbers below the curve: epoch, ..., speed and time. */
async function readFacts(run: Locator): Promise<string[]> {
  const facts = (await run.locator('.facts > div').allInnerTexts()).map(oneLine);
  return [...facts.slice(0, 1), ...facts.slice(-2)];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
