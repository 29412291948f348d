import { compareHappened, viewAt } from '../fold.js';
import type { LedgerEvent } from '../facts/event.js';
import type { Seen, View } from '../history.js';
import { instantOrNull } from '../time/moment.js';
import { isCertain, isPossible } from '../time/when.js';
import { changedFacts, changedValues, isSameSight, seenById, type FactChange, type ValueChange, valuesAt } from './diff.js';
import { factRef } from './refs.js';
import type { Basis, FactRef } from './types.js';
import type { NamedValue } from './values.js';

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
  fact: FactRef | { fact: string; type: string };
  changed: ValueChange[];
}

/** What a replay plays: the view at its end, and between which points on the clock. Instants in ms (`from` null: from the first on); for `recorded` ledger sizes. */
export interface Replay {
  clock: ReplayClock;
  end: View;
  basis: Basis;
  from: number | null;
  to: number;
}

/** Plays the story fact by fact. The state before the first step is that at `from`. */
export function* replay(asked: Replay): Generator<ReplayStep> {
  const stages = asked.clock === 'happened' ? happenedStages(asked) : asked.clock === 'reported' ? reportedStages(asked) : recordedStages(asked);
  let before: { view: View; values: Map<string, NamedValue> } | null = null;
  let step = 0;
  for (const { view, told } of stages) {
    const values = valuesAt({ view, basis: asked.basis });
    if (before !== null && told !== null) {
      step += 1;
      const facts: FactChange[] = changedFacts(before.view, view);
      yield { step, clock: asked.clock, ...told, changed: changedValues(before.values, values, facts) };
    }
    before = { view, values };
  }
}

/** A view, and the step that led to it; the first has none. */
interface Stage {
  view: View;
  told: Pick<ReplayStep, 'instant' | 'seq' | 'op' | 'fact'> | null;
}

/**
 * Facts one after another in happened order, each certain from its step on. Facts with the same end take their order. The
 * last step goes on to the end asked for, with what time alone changes by then (a deadline passes, something may have happened).
 */
function* happenedStages({ end, from: asked, to }: Replay): Generator<Stage> {
  const facts = [...end.certain, ...end.possible, ...end.ahead].sort(compareHappened);
  const from = asked ?? Math.min(to, ...facts.flatMap(({ span }) => [span.earliest, span.latest]).filter(Number.isFinite)) - 1;
  const told = facts.filter(({ span }) => span.latest > from && span.latest <= to);
  yield { view: placeUpTo(end, facts, from, null), told: null };
  for (const [index, seen] of told.entries()) {
    const view = index === told.length - 1 ? placeUpTo(end, facts, to, null) : placeUpTo(end, facts, seen.span.latest, seen);
    yield { view, told: { instant: instantOrNull(seen.span.latest), fact: factRef(seen) } };
  }
}

/** The view at an instant, where of the facts that end with it only those up to `last` have happened yet. */
function placeUpTo(end: View, facts: readonly Seen[], at: number, last: Seen | null): View {
  const view: View = { ...end, moment: { ...end.moment, at }, certain: [], possible: [], ahead: [] };
  for (const seen of facts) {
    const waits = last !== null && seen.span.latest === at && compareHappened(seen, last) > 0;
    if (isCertain(seen.span, at) && !waits) view.certain.push(seen);
    else if (isPossible(seen.span, at) || waits) view.possible.push(seen);
    else view.ahead.push(seen);
  }
  return view;
}

/** Versions one after another as they became public; what became public at one instant comes in the order of recording. */
function* reportedStages({ end, from: asked, to }: Replay): Generator<Stage> {
  const { history, moment } = end;
  const from = asked ?? -Infinity;
  const reports = [...new Set([...history.facts.values()].flatMap(({ events }) => events.flatMap((event) => reportEnds(event))))].filter((instant) => instant > from && instant <= to).sort((a, b) => a - b);
  let before = viewAt(history, { ...moment, known: from });
  yield { view: before, told: null };
  for (const instant of reports) {
    const after = viewAt(history, { ...moment, known: instant });
    const changed = changedIds(before, after);
    for (const [index, seen] of changed.entries()) {
      const arrived = new Set(changed.slice(0, index + 1).map(({ id }) => id));
      yield { view: compose(before, after, arrived), told: { instant: instantOrNull(instant), fact: factRef(seen) } };
    }
    before = after;
  }
}

/** The ends of the spans in which something of an event became public. */
function reportEnds({ body }: LedgerEvent): number[] {
  return [body?.reported, ...(body?.claims ?? []).map(({ reported }) => reported)].flatMap((reported) => reported?.latest ?? []);
}

/** The facts of which another version, or other claims, are seen, in the order of recording. */
function changedIds(before: View, after: View): Seen[] {
  const old = seenById(before);
  const now = seenById(after);
  const ids = [...new Set([...old.keys(), ...now.keys()])];
  return ids
    .filter((id) => !isSameSight(old.get(id), now.get(id)))
    .flatMap((id) => now.get(id) ?? old.get(id) ?? [])
    .sort((a, b) => a.version.seq - b.version.seq);
}

/** The facts that arrived as they are seen after, all others as they were seen before. */
function compose(before: View, after: View, arrived: ReadonlySet<string>): View {
  const merge = (list: 'standing' | 'certain' | 'possible' | 'ahead'): Seen[] => [...after[list].filter(({ id }) => arrived.has(id)), ...before[list].filter(({ id }) => !arrived.has(id))].sort(compareHappened);
  return { ...after, standing: merge('standing'), certain: merge('certain'), possible: merge('possible'), ahead: merge('ahead') };
}

/** Events one after another as they were recorded; `from` and `to` are ledger sizes. */
function* recordedStages({ end, from, to }: Replay): Generator<Stage> {
  const { history, moment } = end;
  const events = [...history.facts.values()].flatMap((fact) => fact.events).filter(({ head }) => head.seq >= (from ?? 0) && head.seq < to);
  events.sort((a, b) => a.head.seq - b.head.seq);
  yield { view: viewAt(history, { ...moment, ledger: from ?? 0 }), told: null };
  for (const { head } of events) {
    const view = viewAt(history, { ...moment, ledger: head.seq + 1 });
    const seen = seenById(view).get(head.fact);
    yield { view, told: { instant: head.recordedAt, seq: head.seq, op: head.op, fact: seen === undefined ? { fact: head.fact, type: head.type } : factRef(seen) } };
  }
}
