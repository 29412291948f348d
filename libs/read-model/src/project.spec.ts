import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deadlines as deadlinesIn, historyOf, naiveEvidence, viewAt } from '#libs/domain';
import { openLog } from '#libs/log';
import { SEED } from '../../../test/support/property.js';
import { dump, freshPath, logOf, logOfStored, open, query } from '../test/ledger.js';
import { sample } from '../test/sample.js';
import { type Tale, tales } from '../test/tales.js';

/** After everything, with everything known. */
const ALL = { at: Date.UTC(2030, 0, 1), known: Infinity, ledger: Infinity };

async function check(property: (tale: Tale) => Promise<void>, numRuns: number): Promise<void> {
  await fc.assert(fc.asyncProperty(tales, property), { seed: SEED, numRuns });
}

describe('the tables', () => {
  it('are the same whether followed live, built at once, or rebuilt', async () => {
    await check(async ({ written }) => {
      const [live, atOnce] = [await freshPath(), await freshPath()];
      const log = await openLog('memory:');
      const { indexer } = await open(live, { log });
      for (let seq = 0; seq < written.length; seq += 3) {
        await log.append(seq, written.slice(seq, seq + 3));
        await indexer.catchUp();
      }
      await open(atOnce, { log });
      const followed = dump(live);
      expect(dump(atOnce)).toEqual(followed);
      await indexer.rebuild();
      expect(dump(live)).toEqual(followed);
    }, 15);
  });

  it('keep nothing of a redacted body, as if it had never been read', async () => {
    await check(async ({ written, left }) => {
      const [before, after] = [await freshPath(), await freshPath()];
      await open(before, { log: await logOfStored(written) });
      await open(after, { log: await logOf(left) });
      expect(dump(before)).toEqual(dump(after));
    }, 25);
  });

  it('agree with a count that knows nothing of them', async () => {
    await check(async ({ left }) => {
      const path = await freshPath();
      await open(path, { log: await logOf(left) });
      const view = viewAt(historyOf('talks', 'America/New_York', left), ALL);
      const shown = [...view.standing, ...view.certain];
      const idsWith = (status: string) => query<{ id: string }>(path, 'SELECT id FROM facts WHERE status = ? ORDER BY id', status).map(({ id }) => id);
      expect(idsWith('shown')).toEqual(shown.map(({ id }) => id).sort());
      expect(idsWith('redacted')).toEqual(view.redacted);

      const order = query<{ fact: string }>(path, 'SELECT fact FROM timeline').map(({ fact }) => fact);
      expect(order).toEqual(view.certain.map(({ id }) => id));

      const issued = view.certain.flatMap((seen) => (seen.type === 'notices.issued' ? [(seen.data as { count: { low: number; high: number | null } }).count] : []));
      const [sum] = query<{ low: number | null; high: number | null }>(
        path,
        `SELECT sum(low) AS low, CASE WHEN count(*) = count(high) THEN sum(high) END AS high FROM (
          SELECT min(low) AS low, CASE WHEN count(*) = count(high) THEN max(high) END AS high FROM notices_shown WHERE measure = 'issued' AND part = 0 GROUP BY fact)`,
      );
      const high = issued.some((count) => count.high === null) ? null : issued.reduce((total, count) => total + count.high!, 0);
      expect(sum).toEqual(issued.length === 0 ? { low: null, high: null } : { low: issued.reduce((total, count) => total + count.low, 0), high });

      const open_ = deadlinesIn(naiveEvidence(view)).filter(({ status }) => status === 'open' || status === 'passed').map(({ key, due }) => ({ key, due: due?.edtf ?? null }));
      expect(query(path, 'SELECT key, due FROM open_deadlines ORDER BY key')).toEqual(open_);
    }, 60);
  });

  it('find no word of a redacted statement', async () => {
    const tale = sample();
    const spoken = tale.events().find(({ head }) => head.fact === 'talks.W1')!.head.seq;
    const written = tale.events().map((event) => ({ ...event }));
    const redaction = tale.redact('talks.W1', spoken).events().at(-1)!;
    const path = await freshPath();
    const { readModel } = await open(path, { log: await logOf([...written, redaction]) });
    expect(await readModel.searchStatements('talks', 'layoff', 10)).toEqual([]);
    expect(JSON.stringify(dump(path))).not.toMatch(/hurt everyone/);
    expect(query(path, "SELECT status, title FROM facts WHERE id = 'talks.W1'")).toEqual([{ status: 'redacted', title: null }]);
    expect((await readModel.factEvents('talks.W1')).map(({ body }) => body?.redacts ?? body)).toEqual([null, spoken]);
  });
});
