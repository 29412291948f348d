import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, openApi, type Reply } from './api.js';
import { formTokenIn, hiddenIn, sendForm, signIn } from './forms.js';

const MILL = { id: 'mill-2011', title: 'The mill & its <weavers>', zone: 'America/New_York', 'party.1': 'The mill', 'side.1': 'employer', 'party.3': 'The weavers', 'side.3': 'employees' };
/** That nobody opens. */
const FOREIGN = 'foreign-2011';
let api: Api;
let cookie: string;
beforeAll(async () => {
  api = await openApi();
  cookie = await signIn(api, await api.parley.tokens.create('editor'));
});
afterAll(() => api?.close());

const size = async (): Promise<number> => (await api.parley.readiness()).ledger.size;
const open = async (): Promise<string> => (await api.get('/new', { cookie })).text;

function send(page: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
  return sendForm(api, '/new', { form: formTokenIn(page), event: hiddenIn(page, 'event'), ...fields }, { cookie, ...headers });
}

describe('opening a negotiation', () => {
  it('is for those who signed in', async () => {
    const { status, headers } = await api.get('/new');
    expect([status, headers['location']]).toEqual([303, '/sign-in?next=/new']);
    const page = await open();
    expect([(await send(page, { ...MILL, id: FOREIGN }, { cookie: '' })).status, (await send(page, { ...MILL, id: FOREIGN, form: 'guessed' })).status, (await send(page, { ...MILL, id: FOREIGN }, { origin: 'https://evil.example' })).status]).toEqual([401, 403, 403]);
    expect((await api.get(`/n/${FOREIGN}`)).status).toBe(404);
  });

  it('records what it is, and each party that was named; sent twice, once', async () => {
    const [page, before] = [await open(), await size()];
    for (const _ of [1, 2]) {
      const { status, headers } = await send(page, MILL);
      expect([status, headers['location'], await size()]).toEqual([303, '/n/mill-2011', before + 3]);
    }
    expect((await api.get('/api/v1/negotiations/mill-2011')).json).toMatchObject({ title: MILL.title, zone: MILL.zone, parties: [{ name: 'The mill', side: 'employer' }, { name: 'The weavers', side: 'employees' }] });
    expect((await api.get('/api/v1/facts/mill-2011.party-3/history')).json.events[0].recordedBy).toBe('editor');
    expect((await api.get('/n/mill-2011')).text).toContain('The mill &amp; its &lt;weavers>');
  });

  it.each([
    ['an id with a blank', { id: 'the mill' }, 'id'],
    ['no title', { title: '' }, 'title'],
    ['no zone', { zone: '' }, 'zone'],
    ['a party of no side', { 'side.3': '' }, 'side.3'],
    ['a side without a name', { 'party.1': ' ' }, 'party.1'],
  ])('says beside the field what is wrong, keeps what was typed, and records nothing: %s', async (_, wrong, name) => {
    const before = await size();
    const { status, text } = await send(await open(), { ...MILL, id: 'yard-2011', ...wrong });
    expect([status, await size()]).toEqual([422, before]);
    expect(text).toMatch(new RegExp(`id="${name}" name="${name}" aria-invalid="true"`));
    expect(text).toContain('value="The weavers"');
  });

  it('does not open one twice', async () => {
    expect((await send(await open(), { ...MILL, id: 'barn-2011' })).status).toBe(303);
    const { status, text } = await send(await open(), { ...MILL, id: 'barn-2011' });
    expect([status, text.includes('id="id" name="id" aria-invalid="true"')]).toEqual([422, true]);
  });
});
