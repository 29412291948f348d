import type { Quantity } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import type { ClaimKey, ClaimOf } from './claims.js';

type NoticesType = 'notices.planned' | 'notices.issued' | 'notices.totalled' | 'notices.postponed' | 'notices.withdrawn' | 'notices.took-effect';

/** A count of notices: a batch (part 0), a part of it in a breakdown (1, 2, …), or a total that someone stated. */
export interface NoticesRow extends ClaimKey {
  part: number;
  /** planned, issued, postponed, withdrawn, took-effect; of a total also outstanding. */
  measure: string;
  /** 1: a total that someone stated, not a batch; never to be added to batches. */
  stated: number;
  notice: string;
  round: string | null;
  plan: string | null;
  /** Of a plan, in words; of a stated total: round, all, unstated. */
  scope: string | null;
  /** Of a part, or of a stated total of only a part: agency, site, class, membership. */
  dimension: string | null;
  name: string | null;
  low: number;
  /** null: unbounded. */
  high: number | null;
  qualifier: string;
  wording: string;
  convention: string | null;
  /** 1: computed as the remainder. */
  derived: number;
  what: string | null;
}

export const Notices = table<NoticesRow>('notices', ['seq', 'claim', 'part'], {
  seq: 'integer', claim: 'integer', negotiation: 'text', fact: 'text', part: 'integer', measure: 'text', stated: 'integer', notice: 'text',
  round: 'text?', plan: 'text?', scope: 'text?', dimension: 'text?', name: 'text?', low: 'integer', high: 'integer?',
  qualifier: 'text', wording: 'text', convention: 'text?', derived: 'integer', what: 'text?',
});

export function projectNotices(sql: Sql, { seq, claim, negotiation, fact, type, data }: ClaimOf<NoticesType>): void {
  const only = 'only' in data ? data.only : undefined;
  const whole: NoticesRow = {
    seq, claim, part: 0, negotiation, fact,
    measure: 'measure' in data ? data.measure : type.slice('notices.'.length),
    stated: type === 'notices.totalled' ? 1 : 0,
    notice: data.notice, round: data.round ?? null,
    plan: 'plan' in data ? data.plan : null,
    scope: 'scope' in data ? (data.scope ?? null) : null,
    dimension: only?.by ?? null, name: only?.name ?? null,
    ...countOf(data.count), derived: 0, what: data.what ?? null,
  };
  sql.insert(Notices, whole);

  const breakdowns = 'breakdowns' in data ? (data.breakdowns ?? []) : [];
  const parts = breakdowns.flatMap(({ by, parts }) => parts.map((part) => ({ by, part })));
  parts.forEach(({ by, part }, index) => {
    sql.insert(Notices, { ...whole, part: index + 1, dimension: by, name: part.name, ...countOf(part.count), derived: part.derived ? 1 : 0, what: part.note ?? null });
  });
}

function countOf({ low, high, qualifier, wording, convention }: Quantity) {
  return { low, high, qualifier, wording, convention: convention ?? null };
}
