import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { openCheckpoint, parseVerifierKey } from '#libs/proof';
import { dataFolder, writeMill } from '../../../../test/support/notary.js';
import { addSigningKey, retireSigningKey } from './open-notary.js';

const { at, settings, open, close } = dataFolder();

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('the signing key', () => {
  it('is made at the first start, for its owner’s eyes', async () => {
    const parley = await open();
    expect(await modeOf(at('signing.key'))).toBe(0o600);
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
    const keys = at('elsewhere.key');
    await open({ PARLEY_SIGNING_KEY: keys });
    expect(await modeOf(keys)).toBe(0o600);
    await expect(stat(at('signing.key'))).rejects.toThrow(/ENOENT/);
  });

  it('is refused where others can read it, where it is gone, and where it is another’s', async () => {
    const path = at('signing.key');
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
    await writeMill(parley, 1);
    await parley.notary.checkpoint();
    const added = await addSigningKey(settings(), () => Buffer.alloc(32, 7));
    await writeMill(parley, 2);
    const both = (await parley.notary.checkpoint()).note;
    for (const key of [old!, added]) expect(openCheckpoint(both, { logs: [parseVerifierKey(key)] }).size).toBe(4);
    expect(await retireSigningKey(settings(), 'ffffffff')).toBe(false);
    expect(await retireSigningKey(settings(), parseVerifierKey(old!).id)).toBe(true);
    await expect(retireSigningKey(settings(), parseVerifierKey(added).id)).rejects.toThrow(/only key/);
    await writeMill(parley, 3);
    const { note } = await parley.notary.checkpoint();
    expect(() => openCheckpoint(note, { logs: [parseVerifierKey(old!)] })).toThrow(expect.objectContaining({ why: 'untrusted' }));
    expect(openCheckpoint(note, { logs: [parseVerifierKey(added)] }).size).toBe(5);
    expect(parley.notary.keys()).toEqual([old, added]);
    await close(parley);
    // What it once signed is believed, by its key in the file; its secret is gone from there.
    expect((await readFile(at('signing.key'), 'utf8')).split('\n')).toEqual([old, expect.stringMatching(/^PRIVATE\+KEY\+/), '']);
    expect((await open()).notary.keys()).toEqual([old, added]);
  });
});
