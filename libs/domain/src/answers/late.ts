import type { Evidence } from '../evidence.js';
import { compareHappened } from '../fold.js';
import type { FactHistory, History, Moment, Seen } from '../history.js';
import { finished, type Slices } from '../slices.js';
import { daysBetween, instantOf, instantOrNull, localDay } from '../time/moment.js';
import { dayAfter } from '../time/period.js';
import { compareInstants, type Span } from '../time/when.js';
import { stepsAt } from '../versions.js';
import type { Chronicle } from './changes.js';
import { factRef } from './refs.js';
import type { FactRef } from './types.js';

/** A fact that became public, or was recorded, long after it happened. */
export interface LateFact extends FactRef {
  /** When it first became public; null on a side that is open. */
  reported: { earliest: string | null; latest: string | null };
  recorded: { seq: number; at: string; by: string };
  /** Local calendar days from the last on which it may have happened to the first on which it may have been late: at least so many. */
  days: number;
}

export interface Lag {
  /** The clock that is held against when things happened. */
  clock: 'reported' | 'recorded';
  /** ISO 8601 duration in days, weeks, months or years (`P7D`), counted in the negotiation's calendar. */
  least: string;
}

/** Facts that came so late, whenever in their spans they happened and became public; the latest first. */
export function lateFacts(evidence: Evidence, history: () => History, lag: Lag): LateFact[] {
  const { facts } = history();
  return finished(findingLate(evidence, (id) => facts.get(id), lag));
}

/** As `lateFacts`, fact by fact. */
export function* findingLate(evidence: Evidence, factOf: Chronicle['fact'], lag: Lag): Slices<LateFact[]> {
  const found: { seen: Seen; late: LateFact }[] = [];
  for (const seen of evidence.group('happened').all.each()) {
    const fact = factOf(seen.id);
    const late = fact === undefined ? undefined : lateFact(seen, fact, evidence, lag);
    if (late !== undefined) found.push({ seen, late });
    yield;
  }
  return found.sort((a, b) => b.late.days - a.late.days || compareHappened(a.seen, b.seen)).map(({ late }) => late);
}

function lateFact(seen: Seen, fact: FactHistory, { zone, moment }: Evidence, { clock, least }: Lag): LateFact | undefined {
  const head = fact.events[0]?.head;
  const reported = firstReport(fact, moment);
  if (head === undefined || reported === undefined) return undefined;
  const came = clock === 'reported' ? reported.earliest : instantOf(head.recordedAt);
  if (!Number.isFinite(seen.span.latest) || !Number.isFinite(came) || came < seen.span.latest) return undefined;
  const [happened, day] = [localDay(seen.span.latest, zone), localDay(came + 1, zone)];
  const days = daysBetween(happened, day);
  if (days < daysBetween(happened, dayAfter(happened, least))) return undefined;
  return {
    ...factRef(seen),
    reported: { earliest: instantOrNull(reported.earliest), latest: instantOrNull(reported.latest) },
    recorded: { seq: head.seq, at: head.recordedAt, by: head.recordedBy },
    days,
  };
}

/** The earliest public day of the fact's versions below the ledger size. */
function firstReport(fact: FactHistory, { ledger }: Moment): Span | undefined {
  return stepsAt(fact, ledger)?.versions.map(({ reported }) => reported).reduce((first, next) => (compareInstants(next.latest, first.latest) < 0 ? next : first));
}
