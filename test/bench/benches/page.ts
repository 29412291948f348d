import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openLog } from '../../../libs/log/src/index.js';
import { findChromium } from '../../programs.mjs';
import { realisticSteps } from '../../support/realistic.js';
import { sealedPages } from '../../support/sealed.js';
import { watchSteps } from '../support/frames.js';
import { appendAll, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { median, percentile, ROUNDS } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { startServer } from '../support/server.js';
import { startStill } from '../support/still-page.js';

const FACTS = 1_000;
const STEPS = 100;
/** Between two presses of a key, in milliseconds: one that is held down repeats thirty times a second. */
const PACES = { pressed: 150, held: 33 };

/** A visit by a browser that has kept nothing. Milliseconds. */
interface Visit {
  painted: number;
  interactive: number;
  /** At the 95th percentile. */
  pressed: number;
  held: number;
}

await inFolder(async (folder) => {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium or Chrome was found: install one, or name it by CHROME_PATH');
  const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
  await appendAll(log, sealedPages(realisticSteps(shape('talks', FACTS))));
  await log.close();
  const server = await startServer(folder);
  const html = await (await fetch(`${server.url}/n/talks`, { headers: { accept: 'text/html' } })).text();
  const still = await startStill(html, readFileSync(join(import.meta.dirname, '../../../dist/assets/page.css'), 'utf8'));
  const browser = await chromium.launch({ executablePath, args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] });
  const urls = { ours: `${server.url}/n/talks`, still: still.url };
  const visits: { ours: Visit[]; still: Visit[] } = { ours: [], still: [] };
  // The first visit of each warms up server and browser.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of ['ours', 'still'] as const) {
      const seen = await visit(browser, urls[name]);
      process.stderr.write(`  ${name} ${JSON.stringify(seen)}\n`);
      if (round > 0) visits[name].push(seen);
    }
  }
  await browser.close();
  still.close();
  await server.close();
  const line = (what: string, part: keyof Visit, atMost: number): void => {
    const of = (name: keyof typeof visits): number => median(visits[name].map((seen) => seen[part]));
    report({ bar: 14, what: `${what} (a still page of the same bytes: ${of('still').toFixed(1)})`, unit: 'ms', ours: of('ours'), asked: { atMost } });
  };
  line(`the page of ${FACTS.toLocaleString('en')} facts in Chromium, first contentful paint`, 'painted', 500);
  line('the same, interactive', 'interactive', 1_000);
  line('a step of its scrubber until it is painted, p95', 'pressed', 32);
  line('the same with the key held down, p95', 'held', 32);
});

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName('interactive').length > 0);
  const [painted, interactive] = await page.evaluate(() => ['first-contentful-paint', 'interactive'].map((name) => performance.getEntriesByName(name)[0]!.startTime));
  await page.evaluate(watchSteps);
  const seen = { painted: painted!, interactive: interactive!, pressed: await step(page, PACES.pressed), held: await step(page, PACES.held) };
  await context.close();
  return seen;
}

/** Steps on from the middle by the arrow key. @returns what a step takes at the 95th percentile */
async function step(page: Page, pace: number): Promise<number> {
  await page.evaluate((from) => {
    const scrubber = document.querySelector<HTMLInputElement>('[data-scrubber]')!;
    scrubber.value = String(from);
    scrubber.dispatchEvent(new Event('input', { bubbles: true }));
    scrubber.focus();
  }, FACTS / 2);
  await page.waitForFunction((from) => document.querySelector('[data-scrubber]')!.getAttribute('aria-valuetext')!.includes(`${from} of`), FACTS / 2);
  await page.evaluate(() => void (window as unknown as { taken: number[] }).taken.splice(0));
  for (let done = 0; done < STEPS; done += 1) {
    const next = new Promise((resume) => setTimeout(resume, pace));
    await page.keyboard.press('ArrowRight');
    await next;
  }
  await page.waitForTimeout(1_000);
  return percentile(await page.evaluate(() => (window as unknown as { taken: number[] }).taken), 0.95);
}
