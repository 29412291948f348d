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

const unboundedOr = (high: string, counts: string) => `iif(total(${counts} AND ${high} IS NULL) > 0, NULL, coalesce(sum(iif(${counts}, ${high}, 0)), 0))`;

/** Ids of the negotiations whose notices have to be added up by reading them. */
export function foldedIssued(sql: Sql, filter: WholeFilter): string[] {
  return sql
    .all<{ id: string }>(`WITH ${MOMENTS} SELECT negotiations.id FROM ${THEN} WHERE ${FILTER} AND ${IS_FOLDED} ORDER BY negotiations.id`, valuesOf(filter))
    .map(({ id }) => id);
}

/** Sums over all negotiations but those of `foldedIssued`. A batch is counted once whatever its claims. */
export function issuedLines(sql: Sql, by: IssuedBy, filter: IssuedFilter): IssuedLine[] {
  const [low, high] = by.dimension === undefined ? ['b.low', 'b.high'] : ['coalesce(p.low, b.low)', 'iif(p.fact IS NULL, b.high, p.high)'];
  const keys = [by.negotiation && 'b.negotiation', by.dimension && "coalesce(p.name, '')", by.month && 'b.month'].filter((key) => typeof key === 'string');
  return sql.all<IssuedLine>(
    `WITH ${MOMENTS} SELECT
        ${by.negotiation ? 'b.negotiation' : 'NULL'} AS negotiation, ${by.dimension ? "coalesce(p.name, '')" : 'NULL'} AS name, ${by.month ? 'b.month' : 'NULL'} AS month,
        sum(iif(b.happened_latest <= moments.at, ${low}, 0)) AS certainLow, ${unboundedOr(high, 'b.happened_latest <= moments.at')} AS certainHigh,
        ${unboundedOr(high, 'TRUE')} AS possibleHigh, count(*) AS batches, count(DISTINCT b.negotiation) AS negotiations
      FROM ${THEN} CROSS JOIN batches b ON b.negotiation = negotiations.id AND b.notice = @notice
        ${by.dimension ? 'LEFT JOIN batch_parts p ON p.fact = b.fact AND p.dimension = @dimension' : ''}
      WHERE ${FILTER} AND NOT ${IS_FOLDED} AND (b.happened_latest <= moments.at OR b.happened_earliest < moments.at)
        ${by.dimension ? `AND (p.name <> '' OR (${high}) IS NOT 0)` : ''}
        ${filter.name === undefined ? '' : "AND coalesce(p.name, '') = @name"} ${filter.month === undefined ? '' : 'AND b.month = @month'}
      ${keys.length === 0 ? 'HAVING count(*) > 0' : `GROUP BY ${keys.join(', ')}`}`,
    { ...valuesOf(filter), notice: filter.notice, dimension: by.dimension ?? null, name: filter.name ?? null, month: filter.month ?? null },
  );
}
