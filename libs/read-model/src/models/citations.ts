import type { Citation, EventHead, LedgerEvent } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';

/** Where a claim was read, or where a revision or a withdrawal was printed (then `claim` is null). */
export interface CitationRow {
  seq: number;
  /** Counts the citations of the event. */
  citation: number;
  claim: number | null;
  negotiation: string;
  fact: string;
  source: string;
  locator: string | null;
  wording: string | null;
}

export const Citations = table<CitationRow>('citations', ['seq', 'citation'], {
  seq: 'integer', citation: 'integer', claim: 'integer?', negotiation: 'text', fact: 'text', source: 'text', locator: 'text?', wording: 'text?',
});

export function projectCitations(sql: Sql, head: EventHead, body: NonNullable<LedgerEvent['body']>): void {
  const ofClaims = (body.claims ?? []).flatMap(({ sources }, claim) => sources.map((cited) => ({ claim, cited })));
  const ofStep = (body.sources ?? []).map((cited) => ({ claim: null, cited }));
  [...ofClaims, ...ofStep].forEach(({ claim, cited }, citation) => sql.insert(Citations, rowOf(head, citation, claim, cited)));
}

function rowOf({ seq, negotiation, fact }: EventHead, citation: number, claim: number | null, cited: Citation): CitationRow {
  return { seq, citation, claim, negotiation, fact, source: cited.source, locator: cited.locator ?? null, wording: cited.wording ?? null };
}

/** Facts of which any claim ever cited a source. */
export function citingFacts(sql: Sql, source: string): string[] {
  return sql.all<{ fact: string }>('SELECT DISTINCT fact FROM citations WHERE source = ? AND claim IS NOT NULL', source).map(({ fact }) => fact);
}
