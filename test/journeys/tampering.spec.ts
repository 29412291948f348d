import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { openParley, readSettings } from '#libs/application';
import { parley } from '../../apps/cli/test/run.js';

/** Somebody who can write to the ledger's file, triggers or not: `parley verify` names the first event that is not what it was. */

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tampering-'));
  const record = await openParley(readSettings({ PARLEY_DATA: folder }));
  const batch = (n: number) => ({ op: 'record' as const, id: `event-${n}`, fact: `talks.N${n}`, negotiation: 'talks', type: 'notices.issued', claims: [{ happened: '2011-05-09', data: { round: 'may', count: n } }] });
  await record.submit([{ op: 'record', id: 'open', fact: 'talks', negotiation: 'talks', type: 'negotiation.opened', claims: [{ data: { title: 'The talks', zone: 'UTC' } }] }, ...[1, 2, 3, 4, 5].map(batch)], 'archivist');
  await record.redact({ fact: 'talks.N2', id: 'order', reason: 'by order of a court' }, 'archivist');
  await record.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes the ledger as its owner could, who drops what stands in the way. */
function tamper(sql: string): void {
  const database = new Database(join(folder, 'ledger.db'));
  database.pragma('foreign_keys = OFF');
  const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
  for (const name of triggers) database.exec(`DROP TRIGGER ${name}`);
  database.exec(sql);
  database.close();
}

const verify = () => parley(['verify', '--data', folder]);

describe('parley verify', () => {
  it('finds nothing in a ledger that nobody altered, redactions included', async () => {
    const { code, out } = await verify();
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^7 events, each as its hashes say, in order; root [0-9a-f]{64}; the index agrees on 7\n$/) });
  });

  it.each([
    ['a changed head', `UPDATE heads SET head = replace(head, 'archivist', 'somebody') WHERE seq = 3`, 'event 3: its head is not the one that was indexed'],
    ['a head written otherwise', `UPDATE heads SET head = head || ' ' WHERE seq = 3`, 'event 3: its head is not canonical JSON'],
    ['a head that is no JSON', `UPDATE heads SET head = '{' WHERE seq = 3`, 'event 3: its head is not canonical JSON'],
    ['a changed body', `UPDATE bodies SET body = replace(body, '"wording":"4"', '"wording":"9"') WHERE seq = 4`, 'event 4: its body is not the one that its head names'],
    ['an id that the head has not', `UPDATE heads SET id = 'other' WHERE seq = 3`, 'event 3: its head says that its id is event-3, not other'],
    ['two events swapped', 'UPDATE heads SET seq = 107 - seq WHERE seq IN (3, 4); UPDATE heads SET seq = seq - 100 WHERE seq > 100; UPDATE bodies SET seq = 107 - seq WHERE seq IN (3, 4); UPDATE bodies SET seq = seq - 100 WHERE seq > 100', 'event 3: its head says that it is event 4'],
    ['two bodies swapped', 'UPDATE bodies SET seq = 107 - seq WHERE seq IN (3, 4); UPDATE bodies SET seq = seq - 100 WHERE seq > 100', 'event 3: its body is not the one that its head names'],
    ['an event dropped', 'DELETE FROM bodies WHERE seq = 3; DELETE FROM heads WHERE seq = 3', 'event 3: it is missing'],
    ['a body dropped', 'DELETE FROM bodies WHERE seq = 3', 'event 3: its body is missing, and no event redacts it'],
    ['the end cut off', 'DELETE FROM bodies WHERE seq >= 5; DELETE FROM heads WHERE seq >= 5', 'event 5: the log ends here, and 7 events were indexed: it was cut, or is an older copy'],
    ['an event appended by hand, before the last', `INSERT INTO heads SELECT 7, 'new', replace(replace(head, '"seq":6', '"seq":7'), '"id":"order.2"', '"id":"new"') FROM heads WHERE seq = 6`, 'event 7: it was not recorded after the one before it'],
    ['an index that says something else', '', 'event 3: its head is not the one that was indexed'],
  ])('names %s', async (what, sql, found) => {
    if (sql !== '') tamper(sql);
    else {
      const index = new Database(join(folder, 'index.db'));
      index.exec("UPDATE events SET head = replace(head, 'archivist', 'somebody') WHERE seq = 3");
      index.close();
    }
    expect({ what, ...(await verify()) }).toMatchObject({ what, code: 1, out: `${found}\n` });
  });

  it('says where there is no ledger, and makes none', async () => {
    const { code, err } = await parley(['verify', '--data', join(folder, 'nowhere')]);
    expect([code, err]).toEqual([3, expect.stringContaining('there is no ledger at')]);
  });
});
