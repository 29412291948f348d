import { afterAll, beforeAll, describe } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type Api, openApi, type Options } from '../../apps/api/test/api.js';
import { findChromium } from '../programs.mjs';

/** A real browser before a real server. */
export interface Browsing {
  api: Api;
  /** Where the server is. */
  url: string;
  /** A new page. What goes wrong in it is kept in `troubles`. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Errors thrown and logged by the pages, and refusals of the content security policy. */
  troubles: string[];
}

const executablePath = findChromium();
// A browser in another zone than the negotiation and, mostly, than the server: nothing on a page may come of its own.
const ELSEWHERE: BrowserContextOptions = { timezoneId: 'Asia/Kathmandu', locale: 'de-CH', viewport: { width: 1280, height: 900 } };

/** As Jest's `describe`. Where no Chromium is installed it is skipped, and says so; where CI is set it fails instead. */
export function describeInBrowser(name: string, options: Options, tests: (browsing: Browsing) => void): void {
  if (executablePath === null && process.env['CI'] === undefined) {
    describe.skip(`${name} (skipped: no Chromium or Chrome was found; name one by CHROME_PATH)`, () => tests({} as Browsing));
    return;
  }
  describe(name, () => {
    const browsing = { troubles: [] as string[] } as Browsing;
    let browser: Browser | undefined;
    beforeAll(async () => {
      if (executablePath === null) throw new Error('no Chromium or Chrome was found: install one, or name it by CHROME_PATH');
      browsing.api = await openApi(options);
      await browsing.api.app.listen(0, '127.0.0.1');
      browsing.url = (await browsing.api.app.getUrl()).replace('[::1]', '127.0.0.1');
      browser = await chromium.launch({ executablePath, args: FLAGS, timeout: PATIENCE });
      browsing.open = async (path, asked = {}) => {
        const context = await browser!.newContext({ ...ELSEWHERE, baseURL: browsing.url, ...asked });
        context.setDefaultTimeout(PATIENCE);
        const page = await context.newPage();
        page.on('pageerror', (error) => browsing.troubles.push(error.message));
        page.on('console', (message) => {
          if (message.type() === 'error') browsing.troubles.push(message.text());
        });
        await page.goto(path);
        return page;
      };
    });
    afterAll(async () => {
      await browser?.close();
      await browsing.api?.close();
    });
    tests(browsing);
  });
}

/** How long a page may take for anything: on a machine that has much else to do. Milliseconds. */
const PATIENCE = 240_000;

const FLAGS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // Chromium's sandbox does not start as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
