import { compareText } from '../fold.js';
import type { Seen, View } from '../history.js';
import { dateText, dayIn, daysBetween, localDay } from '../time/moment.js';
import { isCertain, spanOf, type When } from '../time/when.js';
import { words } from './phrase.js';
import { ofType, type SeenOf } from './refs.js';
import type { DeadlineAnswer, DeadlineStatus } from './types.js';

const DEADLINE_TYPES = ['deadline.set', 'deadline.moved', 'deadline.met', 'deadline.missed', 'deadline.withdrawn'] as const;
type DeadlineFact = SeenOf<(typeof DEADLINE_TYPES)[number]>;

/** Deadlines and scheduled dates by key, those that are open first, each group in the order of their due dates. */
export function deadlines(view: View): DeadlineAnswer[] {
  const certain = ofType(view.certain, ...DEADLINE_TYPES);
  const possible = ofType(view.possible, ...DEADLINE_TYPES);
  const keys = [...new Set([...certain, ...possible].map(({ data }) => data.key))];
  const folded = keys.map((key) => {
    const sure = certain.filter(({ data }) => data.key === key);
    return { key, sure, maybe: possible.filter(({ data }) => data.key === key), ...foldDeadline(sure, view.moment.at) };
  });
  return folded
    .sort((a, b) => urgency(a.status) - urgency(b.status) || compareDue(a.due, b.due) || compareText(a.key, b.key))
    .map(({ key, sure, maybe, status, due }) => deadlineAnswer(view, key, [...sure, ...maybe], status, due));
}

function deadlineAnswer(view: View, key: string, facts: readonly DeadlineFact[], status: DeadlineStatus | null, due: When | null): DeadlineAnswer {
  const days = status === 'open' && due !== null ? daysLeft(due, view) : null;
  return {
    key,
    what: titleOf(key, facts),
    due: due === null ? null : dateText(due),
    status,
    daysLeft: days !== null && days[0] === days[1] ? days[0] : null,
    ...(days !== null && days[0] !== days[1] ? { daysLeftRange: days } : {}),
    reading: reading(status, due, days, view),
    history: facts.map((fact) => ({
      fact: fact.id,
      type: fact.type,
      happened: dateText(fact.happened),
      due: 'due' in fact.data && fact.data.due !== undefined ? dateText(fact.data.due) : null,
      ...noteOf(fact),
      certain: isCertain(fact.span, view.moment.at),
    })),
    facts: facts.map(({ id }) => id),
  };
}

/** The certain events of a key, folded in order: `set` and `moved` open it and give or clear its date, the others close it and keep the date. */
function foldDeadline(certain: readonly DeadlineFact[], at: number): { status: DeadlineStatus | null; due: When | null } {
  let status: DeadlineStatus | null = null;
  let due: When | null = null;
  for (const fact of setFirst(certain)) {
    if (fact.type === 'deadline.set' || fact.type === 'deadline.moved') {
      status = 'open';
      due = fact.data.due ?? null;
    } else {
      status = fact.type === 'deadline.met' ? 'met' : fact.type === 'deadline.missed' ? 'missed' : 'withdrawn';
    }
  }
  return { status: status === 'open' && due !== null && spanOf(due).latest <= at ? 'passed' : status, due };
}

/** What moves or ends a deadline presupposes that it was set: the first set goes before all that does not certainly precede it. */
function setFirst(certain: readonly DeadlineFact[]): DeadlineFact[] {
  const set = certain.find(({ type }) => type === 'deadline.set');
  if (set === undefined) return [...certain];
  const earlier = certain.slice(0, certain.indexOf(set));
  const precedes = ({ span }: Seen | DeadlineFact): boolean => span.latest <= set.span.earliest;
  return [...earlier.filter(precedes), set, ...earlier.filter((fact) => !precedes(fact)), ...certain.slice(certain.indexOf(set) + 1)];
}

/** The fewest and the most calendar days that are left, in the negotiation's zone; null where the date has no end or no start. */
function daysLeft(due: When, view: View): [number, number] | null {
  const { zone } = view.history;
  const today = localDay(view.moment.at, zone);
  const day = dayIn(due, zone);
  if (day !== null) return [daysBetween(today, day), daysBetween(today, day)];
  if (due.earliest === null || due.latest === null) return null;
  return [Math.max(0, daysBetween(today, localDay(due.earliest + 1, zone))), daysBetween(today, localDay(due.latest, zone))];
}

function reading(status: DeadlineStatus | null, due: When | null, days: [number, number] | null, view: View): string {
  switch (status) {
    case null:
      return 'may have been set';
    case 'open':
      if (days === null) return due === null ? 'open, no date named' : 'open';
      return days[0] === days[1] ? `${count(days[0])} left` : `between ${days[0]} and ${count(days[1])} left`;
    case 'passed': {
      const ago = due?.latest === null || due === null ? 0 : daysBetween(localDay(due.latest, view.history.zone), localDay(view.moment.at, view.history.zone));
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
function titleOf(key: string, facts: readonly DeadlineFact[]): string {
  const told = facts.find(({ type, data }) => type === 'deadline.set' && data.what !== undefined) ?? facts.find(({ data }) => data.what !== undefined);
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
