import { describe, expect, it } from '@jest/globals';
import { open as openFile, stat, truncate, writeFile } from 'node:fs/promises';
import type { Log, StoredEvent } from '#libs/log';
import { append, emptyTree, leafHash, rootOf } from '#libs/proof';
import { change, dump, freshPath, logOf, logOfStored, open, query, stored } from '../test/ledger.js';
import { SEED } from '../../../test/support/property.js';
import { realisticSteps } from '../../../test/support/realistic.js';
import { sealedPages } from '../../../test/support/sealed.js';
import { sample } from '../test/sample.js';
import { openReader, openWriter } from './database.js';
import type { Progress } from './index-work.js';

const EVENTS = stored(sample().events());

function rootAt(events: readonly StoredEvent[]): string {
  return rootOf(events.reduce((tree, { head }) => append(tree, leafHash(head)), emptyTree())).toString('hex');
}

/** An index of the sample, closed, with what it held. */
async function built(): Promise<{ path: string; log: Log; tables: Record<string, unknown[]> }> {
  const path = await freshPath();
  const log = await logOfStored(EVENTS);
  await (await open(path, { log })).close();
  return { path, log, tables: dump(path) };
}

/** Opens the index again and says how far it had to be built. */
async function reopened(path: string, log: Log): Promise<number> {
  const told: Progress[] = [];
  await open(path, { log, onProgress: (progress) => told.push(progress) });
  return told.at(-1)?.done ?? 0;
}

/** The sample with one word of one event changed in head and body, as another ledger would have it. */
function altered(seq: number): StoredEvent[] {
  return EVENTS.map((event) => (event.seq === seq ? { ...event, head: event.head.replace('"recordedBy":"test"', '"recordedBy":"else"') } : event));
}

describe('opening the index', () => {
  it('builds a missing one, and stands at the root of the log', async () => {
    const path = await freshPath();
    const log = await logOfStored(EVENTS);
    const { readModel, indexer } = await open(path, { log });
    const position = { seq: EVENTS.length, root: rootAt(EVENTS) };
    expect(await readModel.position()).toEqual(position);
    expect(indexer.status()).toEqual({ state: 'ready', position });
  });

  it('keeps a sound one', async () => {
    const { path, log, tables } = await built();
    expect(await reopened(path, log)).toBe(0);
    expect(dump(path)).toEqual(tables);
  });

  it('goes on from where an unfinished one stopped', async () => {
    const path = await freshPath();
    await (await open(path, { log: await logOfStored(EVENTS.slice(0, 7)) })).close();
    const log = await logOfStored(EVENTS);
    expect(await reopened(path, log)).toBe(EVENTS.length);
    expect(query(path, 'SELECT seq, root FROM checkpoint')).toEqual([{ seq: EVENTS.length, root: rootAt(EVENTS) }]);
  });

  const halves: [string, (path: string) => Promise<void>][] = [
    ['empty', (path) => writeFile(path, '')],
    ['cut off in the middle', async (path) => truncate(path, Math.floor((await stat(path)).size / 2))],
    ['no database at all', (path) => writeFile(path, 'index\n'.repeat(2_000))],
    ['overwritten in the middle', async (path) => {
      const file = await openFile(path, 'r+');
      // The second page and those behind it, up to the tenth.
      await file.write(Buffer.alloc(9 * 4_096, 0xa5), 0, 9 * 4_096, 4_096);
      await file.close();
    }],
    ['without its checkpoint', async (path) => change(path, 'DELETE FROM checkpoint')],
    ['without a table', async (path) => change(path, 'DROP TABLE notices')],
  ];
  it.each(halves)('builds one anew that is %s', async (_name, damage) => {
    const { path, log, tables } = await built();
    await damage(path);
    expect(await reopened(path, log)).toBe(EVENTS.length);
    expect(dump(path)).toEqual(tables);
  });

  it('builds one anew that was made by another schema', async () => {
    const { path, log, tables } = await built();
    change(path, "UPDATE migrations SET name = 'CreateTables0' WHERE id = 1; CREATE TABLE old (x); CREATE VIEW older AS SELECT * FROM old");
    expect(await reopened(path, log)).toBe(EVENTS.length);
    expect(dump(path)).toEqual(tables);
  });

  it.each([
    ['is shorter', EVENTS.slice(0, 9)],
    ['is empty', []],
    ['ends otherwise', altered(EVENTS.length - 1)],
    ['differs in the first event alone', altered(0)],
    ['differs in one event in the middle', altered(11)],
  ])('builds one anew whose log %s', async (_name, other) => {
    const { path } = await built();
    const fresh = await freshPath();
    const log = await logOfStored(other);
    expect(await reopened(path, log)).toBe(other.length);
    await open(fresh, { log });
    expect(dump(path)).toEqual(dump(fresh));
  });

  it('finds what a sample of the heads did not show once it is open, and builds it anew', async () => {
    const events = [...sealedPages(realisticSteps({ negotiation: 'long', events: 2_500, seed: SEED }))].flat();
    // Of 2,500 heads 1,000 are compared at first; the last but one is none of them.
    const other = events.map((event) => (event.seq === 2_498 ? { ...event, head: event.head.replace('"recordedBy":"generator"', '"recordedBy":"forger"') } : event));
    const path = await freshPath();
    await (await open(path, { log: await logOfStored(events) })).close();
    const { readModel, indexer, checked } = await open(path, { log: await logOfStored(other) });
    expect((await readModel.position()).root).toBe(rootAt(events));
    expect(await checked).toEqual({ seq: 2_498, what: 'its head is not the one that was indexed', against: 'index' });
    expect(indexer.status()).toMatchObject({ state: 'ready', position: { root: rootAt(other) } });
    expect(await readModel.position()).toEqual({ seq: 2_500, root: rootAt(other) });
  });

  it('can be closed while it is still compared', async () => {
    const { path, log } = await built();
    const index = await open(path, { log });
    await index.close();
    expect(await index.checked).toBeUndefined();
    expect(await reopened(path, log)).toBe(0);
  });

  it('has one connection that writes and, beside it, one that cannot', async () => {
    const { path } = await built();
    const [writer, reader] = [await openWriter(path), await openReader(path)];
    expect(await writer.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await writer.query('PRAGMA synchronous')).toEqual([{ synchronous: 1 }]);
    await expect(reader.query('DELETE FROM facts')).rejects.toThrow('readonly');
    await Promise.all([writer.destroy(), reader.destroy()]);
  });

  it('fails where the file can be neither read nor made', async () => {
    await expect(open('/dev/null/index.db', { log: await logOf([]) })).rejects.toThrow('/dev/null');
  });
});
