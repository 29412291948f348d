import type { Claim, LedgerEvent } from './facts/event.js';
import type { FactHistory, Moment } from './history.js';
import { ALWAYS, type Span, spanOf } from './time/when.js';

/** A version of a fact as it stands below some ledger size: its claims, mended where they were mended. */
export interface Version {
  seq: number;
  revision: number;
  /** null where the body that holds them was redacted. */
  claims: Claim[] | null;
  /** `seq` of the event that holds the claims: the version's own, or its newest mend. */
  told: number;
  /** When the version became public; the end of it is the version's public day. */
  reported: Span;
  mended: boolean;
}

/** A fact taken out of the record, by its source or as our own error. */
interface Retraction {
  seq: number;
  /** When the source withdrew the fact; null where the fact was our own error. */
  reported: Span | null;
  /** From when on it no longer counts, for each reinstatement of it. */
  undone: Span[];
}

/** A fact's versions and retractions at a ledger size. */
export interface Steps {
  versions: Version[];
  retractions: Retraction[];
  newest: { seq: number; revision: number };
  /** `seq` of the newest event whose body was redacted, unless a mend took its place; -1 where there is none. */
  unreadable: number;
}

/** What the events of a fact below `ledger` make of it; null where there are none. */
export function stepsAt(fact: FactHistory, ledger: number): Steps | null {
  const events = fact.events.filter(({ head }) => head.seq < ledger);
  const last = events.at(-1);
  if (last === undefined) return null;
  return {
    versions: events.filter(({ head }) => head.op === 'record' || head.op === 'revise').map((event) => versionOf(event, events)),
    retractions: events.filter(({ head, body }) => head.op === 'retract' && body !== null).map((event) => retractionOf(event, events)),
    newest: { seq: last.head.seq, revision: last.head.revision },
    unreadable: events.findLast((event) => event.body === null && mendOf(event, events) === undefined)?.head.seq ?? -1,
  };
}

/** The newest mend gives a version its claims, and moves the day on which it became public where it says so. */
function versionOf(event: LedgerEvent, events: readonly LedgerEvent[]): Version {
  const mend = mendOf(event, events);
  const claims = (mend ?? event).body?.claims ?? null;
  const own = mend?.body?.reported ?? event.body?.reported;
  return {
    seq: event.head.seq,
    revision: event.head.revision,
    claims,
    told: (mend ?? event).head.seq,
    reported: own === undefined ? earliestReport(claims ?? []) : spanOf(own),
    mended: mend !== undefined,
  };
}

function mendOf({ head: { seq } }: LedgerEvent, events: readonly LedgerEvent[]): LedgerEvent | undefined {
  return events.findLast(({ head, body }) => head.op === 'mend' && body?.mends === seq);
}

function retractionOf(event: LedgerEvent, events: readonly LedgerEvent[]): Retraction {
  const bySource = event.body?.reported;
  const undone = events
    .filter(({ head, body }) => head.op === 'reinstate' && body?.undoes === event.head.seq)
    .map(({ body }) => (bySource === undefined || body?.reported === undefined ? ALWAYS : spanOf(body.reported)));
  return { seq: event.head.seq, reported: bySource === undefined ? null : spanOf(bySource), undone };
}

/** When a claim became public; one without a day always was. */
export function reportOf(claim: Pick<Claim, 'reported'>): Span {
  return claim.reported === undefined ? ALWAYS : spanOf(claim.reported);
}

function earliestReport(claims: readonly Claim[]): Span {
  return claims.map(reportOf).reduce((first, span) => (isEarlier(span, first) ? span : first), claims[0] ? reportOf(claims[0]) : ALWAYS);
}

function isEarlier(a: Span, b: Span): boolean {
  return a.latest < b.latest || (a.latest === b.latest && a.earliest < b.earliest);
}

/** What of a fact is seen at `known`: a version with the claims that are public by then, or why there is none. */
export type Sight =
  | { kind: 'seen'; version: Version; claims: Claim[] }
  | { kind: 'redacted' }
  | { kind: 'hidden'; retracted: boolean };

/**
 * Of the versions public by `known` (and the retractions by the source, which stand in the same order), the one with
 * the greatest (public day, seq) is seen. A retraction as our error hides the fact at every `known`. An event whose body
 * was redacted no longer says what it changed, nor from when on: what was recorded before it can't stand in its place.
 */
export function sightAt(steps: Steps, known: number): Sight {
  const standing = steps.retractions.filter(({ undone }) => !undone.some((from) => from.latest <= known));
  const error = standing.findLast(({ reported }) => reported === null);
  if (error !== undefined) return steps.unreadable > error.seq ? { kind: 'redacted' } : { kind: 'hidden', retracted: true };

  const front = [
    ...steps.versions.filter((version) => isPublic(version, known)).map((version) => ({ version, day: version.reported.latest, seq: version.seq, told: version.told })),
    ...standing.flatMap(({ reported, seq }) => (reported !== null && reported.latest <= known ? [{ version: null, day: reported.latest, seq, told: seq }] : [])),
  ].reduce<Candidate | null>((last, next) => (last === null || next.day > last.day || (next.day === last.day && next.seq > last.seq) ? next : last), null);
  if (steps.unreadable > (front?.told ?? -1)) return { kind: 'redacted' };
  const claims = front?.version?.claims?.filter((claim) => reportOf(claim).latest <= known);
  if (!front?.version || claims === undefined) return { kind: 'hidden', retracted: front !== null };
  return { kind: 'seen', version: front.version, claims };
}

/** Whether a fact is withdrawn at a moment: by its source, by then, or as our own error. */
export function isRetractedAt(fact: FactHistory, { known, ledger }: Pick<Moment, 'known' | 'ledger'>): boolean {
  const steps = stepsAt(fact, ledger);
  const sight = steps === null ? null : sightAt(steps, known);
  return sight?.kind === 'hidden' && sight.retracted;
}

/** A version, or a retraction by the source (null), in their common order; `told` by the event at that `seq`. */
interface Candidate {
  version: Version | null;
  day: number;
  seq: number;
  told: number;
}

function isPublic({ reported, claims }: Version, known: number): boolean {
  return reported.latest <= known && claims !== null && claims.some((claim) => reportOf(claim).latest <= known);
}

/** Whether something of the fact may, or may not, have become public by `known`: the spans in which it did. */
export function unsureReports(steps: Steps, known: number): Span[] {
  if (steps.retractions.some(({ reported, undone }) => reported === null && undone.length === 0)) return [];
  const reports = steps.versions.flatMap((version) => [version.reported, ...(version.claims ?? []).map(reportOf)]);
  const withdrawals = steps.retractions.flatMap(({ reported, undone }) => [...(reported === null ? [] : [reported]), ...undone]);
  const unsure = [...reports, ...withdrawals].filter((span) => span.earliest < known && known < span.latest);
  return unsure.filter((span, index) => unsure.findIndex((other) => other.earliest === span.earliest && other.latest === span.latest) === index);
}
