import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn } from '../../apps/api/test/forms.js';
import { describeInBrowser } from '../support/browser.js';

const RECORD = '/n/connecticut-2011';

/** Each part of a negotiation's page is in one of them, in each of its states. */
const READ = [
  ['the list', '/'],
  ['the list where nothing fits', '/?q=nobody&at=soon'],
  ['a negotiation, a value explained, moments compared, facts of one source', `${RECORD}?at=2011-07-13&explain=notices.rounds.july.issued&with=2011-05-06&source=connecticut-2011.S0`],
  ['a moment before anything was known, and a field that can’t be read', `${RECORD}?known=2000-01-01&at=soon`],
  ['the audit, and a ledger size that is not there', `${RECORD}/audit?ledger=999999`],
  ['a chart in an article', '/embed/n/connecticut-2011/chart'],
  ['a headline in an article', '/embed/n/connecticut-2011/headline'],
  ['deadlines in an article', '/embed/n/connecticut-2011/deadlines'],
  ['an error', '/n/nowhere'],
  ['signing in', '/sign-in'],
] as const;

const WRITTEN: [string, string, (page: Page) => Promise<unknown>][] = [
  ['who is signed in', '/sign-in', () => Promise.resolve()],
  ['opening a negotiation', '/new', () => Promise.resolve()],
  ['what can be added', `${RECORD}/edit`, () => Promise.resolve()],
  ['a form with an error', `${RECORD}/edit?type=notices.issued`, async (page) => {
    await page.locator('[name="f.when"]').fill('soon');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('[aria-invalid]').first().waitFor();
  }],
  ['a fact to be changed', `${RECORD}/edit?fact=connecticut-2011.M4`, () => Promise.resolve()],
  ['the plan of an import', '/import', async (page) => {
    await page.getByLabel('Or its files').setInputFiles({ name: 'case.yaml', mimeType: 'text/yaml', buffer: Buffer.from('negotiation: { id: mill, title: The mill, zone: America/New_York }\n') });
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.getByRole('heading', { name: 'What would be written to mill' }).waitFor();
  }],
];

/** In CSS pixels. 640 is a window of 1280 at a zoom of 200 %. */
const WIDTHS = [1440, 768, 640, 320];

/** The rules whose outcome a colour scheme can change: schemes differ in their colours alone. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('everybody', { record: true }, (browsing) => {
  let page: Page;
  beforeAll(async () => {
    page = await browsing.open('/sign-in', { reducedMotion: 'reduce' });
    await page.addInitScript(axe);
  });

  it.each(READ)('can read %s at every width, in light and in dark', async (_, path) => {
    await page.goto(path);
    await expectReadable(page);
  });

  describe('who signed in', () => {
    beforeAll(async () => {
      const [name = '', value = ''] = (await signIn(browsing.api, await browsing.api.parley.tokens.create('editor'))).split('=');
      await page.context().addCookies([{ name, value, url: browsing.url }]);
    });

    it.each(WRITTEN)('can read %s at every width, in light and in dark', async (_, path, go) => {
      await page.goto(path);
      await go(page);
      await expectReadable(page);
    });
  });
});

async function expectReadable(page: Page): Promise<void> {
  if (await page.locator('main[data-view]').count() > 0) await page.locator('html.scripted').waitFor();
  await page.locator('details').evaluateAll((all) => all.forEach((element) => element.setAttribute('open', '')));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    expect({ width, light: await violations(page, null) }).toEqual({ width, light: [] });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect({ width, dark: await violations(page, OF_COLOUR) }).toEqual({ width, dark: [] });
    expect({ width, wider: await tooWide(page) }).toEqual({ width, wider: [] });
  }
}

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
