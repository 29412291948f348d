import type { Sql } from '../sql.js';
import { fts5 } from './fts5.js';
import type { StatementSearch } from './statement-search.js';
import { tsvector } from './tsvector.js';

const ENGINES: Record<Sql['engine'], StatementSearch> = { sqlite: fts5, postgres: tsvector };

export function searchOf({ engine }: Sql): StatementSearch {
  return ENGINES[engine];
}
