import type { Claim, DataOf, EventHead, FactData, FactType } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';

/** What the rows of one claim have in common: the event that wrote it and its place there. */
export interface ClaimKey {
  seq: number;
  claim: number;
  negotiation: string;
  fact: string;
}

/** A claim on its way into the table of its type. */
export interface ClaimOf<T extends FactType> extends ClaimKey {
  type: T;
  data: DataOf<T>;
}

/** Each claim of each version: what happened when, who says so, when that became public. Instants are milliseconds since 1970, null an open end. */
export interface ClaimRow extends ClaimKey {
  type: string;
  happened: string;
  happenedEarliest: number | null;
  happenedLatest: number | null;
  ordinal: number;
  /** null: always public. */
  reported: string | null;
  reportedEarliest: number | null;
  reportedLatest: number | null;
  rank: string;
  /** 1 where no other claim of the version is of higher rank. */
  speaks: number;
  attributedTo: string | null;
}

export const Claims = table<ClaimRow>('claims', ['seq', 'claim'], {
  seq: 'integer', claim: 'integer', negotiation: 'text', fact: 'text', type: 'text',
  happened: 'text', happenedEarliest: 'integer?', happenedLatest: 'integer?', ordinal: 'integer',
  reported: 'text?', reportedEarliest: 'integer?', reportedLatest: 'integer?',
  rank: 'text', speaks: 'integer', attributedTo: 'text?',
});

export function projectClaims(sql: Sql, { seq, negotiation, fact, type }: EventHead, claims: readonly Claim[]): void {
  const speaking = new Set(speakingOf(claims));
  claims.forEach((claim, index) => {
    sql.insert(Claims, {
      seq, claim: index, negotiation, fact, type,
      happened: claim.happened.edtf, happenedEarliest: claim.happened.earliest, happenedLatest: claim.happened.latest,
      ordinal: claim.order ?? 0,
      reported: claim.reported?.edtf ?? null,
      reportedEarliest: claim.reported?.earliest ?? null,
      reportedLatest: claim.reported?.latest ?? null,
      rank: claim.rank, speaks: speaking.has(claim) ? 1 : 0,
      attributedTo: claim.attributedTo ?? null,
    });
  });
}

const HIGHEST_FIRST = ['preferred', 'normal', 'deprecated'] as const;

/** The claims of the highest rank that occurs. */
export function speakingOf(claims: readonly Claim[]): readonly Claim<FactData>[] {
  const highest = HIGHEST_FIRST.find((rank) => claims.some((claim) => claim.rank === rank));
  return claims.filter((claim) => claim.rank === highest);
}
