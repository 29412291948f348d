import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Browsing, describeInBrowser } from '../support/browser.js';

const RECORD = '/n/connecticut-2011';
const WAYS: [string, BrowserContextOptions][] = [
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
];

describeInBrowser('an editor', { record: true }, (browsing) => {
  it.each(WAYS)('records a fact as its source has it, mends a mistake, and takes it back, %s', async (_, options) => {
    const isScripted = options.javaScriptEnabled !== false;
    const fact = isScripted ? 'E1' : 'E2';
    const page = await signedIn(browsing, `${RECORD}/edit`, options);
    await page.getByLabel('What is to be added').selectOption('Notices issued');
    await page.getByRole('button', { name: 'Go on' }).first().click();
    await page.getByLabel('Id of the fact').fill(`connecticut-2011.${fact}`);
    await field(page, 'f.when').fill('between July 12 and 14');
    await field(page, 'f.count').fill('about 125');
    await field(page, 'f.round').fill('july');
    await field(page, 'c.0.source').selectOption('connecticut-2011.S4');
    await field(page, 'c.0.place').fill('¶4');
    await page.getByText('Who got them, in parts').click();
    await field(page, 'b.0.by').selectOption('agency');
    await field(page, 'b.0.0.name').fill('Roads');
    await field(page, 'b.0.0.count').fill('118');
    await page.getByRole('button', { name: 'More rows' }).click();
    await field(page, 'b.1.by').waitFor();
    await field(page, 'b.0.1.name').fill('Parks');
    await field(page, 'b.0.1.count').fill('7');
    if (!isScripted) await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('Understood as 118 to 132 (about-5%)').waitFor();
    await page.getByText('Understood as between July 12 and 14, 2011').waitFor();
    await page.getByRole('button', { name: 'Record' }).click();
    expect(await receipt(page)).toContain('revision 1');
    expect(await story(page, fact)).toContain('about 125 layoff notices issued');
    expect((await browsing.api.get(`/api/v1/facts/connecticut-2011.${fact}`)).json.data.breakdowns).toMatchObject([{ by: 'agency', complete: false, parts: [{ name: 'Roads', count: { low: 118 } }, { name: 'Parks', count: { low: 7 } }] }]);

    await change(page, fact);
    await field(page, 'f.count').fill('about 215');
    await page.getByLabel('Why it is changed').first().fill('digits swapped');
    await page.getByRole('button', { name: 'Record' }).click();
    expect(await receipt(page)).toContain('revision 2');
    const told = await story(page, fact);
    expect(told).toMatch(/about 215 layoff notices issued.* mended /s);
    expect(told).toMatch(/Our mistake mended .* by editor, no\. \d+: .*about 125 → about 215; reason: digits swapped/);

    await change(page, fact);
    await page.locator('#reason-retract').fill('printed of another round');
    await page.getByRole('button', { name: 'Retract it' }).click();
    expect(await receipt(page)).toContain('revision 3');
    expect(await story(page, fact)).toMatch(/about 215 layoff notices issued retracted.*Retracted .* by editor.*reason: printed of another round/s);
    await page.context().close();
    expect(browsing.troubles).toEqual([]);
  });

  it.each(WAYS)('imports a folder, and one file, each by its plan, %s', async (way, options) => {
    const page = await signedIn(browsing, '/import', options);
    const id = `mill-${way.split(' ')[0]}`;
    const folder = await written({ 'case.yaml': caseOf(id), 'notices.csv': LIST });
    await page.getByLabel('A folder').setInputFiles(folder);
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await planned(page, `+ 3 new: ${id}, ${id}.S1, ${id}.N1`);
    expect((await browsing.api.get(`/n/${id}`)).status).toBe(404);
    await page.getByRole('button', { name: 'Write', exact: true }).click();
    await page.getByRole('heading', { name: '3 events were written' }).waitFor();

    await page.getByLabel('Or its files').setInputFiles(join(await written({ 'case.yaml': caseOf(`${id}-2`).replace(/lists:[^]*/, '') }), 'case.yaml'));
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await planned(page, `+ 2 new: ${id}-2, ${id}-2.S1`);
    await page.getByRole('button', { name: 'Write', exact: true }).click();
    await page.getByRole('link', { name: 'Open the negotiation' }).click();
    await page.getByRole('heading', { level: 1, name: 'The mill' }).waitFor();
    await page.context().close();
    expect(browsing.troubles).toEqual([]);
  });

  it('drops a folder, which shows its plan', async () => {
    const page = await signedIn(browsing, '/import', {});
    await drop(page, await written({ 'case.yaml': caseOf('dropped'), 'notices.csv': LIST }));
    await planned(page, '+ 3 new: dropped, dropped.S1, dropped.N1');
    await drop(page, join(await written({ 'case.yaml': 'negotiation: {}\n' }), 'case.yaml'));
    await page.getByText(/problems?; nothing was written/).waitFor();
    await page.context().close();
    expect(browsing.troubles.filter((trouble) => !trouble.includes('422'))).toEqual([]);
  });
});

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const caseOf = (id: string): string => `negotiation: { id: ${id}, title: The mill, zone: America/New_York }
sources:
  S1: { published: 2011-05-10 }
lists:
  notices.csv: { type: issued, source: S1 ¶2 }
`;
const LIST = 'id,when,count\nN1,2011-05-09,about 125\n';

/** A folder with these files. */
async function written(files: Record<string, string>): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'parley-editor-'));
  folders.push(parent);
  const folder = join(parent, 'mill');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Drops a file or a folder of this machine on the form, as a hand does: the browser itself makes the events. */
async function drop(page: Page, path: string): Promise<void> {
  const { x, y } = (await page.getByText('Or drop the folder').boundingBox())!;
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await devtools.send('Input.dispatchDragEvent', { type, x: x + 5, y: y + 5, data });
}

async function planned(page: Page, line: string): Promise<void> {
  await page.getByText(line, { exact: true }).waitFor();
}

async function signedIn(browsing: Browsing, path: string, options: BrowserContextOptions): Promise<Page> {
  const page = await browsing.open(path, options);
  await page.getByLabel('Token').fill(await browsing.api.parley.tokens.create('editor'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`**${path}`);
  return page;
}

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);

/** What the page tells at once of what was recorded. */
async function receipt(page: Page): Promise<string> {
  const told = page.locator('.receipt');
  await told.waitFor();
  return told.innerText();
}

/** What the story tells of a fact, opened. */
async function story(page: Page, fact: string): Promise<string> {
  const entry = entryOf(page, fact);
  await entry.locator('summary').click();
  return entry.innerText();
}

async function change(page: Page, fact: string): Promise<void> {
  await entryOf(page, fact).getByRole('link', { name: 'Change it' }).click();
  await page.waitForURL(/edit\?fact=/);
}

function entryOf(page: Page, fact: string) {
  return page.locator('details.fact').filter({ has: page.locator(`a[href$="/edit?fact=connecticut-2011.${fact}"]`) });
}
