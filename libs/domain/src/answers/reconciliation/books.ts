import { ALL_ROUNDS, type Evidence, type Group, type SeenAs } from '../../evidence.js';
import type { NoticeKind } from '../../facts/kinds.js';
import type { FactType } from '../../facts/types.js';
import { compareHappened } from '../../fold.js';
import type { Seen } from '../../history.js';
import { linearEvidence } from '../../linear-evidence.js';
import { type Slices, sorted } from '../../slices.js';
import { COUNTED, type FactsOfTypes, type Past, pastOf } from './past.js';

export type Batch = Seen<'notices.issued'>;
export type Total = Seen<'notices.totalled'>;

/** What is reconciled: each list is read once, however many rules look at it. */
export interface Books {
  evidence: Evidence;
  /** Batches that have been issued, or may have, in happened order. */
  batches: readonly Batch[];
  /** Totals that have been stated, or may have, in happened order. */
  totals: readonly Total[];
  /** The batches of a kind and round (`ALL_ROUNDS`: of all) as if there were no others: how they lie to those of other rounds does not matter. */
  roundOf(notice: NoticeKind, round: string | null): Evidence;
  /** What was, or will be, seen of notices at another moment; nothing where no total is there to be explained. */
  past: Past;
}

/** Opens the books. @param facts of the negotiation, read where there are totals */
export function* openBooks(evidence: Evidence, facts: FactsOfTypes): Slices<Books> {
  const issued = evidence.groups('notices').filter(({ key: [, round, type] }) => round === ALL_ROUNDS && type === 'notices.issued');
  const batches = yield* happened(issued.map(({ group }) => group as unknown as Group<'notices.issued'>));
  const totals = yield* happened(evidence.groups('totalled').map(({ group }) => group));
  const past = yield* pastOf(totals.all.length === 0 ? [] : facts(COUNTED), evidence.moment);
  return { evidence, batches: batches.all, totals: totals.all, roundOf: roundsOf(evidence, batches), past };
}

interface Happened<T extends FactType> {
  /** Those that have happened, and those that may have, in happened order. */
  all: SeenAs<T>[];
  /** Those that may have. */
  possible: ReadonlySet<SeenAs<T>>;
}

function* happened<T extends FactType>(groups: readonly Group<T>[]): Slices<Happened<T>> {
  const all: SeenAs<T>[] = [];
  const maybe = new Set<SeenAs<T>>();
  for (const { certain, possible } of groups) {
    for (const seen of certain.each()) {
      all.push(seen);
      yield;
    }
    for (const seen of possible.each()) {
      all.push(seen);
      maybe.add(seen);
      yield;
    }
  }
  return { all: yield* sorted(all, compareHappened), possible: maybe };
}

function roundsOf({ negotiation, zone, moment }: Evidence, { all, possible }: Happened<'notices.issued'>): Books['roundOf'] {
  const made = new Map<string, Evidence>();
  return (notice, round) => {
    const key = JSON.stringify([notice, round]);
    const kept = made.get(key);
    if (kept !== undefined) return kept;
    const own = all.filter(({ data }) => data.notice === notice && (round === ALL_ROUNDS || (data.round ?? null) === round));
    const [certain, maybe] = [own.filter((batch) => !possible.has(batch)), own.filter((batch) => possible.has(batch))];
    const alone = linearEvidence({ history: { negotiation, zone, facts: new Map() }, moment, standing: [], certain, possible: maybe, ahead: [], maybeKnown: [], redacted: [] });
    made.set(key, alone);
    return alone;
  };
}
