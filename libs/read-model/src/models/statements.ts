import { searchOf } from '../search/engines.js';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import type { ClaimKey, ClaimOf } from './claims.js';

/** What was said, as each version has it. The full-text table `statements_search` follows this one. */
export interface StatementRow extends ClaimKey {
  speaker: string;
  /** Id of the person, where the speaker is one that was named. */
  person: string | null;
  /** Id of the party spoken for. */
  onBehalfOf: string | null;
  gist: string;
  /** JSON array of ids of facts. */
  about: string;
  /** JSON array of keys. */
  topics: string;
}

export const Statements = table<StatementRow>('statements', ['seq', 'claim'], {
  seq: 'integer', claim: 'integer', negotiation: 'text', fact: 'text', speaker: 'text', person: 'text?', onBehalfOf: 'text?',
  gist: 'text', about: 'text', topics: 'text',
});

export function projectStatement(sql: Sql, { seq, claim, negotiation, fact, data }: ClaimOf<'statement.made'>): void {
  const row = {
    seq, claim, negotiation, fact, speaker: data.speaker, person: data.person ?? null, onBehalfOf: data.for ?? null, gist: data.gist,
    about: JSON.stringify(data.about ?? []), topics: JSON.stringify(data.topics ?? []),
  };
  sql.insert<StatementRow>(Statements, row);
  searchOf(sql).keep(sql, row);
}
