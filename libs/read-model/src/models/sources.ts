import type { When } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import type { ClaimKey, ClaimOf } from './claims.js';

/** A source as each of its versions describes it. `fact` is the id by which claims cite it. */
export interface SourceRow extends ClaimKey {
  title: string | null;
  publisher: string | null;
  author: string | null;
  published: string;
  publishedEarliest: number | null;
  publishedLatest: number | null;
  dateDerived: string | null;
  file: string | null;
  sha256: string | null;
  url: string | null;
}

export const Sources = table<SourceRow>('sources', ['seq', 'claim'], {
  seq: 'integer', claim: 'integer', negotiation: 'text', fact: 'text', title: 'text?', publisher: 'text?', author: 'text?',
  published: 'text', publishedEarliest: 'integer?', publishedLatest: 'integer?', dateDerived: 'text?', file: 'text?', sha256: 'text?', url: 'text?',
});

export function projectSource(sql: Sql, { seq, claim, negotiation, fact, data }: ClaimOf<'source.registered'>): void {
  sql.insert(Sources, {
    seq, claim, negotiation, fact,
    title: data.title ?? null, publisher: data.publisher ?? null, author: data.author ?? null,
    published: data.published.edtf, publishedEarliest: data.published.earliest, publishedLatest: data.published.latest,
    dateDerived: data.dateDerived ?? null, file: data.file ?? null, sha256: data.sha256 ?? null, url: data.url ?? null,
  });
}

/** When each of these sources was published, by the first claim of its newest version (recorded, revised or mended last) that can be read. */
export function publicationsOf(sql: Sql, facts: readonly string[]): Map<string, When> {
  const rows = sql.among<{ fact: string; edtf: string; earliest: number | null; latest: number | null }>(
    `SELECT fact, published AS edtf, published_earliest AS earliest, published_latest AS latest
       FROM sources WHERE claim = 0 AND fact IN (?) ORDER BY seq`,
    facts,
  );
  return new Map(rows.map(({ fact, ...when }) => [fact, when]));
}
