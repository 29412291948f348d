import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Command } from '#libs/domain';
import { startServer } from '../support/server.js';
import { buildVerifier, connecticut, exported, filesOf, rezipped, verified, withLedgerIn } from '../support/bundles.js';
import { run, TYPESCRIPT_PARLEY } from '../support/shell.js';

/** The same ledger size gives the same bytes, whenever and wherever it is asked for. */

const FOLDER = mkdtempSync(join(tmpdir(), 'parley-bundle-again-'));
const at = (name: string): string => join(FOLDER, name);
const opened = (id: string): Command => ({ op: 'record', id: `${id}-open`, fact: id, negotiation: id, type: 'negotiation.opened', claims: [{ data: { title: 'Talks', zone: 'Asia/Kathmandu' } }] });
const said = (negotiation: string, fact: string, gist: string): Command =>
  ({ op: 'record', id: `${fact}-said`, fact, negotiation, type: 'statement.made', claims: [{ happened: '2020-02-03', data: { speaker: 'A speaker', gist }, sources: [] }] });

beforeAll(buildVerifier);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('a bundle made again', () => {
  it('is the same after the ledger grew, and in another process in another time zone', async () => {
    await withLedgerIn(async (parley, data) => {
      await parley.importCase(connecticut(), 'archivist');
      const size = String(await parley.tree.size());
      const first = await exported(parley, at('first.zip'));
      await parley.submit([opened('later')], 'archivist');
      await parley.notary.checkpoint();
      expect(await exported(parley, at('grown.zip'), size)).toEqual(first);
      for (const TZ of ['Pacific/Auckland', 'America/New_York']) {
        const { code, err } = await run(process.execPath, [...TYPESCRIPT_PARLEY, '--data', data, 'export', '--bundle', at('other.zip'), '--ledger', size], { env: { PATH: process.env['PATH'], TZ } });
        expect({ code, err }).toMatchObject({ code: 0 });
        expect(readFileSync(at('other.zip'))).toEqual(first);
      }
    });
  });

  it('begins with the events of a checkpoint that was kept, or is found out', async () => {
    await withLedgerIn(async (parley) => {
      await parley.submit([opened('talks')], 'archivist');
      const { note } = await parley.notary.checkpoint();
      await parley.submit([opened('more')], 'archivist');
      const bytes = await exported(parley, at('more.zip'));
      expect(await verified(bytes, at('more.zip'), note)).toMatchObject({ differences: [], continues: 1 });
      const later = (await parley.notary.checkpoint()).note;
      expect((await verified(await exported(parley, at('less.zip'), '1'), at('less.zip'), later)).differences).toEqual([{ where: 'the checkpoint that was given', message: expect.stringContaining('signed for 2 events, and the bundle has 1') }]);
    });
    const rewritten = await withLedgerIn(async (parley) => {
      await parley.submit([opened('other')], 'archivist');
      return exported(parley, at('rewritten.zip'));
    });
    const kept = await withLedgerIn(async (parley) => {
      await parley.submit([opened('talks')], 'archivist');
      return (await parley.notary.checkpoint()).note;
    });
    expect((await verified(rewritten, at('rewritten.zip'), kept)).differences).toEqual([{ where: 'the checkpoint that was given', message: expect.stringContaining('the first 1 events are not those') }]);
  });

  it('of a size that was never signed rests on the next that was, and stays the same', async () => {
    await withLedgerIn(async (parley) => {
      await parley.importCase(connecticut(), 'archivist');
      await parley.notary.checkpoint();
      for (const size of ['0', '1', '100']) {
        const bytes = await exported(parley, at('part.zip'), size);
        expect(filesOf(at('part.zip')).has('consistency.json')).toBe(true);
        expect((await verified(bytes, at('part.zip'))).differences).toEqual([]);
        await parley.submit([opened(`more-${size}`)], 'archivist');
        await parley.notary.checkpoint();
        expect(await exported(parley, at('again.zip'), size)).toEqual(bytes);
      }
    });
  });

  it('of an empty ledger is sound, too', async () => {
    await withLedgerIn(async (parley) => {
      const bytes = await exported(parley, at('empty.zip'));
      expect(await verified(bytes, at('empty.zip'))).toMatchObject({ differences: [], size: 0, at: null, negotiations: 0 });
    });
  });

  it('comes over HTTP as from the shell; a size that is not there is a problem', async () => {
    const server = await startServer({ record: true });
    try {
      const reply = await fetch(`${server.url}/api/v1/export.zip`);
      expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="parley_ledger-\d+\.zip"$/);
      expect((await verified(new Uint8Array(await reply.arrayBuffer()), at('http.zip'))).differences).toEqual([]);
      expect(await server.get('/api/v1/export.zip?ledger=999999')).toMatchObject({ status: 400, text: expect.stringContaining('ledger-beyond-head') });
    } finally {
      await server.close();
    }
  });
});

describe('a bundle with redactions', () => {
  it('holds the text nowhere, at no ledger size, and is sound', async () => {
    await withLedgerIn(async (parley) => {
      await parley.submit([opened('talks'), said('talks', 'talks.W1', 'Xylophone Quartz said so'), said('talks', 'talks.W2', 'nothing secret')], 'archivist');
      const before = await exported(parley, at('before.zip'));
      expect(before.includes('Xylophone')).toBe(true);
      await parley.redact({ fact: 'talks.W1', id: 'order-1', reason: 'a court order' }, 'archivist');
      for (const size of [undefined, '3', '2']) {
        const bytes = await exported(parley, at('redacted.zip'), size);
        expect(bytes.includes('Xylophone')).toBe(false);
        expect(await verified(bytes, at('redacted.zip'))).toMatchObject({ differences: [] });
        expect(filesOf(at('redacted.zip')).has('redactions/1.tlog-proof')).toBe(size !== undefined);
      }
    });
  });

  it('is not sound where a body was taken out without one', async () => {
    await withLedgerIn(async (parley) => {
      await parley.submit([opened('talks'), said('talks', 'talks.W1', 'said so')], 'archivist');
      await exported(parley, at('whole.zip'));
      const files = filesOf(at('whole.zip'));
      files.set('events.jsonl', Buffer.from(files.get('events.jsonl')!.toString().replace(/(\n\{"body":).*(,"head":)/, '$1null$2')));
      expect((await verified(await rezipped(files, at('bare.zip')), at('bare.zip'))).differences).toEqual([expect.objectContaining({ where: 'events.jsonl', seq: 1, message: expect.stringMatching(/^its body is missing/) })]);
    });
  });
});

describe('negotiations whose names some systems can not tell apart', () => {
  it('have folders of their own', async () => {
    await withLedgerIn(async (parley) => {
      await parley.submit(['talks', 'Talks', 'con', 'nul.x', 'end.'].map(opened), 'archivist');
      const bytes = await exported(parley, at('names.zip'));
      const folders = new Set([...filesOf(at('names.zip')).keys()].flatMap((name) => /^negotiations\/([^/]+)\//.exec(name)?.[1] ?? []));
      expect([...folders]).toEqual(['talks', '%54alks', '%63on', '%6eul.x', 'end%2e']);
      expect((await verified(bytes, at('names.zip'))).differences).toEqual([]);
    });
  });
});
