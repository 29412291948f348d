import type { Clocks } from '#libs/application';
import { type Basis, type DeadlineAnswer, daysBetween, type DerivedDeadline, type StateAnswer } from '#libs/domain';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import { dayOfMoment, spoken } from './spoken.js';
import { twinsOf, type Twins } from './twins.js';

export interface DeadlinesView {
  rows: DeadlineRow[];
  /** Dates that follow from contracts. */
  derived: DeadlineRow[];
  /** How many there are beside those shown. */
  more: string;
  twins: Twins;
}

export interface DeadlineRow {
  key: string;
  due: string;
  what: string;
  /** "5 days left". */
  reading: string;
  isOpen: boolean;
  /** Where it is explained; a date that follows from contracts says itself what it follows from. */
  explain: string | null;
  notes: string[];
  /** Each step, where there are several. */
  history: string[];
}

/** As many of a kind are shown; the twins have all. */
const SHOWN = 40;

export function deadlinesView({ deadlines, derivedDeadlines, counts, basis }: StateAnswer, asked: Clocks & { negotiation: string }, places: Places): DeadlinesView {
  const left = Math.max(0, deadlines.length - SHOWN) + counts.derivedDeadlines - derivedDeadlines.length;
  return {
    rows: deadlines.slice(0, SHOWN).map((deadline) => rowOf(deadline, basis.at.zone, places)),
    derived: derivedDeadlines.map((deadline) => derivedRow(deadline, basis)),
    more: left === 0 ? '' : words.record.more(left),
    twins: twinsOf({ ask: 'deadlines', ...asked }),
  };
}

function rowOf({ key, due, what, reading, status, history }: DeadlineAnswer, zone: string, places: Places): DeadlineRow {
  const steps = history.map((step) => {
    const due = step.due === null ? '' : words.deadlines.due(spoken(step.due, zone));
    return [`${words.deadlines.steps[step.type] ?? step.type} ${spoken(step.happened, zone)}${due}`, step.note].filter(Boolean).join(': ');
  });
  const [only] = history;
  const several = history.length > 1;
  // What may have been set has no date yet; the one that it would have is told.
  const date = due ?? (status === null ? history.at(-1)?.due : null) ?? null;
  return {
    key,
    due: date === null ? words.deadlines.noDate : spoken(date, zone),
    what,
    reading,
    isOpen: status === 'open',
    explain: places.page({ explain: `deadlines.${key}` }, 'why'),
    notes: several || only?.note === undefined ? [] : [only.note],
    history: several ? steps : [],
  };
}

function derivedRow({ batch, what, earliest, latest, groupKnown }: DerivedDeadline, basis: Basis): DeadlineRow {
  const { zone } = basis.at;
  const days = daysBetween(dayOfMoment(basis), earliest.edtf);
  return {
    key: batch,
    due: spoken(earliest, zone),
    what,
    reading: days > 0 ? words.deadlines.daysLeft(days) : words.deadlines.begun,
    isOpen: days > 0,
    explain: null,
    notes: [...(earliest.edtf === latest.edtf ? [] : [words.deadlines.latest(spoken(latest, zone))]), ...(groupKnown ? [] : [words.deadlines.groupUnknown])],
    history: [],
  };
}
