import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tamperWith } from '../../../../test/support/tampered.js';
import { openParley } from '../open.js';
import type { Parley } from '../parley.js';
import { readSettings } from '../settings.js';

/** Of so many events the start looks at a thousand. */
const BATCHES = 1_200;

/** One that it leaves out, and its fact. */
const ALTERED = 5;
const FACT = `talks.N${ALTERED - 1}`;

const folder = mkdtempSync(join(tmpdir(), 'parley-foundations-'));
const open = (): Promise<Parley> => openParley(readSettings({ PARLEY_DATA: folder }));
beforeAll(async () => {
  const record = await open();
  const batches = Array.from({ length: BATCHES }, (_, n) => ({ op: 'record' as const, id: `event-${n}`, fact: `talks.N${n}`, negotiation: 'talks', type: 'notices.issued', claims: [{ happened: '2011-05-09', data: { round: 'may', count: n } }] }));
  await record.submit([{ op: 'record', id: 'open', fact: 'talks', negotiation: 'talks', type: 'negotiation.opened', claims: [{ data: { title: 'The talks', zone: 'UTC' } }] }, ...batches], 'archivist');
  await record.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

it('writes nothing that builds on an altered body, though the whole ledger has not been read yet', async () => {
  tamperWith(join(folder, 'ledger.db'), `UPDATE bodies SET body = replace(body, '"round":"may"', '"round":"june"') WHERE seq = ${ALTERED}`);
  const record = await open();
  try {
    expect((await record.readiness()).record).toEqual({ sound: true });
    const retract = (fact: string) => record.submit([{ op: 'retract', id: `retract-${fact}`, fact, reason: 'a test' }], 'archivist');
    await expect(retract(FACT)).rejects.toMatchObject({ code: 'ledger-damaged', seq: ALTERED });
    // From now on it is known, and nothing else is written either.
    await expect(retract('talks.N6')).rejects.toMatchObject({ code: 'ledger-damaged', seq: ALTERED });
    expect((await record.readiness()).ledger.size).toBe(BATCHES + 1);
  } finally {
    await record.close();
  }
});
