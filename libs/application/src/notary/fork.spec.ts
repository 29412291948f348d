import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { checkpointText, fromBase64, signatureLine, signingKey, verifierKeyText, writeNote } from '#libs/proof';
import { dataFolder, writeMill } from '../../../../test/support/notary.js';
import type { Parley } from '../parley.js';

const { at, open, close } = dataFolder();

describe('a fork', () => {
  const forked = { code: 'ledger-forked', message: expect.stringContaining('fork or restored backup') };

  async function expectForked(parley: Parley, reason: RegExp): Promise<void> {
    expect(await parley.readiness()).toMatchObject({ ready: false, record: { sound: false, reason: expect.stringMatching(reason) } });
    await expect(writeMill(parley, 50)).rejects.toMatchObject(forked);
    await expect(parley.notary.checkpoint()).rejects.toMatchObject(forked);
    // Who asks is answered.
    expect((await parley.ask({ ask: 'negotiations' })).body).toMatchObject({ total: 1 });
  }

  /** A ledger of `batches`, signed, and then exchanged for what `exchange` makes of it. */
  async function signedThen(batches: number, exchange: () => Promise<void>): Promise<Parley> {
    const parley = await open();
    await writeMill(parley, batches);
    await parley.notary.checkpoint();
    await close(parley);
    await exchange();
    return open();
  }

  const edited = (sql: string) => async (): Promise<void> => {
    const ledger = new Database(at('ledger.db'));
    for (const { name } of ledger.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as { name: string }[]) ledger.exec(`DROP TRIGGER ${name}`);
    ledger.exec(sql);
    ledger.close();
    await rm(at('index.db'));
  };

  it('is a backup that is older than what was signed', async () => {
    const first = await open();
    await writeMill(first, 3);
    await close(first);
    await rename(at('ledger.db'), at('backup.db'));
    await writeFile(at('ledger.db'), await readFile(at('backup.db')));
    await expectForked(await signedThen(8, () => rename(at('backup.db'), at('ledger.db'))), /10 events was signed, and the ledger ends at 5/);
  });

  it('is a ledger whose last events were cut off', async () => {
    await expectForked(await signedThen(8, edited('DELETE FROM bodies WHERE seq > 6; DELETE FROM heads WHERE seq > 6')), /ends at 7/);
  });

  it('is a ledger in which a head was altered', async () => {
    await expectForked(await signedThen(8, edited("UPDATE heads SET head = replace(head, 'ann', 'bob') WHERE seq = 4")), /of the events 0 to 9 one is not what it was when the checkpoint of 10 events was signed/);
  });

  it('is another ledger in its place, however long', async () => {
    const parley = await signedThen(8, () => rm(at('ledger.db')));
    expect(await parley.readiness()).toMatchObject({ ready: false, record: { sound: false } });
    await expect(writeMill(parley, 50)).rejects.toMatchObject(forked);
  });

  it('is over when the right ledger is back', async () => {
    const parley = await signedThen(8, () => rename(at('ledger.db'), at('right.db')));
    await expect(writeMill(parley, 9)).rejects.toMatchObject(forked);
    await close(parley);
    await rename(at('right.db'), at('ledger.db'));
    const again = await open();
    await writeMill(again, 9);
    expect((await again.notary.checkpoint()).size).toBe(11);
  });

  it('is gone on from as a new log once key and checkpoints were moved away', async () => {
    const parley = await signedThen(8, edited('DELETE FROM bodies WHERE seq > 6; DELETE FROM heads WHERE seq > 6'));
    const { origin } = parley.notary;
    await close(parley);
    for (const file of ['signing.key', 'checkpoints.db']) await rename(at(file), at(`${file}.old`));
    const fresh = await open();
    expect(fresh.notary.origin).not.toBe(origin);
    await writeMill(fresh, 9);
    expect((await fresh.notary.checkpoint()).size).toBe(11);
  });

  it('is a kept checkpoint that nobody signed', async () => {
    const parley = await open();
    await writeMill(parley, 3);
    const { root } = await parley.notary.checkpoint();
    await close(parley);
    const file = new Database(at('checkpoints.db'));
    file.exec('DROP TRIGGER checkpoints_stay');
    file.prepare('UPDATE checkpoints SET note = replace(note, ?, ?)').run(root, Buffer.alloc(32).toString('base64'));
    file.close();
    await expectForked(await open(), /not to be believed/);
  });

  it('is a checkpoint by a key that only the checkpoints’ own file knows', async () => {
    const parley = await open();
    await writeMill(parley, 3);
    const { size, root } = await parley.notary.checkpoint();
    await close(parley);
    const forger = signingKey(parley.notary.origin, 'log', Buffer.alloc(32, 9));
    const text = checkpointText({ origin: parley.notary.origin, size, root: fromBase64(root)! });
    const file = new Database(at('checkpoints.db'));
    file.exec('DROP TRIGGER checkpoints_stay; DELETE FROM keys');
    file.prepare('INSERT INTO keys (verifier) VALUES (?)').run(verifierKeyText(forger));
    file.prepare('UPDATE checkpoints SET note = ?').run(writeNote(text, [signatureLine(text, forger)]));
    file.close();
    await expectForked(await open(), /none of its 1 signatures is by a key that is trusted here/);
  });
});
