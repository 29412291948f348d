import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';

const RECORD = '/n/connecticut-2011';

describeInBrowser('a page', { record: true }, (browsing) => {
  it('keeps its state in the address: back, forward, reload and another browser show the same', async () => {
    const page = await browsing.open(`${RECORD}?at=2011-05-06`);
    await page.locator('html.scripted').waitFor();
    const early = await shown(page);
    await page.getByLabel('At (date and time)').fill('July 13, 2011');
    await page.keyboard.press('Enter');
    await page.waitForURL(/at=/);
    await page.getByRole('link', { name: 'between 446 and 460', exact: true }).click();
    await page.waitForURL(/explain=/);
    const explained = await shown(page);
    expect(explained).toContain('Why “446 to 460”');

    await page.goBack();
    await page.locator('#why').waitFor({ state: 'detached' });
    await page.goBack();
    await page.waitForURL(`**${RECORD}?at=2011-05-06`);
    await returned(page, early);
    await page.goForward();
    await page.goForward();
    await returned(page, explained);

    await page.reload();
    expect(await shown(page)).toBe(explained);
    const other = await browsing.open(page.url(), { javaScriptEnabled: false });
    expect(await shown(other)).toContain('Why “446 to 460”');
    expect(browsing.troubles).toEqual([]);
  });

  it('moves nothing by itself for readers who asked for less motion', async () => {
    const page = await browsing.open(RECORD, { reducedMotion: 'reduce' });
    await page.locator('html.scripted').waitFor();
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
        return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
      }).length,
    );
    expect(moving).toBe(0);
  });
});

/** Until the page reads as it did. */
async function returned(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector('main')?.innerText === wanted, text);
}

/** What is to be read once the page is at rest: while it steps, the parts out of sight are left out. */
async function shown(page: Page): Promise<string> {
  await page.locator('html:not(.stepping)').waitFor({ state: 'attached' });
  return page.locator('main').innerText();
}
