import type { Evidence } from '../evidence.js';
import type { EventHead } from '../facts/event.js';
import { compareHappened, isStanding, placeAt } from '../fold.js';
import type { FactHistory, Moment, Seen } from '../history.js';
import { finished, type Slices } from '../slices.js';
import { isRetractedAt } from '../versions.js';
import { factRef } from './refs.js';
import type { FactRef } from './types.js';

/** Why an answer changed. */
export type Cause = 'happened' | 'may have happened' | 'became known' | 'recorded' | 'revised' | 'mended' | 'retracted' | 'reinstated' | 'redacted';

/** A fact that is not seen as it was. */
export interface FactChange extends FactRef {
  cause: Cause;
}

/** A fact that is not seen as it was, before and after. */
export interface Turn {
  id: string;
  old: Seen | undefined;
  now: Seen | undefined;
  cause: Cause;
}

/** A negotiation's events, and where in them to look for what may have changed. */
export interface Chronicle {
  /** All events of a fact. */
  fact(id: string): FactHistory | undefined;
  /** The events with `first` ≤ seq < `size`, in their order. */
  headsBetween(first: number, size: number): Iterable<EventHead>;
  /** Ids of the facts of which something became public after one instant, and by another; milliseconds since 1970. */
  reportedBetween(after: number, upTo: number): Iterable<string>;
}

/** The facts that are not seen as they were, in happened order, each with the cause: of two points that which made the later one differ. Found fact by fact. */
export function findingTurns(chronicle: Chronicle, before: Evidence, after: Evidence): Slices<Turn[]> {
  return findingAmong(candidates(chronicle, before, after), chronicle, before, after);
}

/** Which of some facts are not seen as they were. */
export function turnsOf(ids: Iterable<string>, chronicle: Pick<Chronicle, 'fact'>, before: Evidence, after: Evidence): Turn[] {
  return finished(findingAmong(ids, chronicle, before, after));
}

function* findingAmong(ids: Iterable<string>, chronicle: Pick<Chronicle, 'fact'>, before: Evidence, after: Evidence): Slices<Turn[]> {
  const isForward = before.moment.at <= after.moment.at && before.moment.known <= after.moment.known && before.moment.ledger <= after.moment.ledger;
  const turns: Turn[] = [];
  const met = new Set<string>();
  for (const id of ids) {
    if (met.has(id)) continue;
    met.add(id);
    const [old, now] = [before.fact(id), after.fact(id)];
    const cause = isForward ? causeOf({ id, old, now }, chronicle.fact(id), before, after) : causeOf({ id, old: now, now: old }, chronicle.fact(id), after, before);
    if (cause !== null && (now ?? old) !== undefined) turns.push({ id, old, now, cause });
    yield;
  }
  return turns.sort((a, b) => compareHappened(toldOf(a), toldOf(b)));
}

export function factChange(turn: Turn): FactChange {
  return { ...factRef(toldOf(turn)), cause: turn.cause };
}

function toldOf({ old, now, id }: Turn): Seen {
  const seen = now ?? old;
  if (seen === undefined) throw new RangeError(`${id} is seen on neither side`);
  return seen;
}

/** Facts that were written to, became public, began or ended between two moments, some more than once: all others are seen as they were. */
function* candidates({ headsBetween, reportedBetween }: Chronicle, before: Evidence, after: Evidence): Generator<string> {
  const from = (clock: keyof Moment): number => Math.min(before.moment[clock], after.moment[clock]);
  const to = (clock: keyof Moment): number => Math.max(before.moment[clock], after.moment[clock]);
  yield* passedBetween(after, from('at'), to('at'));
  if (from('known') !== to('known')) yield* reportedBetween(from('known'), to('known'));
  for (const { fact } of headsBetween(from('ledger'), to('ledger'))) yield fact;
}

/** Facts whose span began or ended between two instants; those of which both did, twice. */
export function* passedBetween(evidence: Evidence, start: number, end: number): Generator<string> {
  if (start === end) return;
  const { all } = evidence.group('happened');
  for (const passed of [all.within({ earliestFrom: start, earliestBefore: end }), all.within({ latestAfter: start, latestTo: end })]) {
    for (const { id } of passed.entries()) yield id;
  }
}

function causeOf({ id, old, now }: Omit<Turn, 'cause'>, fact: FactHistory | undefined, before: Evidence, after: Evidence): Cause | null {
  const written = (fact?.events ?? []).filter(({ head }) => head.seq >= before.moment.ledger && head.seq < after.moment.ledger).map(({ head }) => head.op);
  const isRetracted = ({ moment }: Evidence): boolean => fact !== undefined && isRetractedAt(fact, moment);
  if (old === undefined) {
    if (written.includes('record')) return 'recorded';
    if (isRetracted(before)) return 'reinstated';
    return written.at(-1) === 'mend' ? 'mended' : 'became known';
  }
  if (now === undefined) return after.redacted.includes(id) ? 'redacted' : isRetracted(after) ? 'retracted' : 'mended';
  if (written.at(-1) === 'redact') return 'redacted';
  if (!isSameSight(old, now)) return written.includes('mend') && !written.includes('revise') ? 'mended' : 'revised';
  const places = [placeAt(old, before), placeAt(now, after)] as const;
  if (places[0] === places[1] || isStanding(old.type)) return null;
  return places[1] === 'possible' ? 'may have happened' : 'happened';
}

/** Whether the same claims of the same version speak for a fact. Each may have been read on its own, so that claims are compared by what they say. */
export function isSameSight(old: Seen | undefined, now: Seen | undefined): boolean {
  return old === now || (old?.version.seq === now?.version.seq && JSON.stringify(old?.speaking) === JSON.stringify(now?.speaking));
}
