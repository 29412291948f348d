import { compareHappened, type DealCourse, type DealStatus, MARKS, markOf, type Mover, type MoverType } from '#libs/domain';
import type { Entry } from './forest.js';
import type { TreeRun } from './run.js';

const STATUSES: readonly DealStatus[] = ['none', 'talking', 'stalled', 'tentative', 'voting', 'rejected', 'ratified', 'ended'];
const ALL_MOVES = STATUSES.reduce<number>((marks, status) => marks | markOf(status), MARKS.depends);

/**
 * Where the certain facts took the deal. A milestone's move depends on nothing else, so that its mark in the tree says it all; what
 * a ballot's fact does is asked of `effect`, for those in the last run alone.
 */
export function dealIn(certain: TreeRun<MoverType>, possible: TreeRun<MoverType>, effect: (fact: Mover) => DealStatus | null): DealCourse {
  const effectOf = (entry: Entry): DealStatus | null => effect(entry.seen as Mover);
  const { status, run } = lastRun(certain, effectOf);
  return { status, run, possible: possibleMoves(possible, status, effect) };
}

function lastRun(certain: TreeRun<MoverType>, effectOf: (entry: Entry) => DealStatus | null): Pick<DealCourse, 'status' | 'run'> {
  /** Ballot facts among the run that leave the deal where it is. */
  const idle = new Set<string>();
  let last = certain.lastEntry(ALL_MOVES);
  let status = last === undefined ? null : effectOf(last);
  while (last !== undefined && status === null) {
    idle.add(last.seen.id);
    last = certain.before(last).lastEntry(ALL_MOVES);
    status = last === undefined ? null : effectOf(last);
  }
  if (last === undefined || status === null) return { status: 'none', run: { count: 0, first: () => [] } };

  // What went before the run: the last that took the deal elsewhere.
  const others = ALL_MOVES & ~markOf(status);
  let breaker = certain.before(last).lastEntry(others);
  while (breaker !== undefined) {
    const other = effectOf(breaker);
    if (other !== null && other !== status) break;
    if (other === null) idle.add(breaker.seen.id);
    breaker = certain.before(breaker).lastEntry(others);
  }
  const run = breaker === undefined ? certain : certain.after(breaker);
  return { status, run: { count: run.count - idle.size, first: (n) => run.first(n + idle.size).filter(({ id }) => !idle.has(id)).slice(0, n) } };
}

/** For each other status the first possible fact that reaches it. */
function possibleMoves(possible: TreeRun<MoverType>, status: DealStatus, effect: (fact: Mover) => DealStatus | null): DealCourse['possible'] {
  const candidates: Mover[] = [...STATUSES.flatMap((next) => possible.first(1, markOf(next))), ...possible.first(Infinity, MARKS.depends)];
  const reached = new Map<DealStatus, Mover>();
  for (const fact of candidates.sort(compareHappened)) {
    const next = effect(fact);
    if (next !== null && next !== status && !reached.has(next)) reached.set(next, fact);
  }
  return [...reached].map(([next, because]) => ({ status: next, because }));
}
