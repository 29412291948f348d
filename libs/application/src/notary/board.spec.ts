import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLog } from '#libs/log';
import { checkpointText, parseNote, type SigningKey, signatureLine, signingKey, writeNote } from '#libs/proof';
import { openParley } from '../open.js';
import type { Parley } from '../parley.js';
import { readSettings } from '../settings.js';
import { createBoard } from './board.js';
import { readKeyFile } from './key-file.js';

/** Two servers of one ledger, each with files of its own, and what they put up for each other. */

let folder: string;
let opened: Parley[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-board-'));
  opened = [];
});
afterEach(async () => {
  for (const parley of opened) await parley.close();
  rmSync(folder, { recursive: true });
});

const boardUrl = (): string => `sqlite:${join(folder, 'board.db')}`;
const keyFile = (name: string): string => join(folder, name, 'signing.key');

/** @param keyOf whose signing key is copied before the start */
async function start(name: string, keyOf?: string): Promise<Parley> {
  mkdirSync(join(folder, name), { recursive: true });
  if (keyOf !== undefined) copyFileSync(keyFile(keyOf), keyFile(name));
  const settings = readSettings({ PARLEY_DATA: join(folder, name), PARLEY_LOG: `sqlite:${join(folder, 'ledger.db')}`, PARLEY_CHECKPOINT_LOG: boardUrl(), PARLEY_CHECKPOINT_SECONDS: '0' });
  const parley = await openParley(settings);
  opened.push(parley);
  return parley;
}

async function write(parley: Parley, id: string): Promise<void> {
  const [receipt] = await parley.submit([{ op: 'record', id, fact: id, negotiation: id, type: 'negotiation.opened', claims: [{ data: { title: id, zone: 'UTC' } }] }], 'ann');
  for (const each of opened) await each.reach(receipt!.seq);
}

/** Puts up what neither server has signed. */
async function forge(size: number, root: Buffer, key: SigningKey): Promise<void> {
  const log = await openLog(boardUrl());
  const text = checkpointText({ origin: key.name, size, root });
  await createBoard(log).put(await log.head(), { size, root: root.toString('base64'), note: writeNote(text, [signatureLine(text, key)]) });
  await log.close();
}

describe('what servers of one ledger sign', () => {
  it('is known to all, and signed once', async () => {
    const a = await start('a');
    const b = await start('b', 'a');
    await write(a, 'mill');
    const first = await a.notary.checkpoint();
    expect(await b.notary.checkpoint()).toEqual(first);
    for (const id of ['shop', 'yard', 'dock']) {
      await write(b, id);
      const [one, other] = await Promise.all([a.notary.checkpoint(), b.notary.checkpoint()]);
      expect(one).toEqual(other);
    }
    expect(b.notary.list(-1, 10)).toEqual(a.notary.list(-1, 10));
    expect(a.notary.list(-1, 10).map(({ size }) => size)).toEqual([1, 2, 3, 4]);
    const log = await openLog(boardUrl());
    expect(await log.head()).toBe(4);
    await log.close();
  });

  it('is taken over by one that starts later', async () => {
    const a = await start('a');
    await write(a, 'mill');
    const { note } = await a.notary.checkpoint();
    const b = await start('b', 'a');
    expect(b.notary.newest()?.note).toBe(note);
  });

  it('is not signed by another key: a server that joins without it does not start', async () => {
    const a = await start('a');
    await a.notary.checkpoint();
    await expect(start('b')).rejects.toThrow(`has checkpoints of ${a.notary.origin}, whose key is not here: copy the signing key of the first server to ${keyFile('b')}`);
  });

  it('contradicts no other: where two roots of one size are found, nobody writes', async () => {
    const a = await start('a');
    await write(a, 'mill');
    const { signing } = (await readKeyFile(keyFile('a')))!;
    await forge(1, Buffer.alloc(32, 1), signing[0]!);
    await expect(a.notary.checkpoint()).rejects.toMatchObject({ code: 'ledger-forked' });
    await expect(write(a, 'shop')).rejects.toMatchObject({ code: 'ledger-forked' });
    const b = await start('b', 'a');
    expect(b.notary.refusal()).toMatchObject({ code: 'ledger-forked' });
  });

  it('is believed only of the ledger’s own keys', async () => {
    const a = await start('a');
    await write(a, 'mill');
    await forge(1, Buffer.alloc(32, 1), signingKey(a.notary.origin, 'log', Buffer.alloc(32, 9)));
    await expect(a.notary.checkpoint()).rejects.toThrow(/the checkpoint of 1 events at sqlite:.* is not to be believed/);
    expect(a.notary.newest()).toBeUndefined();
  });

  it('is a note as it was signed', async () => {
    const a = await start('a');
    await write(a, 'mill');
    const { note } = await a.notary.checkpoint();
    const log = await openLog(boardUrl());
    const [kept] = await createBoard(log).read(0);
    await log.close();
    expect(kept!.note).toBe(note);
    expect(parseNote(kept!.note).text.split('\n')[1]).toBe('1');
  });
});
