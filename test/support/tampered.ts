import Database from 'better-sqlite3';
import { openParley, readSettings } from '#libs/application';

/** A ledger of seven events in `folder`: the opening, batches of which the second is redacted, and the redaction. Signed at three events, and at seven. */
export async function makeLedger(folder: string): Promise<void> {
  const record = await openParley(readSettings({ PARLEY_DATA: folder }));
  const batch = (n: number) => ({ op: 'record' as const, id: `event-${n}`, fact: `talks.N${n}`, negotiation: 'talks', type: 'notices.issued', claims: [{ happened: '2011-05-09', data: { round: 'may', count: n } }] });
  await record.submit([{ op: 'record', id: 'open', fact: 'talks', negotiation: 'talks', type: 'negotiation.opened', claims: [{ data: { title: 'The talks', zone: 'UTC' } }] }, ...[1, 2].map(batch)], 'archivist');
  await record.notary.checkpoint();
  await record.submit([3, 4, 5].map(batch), 'archivist');
  await record.redact({ fact: 'talks.N2', id: 'order', reason: 'by order of a court' }, 'archivist');
  await record.close();
}

/** Changes a file as its owner could, who drops what stands in the way. */
export function tamperWith(path: string, sql: string): void {
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%RAISE%'").pluck().all() as string[];
  for (const name of triggers) database.exec(`DROP TRIGGER ${name}`);
  database.exec(sql);
  database.close();
}
