import { ALL_ROUNDS, type Evidence } from '../../evidence.js';
import { compareHappened } from '../../fold.js';
import type { History, Seen } from '../../history.js';
import { firstOf } from '../listing.js';
import { type Past, pastOf } from './past.js';

export type Batch = Seen<'notices.issued'>;
export type Total = Seen<'notices.totalled'>;

/** What is reconciled: each list is read once, however many rules look at it. */
export interface Books {
  evidence: Evidence;
  /** Batches that have been issued, or may have, in happened order. */
  batches: readonly Batch[];
  /** Totals that have been stated, or may have, in happened order. */
  totals: readonly Total[];
  /** What was, or will be, seen of notices at another moment; read when a total first differs from what is recorded. */
  past(): Past;
}

export function booksOf(evidence: Evidence, history: () => History): Books {
  const batches = evidence.groups('notices').filter(({ key: [, round, type] }) => round === ALL_ROUNDS && type === 'notices.issued').flatMap(({ group }) => firstOf(group, Infinity) as Batch[]);
  const totals = evidence.groups('totalled').flatMap(({ group }) => firstOf(group, Infinity));
  let past: Past | undefined;
  return { evidence, batches: batches.sort(compareHappened), totals: totals.sort(compareHappened), past: () => (past ??= pastOf(history(), evidence.moment)) };
}
