import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { ToView } from '../../../src/protocol/renderer.ts';
import { OUTPUTS } from './cases.ts';
import { settled, useGallery } from './gallery-page.ts';
import type { Gallery } from './outputs.ts';
import { THEMES } from './themes.ts';

declare const gallery: Gallery;

/** Elements inside of a shadow root that stick out of the page on the right, but for what may scroll. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('section > div')].flatMap((host) => {
      const right = host.getBoundingClientRect().right + 0.5;
      const all = [...(host.shadowRoot?.querySelectorAll('*') ?? [])];
      return all
        .filter((element) => !element.closest('.scroller, pre, svg') && element.getBoundingClientRect().right > right)
        .map((element) => `${host.id}: ${element.tagName}.${element.getAttribute('class')}`);
    }),
  );
}

describe('outputs in the browser', () => {
  const browser = useGallery();

  for (const theme of Object.keys(THEMES))
    for (const width of ['320', '760'])
      it(`draws ${Object.keys(OUTPUTS).length} cases in ${theme}, ${width} px: no error, nothing sticks out`, async () => {
        const { page, complaints } = await browser.open('outputs', { theme, width });
        assert.deepEqual(await overflowing(page), []);
        assert.deepEqual(complaints, []);
        await page.close();
      });

  it('live reports go into the chart that is there', async () => {
    const { page, complaints } = await browser.open('outputs', { case: 'running' });
    const before = await page.locator('.curve svg').elementHandle();
    const path = () => page.locator('.curve path.line, .curve .mark-line path').nth(1).getAttribute('d');
    const drawn = await path();
    await page.evaluate(() => {
      const report: ToView = {
        kind: 'report',
        runId: gallery.posted[0]?.kind === 'hello' ? gallery.posted[0].runId : '',
        seq: 11,
        report: {
          kind: 'step',
          progress: {
            epoch: 12,
            step: 520,
            steps: 920,
            loss: 1.1,
            gradientNorm: 1,
            tokensPerSecond: 5,
            elapsedMs: 1,
            remainingMs: 1,
          },
        },
      };
      gallery.receive(report);
    });
    await settled(page);
    assert.notEqual(await path(), drawn);
    assert.equal(await page.evaluate((svg) => svg?.isConnected, before), true);
    assert.match((await page.locator('.keys').textContent()) ?? '', /training 1\.100/);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('an item that is rendered again keeps its chart; Stop asks the host', async () => {
    const { page } = await browser.open('outputs', { case: 'running' });
    const before = await page.locator('.curve svg').elementHandle();
    await page.evaluate(() => gallery.show('running', { seq: 40, state: 'stopping' }));
    await settled(page);
    assert.equal(await page.evaluate((svg) => svg?.isConnected, before), true);
    assert.ok(await page.locator('button.stop').isDisabled());
    await page.evaluate(() => gallery.show('running', { seq: 41, state: 'running' }));
    await page.locator('button.stop').click();
    assert.equal(await page.evaluate(() => gallery.posted.at(-1)?.kind), 'stop');
    await page.close();
  });

  it('a change of the theme changes the colours', async () => {
    const { page } = await browser.open('outputs', { case: 'gates-lstm', theme: 'dark' });
    const corner = () =>
      page.locator('canvas').evaluate((canvas) => {
        const context = (canvas as HTMLCanvasElement).getContext('2d');
        return [...(context?.getImageData(60, 40, 1, 1).data ?? [])].join();
      });
    const dark = await corner();
    await page.evaluate(() => gallery.applyTheme('light', 'editor'));
    await settled(page);
    assert.notEqual(await corner(), dark);
    await page.close();
  });

  it('the pointer reads the value of every gate; keys walk, and say what they reach', async () => {
    const { page } = await browser.open('outputs', { case: 'gates-lstm' });
    await page.locator('canvas').hover({ position: { x: 60, y: 40 } });
    assert.equal(await page.locator('.tip .row').count(), 6);
    assert.match((await page.locator('.tip').textContent()) ?? '', /t = \d+ · .* · unit \d+/);
    await page.mouse.move(0, 0);
    assert.ok(await page.locator('.tip').isHidden());
    await page.locator('canvas').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'PageDown']) await page.keyboard.press(key);
    assert.match((await page.locator('.said').textContent()) ?? '', /^forget \d\.\d{3}, layer 1, unit 2, t = 2, “t”$/);
    await page.close();
  });

  it('a disposed output says nothing more', async () => {
    const { page, complaints } = await browser.open('outputs', { case: 'running' });
    await page.evaluate(() => gallery.dispose('running'));
    await page.setViewportSize({ width: 600, height: 500 });
    await settled(page);
    assert.deepEqual(complaints, []);
    await page.close();
  });
});
