import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { checkpointText, fromBase64, leafHash, openCheckpoint, parseVerifierKey, signatureLine, signingKey, type Trust, verifierKeyText, verifyConsistency, verifyEventProof, verifyInclusion, writeNote } from '#libs/proof';
import { openParley } from '../open.js';
import type { Parley } from '../parley.js';
import { readSettings, type Settings } from '../settings.js';
import { addSigningKey, retireSigningKey } from './open-notary.js';

let folder: string;
let opened: Parley[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-notary-'));
  opened = [];
});
afterEach(async () => {
  for (const parley of opened) await parley.close();
  await rm(folder, { recursive: true });
});

const settings = (env: Record<string, string> = {}): Settings => readSettings({ PARLEY_DATA: folder, PARLEY_CHECKPOINT_SECONDS: '0', ...env });

async function open(env: Record<string, string> = {}): Promise<Parley> {
  const parley = await openParley(settings(env));
  opened.push(parley);
  return parley;
}

async function close(parley: Parley): Promise<void> {
  opened = opened.filter((each) => each !== parley);
  await parley.close();
}

/** Has the ledger hold a negotiation with a source and so many batches. */
async function write(parley: Parley, batches: number): Promise<void> {
  const rows = Array.from({ length: batches }, (_, row) => `N${row},issued,2011-05-10,${row + 1},S1 ¶2\n`);
  await parley.importCase([
    { path: 'case.yaml', text: 'negotiation: {id: mill, title: The mill, zone: America/New_York}\nsources:\n  S1: {title: Report, published: 2011-06-01}\nlists:\n  notices.csv: {}\n' },
    { path: 'notices.csv', text: `id,type,when,count,source\n${rows.join('')}` },
  ], 'ann');
}

