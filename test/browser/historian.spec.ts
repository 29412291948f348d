import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';

const PAGE = '/n/connecticut-2011';
const SCRUBBER = '[data-scrubber]';

describeInBrowser('a historian', { record: true }, (browsing) => {
  it('replays a record from its first fact to its last by keyboard alone', async () => {
    const page = await browsing.open(PAGE);
    await page.locator('html.scripted').waitFor();
    const scrubber = page.locator(SCRUBBER);
    const isReached = () => scrubber.evaluate((element) => element === document.activeElement);
    for (let tabs = 0; tabs < 40 && !(await isReached()); tabs += 1) await page.keyboard.press('Tab');
    expect(await isReached()).toBe(true);

    const total = Number(await scrubber.getAttribute('max'));
    await page.keyboard.press('Home');
    const heard = [await said(page, 1)];
    for (let step = 2; step <= total; step += 1) {
      await page.keyboard.press('ArrowRight');
      heard.push(await said(page, step));
    }
    expect(new Set(heard).size).toBe(total);
    expect(heard.at(-1)).toContain(String(total));

    await page.keyboard.press('Home');
    await said(page, 1);
    await page.keyboard.press('End');
    expect(await said(page, total)).toBe(heard.at(-1));

    await page.keyboard.press('Home');
    await said(page, 1);
    await page.keyboard.press('Space');
    await said(page, 3);
    await page.keyboard.press('Space');
    expect(browsing.troubles).toEqual([]);
  });

  it('goes the same road by links where scripts do not run', async () => {
    const page = await browsing.open(`${PAGE}?index=1`, { javaScriptEnabled: false });
    const next = page.getByRole('link', { name: 'Next' });
    const before = await page.locator('h1, .moment__place').allTextContents();
    await next.click();
    expect(await page.locator('h1, .moment__place').allTextContents()).not.toEqual(before);
    expect(browsing.troubles).toEqual([]);
  });
});

/** What is read aloud at a step, once the page has come to it. */
async function said(page: Page, step: number): Promise<string> {
  await page.waitForFunction(
    ([selector, wanted]) => new RegExp(`\\b${wanted} of `).test(document.querySelector(selector)?.getAttribute('aria-valuetext') ?? ''),
    [SCRUBBER, step] as const,
  );
  return (await page.locator(SCRUBBER).getAttribute('aria-valuetext'))!;
}
