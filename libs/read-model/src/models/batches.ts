import { type Bounds, DIMENSIONS, type Dimension, historyOf, type LedgerEvent, monthOf, NOTICE_KINDS, type Seen, subtractClamped, sum, viewAt } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import { eventsOfFact } from './events.js';
import { zonesOf } from './negotiations.js';
import { finite } from './subjects.js';

/** Each batch of notices issued, as it stands with everything known: claims that disagree are one batch, with the hull of their counts and dates. */
export interface BatchRow {
  negotiation: string;
  notice: string;
  fact: string;
  happenedEarliest: number;
  happenedLatest: number;
  /** The local month, or the months between which it was issued. */
  month: string;
  low: number;
  /** null: unbounded. */
  high: number | null;
  /** 1 where it lies within another batch, or may be the same people: such do not simply add. */
  related: number;
}

export const Batches = table<BatchRow>('batches', ['negotiation', 'notice', 'fact'], {
  negotiation: 'text', notice: 'text', fact: 'text', happenedEarliest: 'integer', happenedLatest: 'integer', month: 'text', low: 'integer', high: 'integer?', related: 'integer',
});

/** What of a batch belongs to one name of a breakdown. The name is empty for what no part covers; a dimension that a batch is not broken down by has no rows. */
export interface BatchPartRow {
  fact: string;
  dimension: string;
  name: string;
  low: number;
  high: number | null;
}

export const BatchParts = table<BatchPartRow>('batch_parts', ['fact', 'dimension', 'name'], { fact: 'text', dimension: 'text', name: 'text', low: 'integer', high: 'integer?' });

/** After everything, with everything known. */
const END = { at: Infinity, known: Infinity, ledger: Infinity };

type Batch = Seen<'notices.issued'>;

/** Writes the batches that the events tell of, and where the zone of a negotiation may have changed, all of its. */
export function keepBatches(sql: Sql, events: readonly LedgerEvent[]): void {
  const facts = new Map<string, { negotiation: string; whole: LedgerEvent[] | null }>();
  for (const event of events) {
    const { fact, type, negotiation, op } = event.head;
    // Most facts are recorded once: their only event is at hand.
    if (type === 'notices.issued') facts.set(fact, { negotiation, whole: op === 'record' ? [event] : null });
    if (type === 'negotiation.opened' && op !== 'record') {
      for (const { id } of sql.all<{ id: string }>("SELECT id FROM facts WHERE negotiation = ? AND type = 'notices.issued'", negotiation)) facts.set(id, { negotiation, whole: null });
    }
  }
  const zones = zonesOf(sql, [...new Set([...facts.values()].map(({ negotiation }) => negotiation))]);
  for (const [fact, { negotiation, whole }] of facts) {
    if (whole === null) forget(sql, negotiation, fact);
    const zone = zones.get(negotiation) ?? 'UTC';
    const [seen] = viewAt(historyOf(negotiation, zone, whole ?? eventsOfFact(sql, fact)), END).certain;
    if (seen !== undefined) write(sql, negotiation, zone, seen as Seen as Batch);
  }
}

function forget(sql: Sql, negotiation: string, fact: string): void {
  for (const notice of NOTICE_KINDS) sql.run('DELETE FROM batches WHERE negotiation = ? AND notice = ? AND fact = ?', negotiation, notice, fact);
  sql.run('DELETE FROM batch_parts WHERE fact = ?', fact);
}

function write(sql: Sql, negotiation: string, zone: string, { id: fact, data, happened, span }: Batch): void {
  sql.insert(Batches, {
    negotiation, notice: data.notice, fact, happenedEarliest: finite(span.earliest), happenedLatest: finite(span.latest), month: monthOf(happened, zone),
    low: data.count.low, high: data.count.high, related: data.within !== undefined || data.mayOverlap !== undefined ? 1 : 0,
  });
  for (const dimension of DIMENSIONS) {
    for (const [name, { low, high }] of partsOf(data, dimension)) sql.insert(BatchParts, { fact, dimension, name, low, high });
  }
}

function partsOf({ breakdowns = [], count }: Batch['data'], dimension: Dimension): Map<string, Bounds> {
  const own = breakdowns.filter(({ by }) => by === dimension);
  const parts = own.flatMap((breakdown) => breakdown.parts);
  const byName = new Map<string, Bounds>();
  for (const part of parts) byName.set(part.name, sum([byName.get(part.name) ?? { low: 0, high: 0 }, part.count]));
  const rest = subtractClamped(count, sum(parts.map((part) => part.count)));
  if (own.length > 0 && !own.some(({ complete }) => complete) && rest.high !== 0) byName.set('', rest);
  return byName;
}
