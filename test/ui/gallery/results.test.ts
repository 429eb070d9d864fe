import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { settled, useGallery } from './gallery-page.ts';

const tip = (page: Page) => page.locator('.tip');
const focused = (page: Page) =>
  page.evaluate(() => {
    const inside = [...document.querySelectorAll('section > div')].map((host) => host.shadowRoot?.activeElement);
    return inside.find((element) => element)?.getAttribute('aria-label');
  });

describe('results in the browser', () => {
  const browser = useGallery();

  it('the pointer tells the tags of a token, and the box covers neither it nor its neighbours', async () => {
    const { page } = await browser.open('outputs', { case: 'result-tags' });
    const token = page.locator('.tagged').nth(2);
    await token.hover();
    assert.match(await tip(page).innerText(), /^“Teddy”\s+PERSON\s+96\.0 %\s+other\s+4\.0 %$/);
    const [box, other] = [await tip(page).boundingBox(), await token.boundingBox()];
    assert.ok(box && other && (box.y >= other.y + other.height || box.y + box.height <= other.y));
    await page.mouse.move(790, 690);
    assert.ok(await tip(page).isHidden());
    await page.close();
  });

  it('one Tab reaches a sentence, arrow keys walk over its tokens, and say what each is', async () => {
    const { page } = await browser.open('outputs', { case: 'result-tags', width: '320' });
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), '“we”: O 96.0 %');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(page), '“Teddy”: PERSON 96.0 %');
    assert.match(await tip(page).innerText(), /Teddy/);
    await page.keyboard.press('ArrowDown'); // the line has wrapped
    assert.equal(await focused(page), '“president”: O 96.0 %');
    await page.keyboard.press('Escape');
    assert.ok(await tip(page).isHidden());
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), '“she”: O 96.0 %');
    await page.close();
  });

  it('sentences from right to left are walked as they stand', async () => {
    const { page } = await browser.open('outputs', { case: 'result-tags-scripts' });
    await page.locator('.flow[dir=rtl] .tagged').first().focus();
    await page.keyboard.press('ArrowLeft');
    assert.match((await focused(page)) ?? '', /^“محمد”: B-PER/);
    await page.close();
  });

  it('every cell of a confusion is reached by the arrow keys, and says what was taken for what', async () => {
    const { page } = await browser.open('outputs', { case: 'result-evaluation' });
    await page.locator('.confusion td[tabindex="0"]').focus();
    assert.match((await focused(page)) ?? '', /^is female, called female: 320, 95\.0 %$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.match((await focused(page)) ?? '', /^is male, called male: 360/);
    await page.close();
  });

  it('what differs between two sentences is framed, and nothing else; every token has its value', async () => {
    const { page } = await browser.open('outputs', { case: 'result-probabilities' });
    assert.deepEqual(await page.locator('.differs').allInnerTexts(), ['pear\n0.20\npair\n3e-5']);
    assert.equal(await page.locator('.probability small').count(), 18);
    assert.match(await page.locator('.texts').innerText(), /22,600 times less likely/);
    await page.close();
  });

  it('what is left out is said', async () => {
    const { page } = await browser.open('outputs', { case: 'result-classes-many,result-evaluation-many,result-class' });
    const notes = await page.locator('.note').allInnerTexts();
    assert.deepEqual(notes.sort(), [
      'The 12 most frequent of 2,500 classes.',
      'The 20 most frequent of 2,500 classes.',
      'The first 20 of 10,000 are drawn; the value has them all.',
      'and 15 more',
    ]);
    await page.close();
  });

  it('a change of the theme changes the shades', async () => {
    const { page } = await browser.open('outputs', { case: 'result-probabilities', theme: 'dark' });
    const shade = () => page.locator('.probability').nth(3).getAttribute('style');
    const dark = await shade();
    await page.evaluate(() =>
      (globalThis as unknown as { gallery: { applyTheme: (...names: string[]) => void } }).gallery.applyTheme(
        'light',
        'editor',
      ),
    );
    await settled(page);
    assert.notEqual(await shade(), dark);
    await page.close();
  });

  it('markup in a token is text', async () => {
    const { page } = await browser.open('outputs', { case: 'result-tags-speech' });
    assert.equal(await page.locator('.tagged b').count(), 0);
    assert.ok(await page.getByText('<b>them</b>').isVisible());
    await page.close();
  });
});
