import { ANY, DEAL_STATUSES, type DealCourse, type DealStatus, MARKS, markOf, type Mover, type MoverType } from '#libs/domain';
import type { Leaf } from './leaves.js';
import type { TreeRun } from './run.js';
import type { Floor } from './stand.js';

const BY_MARK = new Map(DEAL_STATUSES.map((status) => [markOf(status), status]));
const SURE_MOVES = [...BY_MARK.keys()].reduce((marks, mark) => marks | mark, 0);
const ALL_MOVES = SURE_MOVES | MARKS.depends;

type Movers = TreeRun<MoverType>;
type Effect = (leaf: Leaf) => DealStatus | null;
type Ground = Pick<Floor, 'leaves'> & { seen(leaf: Leaf): Mover };

/**
 * Where the certain facts took the deal. A milestone's move depends on nothing else, so that its mark in the tree says it all; what
 * a ballot's fact does is asked of `effect`, for those in the last run and the possible ones alone.
 */
export function dealIn(ground: Ground, certain: Movers, possible: Movers, effect: (fact: Mover) => DealStatus | null): DealCourse {
  const { leaves, seen } = ground;
  const effectOf: Effect = (leaf) => BY_MARK.get(leaves.marks(leaf)) ?? effect(seen(leaf));
  const { status, run } = lastRun(ground, certain, effectOf);
  return { status, run, possible: possibleMoves(ground, possible, status, effectOf) };
}

/** So many of the last moves are looked at together: nearly always the run begins among them. */
const RECENT = 6;

function lastRun(ground: Ground, certain: Movers, effectOf: Effect): Pick<DealCourse, 'status' | 'run'> {
  const recent = certain.lastLeaves(RECENT, ALL_MOVES);
  const run: Leaf[] = [];
  let status: DealStatus | null = null;
  for (const leaf of recent.toReversed()) {
    const move = effectOf(leaf);
    if (move === null) continue;
    status ??= move;
    if (move !== status) return { status, run: runOf(ground, run) };
    run.unshift(leaf);
  }
  return recent.length < RECENT ? { status: status ?? 'none', run: runOf(ground, run) } : longRun(ground, certain, effectOf);
}

function runOf({ seen }: Ground, run: readonly Leaf[]): DealCourse['run'] {
  return { count: run.length, first: (n) => run.slice(0, n).map(seen) };
}

/** However long the run is. */
function longRun({ leaves, seen }: Ground, certain: Movers, effectOf: Effect): Pick<DealCourse, 'status' | 'run'> {
  /** Ballot facts among the run that leave the deal where it is. */
  const idle = new Set<Leaf>();
  let last = certain.lastLeaf(ALL_MOVES);
  let status = last === undefined ? null : effectOf(last);
  while (last !== undefined && status === null) {
    idle.add(last);
    last = certain.before(leaves.place(last)).lastLeaf(ALL_MOVES);
    status = last === undefined ? null : effectOf(last);
  }
  if (last === undefined || status === null) return { status: 'none', run: { count: 0, first: () => [] } };

  // What went before the run: the last that took the deal elsewhere.
  const others = ALL_MOVES & ~markOf(status);
  let breaker = certain.before(leaves.place(last)).lastLeaf(others);
  while (breaker !== undefined) {
    const other = effectOf(breaker);
    if (other !== null && other !== status) break;
    if (other === null) idle.add(breaker);
    breaker = certain.before(leaves.place(breaker)).lastLeaf(others);
  }
  const run = breaker === undefined ? certain : certain.after(leaves.place(breaker));
  return { status, run: { count: run.count - idle.size, first: (n) => run.leaves(n + idle.size, ANY).filter((leaf) => !idle.has(leaf)).slice(0, n).map(seen) } };
}

/** For each other status the first possible fact that reaches it. */
function possibleMoves({ leaves, seen }: Ground, possible: Movers, status: DealStatus, effectOf: Effect): DealCourse['possible'] {
  const candidates = [...possible.firstOfEach(SURE_MOVES), ...possible.leaves(Infinity, MARKS.depends)];
  const reached = new Map<DealStatus, Leaf>();
  for (const leaf of candidates.sort((a, b) => leaves.compare(a, b))) {
    const next = effectOf(leaf);
    if (next !== null && next !== status && !reached.has(next)) reached.set(next, leaf);
  }
  return [...reached].map(([next, leaf]) => ({ status: next, because: seen(leaf) }));
}
