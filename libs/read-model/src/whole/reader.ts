import type { Sql } from '../sql.js';
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
  /** Ids of the negotiations about which the tables can't answer at that moment: what they say of the subject must be read. */
  unsettled(subject: 'status' | 'notices', filter: WholeFilter): Promise<string[]>;
  /** A page of the negotiations, by id: those of a status then, where one is named. */
  standings(filter: StandingsFilter, range: Range): Promise<StandingsPage>;
  /** Full-text search over what statements say in any version, best first. */
  search(q: string, range: Range): Promise<StatementHit[]>;
}

export function createWholeReader(sql: Sql): WholeReader {
  return {
    zones: async () => zonesInUse(sql),
    unsettled: async (subject, filter) => unsettled(sql, subject, filter),
    search: async (q, range) => searchAll(sql, q, range),
    standings: async (filter, range) => standings(sql, filter, range),
  };
}
