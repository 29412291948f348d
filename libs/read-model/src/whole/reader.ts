import type { Sql } from '../sql.js';
import { foldedIssued, type IssuedBy, type IssuedFilter, type IssuedLine, issuedLines } from './issued.js';
import { searchAll, type StatementHit } from './search.js';
import { standings, type StandingsFilter, type StandingsPage, unsettled, type WholeFilter, zonesInUse } from './standings.js';

/** Which of a list's items are meant. */
export interface Range {
  start: number;
  limit: number;
}

/** Questions about all negotiations at once. */
export interface WholeReader {
  /** The zones that negotiations are in. */
  zones(): Promise<string[]>;
  /** Ids of the negotiations whose status the tables can't tell then: it has to be read. */
  unsettled(filter: WholeFilter): Promise<string[]>;
  /** A page of the negotiations, by id: those of a status then, where one is named. */
  standings(filter: StandingsFilter, range: Range): Promise<StandingsPage>;
  /** Ids of the negotiations whose notices the tables can't add up then: they have to be read. */
  foldedIssued(filter: WholeFilter): Promise<string[]>;
  /** Notices issued, added up over all negotiations but those. */
  issued(by: IssuedBy, filter: IssuedFilter): Promise<IssuedLine[]>;
  /** Full-text search over what statements say in any version, best first. */
  search(q: string, range: Range): Promise<StatementHit[]>;
}

export function createWholeReader(sql: Sql): WholeReader {
  return {
    zones: async () => zonesInUse(sql),
    unsettled: async (filter) => unsettled(sql, filter),
    foldedIssued: async (filter) => foldedIssued(sql, filter),
    issued: async (by, filter) => issuedLines(sql, by, filter),
    search: async (q, range) => searchAll(sql, q, range),
    standings: async (filter, range) => standings(sql, filter, range),
  };
}
