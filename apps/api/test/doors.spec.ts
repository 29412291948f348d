import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, openApi, TALKS } from './api.js';

let api: Api;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api?.close());

describe('tokens', () => {
  const write = (headers: Record<string, string>) => api.send('POST', '/api/v1/negotiations', { 'content-type': 'application/json', ...headers }, JSON.stringify(TALKS));

  it('are needed for writing, and not for reading', async () => {
    const { status, headers } = await write({});
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="parley"']);
    expect((await api.get('/api/v1/negotiations')).status).toBe(200);
  });

  it('are refused when they are not known, and before the body is read', async () => {
    const { status, headers } = await write({ authorization: 'Bearer parley_wrong' });
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="parley", error="invalid_token"']);
    expect((await api.send('POST', '/api/v1/imports', { 'content-type': 'application/json' }, 'not json')).status).toBe(401);
    expect((await write({ authorization: 'Basic YTpi' })).status).toBe(401);
  });

  it('count as soon as they are made, and no more once they are revoked', async () => {
    const token = await api.parley.tokens.create('a guest');
    expect((await write({ authorization: `bearer ${token}` })).status).toBe(201);
    await api.parley.tokens.revoke('a guest');
    expect((await write({ authorization: `Bearer ${token}` })).status).toBe(401);
  });
});

describe('headers', () => {
  it('keep answers from being run, framed or guessed at', async () => {
    for (const path of ['/api/v1/negotiations', '/health/live', '/nowhere']) {
      const { headers } = await api.get(path);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN', 'referrer-policy': 'no-referrer' });
      expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'");
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('let any page read, without credentials, and none write', async () => {
    const { headers } = await api.get('/api/v1/negotiations', { origin: 'https://elsewhere.example' });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    const preflight = await api.send('OPTIONS', '/api/v1/negotiations', { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' });
    expect([preflight.status, preflight.headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD']);
  });
});

describe('the rate limit', () => {
  it('refuses more with the seconds to wait, and never the health checks', async () => {
    const busy = await openApi({ env: { PARLEY_RATE_LIMIT: '3' } });
    try {
      const statuses = [];
      for (let request = 0; request < 4; request++) statuses.push((await busy.get('/api/v1/negotiations')).status);
      expect(statuses).toEqual([200, 200, 200, 429]);
      const { headers, json } = await busy.get('/problems');
      expect([json.code, json.status]).toEqual(['rate-limited', 429]);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect((await busy.get('/health/live')).status).toBe(200);
    } finally {
      await busy.close();
    }
  });

  it('is none at 0', async () => {
    const open = await openApi({ env: { PARLEY_RATE_LIMIT: '0' } });
    expect((await open.get('/api/v1/negotiations')).headers['x-ratelimit-limit']).toBeUndefined();
    await open.close();
  });
});

describe('the service', () => {
  it('says where to look', async () => {
    const { json } = await api.get('/');
    for (const path of ['negotiations', 'documentation', 'openapi', 'problems', 'health']) expect((await api.get(json[path])).status).toBe(200);
  });

  it('is live and ready, with the position of the index', async () => {
    expect((await api.get('/health/live')).json).toEqual({ status: 'live' });
    const { status, json } = await api.get('/health/ready');
    expect([status, json.ready, json.index.lag]).toEqual([200, true, 0]);
  });

  it('is not ready while its index is halted by an event, says by which, and takes no writes', async () => {
    const halted = await openApi({ ledger: [{ seq: 0, id: 'broken', head: '{"seq":0,"id":"broken"}', body: '{}' }] });
    try {
      const { status, json, headers } = await halted.get('/health/ready');
      expect([status, headers['retry-after']]).toEqual([503, '5']);
      expect(json).toMatchObject({ ready: false, ledger: { size: 1 }, index: { position: 0, lag: 1, status: 'halted', halted: { seq: 0 } } });
      const write = await halted.post('/api/v1/negotiations', TALKS);
      expect([write.status, write.json.code, write.headers['retry-after']]).toEqual([503, 'index-halted', '60']);
      expect((await halted.get('/api/v1/negotiations')).json.total).toBe(0);
    } finally {
      await halted.close();
    }
  });

  it('shows its documentation with its own scripts alone', async () => {
    const page = await api.get('/docs');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(files).toHaveLength(3);
    for (const path of files) expect((await api.get(path)).status).toBe(200);
    expect(page.text).not.toMatch(/<script>|<style>| style=| on\w+=/);
  });
});
