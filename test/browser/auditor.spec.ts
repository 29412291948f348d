import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';

describeInBrowser('an auditor', { record: true }, (browsing) => {
  it('goes through the audits from fact to fact by keyboard, and back in the ledger', async () => {
    const page = await browsing.open('/n/connecticut-2011/audit?at=2011-05-06');
    await page.locator('html.scripted').waitFor();
    const [early, start] = [await page.locator('.audit__headline').innerText(), Number(await page.locator('[data-scrubber]').inputValue())];
    await page.locator('[data-scrubber]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator(`[data-scrubber][aria-valuetext*="Fact ${start + 1} of"]`).waitFor();
    await page.keyboard.press('End');
    await page.locator('.audit__headline').filter({ hasText: 'Of 9 checks' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-scrubber'))).toBe(true);
    await page.goBack();
    await page.getByText(early, { exact: true }).first().waitFor();
    await page.getByLabel('By ledger size').fill('3');
    await page.keyboard.press('Enter');
    await page.getByText(/^Ledger size 3, root/).waitFor();
    expect(new URL(page.url()).searchParams.get('ledger')).toBe('3');
    await page.context().close();
    expect(browsing.troubles).toEqual([]);
  });

  it.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('follows a stated total to its verdict, the facts and the checkpoint, %s', async (_, javaScriptEnabled) => {
    const page = await browsing.open('/n/connecticut-2011?at=2011-08-01', { javaScriptEnabled });
    expect(await page.getByText('1,851 stated').count()).toBeGreaterThan(0);

    await page.getByRole('link', { name: /^Audit/ }).click();
    await page.getByRole('heading', { level: 1, name: /audit$/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('at')).toBe('2011-08-01');
    const check = page.getByRole('table', { name: 'Stated against itemised' }).locator('tbody').filter({ hasText: '1,851' });
    expect(await check.getByRole('cell', { name: '1,391 to 1,405' }).count()).toBe(1);
    expect(await check.locator('.verdict').textContent()).toBe('not contradicted');
    expect(await check.getByText('The scope of the 1,851 is unstated', { exact: true }).count()).toBe(1);

    await check.getByText('Rests on 3 facts').click();
    const facts = check.getByRole('list').getByRole('link');
    expect(await facts.first().isVisible()).toBe(true);
    const checkpoint = await page.getByRole('link', { name: 'This checkpoint' }).getAttribute('href');
    const note = await page.request.get(checkpoint!);
    expect(await page.getByText((await note.text()).split('\n')[2]!).count()).toBeGreaterThan(0);

    expect(await facts.nth(2).getAttribute('href')).toMatch(/^\/api\/v1\/facts\/connecticut-2011\.N10\?at=2011-08-01/);
    await facts.first().click();
    await page.waitForURL(/\/n\/connecticut-2011\?at=2011-08-01&fact=connecticut-2011\.N10#fact-N10$/);
    await page.locator('#fact-N10').getByText('Its history as JSON').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'The negotiation at this moment' }).click();
    await page.waitForURL(/\/n\/connecticut-2011\?at=2011-08-01$/);
    expect(browsing.troubles).toEqual([]);
  });
});
