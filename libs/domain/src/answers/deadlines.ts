import { MARKS } from '../contributions.js';
import type { DeadlineType, Evidence, Group, GroupKey, SeenAs } from '../evidence.js';
import { compareText } from '../fold.js';
import { finished, mapped, type Slices } from '../slices.js';
import { dateText, dayIn, daysBetween, localDay } from '../time/moment.js';
import { isCertain, spanOf, type When } from '../time/when.js';
import { countOf, firstOf, FULL, lastOf, type Listing } from './listing.js';
import { words } from './phrase.js';
import type { DeadlineAnswer, DeadlineStatus } from './types.js';

type DeadlineFact = SeenAs<DeadlineType>;

/** Deadlines and scheduled dates by key, those that are open first, each group in the order of their due dates. */
export function deadlines(evidence: Evidence, listing = FULL): DeadlineAnswer[] {
  return finished(tellingDeadlines(evidence, listing));
}

/** As `deadlines`, one by one. */
export function* tellingDeadlines(evidence: Evidence, listing = FULL): Slices<DeadlineAnswer[]> {
  return yield* mapped(yield* findingDeadlines(evidence), ({ tell }) => tell(listing));
}

/** In the same order, each to be told alone. @param keys absent: all */
export function eachDeadline(evidence: Evidence, keys?: readonly GroupKey[]): ToldDeadline[] {
  return finished(findingDeadlines(evidence, keys));
}

interface ToldDeadline {
  key: string;
  tell(listing: Listing): DeadlineAnswer;
}

function* findingDeadlines(evidence: Evidence, keys?: readonly GroupKey[]): Slices<ToldDeadline[]> {
  const groups = keys === undefined ? evidence.groups('deadline') : keys.map((key) => ({ key, group: evidence.group('deadline', key) }));
  const found: (Standing & { key: string; group: Group<DeadlineType> })[] = [];
  for (const { key: [name], group } of groups) {
    if (countOf(group) > 0) found.push({ key: name ?? '', group, ...standing(evidence, name ?? '') });
    yield;
  }
  return found
    .sort((a, b) => urgency(a.status) - urgency(b.status) || compareDue(a.due, b.due) || compareText(a.key, b.key))
    .map(({ key, group, status, due }) => ({ key, tell: (listing) => deadlineAnswer(evidence, key, group, { status, due }, listing) }));
}

interface Standing {
  status: DeadlineStatus | null;
  due: When | null;
}

/** `set` and `moved` open a deadline and give or clear its date, the others close it and keep the date. */
function standing(evidence: Evidence, key: string): Standing {
  const { last, dated } = evidence.deadline(key);
  const due = dated?.data.due ?? null;
  if (last === null) return { status: null, due };
  if (last.type !== 'deadline.set' && last.type !== 'deadline.moved') return { status: last.type === 'deadline.met' ? 'met' : last.type === 'deadline.missed' ? 'missed' : 'withdrawn', due };
  return { status: due !== null && spanOf(due).latest <= evidence.moment.at ? 'passed' : 'open', due };
}

function deadlineAnswer(evidence: Evidence, key: string, group: Group<DeadlineType>, { status, due }: Standing, listing: Listing): DeadlineAnswer {
  const days = status === 'open' && due !== null ? daysLeft(due, evidence) : null;
  const steps = lastOf(group, listing.steps);
  return {
    key,
    what: titleOf(key, group),
    due: due === null ? null : dateText(due),
    status,
    daysLeft: days !== null && days[0] === days[1] ? days[0] : null,
    ...(days !== null && days[0] !== days[1] ? { daysLeftRange: days } : {}),
    reading: reading(status, due, days, evidence),
    history: steps.map((fact) => ({
      fact: fact.id,
      type: fact.type,
      happened: dateText(fact.happened),
      due: 'due' in fact.data && fact.data.due !== undefined ? dateText(fact.data.due) : null,
      ...noteOf(fact),
      certain: isCertain(fact.span, evidence.moment.at),
    })),
    factCount: countOf(group),
    facts: steps.map(({ id }) => id),
  };
}

/** The fewest and the most calendar days that are left, in the negotiation's zone; null where the date has no end or no start. */
function daysLeft(due: When, evidence: Evidence): [number, number] | null {
  const { zone } = evidence;
  const today = localDay(evidence.moment.at, zone);
  const day = dayIn(due, zone);
  if (day !== null) return [daysBetween(today, day), daysBetween(today, day)];
  if (due.earliest === null || due.latest === null) return null;
  return [Math.max(0, daysBetween(today, localDay(due.earliest + 1, zone))), daysBetween(today, localDay(due.latest, zone))];
}

function reading(status: DeadlineStatus | null, due: When | null, days: [number, number] | null, evidence: Evidence): string {
  switch (status) {
    case null:
      return 'may have been set';
    case 'open':
      if (days === null) return due === null ? 'open, no date named' : 'open';
      return days[0] === days[1] ? `${count(days[0])} left` : `between ${days[0]} and ${count(days[1])} left`;
    case 'passed': {
      const ago = due?.latest === null || due === null ? 0 : daysBetween(localDay(due.latest, evidence.zone), localDay(evidence.moment.at, evidence.zone));
      return `passed${ago > 0 ? ` ${count(ago)} ago` : ''}, outcome not reported`;
    }
    default:
      return status;
  }
}

function count(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** What the deadline is about, by the fact that set it if it says so, else by any other. */
function titleOf(key: string, group: Group<DeadlineType>): string {
  const [told] = [...firstOf(group, 1, MARKS.titledSet), ...firstOf(group, 1, MARKS.titled)];
  return told?.data.what ?? words(key);
}

function noteOf(fact: DeadlineFact): { note?: string } {
  const note = [fact.type === 'deadline.moved' ? fact.data.by : undefined, fact.type === 'deadline.set' ? undefined : fact.data.what, fact.data.note].filter((text) => text !== undefined);
  return note.length === 0 ? {} : { note: note.join('; ') };
}

function urgency(status: DeadlineStatus | null): number {
  return status === 'open' ? 0 : status === 'passed' ? 1 : status === null ? 3 : 2;
}

function compareDue(a: When | null, b: When | null): number {
  const [left, right] = [a, b].map((due) => due?.latest ?? Number.MAX_SAFE_INTEGER) as [number, number];
  return left - right;
}
