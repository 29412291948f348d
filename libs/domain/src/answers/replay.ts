import type { Evidence, Run } from '../evidence.js';
import type { Moment, Seen } from '../history.js';
import { instantOrNull } from '../time/moment.js';
import { type Chronicle, passedBetween, turnsOf } from './changes.js';
import { changedValues, type ValueChange } from './diff.js';
import { factRef } from './refs.js';
import type { FactRef } from './types.js';

export type ReplayClock = 'happened' | 'reported' | 'recorded';

/** One step of the story: a fact, and what it changed. */
export interface ReplayStep {
  step: number;
  clock: ReplayClock;
  /** The instant of the step on its clock; for the recorded clock when it was recorded. */
  instant: string | null;
  /** Recorded clock: the event's position and what it did. */
  seq?: number;
  op?: string;
  /** null where only time went by. */
  fact: FactRef | { fact: string; type: string } | null;
  changed: ValueChange[];
  /** Told by reading the whole history, where it had to be. */
  cost?: 'linear';
}

/** A negotiation whose story can be told: what is seen of it at any moment. */
export interface Teller extends Chronicle {
  /** @param upTo of the facts that end with the moment, the last that has happened yet; absent: all of them have */
  evidenceAt(moment: Moment, upTo?: Seen): Evidence;
  /**
   * What is seen as one fact after another became public, or was seen otherwise, between two instants; of what became public at one instant, in the order of
   * recording. First what was seen before all of them.
   */
  asReported(moment: Moment, after: number, upTo: number): Iterable<Report>;
}

/** A fact as it came to be seen at an instant, or as it was seen until then; the first report has none. */
export interface Report {
  evidence: Evidence;
  told: { instant: number; seen: Seen } | null;
}

/** What a replay plays: where the other two clocks stand, and between which points of its own. Instants in ms (`from` null: from the first on); for `recorded` ledger sizes. */
export interface Replay {
  clock: ReplayClock;
  moment: Moment;
  from: number | null;
  to: number;
}

/** Plays the story fact by fact, each step at the cost of what it changes. The state before the first step is that at `from`. */
export function* replay(teller: Teller, { clock, moment, from, to }: Replay): Generator<ReplayStep> {
  const stages = clock === 'happened' ? happenedStages(teller, moment, from, to) : clock === 'reported' ? reportedStages(teller, moment, from ?? -Infinity, to) : recordedStages(teller, moment, from ?? 0, to);
  let before: Evidence | null = null;
  let step = 0;
  for (const { evidence, told, facts } of stages) {
    if (before !== null && told !== null) {
      const changed = changedValues(turnsOf(facts, teller, before, evidence), before, evidence);
      const cost = before.cost ?? evidence.cost;
      if (told.fact !== null || changed.length > 0) yield { step: (step += 1), clock, ...told, changed, ...(cost === undefined ? {} : { cost }) };
    }
    before = evidence;
  }
}

/** What is seen, the step that led to it, and the facts that may be seen otherwise since the stage before; the first has no step. */
interface Stage {
  evidence: Evidence;
  told: Pick<ReplayStep, 'instant' | 'seq' | 'op' | 'fact'> | null;
  facts: Iterable<string>;
}

/**
 * Facts one after another in happened order, each certain from its step on. Facts with the same end take their order. The
 * last step goes on to the end asked for, with what time alone changes by then (a deadline passes, something may have happened);
 * where no fact ends in between, time alone makes the step.
 */
function* happenedStages({ evidenceAt }: Teller, moment: Moment, asked: number | null, to: number): Generator<Stage> {
  const { all } = evidenceAt({ ...moment, at: to }).group('happened');
  const from = asked ?? beforeAll(all, to);
  let left = all.within({ latestAfter: from, latestTo: to }).count;
  let evidence = evidenceAt({ ...moment, at: from });
  yield { evidence, told: null, facts: [] };
  if (left === 0) {
    const end = evidenceAt({ ...moment, at: to });
    yield { evidence: end, told: { instant: instantOrNull(to), fact: null }, facts: passedBetween(end, from, to) };
  }
  for (const seen of endingBetween(all, from, to)) {
    left -= 1;
    const before = evidence.moment.at;
    evidence = left === 0 ? evidenceAt({ ...moment, at: to }) : evidenceAt({ ...moment, at: seen.span.latest }, seen);
    yield { evidence, told: { instant: instantOrNull(seen.span.latest), fact: factRef(seen) }, facts: [...passedBetween(evidence, before, evidence.moment.at), seen.id] };
  }
}

/** How many facts are looked ahead at. */
const PIECE = 256;

/** The facts that end after one instant, and by another, in their order; a piece at a time, for a story may have a million. */
function* endingBetween(run: Run, after: number, to: number): Generator<Seen> {
  for (let from = after; ; ) {
    const last = run.within({ latestAfter: from, latestTo: to }).first(PIECE).at(-1);
    if (last === undefined) return;
    yield* run.within({ latestAfter: from, latestTo: last.span.latest }).each();
    from = last.span.latest;
  }
}

/** An instant before anything may have happened: from the first end on, back to the earliest start. */
function beforeAll(run: Run, to: number): number {
  let first = Math.min(to, ...run.first(1).map(({ span }) => span.latest));
  for (;;) {
    const [earlier] = run.within({ earliestFrom: -Number.MAX_VALUE, earliestBefore: first }).first(1);
    if (earlier === undefined) return first - 1;
    first = earlier.span.earliest;
  }
}

/** Versions one after another as they became public. */
function* reportedStages({ asReported }: Teller, moment: Moment, from: number, to: number): Generator<Stage> {
  for (const { evidence, told } of asReported(moment, from, to)) {
    yield told === null ? { evidence, told, facts: [] } : { evidence, told: { instant: instantOrNull(told.instant), fact: factRef(told.seen) }, facts: [told.seen.id] };
  }
}

/** Events one after another as they were recorded; `from` and `to` are ledger sizes. */
function* recordedStages({ headsBetween, evidenceAt }: Teller, moment: Moment, from: number, to: number): Generator<Stage> {
  yield { evidence: evidenceAt({ ...moment, ledger: from }), told: null, facts: [] };
  for (const { seq, op, fact, type, recordedAt } of headsBetween(from, to)) {
    const evidence = evidenceAt({ ...moment, ledger: seq + 1 });
    const seen = evidence.fact(fact);
    yield { evidence, told: { instant: recordedAt, seq, op, fact: seen === undefined ? { fact, type } : factRef(seen) }, facts: [fact] };
  }
}
