import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn } from '../../apps/api/test/forms.js';
import { describeInBrowser } from '../support/browser.js';

const SCRIPT = '<script>window.taken = true</script><img src="x" onerror="window.taken = true">';
/** Markup, a direction that is turned round and never turned back, another script's letters, and an emoji made of three. */
const HOSTILE = `${SCRIPT}\u202E"'& שלום 👩‍🚒`;
/** As long as a text may be. */
const WORD = 'ß'.repeat(19_000);
const N = 'hostile';

const PAGES = [
  ['the list', '/'],
  ['the negotiation', `/n/${N}`],
  ['a number explained', `/n/${N}?explain=notices.rounds.may.issued&by=agency`],
  ['the audit', `/n/${N}/audit`],
  ['the chart of an article', `/embed/n/${N}/chart`],
  ['the headline of an article', `/embed/n/${N}/headline`],
  ['the deadlines of an article', `/embed/n/${N}/deadlines`],
  ['what can be added', `/n/${N}/edit`],
  ['a fact to be changed', `/n/${N}/edit?fact=${N}.T1`],
] as const;

describeInBrowser('what is recorded', {}, (browsing) => {
  let page: Page;
  beforeAll(async () => {
    const { api } = browsing;
    const record = async (fact: string, type: string, data: object, more: object = {}): Promise<void> => {
      const claim = { happened: '2011-05-10', data, ...more };
      const { status, text } = await api.post(`/api/v1/negotiations/${N}/facts`, { fact: `${N}.${fact}`, type, claims: [type === 'source.registered' ? { data } : claim] });
      expect(status === 201 ? '' : text).toBe('');
    };
    const opened = await api.post('/api/v1/negotiations', { id: N, title: HOSTILE, zone: 'America/New_York' });
    expect(opened.status).toBe(201);
    await record('S1', 'source.registered', { title: HOSTILE, publisher: 'م'.repeat(200), published: '2011-05-11' });
    const said = { attributedTo: HOSTILE, sources: [{ source: `${N}.S1`, locator: SCRIPT.slice(0, 60), wording: HOSTILE }] };
    await record('T1', 'statement.made', { speaker: HOSTILE, gist: WORD }, said);
    await record('T2', 'statement.made', { speaker: 'יוסי', gist: HOSTILE }, said);
    const parts = [{ name: HOSTILE, count: '3' }, { name: 'W'.repeat(300), count: '2' }];
    await record('N1', 'notices.issued', { round: 'may', count: 'more than 40', breakdowns: [{ by: 'agency', complete: false, parts }] }, said);
    await record('D1', 'deadline.set', { key: 'deal', what: HOSTILE, due: '2013-05-20' }, said);
    await record('M1', 'milestone.reached', { kind: 'other', what: 'W'.repeat(280) }, said);
    page = await browsing.open('/', { viewport: { width: 320, height: 700 } });
    const [name = '', value = ''] = (await signIn(api, await api.parley.tokens.create('editor'))).split('=');
    await page.context().addCookies([{ name, value, url: browsing.url }]);
  });

  it.each(PAGES)('runs nothing, and moves nothing sideways at 320 px: %s', async (_, path) => {
    const response = await page.goto(path);
    expect(response!.status()).toBe(200);
    const found = await page.evaluate(() => ({
      taken: 'taken' in window,
      width: document.documentElement.scrollWidth,
      made: document.querySelectorAll('main img, script:not([src])').length,
      text: document.body.innerText.length,
    }));
    expect(found).toEqual({ taken: false, width: 320, made: 0, text: expect.any(Number) });
    expect(found.text).toBeGreaterThan(40);
  });
});
