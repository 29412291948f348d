import type { Clocks } from '#libs/application';
import type { AxisAnswer, AxisStep, Basis } from '#libs/domain';
import { type PageQuery, pageAddress } from '../query.js';
import { words } from '../words/en.js';
import type { Errors } from './standing.js';
import { momentText, type MomentText, saidMoment, typedMoment } from './dates.js';
import { sayNumber } from './numbers.js';

/** The bar that says which moment is shown, and leads to others. */
export interface MomentView {
  now: MomentText;
  /** Which fact is the newest. */
  place: string;
  knownAt: string | null;
  /** Where the form leads, and what it takes along. */
  path: string;
  kept: { name: string; value: string }[];
  at: FieldView;
  known: FieldView;
  /** Where the page is about the ledger, or shows it as it was. */
  ledger: FieldView | null;
  previous: string | null;
  next: string | null;
  /** The other way to see the same moment. */
  otherwise: { text: string; href: string };
  scrubber: ScrubberView | null;
}

/** What was typed and can't be read is told beside its field. */
export function hasErrors({ at, known, ledger }: Pick<MomentView, 'at' | 'known' | 'ledger'>): boolean {
  return [at, known, ledger].some((field) => field !== null && field.error !== null);
}

export interface FieldView {
  value: string;
  error: string | null;
}

export interface ScrubberView {
  index: number;
  total: number;
  spoken: string;
  /** Ticks from 0 to 1000; tall ones begin a day. */
  ticks: { low: number[]; tall: number[] };
  /** Where Page keys lead. */
  previousDay: number;
  nextDay: number;
}

/** What the bar is made of. */
export interface Scene {
  id: string;
  /** What the page shows. */
  query: PageQuery;
  /** The clocks as they were typed. */
  typed: Clocks;
  /** The clocks as they are asked for. */
  clocks: Clocks;
  basis: Basis;
  axis: AxisAnswer;
  errors: Errors;
  /** Of the page that stands at the moment, below the negotiation's: one about the ledger. */
  suffix?: '/audit';
}

export function momentView({ id, query, typed, clocks, basis, axis, errors, suffix }: Scene): MomentView {
  const { zone } = basis.at;
  const now = momentText(basis.at.instant, zone);
  const place = axis.step === null ? words.moment.before(axis.total, sayNumber(axis.total)) : words.moment.place(sayNumber(axis.index), sayNumber(axis.total), axis.step.what);
  const { at: _, known: __, fact: ___, index: ____, conventions: _____, story: ______, ledger: _______, ...kept } = query;
  const to = (change: PageQuery): string => pageAddress(id, { ...kept, ...clocks, fact: query.fact, conventions: undefined, ...change }, suffix);
  const stop = (step: AxisStep | null): string | null => (step === null ? null : to({ at: step.instant, fact: step.fact }));
  return {
    now,
    place,
    knownAt: clocks.known === undefined ? null : words.moment.knownAt(saidMoment(basis.known.instant, zone)),
    path: pageAddress(id, {}, suffix),
    kept: Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value) }])),
    at: field(typed.at, clocks.at, typedMoment(basis.at.instant, zone), errors.at),
    known: field(typed.known, clocks.known, typedMoment(basis.known.instant, zone), errors.known),
    ledger: suffix === undefined && typed.ledger === undefined ? null : field(typed.ledger, clocks.ledger, String(basis.ledger.size), errors.ledger),
    previous: stop(axis.previous),
    next: stop(axis.next),
    otherwise: clocks.known === undefined ? { text: words.moment.asReaders, href: to({ known: basis.at.instant }) } : { text: words.moment.asNow, href: to({ known: undefined }) },
    scrubber: axis.total === 0 ? null : scrubber(axis, words.moment.spoken(now.text, place)),
  };
}

/** What can't be read stays as it was typed. */
function field(typed: string | undefined, asked: string | undefined, shown: string, error: string | null): FieldView {
  if (error !== null) return { value: typed ?? '', error };
  return { value: asked === undefined ? words.moment.now : shown, error };
}

function scrubber({ index, total, marks, previousDay, nextDay }: AxisAnswer, spoken: string): ScrubberView {
  const ticks = (beginsDay: boolean): number[] => [...new Set(marks.filter((mark) => mark.beginsDay === beginsDay).map((mark) => (total === 1 ? 0 : Math.round(((mark.index - 1) / (total - 1)) * 1_000))))];
  return { index, total, spoken, ticks: { low: ticks(false), tall: ticks(true) }, previousDay: previousDay ?? 1, nextDay: nextDay ?? total };
}
