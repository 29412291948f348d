import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { fileTokens, type Readiness, readSettings } from '#libs/application';
import { type Running, serve } from '../../apps/api/src/serve.js';
import { loggingTo } from '../support/logging.js';
import { makeLedger, tamperWith } from '../support/tampered.js';

/** What the server notices when it is started on files that somebody altered: it says so, and writes nothing to a ledger that is not what was recorded. */

const sound = mkdtempSync(join(tmpdir(), 'parley-sound-'));
let folder: string;
let token: string;
let server: Running | undefined;
const lines: string[] = [];
beforeAll(() => makeLedger(sound));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-started-'));
  cpSync(sound, folder, { recursive: true });
  token = await fileTokens(join(folder, 'tokens.json'), () => randomBytes(32), () => '2012-01-01T00:00:00Z').create('archivist');
});
afterEach(async () => {
  await server?.close();
  lines.splice(0);
  rmSync(folder, { recursive: true });
});
afterAll(() => rmSync(sound, { recursive: true }));

async function start(): Promise<void> {
  server = await serve(readSettings({ PARLEY_DATA: folder, PARLEY_PORT: '0', PARLEY_SHIPPED_CASES: 'false' }), loggingTo(lines));
}

function inLedger(sql: string): unknown[] {
  const database = new Database(join(folder, 'ledger.db'), { readonly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const readiness = async (): Promise<Readiness> => (await (await fetch(`${server!.url}/health/ready`)).json()) as Readiness;

/** What it says once it has looked through the whole ledger, which goes on behind. */
async function found(isFound: (now: Readiness) => boolean): Promise<Readiness> {
  for (;;) {
    const now = await readiness();
    if (isFound(now)) return now;
    await setTimeout(50);
  }
}

/** What the server says to whoever writes, and to whoever takes back the newest fact. */
async function refusalOfWriting(): Promise<{ status: number; problem: Record<string, unknown>; size: number }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${server!.url}/api/v1/facts/talks.N5/events`, { method: 'POST', headers, body: '{"op":"retract","reason":"a test"}' });
  return { status: response.status, problem: (await response.json()) as Record<string, unknown>, size: (await readiness()).ledger.size };
}

const HEAD = `UPDATE heads SET head = replace(head, 'archivist', 'somebody') WHERE seq = 4`;
const FORKED = 'of the events 3 to 6 one is not what it was when the checkpoint of 7 events was signed; the first 3 are';

describe('a server on an altered ledger', () => {
  it.each([
    ['a changed head', HEAD, { seq: 4, reason: `${FORKED}|event 4: its head is not the one that was indexed` }],
    ['two events swapped', 'UPDATE heads SET seq = 107 - seq WHERE seq IN (3, 4); UPDATE heads SET seq = seq - 100 WHERE seq > 100', { seq: 3, reason: 'event 3: its head says that it is event 4' }],
    ['an event dropped', 'DELETE FROM bodies WHERE seq = 3; DELETE FROM heads WHERE seq = 3', { seq: 3, reason: 'event 3: it is missing' }],
    ['the end cut off', 'DELETE FROM bodies WHERE seq >= 5; DELETE FROM heads WHERE seq >= 5', { seq: 5, reason: 'a checkpoint of 7 events was signed, and the ledger ends at 5|event 5: the log ends here, and 7 events were indexed' }],
  ])('names %s at once, and is not ready', async (_what, sql, { seq, reason }) => {
    tamperWith(join(folder, 'ledger.db'), sql);
    await start();
    const { ready, record } = await readiness();
    expect({ ready, record }).toMatchObject({ ready: false, record: { sound: false, seq } });
    for (const part of reason.split('|')) {
      expect(record.reason).toContain(part);
      expect(lines.join('\n')).toContain(part);
    }
    const before = (await readiness()).ledger.size;
    const { status, problem, size } = await refusalOfWriting();
    expect([status, problem['code'], size]).toEqual([503, expect.stringMatching(/^ledger-(forked|damaged)$/), before]);
  });

  it.each([
    ['a changed body', `UPDATE bodies SET body = replace(body, '"wording":"4"', '"wording":"9"') WHERE seq = 4`, 'event 4: its body is not the one that its head names'],
    ['a body dropped', 'DELETE FROM bodies WHERE seq = 3', 'event 3: its body is missing, and no event redacts it'],
    ['an event appended by hand, before the last', `INSERT INTO heads SELECT 7, 'new', replace(replace(head, '"seq":6', '"seq":7'), '"id":"order.2"', '"id":"new"') FROM heads WHERE seq = 6`, 'event 7: it was not recorded after the one before it'],
  ])('names %s, at once or soon after; then writes and signs nothing, and answers what does not rest on it', async (_what, sql, reason) => {
    tamperWith(join(folder, 'ledger.db'), sql);
    await start();
    const { ready, record } = await found(({ record: { sound } }) => !sound);
    const seq = Number(/\d+/.exec(reason));
    expect({ ready, record }).toEqual({ ready: false, record: { sound: false, seq, reason } });
    const told = `the ledger is damaged at ${reason}. Nothing is written until that is mended: put back a ledger.db in which parley verify finds nothing, and start again (docs/proof.md says how)`;
    expect(lines).toContain(told);
    const before = (await readiness()).ledger.size;
    expect(await refusalOfWriting()).toEqual({ status: 503, problem: expect.objectContaining({ code: 'ledger-damaged', seq, detail: told, advice: expect.stringContaining('parley verify') }), size: before });
    expect((await fetch(`${server!.url}/api/v1/negotiations/talks/state`)).status).toBe(200);
    // Seven were signed before.
    expect((await fetch(`${server!.url}/checkpoint`)).status).toBe(before === 7 ? 200 : 503);
  });

  it('shows an event that is altered while it runs neither in a proof, nor as an entry, nor in a bundle; and then writes no more', async () => {
    await start();
    tamperWith(join(folder, 'ledger.db'), `UPDATE bodies SET body = replace(body, '"wording":"4"', '"wording":"9"') WHERE seq = 4; ${HEAD.replace('seq = 4', 'seq = 5')}`);
    const answer = async (path: string) => {
      const response = await fetch(server!.url + path);
      return response.status === 200 ? 200 : [response.status, ((await response.json()) as { code: string; seq: number }).seq];
    };
    expect(await Promise.all(['/proof/event/3', '/proof/event/4', '/proof/event/5', '/tile/entries/000.p/5', '/tile/entries/000.p/7', '/api/v1/export.zip?ledger=4', '/api/v1/export.zip'].map(answer)))
      .toEqual([200, [503, 4], [503, 5], 200, [503, 5], 200, [503, 4]]);
    expect(await answer('/tile/entries/000')).toEqual([404, undefined]);
    expect((await refusalOfWriting()).problem).toMatchObject({ code: 'ledger-damaged' });
  });

  it('takes nothing from a damaged event into an index that is made anew, and erases nothing that it says is redacted', async () => {
    tamperWith(join(folder, 'ledger.db'), `UPDATE bodies SET body = replace(body, '"redacts":2', '"redacts":3') WHERE seq = 6`);
    rmSync(join(folder, 'index.db'));
    await start();
    expect(await readiness()).toMatchObject({ ready: false, index: { position: 6, status: 'halted', halted: { seq: 6, reason: expect.stringContaining('its body is not the one that its head names') } } });
    expect((await refusalOfWriting()).status).toBe(503);
    expect(inLedger('SELECT body FROM bodies WHERE seq = 3')).toEqual([{ body: expect.stringContaining('"claims"') }]);
  });

  it('refuses to write where it contradicts what was signed, though the index is gone and was built from it', async () => {
    tamperWith(join(folder, 'ledger.db'), HEAD);
    rmSync(join(folder, 'index.db'));
    await start();
    const { record } = await readiness();
    expect(record).toEqual({ sound: false, reason: expect.stringContaining(FORKED) });
    expect(lines).toEqual(expect.arrayContaining([expect.stringContaining(FORKED)]));
  });

  it.each([
    ['another head', `UPDATE events SET head = replace(head, 'archivist', 'somebody') WHERE seq = 3`, 3],
    ['a node of another tree', 'UPDATE tree_nodes SET hash = zeroblob(32) WHERE number = 6', 3],
    ['a checkpoint that was moved', 'UPDATE checkpoint SET seq = 3', 3],
    ['another root', `UPDATE checkpoint SET root = replace(root, substr(root, 1, 4), '0000')`, 6],
    ['no checkpoint', 'DELETE FROM checkpoint', 0],
  ])('builds an index with %s again, and says so', async (_what, sql, seq) => {
    tamperWith(join(folder, 'index.db'), sql);
    await start();
    const { ready, record, index } = await readiness();
    expect({ ready, record, index }).toMatchObject({ ready: true, record: { sound: true }, index: { position: 7, rebuilt: { seq } } });
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^the index was not of this ledger, and was built again from it\. event \d+: /)]));
  });
});
