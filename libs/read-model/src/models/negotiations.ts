import type { DataOf, LedgerEvent } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import { eventsOfFact } from './events.js';
import { dataOf, newestReadable } from './facts.js';

export interface NegotiationRow {
  id: string;
  title: string;
  zone: string;
  summary: string | null;
  /** Size of the ledger right after it was opened. */
  openedSeq: number;
  factCount: number;
  eventCount: number;
}

/** Each negotiation, as the newest version of its opening describes it. */
export interface NegotiationTableRow extends Omit<NegotiationRow, 'zone'> {
  /** Id of the fact that opened it. */
  fact: string;
  /** null where it can't be read any more. */
  zone: string | null;
}

export const Negotiations = table<NegotiationTableRow>('negotiations', ['id'], {
  id: 'text', fact: 'text', title: 'text', zone: 'text?', summary: 'text?', openedSeq: 'integer', factCount: 'integer', eventCount: 'integer',
});

/** An event of the opening makes the row, or changes what it says. */
export function projectNegotiation(sql: Sql, event: LedgerEvent): void {
  const { negotiation: id, fact, op, type, seq } = event.head;
  if (type !== 'negotiation.opened') return;
  if (op === 'record') sql.insert(Negotiations, { id, fact, ...describedBy(id, undefined), openedSeq: seq + 1, factCount: 0, eventCount: 0 });
  describe(sql, id, fact);
}

/** Counts the events, once for each negotiation that they are of. */
export function countEvents(sql: Sql, events: readonly LedgerEvent[]): void {
  const counts = new Map<string, { events: number; facts: number }>();
  for (const { head } of events) {
    const count = counts.get(head.negotiation) ?? { events: 0, facts: 0 };
    counts.set(head.negotiation, { events: count.events + 1, facts: count.facts + (head.op === 'record' ? 1 : 0) });
  }
  for (const [id, count] of counts) sql.run('UPDATE negotiations SET event_count = event_count + ?, fact_count = fact_count + ? WHERE id = ?', count.events, count.facts, id);
}

/** Takes title, zone and summary from the opening's events. */
export function describe(sql: Sql, id: string, fact: string): void {
  const { title, zone, summary } = describedBy(id, newestReadable(eventsOfFact(sql, fact)));
  sql.run('UPDATE negotiations SET title = ?, zone = ?, summary = ? WHERE id = ? AND fact = ?', title, zone, summary, id, fact);
}

export function negotiationById(sql: Sql, id: string): NegotiationRow | undefined {
  return sql.get<NegotiationRow>(`SELECT ${COLUMNS} FROM negotiations WHERE id = ?`, id);
}

/** Zones of the negotiations among `ids` that are open. One whose zone was redacted is left out: dates can't be resolved in it any more. */
export function zonesOf(sql: Sql, ids: readonly string[]): Map<string, string> {
  const rows = sql.among<{ id: string; zone: string }>(
    'SELECT id, zone FROM negotiations WHERE zone IS NOT NULL AND id IN (?)', ids,
  );
  return new Map(rows.map(({ id, zone }) => [id, zone]));
}

/** Of a `NegotiationRow`. */
export const COLUMNS = `id, title, coalesce(zone, 'UTC') AS zone, summary, opened_seq AS "openedSeq", fact_count AS "factCount", event_count AS "eventCount"`;

/** Which negotiations are listed, by the values that `filterValues` gives. */
export const FILTER = `
  (CAST(@q AS TEXT) IS NULL OR title LIKE @q ESCAPE '\\' OR summary LIKE @q ESCAPE '\\'
    OR EXISTS (SELECT 1 FROM participants p JOIN facts f ON f.shown_seq = p.seq WHERE p.negotiation = negotiations.id AND p.name LIKE @q ESCAPE '\\'))
  AND (CAST(@partyName AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM participants p JOIN facts f ON f.shown_seq = p.seq
    WHERE p.negotiation = negotiations.id AND p.kind = 'party' AND (p.fact = @party OR p.name LIKE @partyName ESCAPE '\\')))
  AND (CAST(@ledger AS BIGINT) IS NULL OR opened_seq <= @ledger)`;

/**
 * Negotiations by id, after `afterId`. With `ledger`, those opened by then, described and counted as of that size; `q`
 * and `party` (an id, or part of a name) look at what stands now.
 */
export function listNegotiations(sql: Sql, filter: { q?: string; party?: string; afterId?: string; limit: number; ledger?: number }): { rows: NegotiationRow[]; total: number } {
  const { afterId, limit, ledger } = filter;
  const values = filterValues(filter);
  return sql.snapshot(() => {
    const total = sql.get<{ total: number }>(`SELECT count(*) AS total FROM negotiations WHERE ${FILTER}`, values)!.total;
    const rows = sql.all<NegotiationRow & { fact: string }>(
      `SELECT fact, ${COLUMNS} FROM negotiations WHERE ${FILTER} AND (CAST(@afterId AS TEXT) IS NULL OR id > @afterId) ORDER BY id LIMIT @limit`,
      { ...values, afterId: afterId ?? null, limit },
    );
    return { rows: rows.map(({ fact, ...row }) => (ledger === undefined ? row : asOf(sql, row, fact, ledger))), total };
  });
}

export function filterValues({ q, party, ledger }: { q?: string; party?: string; ledger?: number }): { q: string | null; partyName: string | null; party: string | null; ledger: number | null } {
  return { q: containing(q), partyName: containing(party), party: party ?? null, ledger: ledger ?? null };
}

/** A negotiation as a ledger of that size describes and counts it. @param fact the one that opened it */
export function asOf(sql: Sql, row: NegotiationRow, fact: string, ledger: number): NegotiationRow {
  const opening = newestReadable(eventsOfFact(sql, fact).filter(({ head }) => head.seq < ledger));
  const counts = sql.get<{ eventCount: number; factCount: number }>(
    `SELECT count(*) AS "eventCount", count(*) FILTER (WHERE op = 'record') AS "factCount" FROM events WHERE negotiation = ? AND seq < ?`,
    row.id, ledger,
  )!;
  const { title, zone, summary } = describedBy(row.id, opening);
  return { ...row, title, zone: zone ?? 'UTC', summary, ...counts };
}

function describedBy(id: string, opening: LedgerEvent | undefined): Pick<NegotiationTableRow, 'title' | 'zone' | 'summary'> {
  const data = dataOf(opening) as DataOf<'negotiation.opened'> | undefined;
  return { title: data?.title ?? id, zone: data?.zone ?? null, summary: data?.summary ?? null };
}

function containing(text: string | undefined): string | null {
  return text === undefined ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
