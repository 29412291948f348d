import { copyFileSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openParley, readSettings } from '#libs/application';
import { parley } from '../../apps/cli/test/run.js';
import { makeLedger, tamperWith } from '../support/tampered.js';

/** Somebody who can write to the ledger's file, triggers or not: `parley verify` names the first event that is not what it was. */

const sound = mkdtempSync(join(tmpdir(), 'parley-sound-'));
let folder: string;
beforeAll(() => makeLedger(sound));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tampering-'));
  cpSync(sound, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => rmSync(sound, { recursive: true }));

const tamper = (sql: string, file = 'ledger.db'): void => tamperWith(join(folder, file), sql);
const verify = (...options: string[]) => parley(['verify', ...options, '--data', folder]);

describe('parley verify', () => {
  it('finds nothing in a ledger that nobody altered, redactions included', async () => {
    const { code, out } = await verify();
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^7 events, each as its hashes say, in order; root \S+\nthe index agrees on 7, row by row\n2 signed checkpoints agree; the newest, of 7 events, is signed by localhost\/parley-\S+, a key in \S+signing\.key\nno witness is set \(PARLEY_WITNESSES\): /) });
  });

  it('prints the root as the checkpoint does, to be compared by eye', async () => {
    const [, , root] = (await parley(['checkpoint', '--data', folder])).out.split('\n');
    const { out } = await verify('--quick');
    expect(out).toContain(`in order; root ${root}\n`);
  });

  it('believes the key that is given; else the key file; and says what a key is worth that lies beside what it signed', async () => {
    const key = (await parley(['keys', 'list', '--data', folder])).out.trim();
    const checkpoint = join(folder, 'kept');
    writeFileSync(checkpoint, (await parley(['checkpoint', '--covers', '3', '--data', folder])).out);
    expect(await verify('--key', key, '--checkpoint', checkpoint)).toMatchObject({ code: 0, out: expect.stringMatching(/begins with the 3 events of the checkpoint that was given\n.* is signed by \S+, the key that was given\n/) });
    expect(await verify('--key', 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'))
      .toMatchObject({ code: 1, out: expect.stringMatching(/^one of the events 3 to 6: the kept checkpoint of 7 events is not to be believed: none of its 1 signatures/) });
    expect(await verify('--key', key.slice(1))).toMatchObject({ code: 2 });
    rmSync(join(folder, 'signing.key'));
    expect(await verify()).toMatchObject({ code: 0, out: expect.stringMatching(/, a key found beside it in \S+checkpoints\.db: that proves nothing against whoever can write that file; give the key that the publisher prints with --key\n/) });
  });

  it('names checkpoints that were exchanged together with the keys beside them', async () => {
    const other = join(folder, 'other');
    await makeLedger(other);
    const key = (await parley(['keys', 'list', '--data', folder])).out.trim();
    const checkpoint = join(folder, 'kept');
    writeFileSync(checkpoint, (await parley(['checkpoint', '--data', folder])).out);
    for (const name of ['ledger.db', 'index.db', 'checkpoints.db']) renameSync(join(other, name), join(folder, name));
    for (const asked of [[], ['--key', key]]) expect(await verify(...asked)).toMatchObject({ code: 1, out: expect.stringContaining('not to be believed') });
    rmSync(join(folder, 'signing.key'));
    expect((await verify()).code).toBe(0);
    expect(await verify('--checkpoint', checkpoint)).toMatchObject({ code: 1, err: expect.stringContaining('the checkpoint that was given: none of its 1 signatures') });
  });

  it('says of an index that is behind by how much, and does not compare what a redaction has taken away since', async () => {
    const [index, older] = [join(folder, 'index.db'), join(folder, 'older.db')];
    copyFileSync(index, older);
    const record = await openParley(readSettings({ PARLEY_DATA: folder }));
    await record.submit([{ op: 'retract', id: 'slip', fact: 'talks.N3', reason: 'mistyped' }], 'archivist');
    await record.close();
    for (const left of ['-wal', '-shm']) rmSync(index + left, { force: true });
    copyFileSync(older, index);
    expect(await verify()).toMatchObject({ code: 0, out: expect.stringMatching(/\nthe index agrees on 7, row by row; it is 1 event behind, /) });
    tamperWith(index, 'UPDATE notices SET low = 9 WHERE seq = 4');
    copyFileSync(index, older);
    const again = await openParley(readSettings({ PARLEY_DATA: folder }));
    await again.redact({ fact: 'talks.N4', id: 'order-4', reason: 'by order of a court' }, 'archivist');
    await again.close();
    for (const left of ['-wal', '-shm']) rmSync(index + left, { force: true });
    copyFileSync(older, index);
    expect(await verify()).toMatchObject({ code: 1, out: expect.stringMatching(/^event 8: the index is 2 events behind and has not taken this redaction, so that its rows can't be compared: run again when it has caught up/) });
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
  ])('names %s', async (what, sql, found) => {
    tamper(sql);
    expect({ what, ...(await verify()) }).toMatchObject({ what, code: 1, out: `${found}\n` });
  });

  it.each([
    ['a changed head', `UPDATE heads SET head = replace(head, 'archivist', 'somebody') WHERE seq = 4`, /^one of the events 3 to 6: the checkpoint of 7 events was signed with another root \(\S+\); the one of 3 agrees\n$/],
    ['a changed head below the first checkpoint', `UPDATE heads SET head = replace(head, 'archivist', 'somebody') WHERE seq = 1`, /^one of the events 0 to 2: the checkpoint of 3 events was signed with another root \(\S+\)\n$/],
    ['the end cut off', 'DELETE FROM bodies WHERE seq >= 5; DELETE FROM heads WHERE seq >= 5', /^event 5: the log ends here, and a checkpoint of 7 events was signed: it was cut off, or is a restored backup\n$/],
  ])('names %s by the signed checkpoints, where the index is gone', async (what, sql, found) => {
    tamper(sql);
    rmSync(join(folder, 'index.db'));
    expect({ what, ...(await verify()) }).toMatchObject({ what, code: 1, out: expect.stringMatching(found) });
  });

  it.each([
    ['that nobody signed', 'UPDATE checkpoints SET note = replace(note, char(10) || 7 || char(10), char(10) || 8 || char(10)) WHERE size = 7', /^one of the events 3 to 6: the kept checkpoint of 7 events is not to be believed: /],
    ['kept under another root', `UPDATE checkpoints SET root = (SELECT root FROM checkpoints WHERE size = 7) WHERE size = 3`, /^one of the events 0 to 2: the kept checkpoint of 3 events is not to be believed: it is kept under another size or root than was signed\n$/],
  ])('names a checkpoint %s', async (what, sql, found) => {
    tamper(sql, 'checkpoints.db');
    expect({ what, ...(await verify()) }).toMatchObject({ what, code: 1, out: expect.stringMatching(found) });
  });

  it.each([
    ['another head', `UPDATE events SET head = replace(head, 'archivist', 'somebody') WHERE seq = 3`, 'event 3: its head is not the one that was indexed'],
    ['a node of another tree', 'UPDATE tree_nodes SET hash = zeroblob(32) WHERE number = 5', 'event 3: the index has another hash of it in its tree'],
    ['a checkpoint that was moved', 'UPDATE checkpoint SET seq = 3', 'event 3: the index has 7 events, and its checkpoint says 3'],
    ['another root', `UPDATE checkpoint SET root = replace(root, substr(root, 1, 4), '0000')`, 'event 6: the index has another root at its checkpoint of 7 events'],
  ])('names an index with %s', async (what, sql, found) => {
    tamper(sql, 'index.db');
    expect({ what, ...(await verify()) }).toMatchObject({ what, code: 1, out: `${found}\n` });
  });

  it.each([
    ['a count that was changed', 'UPDATE notices SET low = 9 WHERE seq = 4', "event 4: the index's row 4 0 0 of notices differs from what the ledger gives in low"],
    ['a sum that was changed', "UPDATE batches SET high = 40 WHERE fact = 'talks.N3'", /^event 3: the index's row talks layoff talks\.N3 of batches differs from what the ledger gives in high\n$/],
    ['a row dropped', 'DELETE FROM claims WHERE seq = 5', "event 5: the index's row 5 0 of claims is missing"],
    ['a row added', "INSERT INTO batch_parts VALUES ('talks.N3', 'agency', 'Parks', 3, 3)", "event 3: the index's row talks.N3 agency Parks of batch_parts comes from no event of the ledger"],
    ['a redacted body put back', `UPDATE events SET body = '{}' WHERE seq = 2`, "event 2: the index's row 2 of events differs from what the ledger gives in body"],
    ['a word added to the search', "INSERT INTO statements_search (rowid, speaker, gist, topics) VALUES (99, 'nobody', 'said', '')", 'event 0: the index finds "said" where the ledger does not have it'],
  ])('names an index with %s, unless it is to be quick', async (what, sql, found) => {
    tamper(sql, 'index.db');
    expect({ what, ...(await verify()) }).toMatchObject({ what, code: 1, out: typeof found === 'string' ? `${found}\n` : expect.stringMatching(found) });
    expect((await parley(['verify', '--quick', '--data', folder])).code).toBe(0);
  });

  it('is what a shell is sent to that would write, prove, export or rebuild from a damaged ledger: nothing of it is done', async () => {
    tamper(`UPDATE bodies SET body = replace(body, '"wording":"4"', '"wording":"9"') WHERE seq = 4`);
    const damaged = { code: 4, out: '', err: expect.stringMatching(/^parley: the ledger is damaged at event 4: its body is not the one that its head names\..*parley verify[^\n]*\n$/) };
    for (const command of [['facts', 'retract', 'talks.N3', '--reason', 'a test'], ['proof', 'talks.N4'], ['export', '--bundle', join(folder, 'all.zip')]]) expect(await parley([...command, '--data', folder])).toEqual(damaged);
    expect(await parley(['rebuild', '--data', folder])).toMatchObject({ code: 4, err: expect.stringContaining("event 4 can't be indexed") });
    expect(existsSync(join(folder, 'all.zip'))).toBe(false);
    const { code, out, err } = await parley(['state', 'talks', '--data', folder]);
    expect([code, out, err]).toEqual([0, expect.stringContaining('13 layoff notices'), expect.stringContaining('the ledger is damaged at event 4')]);
  });

  it('says so of a file that holds no checkpoints', async () => {
    for (const text of ['', 'no database']) {
      writeFileSync(join(folder, 'checkpoints.db'), text);
      expect(await verify()).toMatchObject({ code: 5, err: expect.stringContaining('checkpoints.db is no file of signed checkpoints, or a damaged one') });
    }
  });

  it('says where there is no ledger, and makes none', async () => {
    const { code, err } = await parley(['verify', '--data', join(folder, 'nowhere')]);
    expect([code, err]).toEqual([3, expect.stringContaining('there is no ledger at')]);
  });
});
