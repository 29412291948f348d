import type { Dimension } from '#libs/domain';
import { FILTER } from '../models/negotiations.js';
import type { Sql } from '../sql.js';
import { isUnsettled, MOMENTS, THEN, valuesOf, type WholeFilter } from './standings.js';

/** What notices are added up by; what is left out is added up whatever it is. */
export interface IssuedBy {
  dimension?: Dimension;
  month?: boolean;
  negotiation?: boolean;
}

export interface IssuedFilter extends WholeFilter {
  notice: string;
  /** Of the dimension; empty: what no part covers. */
  name?: string;
  /** As lines give it. */
  month?: string;
}

/** Notices issued, of the settled negotiations; what is not asked for is null. `high` null: unbounded. */
export interface IssuedLine {
  negotiation: string | null;
  /** Empty: what no part covers. */
  name: string | null;
  month: string | null;
  certainLow: number;
  certainHigh: number | null;
  possibleHigh: number | null;
  batches: number;
  negotiations: number;
}

/** Batches that lie to others by people add up otherwise than by SQL. */
const IS_RELATED = `EXISTS (SELECT 1 FROM batches r WHERE r.negotiation = negotiations.id AND r.related = 1)`;
const IS_FOLDED = `(${isUnsettled('notices')} OR ${IS_RELATED})`;

const unboundedOr = (high: string, counts: string) =>
  `CASE WHEN count(*) FILTER (WHERE ${counts} AND ${high} IS NULL) > 0 THEN NULL ELSE coalesce(sum(CASE WHEN ${counts} THEN ${high} ELSE 0 END), 0) END`;

/** Negotiations by id: those after one, up to another. Some at a time leave others their turn. */
export interface IdRange {
  after: string;
  upTo: string;
}

/** Later than any id. */
const LAST = '~';

/** All ids, in ranges of so many negotiations. */
export function idRanges(sql: Sql, size: number): IdRange[] {
  const ends = sql.all<{ id: string }>('SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM negotiations) AS numbered WHERE nth % ? = 0 ORDER BY id', size).map(({ id }) => id);
  return [...ends, LAST].map((upTo, index) => ({ after: ends[index - 1] ?? '', upTo }));
}

const IN_RANGE = 'negotiations.id > @after AND negotiations.id <= @upTo';

/** What the tables add up, and ids of the negotiations whose notices have to be read beside. */
export interface Issued {
  lines: IssuedLine[];
  unsettled: string[];
}

export function issuedIn(sql: Sql, by: IssuedBy, filter: IssuedFilter, range: IdRange): Issued {
  return sql.snapshot(() => ({ lines: issuedLines(sql, by, filter, range), unsettled: foldedIssued(sql, filter, range) }));
}

function foldedIssued(sql: Sql, filter: WholeFilter, range: IdRange): string[] {
  return sql
    .all<{ id: string }>(`WITH ${MOMENTS} SELECT negotiations.id FROM ${THEN} WHERE ${IN_RANGE} AND ${FILTER} AND ${IS_FOLDED} ORDER BY negotiations.id`, { ...valuesOf(filter), ...range })
    .map(({ id }) => id);
}

/** Sums over the settled negotiations. A batch is counted once whatever its claims. */
function issuedLines(sql: Sql, by: IssuedBy, filter: IssuedFilter, range: IdRange): IssuedLine[] {
  const [low, high] = by.dimension === undefined ? ['b.low', 'b.high'] : ['coalesce(p.low, b.low)', 'CASE WHEN p.fact IS NULL THEN b.high ELSE p.high END'];
  const keys = [by.negotiation && 'b.negotiation', by.dimension && "coalesce(p.name, '')", by.month && 'b.month'].filter((key) => typeof key === 'string');
  return sql.all<IssuedLine>(
    `WITH ${MOMENTS} SELECT
        ${by.negotiation ? 'b.negotiation' : 'NULL'} AS negotiation, ${by.dimension ? "coalesce(p.name, '')" : 'NULL'} AS name, ${by.month ? 'b.month' : 'NULL'} AS month,
        sum(CASE WHEN b.happened_latest <= moments.at THEN ${low} ELSE 0 END) AS "certainLow", ${unboundedOr(high, 'b.happened_latest <= moments.at')} AS "certainHigh",
        ${unboundedOr(high, 'TRUE')} AS "possibleHigh", count(*) AS batches, count(DISTINCT b.negotiation) AS negotiations
      FROM ${THEN} CROSS JOIN batches b
        ${by.dimension ? 'LEFT JOIN batch_parts p ON p.fact = b.fact AND p.dimension = @dimension' : ''}
      WHERE b.negotiation = negotiations.id AND b.notice = @notice AND ${IN_RANGE} AND ${FILTER} AND NOT ${IS_FOLDED} AND (b.happened_latest <= moments.at OR b.happened_earliest < moments.at)
        ${by.dimension ? `AND (p.name <> '' OR (${high}) IS DISTINCT FROM 0)` : ''}
        ${filter.name === undefined ? '' : "AND coalesce(p.name, '') = @name"} ${filter.month === undefined ? '' : 'AND b.month = @month'}
      ${keys.length === 0 ? 'HAVING count(*) > 0' : `GROUP BY ${keys.join(', ')}`}`,
    { ...valuesOf(filter), ...range, notice: filter.notice, dimension: by.dimension ?? null, name: filter.name ?? null, month: filter.month ?? null },
  );
}
