import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseVerifierKey, verifyEventProof } from '#libs/proof';
import { sealedPages } from '../../../test/support/sealed.js';
import { realisticSteps } from '../../../test/support/realistic.js';
import { type Api, batch, openApi, TALKS } from './api.js';
import { createAuditor } from './auditor.js';

let api: Api;
afterEach(() => api.close());

const keyOf = async (): Promise<string> => (await api.get('/checkpoint/key')).text.trimEnd();

/** Bytes as they go over the wire. */
async function bytes(path: string, { app } = api): Promise<Buffer> {
  const response = await app.inject({ method: 'GET', url: path });
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${response.body}`);
  return response.rawPayload;
}

describe('an auditor with tools of their own', () => {
  it('reads the whole log, and reads on as it grows', async () => {
    const ledger = [...sealedPages(realisticSteps({ negotiation: 'long', events: 700, seed: 1 }))].flat();
    api = await openApi({ ledger });
    const auditor = createAuditor(await keyOf(), (path) => bytes(path));
    expect((await auditor.audit()).size).toBe(ledger.length);
    expect(auditor.entries).toEqual(ledger.map(({ head }) => head));
    await api.post('/api/v1/negotiations', TALKS);
    for (const count of [1, 2, 3]) {
      await api.post('/api/v1/negotiations/talks/facts', batch(`talks.N${count}`, count));
      const { size, root } = await auditor.audit();
      expect(size).toBe(ledger.length + 2 + count);
      const { basis } = (await api.get('/api/v1/negotiations/talks/state')).json;
      expect(basis.ledger).toEqual({ size, root });
    }
  });

  it.each([
    ['an entry', '/tile/entries/', /entry 0 and its hash differ/],
    ['an entry with its hash', '/tile/', /do not have the root|not 11 wide|hash differ/],
    ['the checkpoint', '/checkpoint', /did not sign/],
  ])('notices %s that is not what was signed', async (_, prefix, complaint) => {
    api = await openApi({ ledger: [...sealedPages(realisticSteps({ negotiation: 'short', events: 11, seed: 1 }))].flat() });
    const altered = async (path: string): Promise<Buffer> => {
      const sent = await bytes(path);
      // A digit of the size, a character of the first entry.
      if (path.startsWith(prefix)) sent[prefix === '/checkpoint' ? sent.indexOf('\n11\n') + 1 : 40]! ^= 1;
      return sent;
    };
    const auditor = createAuditor(await keyOf(), altered);
    await expect(auditor.audit()).rejects.toThrow(complaint);
  });

  it('notices a history that was exchanged for another', async () => {
    api = await openApi({ ledger: [...sealedPages(realisticSteps({ negotiation: 'one', events: 11, seed: 1 }))].flat() });
    // Both draw the same key: it is the same log telling two stories.
    const other = await openApi({ ledger: [...sealedPages(realisticSteps({ negotiation: 'two', events: 12, seed: 2 }))].flat() });
    try {
      let server = api;
      const auditor = createAuditor(await keyOf(), (path) => bytes(path, server));
      await auditor.audit();
      server = other;
      await expect(auditor.audit()).rejects.toThrow(/was another before/);
    } finally {
      await other.close();
    }
  });

  it('sees a tile of the second level once the first is full', async () => {
    const ledger = [...sealedPages(realisticSteps({ negotiation: 'long', events: 700, seed: 1 }))].flat();
    api = await openApi({ ledger });
    expect(await bytes('/tile/1/000.p/2')).toHaveLength(64);
    const { hashes } = (await api.get(`/proof/inclusion?seq=0&size=${ledger.length}`)).json;
    // The sibling of the first tile's root is the second's.
    expect(hashes[8]).toBe((await bytes('/tile/1/000.p/2')).toString('base64', 32));
  });
});

describe('the log over HTTP', () => {
  beforeEach(async () => {
    api = await openApi({ record: true });
  });

  it('has a checkpoint as text that is asked for anew', async () => {
    const { status, headers, text } = await api.get('/checkpoint');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/plain; charset=utf-8', 'no-cache']);
    const { ledger } = (await api.get('/health/ready')).json;
    expect(text.split('\n').slice(0, 2)).toEqual([parseVerifierKey(await keyOf()).name, String(ledger.size)]);
  });

  it('lists what was signed, by page and by size', async () => {
    const { size: first } = await api.parley.notary.checkpoint();
    await api.post('/api/v1/negotiations', TALKS);
    const newest = (await api.get('/checkpoint')).text;
    const { origin, checkpoints, next } = (await api.get('/checkpoints?limit=1')).json;
    expect([origin, checkpoints]).toEqual([api.parley.notary.origin, [{ size: first, root: expect.any(String), link: `/checkpoints/${first}` }]]);
    const rest = (await api.get(next)).json;
    expect(rest.checkpoints.map(({ size }: { size: number }) => size)).toEqual([first + 2]);
    expect((await api.get(rest.checkpoints[0].link)).text).toBe(newest);
    expect((await api.get(`/checkpoint?covers=${first}`)).text).toBe((await api.get(`/checkpoints/${first}`)).text);
    expect((await api.get('/checkpoints/1')).json).toMatchObject({ status: 404, code: 'unknown-checkpoint' });
    expect((await api.get('/checkpoints/x')).json).toMatchObject({ status: 404, code: 'unknown-checkpoint' });
    expect((await api.get(`/checkpoint?covers=${first + 3}`)).json).toMatchObject({ status: 400, code: 'ledger-beyond-head' });
  });

  it('has tiles that may be kept for ever, and no others', async () => {
    const { size } = await api.parley.notary.checkpoint();
    const { status, headers } = await api.get(`/tile/0/000.p/${size}`);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/octet-stream', 'public, max-age=31536000, immutable']);
    for (const path of [`/tile/0/000.p/${size + 1}`, '/tile/0/000', '/tile/1/000.p/1', '/tile/0/0', '/tile/entries/001', '/tile/64/000', '/tile/', '/tile/0/000.p/0']) {
      expect((await api.get(path)).json).toMatchObject({ status: 404, code: 'unknown-tile' });
    }
    expect((await api.get(`/tile/0/000.p/${size}?x=1`)).json).toMatchObject({ status: 400, code: 'unknown-parameter' });
  });

  it('sends entries zipped to whom wants them so', async () => {
    const path = `/tile/entries/000.p/${(await api.parley.notary.checkpoint()).size}`;
    const zipped = await api.app.inject({ method: 'GET', url: path, headers: { 'accept-encoding': 'gzip, br' } });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.rawPayload)).toEqual(await bytes(path));
  });

  it('proves in JSON', async () => {
    const { size } = await api.parley.notary.checkpoint();
    const inclusion = await api.get(`/proof/inclusion?seq=5&size=${size}`);
    expect(inclusion.json).toMatchObject({ seq: 5, size, hashes: expect.arrayContaining([expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/)]) });
    expect(inclusion.headers['cache-control']).toContain('immutable');
    expect((await api.get('/proof/inclusion?seq=5')).headers['cache-control']).toBe('no-cache');
    expect((await api.get(`/proof/consistency?from=5&to=${size}`)).json).toMatchObject({ from: 5, to: size, toRoot: inclusion.json.root });
    for (const [path, code] of [
      ['/proof/inclusion', 'missing-parameter'],
      ['/proof/inclusion?seq=-1', 'bad-parameter'],
      ['/proof/inclusion?seq=05', 'bad-parameter'],
      [`/proof/inclusion?seq=${size}`, 'ledger-beyond-head'],
      [`/proof/consistency?from=1&to=${size + 1}`, 'ledger-beyond-head'],
      ['/proof/consistency?from=2&to=1', 'bad-parameter'],
      ['/proof/event/x', 'bad-parameter'],
      [`/proof/event/${size}`, 'ledger-beyond-head'],
    ] as const) expect((await api.get(path)).json).toMatchObject({ status: 400, code });
  });

  it('hands out a proof of a fact that needs no server', async () => {
    const { headers, text } = await api.get('/api/v1/facts/connecticut-2011.N8/proof');
    expect(headers['content-disposition']).toBe('inline; filename="connecticut-2011.N8-r1.tlog-proof"');
    const proven = verifyEventProof(text, { logs: [parseVerifierKey(await keyOf())] });
    expect(JSON.parse(proven.head)).toMatchObject({ fact: 'connecticut-2011.N8', revision: 1 });
    expect((await api.get(`/proof/event/${JSON.parse(proven.head).seq}`)).text).toBe(text);
    expect((await api.get('/api/v1/facts/connecticut-2011.N8/proof?revision=9')).json).toMatchObject({ status: 400, code: 'bad-parameter' });
    expect((await api.get('/api/v1/facts/nobody.N1/proof')).json).toMatchObject({ status: 404, code: 'unknown-fact' });
  });
});

describe('answers', () => {
  it('name the root that they rest on and lead to a checkpoint that covers it; pinned, they stay the same as the ledger grows', async () => {
    api = await openApi({ record: true });
    const now = await api.get('/api/v1/negotiations/connecticut-2011/state?at=2011-07-13');
    const pinned = await api.get(now.json.links.pinned);
    await api.post('/api/v1/negotiations', TALKS);
    const { size } = now.json.basis.ledger;
    expect(now.headers['link']).toContain(`</checkpoint?covers=${size}>; rel="https://c2sp.org/tlog-checkpoint"`);
    const again = await api.get(now.json.links.pinned);
    expect(again.text).toBe(pinned.text);
    expect(again.json.basis.ledger.root).toBe(now.json.basis.ledger.root);
    const { fromRoot } = (await api.get(`/proof/consistency?from=${size}`)).json;
    expect(fromRoot).toBe(now.json.basis.ledger.root);
    const [, covering] = (await api.get(now.json.links.checkpoint)).text.split('\n');
    expect(Number(covering)).toBeGreaterThanOrEqual(size);
  });
});
