import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSessions } from '../src/http/sessions.js';
import { type Api, openApi, TALKS } from './api.js';
import { cookieOf, formTokenIn, sendForm, signIn } from './forms.js';

let api: Api;
let token: string;
beforeAll(async () => {
  api = await openApi();
  token = await api.parley.tokens.create('editor');
});
afterAll(() => api?.close());

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends, and leads on', async () => {
    const { status, headers } = await sendForm(api, '/sign-in', { token, next: '/n/talks/edit' });
    expect([status, headers['location']]).toEqual([303, '/n/talks/edit']);
    expect(headers['set-cookie']).toMatch(/^parley-session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    const page = await api.get('/sign-in', { cookie: cookieOf(headers) });
    expect([page.status, page.headers['cache-control'], page.headers['referrer-policy']]).toEqual([200, 'no-store', 'same-origin']);
    expect(page.text).toContain('<bdi>editor</bdi>');
    expect(page.text).not.toContain(token);
  });

  it('marks the cookie as secure where readers come by https', async () => {
    const secure = await openApi({ env: { PARLEY_PUBLIC_URL: 'https://parley.example/' } });
    try {
      const { headers } = await sendForm(secure, '/sign-in', { token: await secure.parley.tokens.create('editor') }, { origin: 'https://parley.example' });
      expect(headers['set-cookie']).toMatch(/; Secure$/);
    } finally {
      await secure.close();
    }
  });

  it('refuses a token that is not known, and tells so beside the field', async () => {
    const { status, headers, text } = await sendForm(api, '/sign-in', { token: 'parley_wrong' });
    expect([status, headers['set-cookie']]).toEqual([401, undefined]);
    expect(text).toContain('aria-describedby="token-error token-hint"');
    expect(text).not.toContain('parley_wrong');
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\r\nset-cookie: x=1'])('leads to no other site: %j', async (next) => {
    expect((await sendForm(api, '/sign-in', { token, next })).headers['location']).toBe('/sign-in');
    expect((await api.get(`/sign-in?next=${encodeURIComponent(next)}`)).text).toContain('name="next" value="/sign-in"');
  });
});

describe('a session', () => {
  it('ends with its token, at once', async () => {
    const guest = await api.parley.tokens.create('guest');
    const cookie = await signIn(api, guest);
    expect((await api.get('/sign-in', { cookie })).text).toContain('<bdi>guest</bdi>');
    await api.parley.tokens.revoke('guest');
    expect((await api.get('/sign-in', { cookie })).text).not.toContain('guest');
  });

  it('ends where its owner signs out, by a form made for it', async () => {
    const cookie = await signIn(api, token);
    expect((await sendForm(api, '/sign-out', { form: 'guessed' }, { cookie })).status).toBe(403);
    const form = formTokenIn((await api.get('/sign-in', { cookie })).text);
    const { status, headers } = await sendForm(api, '/sign-out', { form }, { cookie });
    expect([status, headers['set-cookie']]).toEqual([303, 'parley-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict']);
    expect((await api.get('/sign-in', { cookie })).text).not.toContain('editor');
  });

  it('ends after twelve hours', async () => {
    let clock = 0;
    const sessions = createSessions(api.parley.tokens, () => clock);
    const session = await sessions.begin(token);
    const cookie = `other=1; parley-session=${session?.id}`;
    clock = 12 * 3_600_000 - 1;
    expect((await sessions.of(cookie))?.writer).toBe('editor');
    clock += 1;
    expect(await sessions.of(cookie)).toBeUndefined();
  });
});

describe('forms', () => {
  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another site, by what the browser says of it', { 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour in the same domain', { 'sec-fetch-site': 'same-site', origin: 'http://localhost' }],
    ['without an origin', { origin: 'null' }],
    ['of who knows where', { origin: undefined }],
  ])('%s are refused', async (_what, headers) => {
    const { status, text } = await sendForm(api, '/sign-in', { token }, headers);
    expect([status, text.includes('another site')]).toEqual([403, true]);
  });

  it('are taken by pages alone, and pages take nothing else', async () => {
    const cookie = await signIn(api, token);
    expect((await sendForm(api, '/api/v1/negotiations', TALKS as never, { cookie })).status).toBe(401);
    const asJson = await api.send('POST', '/api/v1/negotiations', { cookie, origin: 'http://localhost', 'content-type': 'application/json' }, JSON.stringify(TALKS));
    expect(asJson.status).toBe(401);
    expect((await api.send('POST', '/api/v1/negotiations', { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' }, 'a=1')).status).toBe(415);
    expect((await api.send('POST', '/sign-in', { origin: 'http://localhost', 'content-type': 'application/json' }, '{}')).status).toBe(415);
    expect((await api.send('POST', '/sign-in', { origin: 'http://localhost', 'content-type': 'multipart/form-data; boundary=x' }, 'no form')).status).toBe(400);
  });
});