const trustOf = (parley: Parley): Trust => ({ logs: parley.notary.keys().map(parseVerifierKey) });
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('checkpoints', () => {
  it('are signed when asked for, once for each size, and each goes on from the one before', async () => {
    const parley = await open();
    const empty = openCheckpoint((await parley.notary.checkpoint()).note, trustOf(parley));
    expect([empty.size, empty.origin]).toEqual([0, parley.notary.origin]);
    await write(parley, 5);
    const first = openCheckpoint((await parley.notary.checkpoint()).note, trustOf(parley));
    expect(await parley.notary.checkpoint()).toEqual(parley.notary.at(7));
    await write(parley, 9);
    const second = openCheckpoint((await parley.notary.checkpoint()).note, trustOf(parley));
    expect([first.size, second.size]).toEqual([7, 11]);
    const { hashes } = await parley.proofs.consistency(7, 11);
    expect(verifyConsistency(7, 11, first.root, second.root, hashes.map((hash) => fromBase64(hash)!))).toBe(true);
    expect(parley.notary.list(-1, 10).map(({ size }) => size)).toEqual([0, 7, 11]);
  });

  it('that cover a size are the first that do', async () => {
    const parley = await open();
    await write(parley, 5);
    await parley.notary.checkpoint();
    await write(parley, 9);
    expect((await parley.notary.covering(3)).size).toBe(7);
    expect((await parley.notary.covering(8)).size).toBe(11);
    await expect(parley.notary.covering(12)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
  });

  it('are signed a while after a write, and at the latest when the ledger is closed', async () => {
    const parley = await open({ PARLEY_CHECKPOINT_SECONDS: '86400' });
    await write(parley, 1);
    expect(parley.notary.list(-1, 10)).toEqual([]);
    await close(parley);
    expect((await open()).notary.list(-1, 10).map(({ size }) => size)).toEqual([3]);
  });

  it('can’t be altered or taken out of their file', async () => {
    const parley = await open();
    await parley.notary.checkpoint();
    const file = new Database(join(folder, 'checkpoints.db'));
    expect(() => file.exec("UPDATE checkpoints SET note = ''")).toThrow(/stays as it is/);
    expect(() => file.exec('DELETE FROM checkpoints')).toThrow(/is kept/);
    file.close();
  });

  it('are the same story from two processes at once', async () => {
    const [one, two] = [await open(), await open()];
    await write(one, 4);
    await two.ask({ ask: 'negotiations' });
    const signed = await Promise.all([one.notary.checkpoint(), two.notary.checkpoint(), one.notary.checkpoint()]);
    for (const { note } of signed) expect(() => openCheckpoint(note, trustOf(two))).not.toThrow();
    expect(one.notary.keys()).toEqual(two.notary.keys());
  });
});

describe('proofs', () => {
  it('convince whoever has the key', async () => {
    const parley = await open();
    await write(parley, 40);
    for (const seq of [0, 17, 41]) {
      const { head, leafHash: leaf, hashes, root, size } = await parley.proofs.inclusion(seq);
      expect(leaf).toBe(leafHash(head).toString('base64'));
      expect(verifyInclusion(seq, size, leafHash(head), hashes.map((hash) => fromBase64(hash)!), fromBase64(root)!)).toBe(true);
      expect(JSON.parse(verifyEventProof((await parley.proofs.ofEvent(seq)).text, trustOf(parley)).head)).toMatchObject({ seq });
    }
    const { name, text } = await parley.proofs.ofFact('mill.N3');
    expect(name).toBe('mill.N3-r1.tlog-proof');
    expect(JSON.parse(verifyEventProof(text, trustOf(parley)).body!)).toMatchObject({ claims: [{ data: { count: { low: 4 } } }] });
  });

  it('are refused for what is not there', async () => {
    const parley = await open();
    await write(parley, 1);
    await expect(parley.proofs.inclusion(3)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
    await expect(parley.proofs.inclusion(0, 4)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
    await expect(parley.proofs.consistency(2, 1)).rejects.toMatchObject({ code: 'bad-parameter' });
    await expect(parley.proofs.consistency(1, 4)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
    await expect(parley.proofs.ofEvent(3)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
    await expect(parley.proofs.ofFact('mill.N9')).rejects.toMatchObject({ code: 'unknown-fact' });
    await expect(parley.proofs.ofFact('mill.N0', 2)).rejects.toMatchObject({ code: 'bad-parameter' });
  });

  it('and roots are the same after the index was deleted and built again', async () => {
    const before = await open();
    await write(before, 30);
    const [root, proof] = [await before.tree.rootAt(21), await before.proofs.inclusion(4, 21)];
    await close(before);
    await rm(join(folder, 'index.db'));
    const after = await open();
    expect(await after.tree.rootAt(21)).toEqual(root);
    expect(await after.proofs.inclusion(4, 21)).toEqual(proof);
  });
});

describe('a fork', () => {
  const forked = { code: 'ledger-forked', message: expect.stringContaining('fork or restored backup') };

  async function expectForked(parley: Parley, reason: RegExp): Promise<void> {
    expect(await parley.readiness()).toMatchObject({ ready: false, record: { sound: false, reason: expect.stringMatching(reason) } });
    await expect(write(parley, 50)).rejects.toMatchObject(forked);
    await expect(parley.notary.checkpoint()).rejects.toMatchObject(forked);
    // Who asks is answered.
    expect((await parley.ask({ ask: 'negotiations' })).body).toMatchObject({ total: 1 });
  }

  /** A ledger of `batches`, signed, and then exchanged for what `exchange` makes of it. */
  async function signedThen(batches: number, exchange: () => Promise<void>): Promise<Parley> {
    const parley = await open();
    await write(parley, batches);
    await parley.notary.checkpoint();
    await close(parley);
    await exchange();
    return open();
  }

  const edited = (sql: string) => async (): Promise<void> => {
    const ledger = new Database(join(folder, 'ledger.db'));
    for (const { name } of ledger.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as { name: string }[]) ledger.exec(`DROP TRIGGER ${name}`);
    ledger.exec(sql);
    ledger.close();
    await rm(join(folder, 'index.db'));
  };

  it('is a backup that is older than what was signed', async () => {
    const first = await open();
    await write(first, 3);
    await close(first);
    await rename(join(folder, 'ledger.db'), join(folder, 'backup.db'));
    await writeFile(join(folder, 'ledger.db'), await readFile(join(folder, 'backup.db')));
    await expectForked(await signedThen(8, () => rename(join(folder, 'backup.db'), join(folder, 'ledger.db'))), /10 events was signed, and the ledger ends at 5/);
  });

  it('is a ledger whose last events were cut off', async () => {
    await expectForked(await signedThen(8, edited('DELETE FROM bodies WHERE seq > 6; DELETE FROM heads WHERE seq > 6')), /ends at 7/);
  });

  it('is a ledger in which a head was altered', async () => {
    await expectForked(await signedThen(8, edited("UPDATE heads SET head = replace(head, 'ann', 'bob') WHERE seq = 4")), /of the events 0 to 9 one is not what it was when the checkpoint of 10 events was signed/);
  });

  it('is another ledger in its place, however long', async () => {
    const parley = await signedThen(8, () => rm(join(folder, 'ledger.db')));
    expect(await parley.readiness()).toMatchObject({ ready: false, record: { sound: false } });
    await expect(write(parley, 50)).rejects.toMatchObject(forked);
  });

  it('is over when the right ledger is back', async () => {
    const parley = await signedThen(8, () => rename(join(folder, 'ledger.db'), join(folder, 'right.db')));
    await expect(write(parley, 9)).rejects.toMatchObject(forked);
    await close(parley);
    await rename(join(folder, 'right.db'), join(folder, 'ledger.db'));
    const again = await open();
    await write(again, 9);
    expect((await again.notary.checkpoint()).size).toBe(11);
  });

  it('is gone on from as a new log once key and checkpoints were moved away', async () => {
    const parley = await signedThen(8, edited('DELETE FROM bodies WHERE seq > 6; DELETE FROM heads WHERE seq > 6'));
    const { origin } = parley.notary;
    await close(parley);
    for (const file of ['signing.key', 'checkpoints.db']) await rename(join(folder, file), join(folder, `${file}.old`));
    const fresh = await open();
    expect(fresh.notary.origin).not.toBe(origin);
    await write(fresh, 9);
    expect((await fresh.notary.checkpoint()).size).toBe(11);
  });

  it('is a kept checkpoint that nobody signed', async () => {
    const parley = await open();
    await write(parley, 3);
    const { root } = await parley.notary.checkpoint();
    await close(parley);
    const file = new Database(join(folder, 'checkpoints.db'));
    file.exec('DROP TRIGGER checkpoints_stay');
    file.prepare('UPDATE checkpoints SET note = replace(note, ?, ?)').run(root, Buffer.alloc(32).toString('base64'));
    file.close();
    await expectForked(await open(), /not to be believed/);
  });

  it('is a checkpoint by a key that only the checkpoints’ own file knows', async () => {
    const parley = await open();
    await write(parley, 3);
    const { size, root } = await parley.notary.checkpoint();
    await close(parley);
    const forger = signingKey(parley.notary.origin, 'log', Buffer.alloc(32, 9));
    const text = checkpointText({ origin: parley.notary.origin, size, root: fromBase64(root)! });
    const file = new Database(join(folder, 'checkpoints.db'));
    file.exec('DROP TRIGGER checkpoints_stay; DELETE FROM keys');
    file.prepare('INSERT INTO keys (verifier) VALUES (?)').run(verifierKeyText(forger));
    file.prepare('UPDATE checkpoints SET note = ?').run(writeNote(text, [signatureLine(text, forger)]));
    file.close();
    await expectForked(await open(), /none of its 1 signatures is by a key that is trusted here/);
  });
});

describe('the signing key', () => {
  it('is made at the first start, for its owner’s eyes', async () => {
    const parley = await open();
    expect(await modeOf(join(folder, 'signing.key'))).toBe(0o600);
    expect(parley.notary.origin).toMatch(/^localhost\/parley-[0-9a-f]{12}$/);
    await close(parley);
    expect((await open()).notary.origin).toBe(parley.notary.origin);
  });

  it('has the name that the ledger is given, for ever', async () => {
    const named = await open({ PARLEY_ORIGIN: 'court.example/docket' });
    expect(named.notary.origin).toBe('court.example/docket');
    await close(named);
    expect((await open({ PARLEY_PUBLIC_URL: 'https://elsewhere.example/' })).notary.origin).toBe('court.example/docket');
    await expect(open({ PARLEY_ORIGIN: 'court.example/other' })).rejects.toThrow(/origin is court.example\/docket for ever/);
  });

  it('is named by the public address where there is one', async () => {
    expect((await open({ PARLEY_PUBLIC_URL: 'https://paper.example/parley/' })).notary.origin).toBe('paper.example/parley');
  });

  it('may lie elsewhere', async () => {
    const keys = join(folder, 'elsewhere.key');
    await open({ PARLEY_SIGNING_KEY: keys });
    expect(await modeOf(keys)).toBe(0o600);
    await expect(stat(join(folder, 'signing.key'))).rejects.toThrow(/ENOENT/);
  });

  it('is refused where others can read it, where it is gone, and where it is another’s', async () => {
    const path = join(folder, 'signing.key');
    const parley = await open();
    await parley.notary.checkpoint();
    await close(parley);
    const key = await readFile(path, 'utf8');
    await chmod(path, 0o640);
    await expect(open()).rejects.toThrow(/mode 640.*chmod 600/);
    await rm(path);
    await expect(open()).rejects.toThrow(/is gone.*put it back/);
    await writeFile(path, 'PRIVATE+KEY+nonsense\n', { mode: 0o600 });
    await expect(open()).rejects.toThrow(/no file of signing keys/);
    await writeFile(path, key.replace(/^(PRIVATE\+KEY\+)/, '$1x'), { mode: 0o600 });
    await expect(open()).rejects.toThrow(/no file of signing keys/);
    await writeFile(path, key, { mode: 0o600 });
    expect((await open()).notary.origin).toBe(parley.notary.origin);
  });

  it('is changed by one that signs beside it, until the old one is retired', async () => {
    const parley = await open();
    const [old] = parley.notary.keys();
    await write(parley, 1);
    await parley.notary.checkpoint();
    const added = await addSigningKey(settings(), () => Buffer.alloc(32, 7));
    await write(parley, 2);
    const both = (await parley.notary.checkpoint()).note;
    for (const key of [old!, added]) expect(openCheckpoint(both, { logs: [parseVerifierKey(key)] }).size).toBe(4);
    expect(await retireSigningKey(settings(), 'ffffffff')).toBe(false);
    expect(await retireSigningKey(settings(), parseVerifierKey(old!).id)).toBe(true);
    await expect(retireSigningKey(settings(), parseVerifierKey(added).id)).rejects.toThrow(/only key/);
    await write(parley, 3);
    const { note } = await parley.notary.checkpoint();
    expect(() => openCheckpoint(note, { logs: [parseVerifierKey(old!)] })).toThrow(expect.objectContaining({ why: 'untrusted' }));
    expect(openCheckpoint(note, { logs: [parseVerifierKey(added)] }).size).toBe(5);
    expect(parley.notary.keys()).toEqual([old, added]);
    await close(parley);
    // What it once signed is believed, by its key in the file; its secret is gone from there.
    expect((await readFile(join(folder, 'signing.key'), 'utf8')).split('\n')).toEqual([old, expect.stringMatching(/^PRIVATE\+KEY\+/), '']);
    expect((await open()).notary.keys()).toEqual([old, added]);
  });
});

it('a ledger in memory leaves nothing signed behind', async () => {
  const parley = await open({ PARLEY_LOG: 'memory:' });
  await write(parley, 2);
  expect((await parley.notary.checkpoint()).size).toBe(4);
  await expect(stat(join(folder, 'signing.key'))).rejects.toThrow(/ENOENT/);
});
