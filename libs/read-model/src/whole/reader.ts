import { searchOf } from '../search/engines.js';
import type { StatementHit } from '../search/statement-search.js';
import type { Sql } from '../sql.js';
import { idRanges, type IdRange, type Issued, type IssuedBy, type IssuedFilter, issuedIn } from './issued.js';
import { standings, type StandingsFilter, type StandingsPage, zonesInUse } from './standings.js';

/** Which of a list's items are meant. */
export interface Range {
  start: number;
  limit: number;
}

/** Questions about all negotiations at once. */
export interface WholeReader {
  /** The zones that negotiations are in. */
  zones(): Promise<string[]>;
  /** A page of the negotiations, by id: those of a status then, where one is named. */
  standings(filter: StandingsFilter, range: Range): Promise<StandingsPage>;
  /** The ids of all negotiations, in ranges of so many. */
  ranges(size: number): Promise<IdRange[]>;
  /** Notices issued, added up over the negotiations of a range. */
  issued(by: IssuedBy, filter: IssuedFilter, range: IdRange): Promise<Issued>;
  /** Full-text search over what statements say in any version, best first. */
  search(q: string, range: Range): Promise<StatementHit[]>;
}

export function createWholeReader(sql: Sql): WholeReader {
  return {
    zones: async () => zonesInUse(sql),
    ranges: async (size) => idRanges(sql, size),
    issued: async (by, filter, range) => issuedIn(sql, by, filter, range),
    search: async (q, range) => searchOf(sql).everywhere(sql, q, range),
    standings: async (filter, range) => standings(sql, filter, range),
  };
}
