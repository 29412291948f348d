import type { LedgerEvent } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import { NEVER, type Subject, subjectOf, SUBJECTS } from './subjects.js';

/**
 * How far what is recorded about a subject of a negotiation reaches. From `publicBy` on all of it is public, and below a ledger of more than
 * `lastSeq` events it is complete: at any later `known` and `ledger` the rows that show the present are the answer.
 */
export interface HorizonRow {
  negotiation: string;
  subject: Subject;
  lastSeq: number;
  /** Milliseconds since 1970; ±`NEVER` for what always, or at no known instant, is public. */
  publicBy: number;
}

export const Horizons = table<HorizonRow>('horizons', ['negotiation', 'subject'], { negotiation: 'text', subject: 'text', lastSeq: 'integer', publicBy: 'integer' });

/** Moves the horizons of what the events are about; their rows are among those of `events`. */
export function keepHorizons(sql: Sql, events: readonly LedgerEvent[]): void {
  const moved = new Map<string, HorizonRow & { isRedacted: boolean }>();
  for (const { head, body } of events) {
    const subject = subjectOf(head.type);
    if (subject === undefined) continue;
    const key = `${subject} ${head.negotiation}`;
    const before = moved.get(key);
    moved.set(key, {
      negotiation: head.negotiation, subject, lastSeq: head.seq,
      publicBy: Math.max(before?.publicBy ?? -NEVER, publicBy(body)),
      isRedacted: before?.isRedacted === true || head.op === 'redact',
    });
  }
  for (const { negotiation, subject, lastSeq, publicBy, isRedacted } of moved.values()) {
    if (isRedacted) measureAgain(sql, negotiation, subject);
    else {
      sql.run(
        `INSERT INTO horizons (negotiation, subject, last_seq, public_by) VALUES (?, ?, ?, ?)
          ON CONFLICT (negotiation, subject) DO UPDATE SET last_seq = excluded.last_seq,
            public_by = CASE WHEN excluded.public_by > horizons.public_by THEN excluded.public_by ELSE horizons.public_by END`,
        negotiation, subject, lastSeq, publicBy,
      );
    }
  }
}

/** The end of the last report that a body tells of. */
function publicBy(body: LedgerEvent['body']): number {
  const reports = [body?.reported, ...(body?.claims ?? []).map(({ reported }) => reported)].filter((report) => report !== undefined);
  return Math.max(-NEVER, ...reports.map(({ latest }) => latest ?? NEVER));
}

/** After a redaction: by the bodies that are left. */
function measureAgain(sql: Sql, negotiation: string, subject: Subject): void {
  sql.run('DELETE FROM horizons WHERE negotiation = ? AND subject = ?', negotiation, subject);
  sql.run(
    `INSERT INTO horizons (negotiation, subject, last_seq, public_by)
      WITH told AS (SELECT e.* FROM facts f JOIN events e ON e.fact = f.id WHERE f.negotiation = @negotiation AND f.type IN (SELECT value FROM json_each(@types))),
        reports AS (SELECT seq, reported, reported_latest FROM told UNION ALL SELECT c.seq, c.reported, c.reported_latest FROM told t JOIN claims c ON c.seq = t.seq)
      SELECT @negotiation, @subject, max(seq), max(CASE WHEN reported IS NULL THEN -${NEVER} ELSE coalesce(reported_latest, ${NEVER}) END) FROM reports HAVING count(*) > 0`,
    { negotiation, subject, types: JSON.stringify(SUBJECTS[subject]) },
  );
}
