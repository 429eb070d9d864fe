/** Prints what a person sees while the sample notebook runs: the numbers below the curve, then the cells' texts. */
import type { Locator, Page } from 'playwright-core';
import { notebookFrame } from '../support.ts';

/** A minute is what the sample takes here; a slower machine may take three. */
const trainingMs = 180_000;

/** Prints a line an epoch until the training has ended. Throws when it ended otherwise than finished. */
export async function watchTraining(page: Page): Promise<void> {
  const run = notebookFrame(page).locator('.run').first();
  await run.waitFor({ timeout: 60_000 });
  let printed = '';
  for (const deadline = Date.now() + trainingMs; Date.now() < deadline; await page.waitForTimeout(200)) {
    const state = await run.getAttribute('data-state');
    const facts = await readFacts(run);
    const [epoch = ''] = facts;
    if (epoch !== printed && epoch !== '') console.log(facts.join(' · '));
    printed = epoch;
    if (state === 'finished') return void console.log((await readFacts(run)).join(' · '));
    if (state === 'failed' || state === 'stopped') throw new Error(`the training ${state}: ${await run.innerText()}`);
  }
  throw new Error(`the training did not end within ${trainingMs / 1000} s`);
}

/** Scrolls to the end, waits until the last cell has drawn the gates, and prints the texts that were sampled. */
export async function watchResults(page: Page): Promise<void> {
  const frame = notebookFrame(page);
  await page.keyboard.press('ControlOrMeta+End');
  await frame.locator('canvas').last().waitFor({ timeout: 60_000 });
  const texts = await frame.locator('.output-stream, .output-plaintext').allInnerTexts();
  console.log(texts.map((text) => text.trim()).join('\n'));
  const errors = await frame.locator('.error, .traceback').allInnerTexts();
  if (errors.length > 0) throw new Error(errors.join('\n'));
}

/** The numbers below the curve: epoch, loss, perplexity, bits, speed, time. */
async function readFacts(run: Locator): Promise<string[]> {
  const rows = await run.locator('.facts > div').allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, ' ').trim());
}
