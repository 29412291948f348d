import { Temporal } from 'temporal-polyfill';
import type { EventBody, EventHead, LedgerEvent, Op } from '#libs/domain';
import type { StoredEvent } from '#libs/log';
import type { Sql } from '../sql.js';
import { table } from '../table.js';

/** Every event of the log, with what its head and body say as columns. */
export interface EventRow {
  seq: number;
  id: string;
  negotiation: string;
  fact: string;
  revision: number;
  op: string;
  type: string;
  recordedAt: string;
  recordedBy: string;
  /** When the step itself became public, where its body says so. */
  reported: string | null;
  reportedEarliest: number | null;
  reportedLatest: number | null;
  mends: number | null;
  undoes: number | null;
  redacts: number | null;
  head: string;
  /** null where it was redacted; so are then the columns that came from it. */
  body: string | null;
}

export const Events = table<EventRow>('events', ['seq'], {
  seq: 'integer', id: 'text', negotiation: 'text', fact: 'text', revision: 'integer', op: 'text', type: 'text',
  recordedAt: 'text', recordedBy: 'text', reported: 'text?', reportedEarliest: 'integer?', reportedLatest: 'integer?',
  mends: 'integer?', undoes: 'integer?', redacts: 'integer?', head: 'text', body: 'text?',
});

export function projectEvent(sql: Sql, stored: StoredEvent, { head, body }: LedgerEvent): void {
  sql.insert(Events, {
    seq: head.seq, id: head.id, negotiation: head.negotiation, fact: head.fact, revision: head.revision, op: head.op, type: head.type,
    recordedAt: head.recordedAt, recordedBy: head.recordedBy,
    reported: body?.reported?.edtf ?? null,
    reportedEarliest: body?.reported?.earliest ?? null,
    reportedLatest: body?.reported?.latest ?? null,
    mends: body?.mends ?? null, undoes: body?.undoes ?? null, redacts: body?.redacts ?? null,
    head: stored.head, body: stored.body,
  });
}

/** Leaves the event as if it had been read from the log without its body. */
export function forgetBody(sql: Sql, seq: number): void {
  sql.run('UPDATE events SET body = NULL, reported = NULL, reported_earliest = NULL, reported_latest = NULL, mends = NULL, undoes = NULL, redacts = NULL WHERE seq = ?', seq);
}

/** Positions of the events whose bodies were redacted. */
export function redactedSeqs(sql: Sql): number[] {
  return sql.all<{ redacts: number }>('SELECT redacts FROM events WHERE redacts IS NOT NULL ORDER BY redacts').map(({ redacts }) => redacts);
}

/** Facts of a negotiation that an event below `toSeq` withdrew, whatever came of it, the last `limit` of them, newest first. */
export function retractedFacts(sql: Sql, negotiation: string, toSeq: number, limit: number): string[] {
  return sql.all<{ fact: string }>("SELECT fact, max(seq) AS last FROM events WHERE negotiation = ? AND op = 'retract' AND seq < ? GROUP BY fact ORDER BY last DESC LIMIT ?", negotiation, toSeq, limit).map(({ fact }) => fact);
}

/** Events of one negotiation with `fromSeq ≤ seq < toSeq`, in order, the first `limit` of them. */
export function eventsOfNegotiation(sql: Sql, negotiation: string, fromSeq: number, toSeq: number, limit = Number.MAX_SAFE_INTEGER): LedgerEvent[] {
  return sql.all<Text>('SELECT head, body FROM events WHERE negotiation = ? AND seq >= ? AND seq < ? ORDER BY seq LIMIT ?', negotiation, fromSeq, toSeq, limit).map(parseEvent);
}

export function eventsOfFact(sql: Sql, fact: string): LedgerEvent[] {
  return sql.all<Text>('SELECT head, body FROM events WHERE fact = ? ORDER BY seq', fact).map(parseEvent);
}

export function eventsOfFacts(sql: Sql, facts: readonly string[]): LedgerEvent[] {
  return sql.among<Text>('SELECT head, body FROM events WHERE fact IN (?) ORDER BY seq', facts).map(parseEvent);
}

/** The facts of a negotiation that were first recorded at or after `fromSeq`, and where, in that order. */
export function recordedFacts(sql: Sql, negotiation: string, fromSeq: number, limit: number): { fact: string; seq: number }[] {
  return sql.all<{ fact: string; seq: number }>("SELECT fact, seq FROM events WHERE negotiation = ? AND seq >= ? AND op = 'record' ORDER BY seq LIMIT ?", negotiation, fromSeq, limit);
}

export function eventsById(sql: Sql, ids: readonly string[]): Map<string, LedgerEvent> {
  const rows = sql.among<Text & { id: string }>('SELECT id, head, body FROM events WHERE id IN (?)', ids);
  return new Map(rows.map((row) => [row.id, parseEvent(row)]));
}

export interface FactStep {
  fact: string;
  seq: number;
  op: Op;
  undoes: number | null;
  redacts: number | null;
  /** 1 where the step says when it became public. */
  isReported: 0 | 1;
}

/** The steps of each fact, in order. */
export function stepsOfFacts(sql: Sql, facts: readonly string[]): FactStep[] {
  return sql.among<FactStep>(
    'SELECT fact, seq, op, undoes, redacts, reported IS NOT NULL AS "isReported" FROM events WHERE fact IN (?) ORDER BY fact, seq',
    facts,
  );
}

/** The years that RFC 3339 can write, in which `recorded_at` sorts as text. Milliseconds since 1970. */
const YEAR_0 = -62_167_219_200_000;
const YEAR_9999_END = 253_402_300_799_999;

/** How many events were recorded at or before `instant` (milliseconds since 1970, microseconds as parts of one); provisional while it lies after the last. */
export function sizeAt(sql: Sql, instant: number): { size: number; provisional: boolean } {
  const limit = instantText(Math.min(Math.max(instant, YEAR_0), YEAR_9999_END));
  const recordedAt = (seq: number): string => sql.get<{ recordedAt: string }>('SELECT recorded_at AS "recordedAt" FROM events WHERE seq = ?', seq)!.recordedAt;
  const total = (sql.get<{ last: number | null }>('SELECT max(seq) AS last FROM events')?.last ?? -1) + 1;
  // Times increase along the log, which is therefore their index: all below `size` are not after the limit, all from `end` on are.
  let size = 0;
  for (let end = total; size < end; ) {
    const middle = Math.floor((size + end) / 2);
    if (recordedAt(middle) <= limit) size = middle + 1;
    else end = middle;
  }
  return { size, provisional: total === 0 || recordedAt(total - 1) < limit };
}

/** As `recordedAt` is written: UTC, microseconds. */
function instantText(instant: number): string {
  const milliseconds = Math.floor(instant);
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).add({ microseconds: Math.round((instant - milliseconds) * 1_000) }).toString({ fractionalSecondDigits: 6 });
}

interface Text {
  head: string;
  body: string | null;
}

function parseEvent({ head, body }: Text): LedgerEvent {
  return { head: JSON.parse(head) as EventHead, body: body === null ? null : (JSON.parse(body) as EventBody) };
}
