import { ALL_ROUNDS, type Evidence, type Mover } from '../evidence.js';
import { compareHappened } from '../fold.js';
import type { Measure, NoticeKind } from '../facts/kinds.js';
import type { Seen } from '../history.js';
import type { Bounds } from '../quantity/types.js';
import { finished, gathered, type Slices } from '../slices.js';
import { dateText, instantText } from '../time/moment.js';
import { attribution, shortKey } from './refs.js';
import { type RoundSeries, tellingSeries } from './series.js';
import { statusAfter } from './status.js';
import type { DateText, DealStatus } from './types.js';

/** How things stood over time, as far as is known, what lies after the moment too: what a chart draws. */
export interface Course {
  status: StatusStep[];
  issued: RoundSeries[];
  /** Plans and stated totals, each at the date of its word. */
  said: CountSaid[];
  sources: SourceMark[];
}

/** Where the deal stood from an instant on, until the next step; `from` null: before all others. */
export interface StatusStep {
  from: string | null;
  after: boolean;
  status: DealStatus;
  /** What may have been instead. */
  possible: DealStatus[];
  /** The facts that may have moved it by then, or the one that last did. */
  facts: string[];
}

export interface CountSaid extends Bounds {
  fact: string;
  type: 'notices.planned' | 'notices.totalled';
  notice: NoticeKind;
  round: string | null;
  measure: Measure;
  /** The key of a plan: its next word replaces this one. */
  plan?: string;
  happened: DateText;
  after: boolean;
  wording: string;
  attributedTo?: string;
}

export interface SourceMark {
  source: string;
  key: string;
  title?: string;
  published: DateText;
  after: boolean;
}

/** Costs what is told: the facts that move the status, batches, plans, totals and sources. */
export function course(evidence: Evidence): Course {
  return finished(tellingCourse(evidence));
}

/** As `course`, step by step. */
export function* tellingCourse(evidence: Evidence): Slices<Course> {
  return { status: yield* tellingStatus(evidence), issued: yield* tellingSeries(evidence), said: yield* countsSaid(evidence), sources: yield* sourceMarks(evidence) };
}

/** A step wherever a fact that moves the status begins to be possible, or becomes certain; steps that say the same are one. */
export function statusSteps(evidence: Evidence): StatusStep[] {
  return finished(tellingStatus(evidence));
}

function* tellingStatus(evidence: Evidence): Slices<StatusStep[]> {
  const movers = (yield* gathered(evidence.group('move').all.each())) as Mover[];
  const starting = [...movers].sort((a, b) => a.span.earliest - b.span.earliest);
  const instants = [...new Set(movers.flatMap(({ span }) => [span.earliest, span.latest]))].filter(Number.isFinite).sort((a, b) => a - b);
  const steps: StatusStep[] = [];
  let open: Mover[] = [];
  let [over, begun] = [0, 0];
  for (const from of [-Infinity, ...instants]) {
    while (over < movers.length && movers[over]!.span.latest <= from) over += 1;
    while (begun < starting.length && starting[begun]!.span.earliest <= from) open.push(starting[begun++]!);
    open = open.filter(({ span }) => span.latest > from).sort(compareHappened);
    const step = stepAt(evidence, from, movers, over, open);
    const last = steps.at(-1);
    if (last === undefined || !isSame(last, step)) steps.push(step);
    yield;
  }
  return steps;
}

/** @param over how many of the movers are certain from then on @param open those that are possible */
function stepAt(evidence: Evidence, from: number, movers: readonly Mover[], over: number, open: readonly Mover[]): StatusStep {
  // From its start on a fact is possible: at the very instant nothing of it can have happened, a moment later it can.
  const by = Number.isFinite(from) ? from + 1 : -Number.MAX_VALUE;
  const effect = (fact: Mover): DealStatus | null => statusAfter(evidence, fact, by);
  let decider = over - 1;
  while (decider >= 0 && effect(movers[decider]!) === null) decider -= 1;
  const last = movers[decider];
  const status = last === undefined ? 'none' : effect(last)!;
  const reached = open.flatMap((fact) => {
    const next = effect(fact);
    return next === null ? [] : [{ id: fact.id, next }];
  });
  return {
    from: Number.isFinite(from) ? instantText(from) : null,
    after: from > evidence.moment.at,
    status,
    possible: [...new Set(reached.map(({ next }) => next))].filter((next) => next !== status),
    facts: [...(last === undefined ? [] : [last.id]), ...reached.map(({ id }) => id)],
  };
}

function isSame(a: StatusStep, b: StatusStep): boolean {
  return a.status === b.status && a.possible.join() === b.possible.join() && a.after === b.after;
}

function* countsSaid(evidence: Evidence): Slices<CountSaid[]> {
  const said: { fact: Word; told: CountSaid }[] = [];
  for (const { key, group } of [...evidence.groups('plan'), ...evidence.groups('totalled')]) {
    if (key[1] === ALL_ROUNDS) continue;
    for (const fact of group.all.each()) {
      said.push({ fact, told: countSaid(fact, evidence.moment.at) });
      yield;
    }
  }
  return said.sort((a, b) => compareHappened(a.fact, b.fact)).map(({ told }) => told);
}

type Word = Seen<'notices.planned'> | Seen<'notices.totalled'>;

function countSaid(fact: Word, at: number): CountSaid {
  const { low, high, wording } = fact.data.count;
  const attributedTo = attribution(fact);
  return {
    fact: fact.id,
    type: fact.type,
    notice: fact.data.notice,
    round: fact.data.round ?? null,
    ...(fact.type === 'notices.planned' ? { measure: 'planned', plan: fact.data.plan } : { measure: fact.data.measure }),
    happened: dateText(fact.happened),
    after: fact.span.earliest >= at,
    wording,
    low,
    high,
    ...(attributedTo === undefined ? {} : { attributedTo }),
  };
}

/** In the order of publication. */
function* sourceMarks(evidence: Evidence): Slices<SourceMark[]> {
  const { certain, possible, ahead } = evidence.group('source');
  const marks: SourceMark[] = [];
  for (const run of [certain, possible, ahead]) {
    for (const { id, data: { title, published } } of run.each()) {
      marks.push({ source: id, key: shortKey(id), ...(title === undefined ? {} : { title }), published: dateText(published), after: run === ahead });
      yield;
    }
  }
  return marks;
}
