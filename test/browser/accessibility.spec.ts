import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';

const RECORD = '/n/connecticut-2011';

const PAGES = [
  ['an explanation', `${RECORD}?explain=notices.rounds.july.issued`],
  ['an early moment, and a field that can’t be read', `${RECORD}?at=2011-05-06&known=soon`],
  ['the audit', `${RECORD}/audit`],
  ['a chart in an article', '/embed/n/connecticut-2011/chart'],
  ['an error', '/n/nowhere'],
] as const;

/** In CSS pixels. The last is a window of 1280 at a zoom of 200 %. */
const WIDTHS = [320, 768, 1440, 640];

/** The rules whose outcome a colour scheme can change: schemes differ in their colours alone. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('everybody', { record: true }, (browsing) => {
  it.each(PAGES)('can read %s at every width, in light and in dark', async (_, path) => {
    const page = await browsing.open(path, { reducedMotion: 'reduce' });
    if (await page.locator('main[data-view]').count() > 0) await page.locator('html.scripted').waitFor();
    await page.locator('details').evaluateAll((all) => all.forEach((element) => element.setAttribute('open', '')));
    await page.evaluate(axe);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
      expect({ width, light: await violations(page, null) }).toEqual({ width, light: [] });
      await page.emulateMedia({ colorScheme: 'dark' });
      expect({ width, dark: await violations(page, OF_COLOUR) }).toEqual({ width, dark: [] });
      expect({ width, wider: await tooWide(page) }).toEqual({ width, wider: [] });
    }
    await page.context().close();
  });
});

/** What axe finds, one line each. @param rules ids of those to apply; null: all */
function violations(page: Page, rules: string[] | null): Promise<string[]> {
  return page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const results = await axe.run({ resultTypes: ['violations'], preload: false, ...(runOnly === null ? {} : { runOnly }) });
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
  }, rules);
}

/** The elements for which the page would scroll sideways. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth).map((element) => element.outerHTML.slice(0, 120));
  });
}
