import { expect, it } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';

const AT = 'at=2011-07-13';

describeInBrowser('paper', { record: true }, (browsing) => {
  it.each([
    ['the negotiation', `/n/connecticut-2011?${AT}`, ['.fact__body', '.lanes svg', '.cards']],
    ['its audit', `/n/connecticut-2011/audit?${AT}`, ['.checks__facts ul', '.copied']],
  ])('says of %s which moment it is, how it is found again, and every detail; nothing that is pressed', async (_, address, details) => {
    const page = await browsing.open(address);
    await page.emulateMedia({ media: 'print' });
    const link = page.locator('#cite-link');
    expect(await page.locator('.moment__now').isVisible()).toBe(true);
    expect(await link.isVisible()).toBe(true);
    expect(await link.textContent()).toMatch(/at=2011-07-14T04:00:00Z.*ledger=\d+&root=/);
    expect(await page.locator('#cite-text').textContent()).toContain('root ');
    for (const detail of details) expect(await page.locator(detail).first().isVisible()).toBe(true);
    for (const control of ['button', 'input', 'select', '.links a', '#embed', '.site nav']) expect(await page.locator(control).filter({ visible: true }).count()).toBe(0);
    expect(browsing.troubles).toEqual([]);
  });
});
