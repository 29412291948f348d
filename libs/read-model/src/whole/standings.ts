import { asOf, COLUMNS, FILTER, filterValues, type NegotiationRow } from '../models/negotiations.js';
import type { Sql } from '../sql.js';

/** A moment of the happened and the reported clock, which a date means differently in each zone. Milliseconds since 1970. */
export interface ZoneMoment {
  zone: string;
  at: number;
  known: number;
}

/** Which negotiations of the whole ledger are asked about, and when. */
export interface WholeFilter {
  q?: string;
  party?: string;
  /** Negotiations opened by then, and no event from there on. */
  ledger: number;
  /** One for each zone in use. */
  moments: readonly ZoneMoment[];
}

export interface StandingsFilter extends WholeFilter {
  /** Those of this status. */
  status?: string;
  /** Unsettled negotiations that were read already: the status of each. */
  read?: ReadonlyMap<string, string>;
}

/** A page of negotiations, by id. */
export interface StandingsPage {
  rows: NegotiationRow[];
  total: number;
  /** Ids of negotiations whose status the tables can't tell then: it has to be read first. There are no rows as long as there are such. */
  unread: string[];
}

export const MOMENTS = `moments AS MATERIALIZED (
  SELECT value ->> 0 AS of_zone, CAST(value ->> 1 AS NUMERIC) AS at, CAST(value ->> 2 AS NUMERIC) AS known FROM json_each(@moments))`;

/** A negotiation with its moment. */
export const THEN = `negotiations JOIN moments ON moments.of_zone = coalesce(negotiations.zone, 'UTC')`;

/** Something about the subject was recorded later, or was not public by then: the tables, which show the present, can't answer. */
export const isUnsettled = (subject: 'status' | 'notices') => `EXISTS (
  SELECT 1 FROM horizons h WHERE h.negotiation = negotiations.id AND h.subject = '${subject}' AND (h.last_seq >= @ledger OR h.public_by > moments.known))`;

const STATUS = `coalesce((
  SELECT m.status FROM status_moves m
  WHERE m.negotiation = negotiations.id AND m.happened_latest <= moments.at AND m.holds_from <= moments.at AND m.holds_until > moments.at
  ORDER BY m.happened_latest DESC, m.happened_earliest DESC, m.ordinal DESC, m.fact DESC LIMIT 1), 'none')`;

const OF_STATUS = `FROM ${THEN} WHERE ${FILTER}
  AND (negotiations.id IN (SELECT value FROM json_each(@also)) OR (NOT ${isUnsettled('status')} AND ${STATUS} = @status))`;

/** The zones that negotiations are in. */
export function zonesInUse(sql: Sql): string[] {
  return sql.all<{ zone: string }>("SELECT DISTINCT coalesce(zone, 'UTC') AS zone FROM negotiations").map(({ zone }) => zone);
}

/** A page of the negotiations that have a status then; of all of them where none is named. */
export function standings(sql: Sql, filter: StandingsFilter, { start, limit }: { start: number; limit: number }): StandingsPage {
  const { ledger, status, read = new Map<string, string>() } = filter;
  const also = [...read].filter(([, each]) => each === status).map(([id]) => id);
  const [where, values] = status === undefined ? [`FROM negotiations WHERE ${FILTER}`, filterValues(filter)] : [OF_STATUS, { ...valuesOf(filter), status, also: JSON.stringify(also) }];
  const moments = status === undefined ? '' : `WITH ${MOMENTS} `;
  return sql.snapshot(() => {
    const unread = status === undefined ? [] : unsettled(sql, filter).filter((id) => !read.has(id));
    if (unread.length > 0) return { rows: [], total: 0, unread };
    const { total } = sql.get<{ total: number }>(`${moments}SELECT count(*) AS total ${where}`, values)!;
    const rows = sql.all<NegotiationRow & { fact: string }>(`${moments}SELECT fact, ${COLUMNS} ${where} ORDER BY negotiations.id LIMIT @limit OFFSET @start`, { ...values, start, limit });
    return { rows: rows.map(({ fact, ...row }) => asOf(sql, row, fact, ledger)), total, unread };
  });
}

function unsettled(sql: Sql, filter: WholeFilter): string[] {
  return sql
    .all<{ id: string }>(`WITH ${MOMENTS} SELECT negotiations.id FROM ${THEN} WHERE ${FILTER} AND ${isUnsettled('status')} ORDER BY negotiations.id`, valuesOf(filter))
    .map(({ id }) => id);
}

/** The values of a filter, by the names that the SQL gives them. */
export function valuesOf(filter: WholeFilter) {
  return { ...filterValues(filter), moments: JSON.stringify(filter.moments.map(({ zone, at, known }) => [zone, at, known])) };
}
