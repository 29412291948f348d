import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';

const RECORD = '/n/connecticut-2011';
const COUNT = 'between 446 and 460';

/** A batch that the record did not have. */
const FOUND_LATER = {
  fact: 'connecticut-2011.X1',
  type: 'notices.issued',
  claims: [{ happened: '2011-07-12', data: { round: 'july', count: '77' }, sources: [{ source: 'connecticut-2011.S4', locator: '¶1' }] }],
};

describeInBrowser('a reporter', { record: true }, (browsing) => {
  it.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('reads the count of a date, opens its sources and cites it, %s', async (_, javaScriptEnabled) => {
    const page = await browsing.open(RECORD, { javaScriptEnabled, permissions: ['clipboard-read', 'clipboard-write'] });
    if (javaScriptEnabled) await page.locator('html.scripted').waitFor();
    await page.getByLabel('At (date and time)').fill('July 13, 2011');
    await page.keyboard.press('Enter');
    const count = page.getByRole('link', { name: COUNT, exact: true });
    await count.waitFor();
    expect(await page.locator('time').first().textContent()).toContain('July 13, 2011');

    await count.click();
    const why = page.getByRole('region', { name: 'Why “446 to 460”' });
    await why.waitFor();
    expect(await why.getByRole('row').filter({ hasText: '328' }).textContent()).toContain('the administration');
    expect(new URL(page.url()).searchParams.get('explain')).toBe('notices.rounds.july.issued');
    await why.getByRole('link', { name: /^S4/ }).first().click();
    await page.waitForURL(/#source-S4$/);
    const source = page.locator('#source-S4');
    await source.getByText('July 13, 2011').first().waitFor();
    expect(await follow(page, (await source.getByRole('link', { name: 'JSON' }).getAttribute('href'))!)).toContain('connecticut-2011.S4');

    await page.getByText('Cite', { exact: true }).click();
    const [sentence, link] = await Promise.all([page.locator('#cite-sentence').textContent(), page.locator('#cite-link').getAttribute('href')]);
    expect(sentence).toContain('July 13, 2011');
    if (javaScriptEnabled) {
      await page.getByRole('button', { name: 'Copy sentence and link' }).click();
      await page.getByText('Copied.').waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${sentence}\n${link}`);
    }
    await page.context().close();
    expect(browsing.troubles).toEqual([]);
  });

  it.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('sees the same by a permanent link when the ledger has grown, %s', async (_, javaScriptEnabled) => {
    const page = await browsing.open(`${RECORD}?at=2011-07-13&explain=notices.rounds.july.issued`, { javaScriptEnabled });
    const link = (await page.locator('#cite-link').getAttribute('href'))!;
    const read = async (address: string): Promise<string> => {
      await page.goto(address);
      if (javaScriptEnabled && address === link) await page.getByText(/^As known today/).waitFor();
      const all = await page.locator('main').innerText();
      // How today's answer differs is told by the script alone: it is no part of what never changes.
      const today = await page.locator('.today').allInnerTexts();
      return today.reduce((text, line) => text.replace(line, ''), all);
    };
    const before = await read(link);
    const fact = `connecticut-2011.X${javaScriptEnabled ? 1 : 2}`;
    const receipt = await browsing.api.post('/api/v1/negotiations/connecticut-2011/facts', { ...FOUND_LATER, fact });
    expect(receipt.status).toBe(201);

    expect(await read(link)).toBe(before);
    if (javaScriptEnabled) expect(await page.locator('.today').innerText()).toContain('446 to 460 → 523 to 537');
    expect(await read(`${RECORD}?at=2011-07-13`)).not.toContain(COUNT);
    await page.context().close();
    expect(browsing.troubles).toEqual([]);
  });
});

/** The text at a link of a page. */
async function follow(page: Page, href: string): Promise<string> {
  const answer = await page.request.get(new URL(href, page.url()).href);
  expect(answer.status()).toBe(200);
  return answer.text();
}
