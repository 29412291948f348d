import type { Sql } from '../sql.js';
import { table } from '../table.js';
import type { ClaimKey, ClaimOf } from './claims.js';

type DeadlineType = 'deadline.set' | 'deadline.moved' | 'deadline.met' | 'deadline.missed' | 'deadline.withdrawn';

/** One step in the life of a deadline. */
export interface DeadlineRow extends ClaimKey {
  /** What the steps of one deadline share. */
  key: string;
  step: string;
  due: string | null;
  dueEarliest: number | null;
  dueLatest: number | null;
  what: string | null;
  note: string | null;
}

export const Deadlines = table<DeadlineRow>('deadlines', ['seq', 'claim'], {
  seq: 'integer', claim: 'integer', negotiation: 'text', fact: 'text', key: 'text', step: 'text',
  due: 'text?', dueEarliest: 'integer?', dueLatest: 'integer?', what: 'text?', note: 'text?',
});

export function projectDeadline(sql: Sql, { seq, claim, negotiation, fact, type, data }: ClaimOf<DeadlineType>): void {
  const due = 'due' in data ? data.due : undefined;
  sql.insert(Deadlines, {
    seq, claim, negotiation, fact, key: data.key, step: type.slice('deadline.'.length),
    due: due?.edtf ?? null, dueEarliest: due?.earliest ?? null, dueLatest: due?.latest ?? null,
    what: data.what ?? null, note: data.note ?? null,
  });
}
