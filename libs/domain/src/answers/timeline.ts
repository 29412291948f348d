import { compareHappened, compareText, isStanding, seenAt } from '../fold.js';
import type { LedgerEvent } from '../facts/event.js';
import type { FactType } from '../facts/types.js';
import type { FactHistory, Seen, View } from '../history.js';
import { instantOf } from '../time/moment.js';
import type { Span } from '../time/when.js';
import { isRetractedAt } from '../versions.js';
import { type FactAnswer, factAnswer } from './facts.js';
import { ofType } from './refs.js';
import { type StepAnswer, stepsOf } from './steps.js';

export type TimelineOrder = 'happened' | 'reported' | 'recorded';

export interface TimelineFilter {
  order?: TimelineOrder | undefined;
  /** Instants on the clock of `order`: what lies wholly before or after is left out. */
  from?: number | undefined;
  to?: number | undefined;
  type?: FactType | undefined;
  /** Id or name of a party: facts said by or for it, and by its people. */
  party?: string | undefined;
  person?: string | undefined;
  /** Words that the fact must hold, whatever their case. */
  q?: string | undefined;
  /** Facts that were withdrawn, too. */
  retracted?: boolean | undefined;
  /** Each fact's events. */
  history?: boolean | undefined;
}

export interface TimelineEntry extends FactAnswer {
  /** Position and moment at which the ledger took the fact in. */
  recorded: { seq: number; at: string; by: string };
  history?: StepAnswer[];
}

/** A fact that was withdrawn, with its events: it has no claims to show. */
export interface RetractedEntry {
  fact: string;
  type: string;
  retracted: true;
  recorded: { seq: number; at: string; by: string };
  history: StepAnswer[];
}

/** The facts up to the moment (certain and possible), in the order of a clock. */
export function timeline(view: View, filter: TimelineFilter): (TimelineEntry | RetractedEntry)[] {
  const order = filter.order ?? 'happened';
  const shown = [...view.standing, ...view.certain, ...view.possible].filter((seen) => isWanted(seen, view, filter, order));
  const entries = shown.sort(comparators(view)[order]).map((seen) => ({
    ...factAnswer(seen, view.moment),
    recorded: recordedOf(eventsOf(view, seen.id)),
    ...(filter.history === true ? { history: stepsOf(eventsOf(view, seen.id)) } : {}),
  }));
  return filter.retracted === true ? [...entries, ...withdrawn(view, filter, order)] : entries;
}

function comparators(view: View): Record<TimelineOrder, (a: Seen, b: Seen) => number> {
  const recordedSeq = ({ id }: Seen): number => recordedOf(eventsOf(view, id)).seq;
  return {
    happened: compareHappened,
    reported: (a, b) => compareEnds(a.version.reported, b.version.reported) || a.version.seq - b.version.seq,
    recorded: (a, b) => recordedSeq(a) - recordedSeq(b),
  };
}

function compareEnds(a: Span, b: Span): number {
  return a.latest < b.latest ? -1 : a.latest > b.latest ? 1 : 0;
}

function isWanted(seen: Seen, view: View, filter: TimelineFilter, order: TimelineOrder): boolean {
  const { type, person, party, q } = filter;
  return (
    (type === undefined || seen.type === type) &&
    isWithin(spanOn(order, seen, view), filter) &&
    (person === undefined || concerns(seen, personNames(view, person))) &&
    (party === undefined || concerns(seen, partyNames(view, party))) &&
    (q === undefined || holdsWords(textOf(seen), q))
  );
}

/** Where a fact lies on the clock of an order. */
function spanOn(order: TimelineOrder, seen: Seen, view: View): Span {
  if (order === 'happened') return isStanding(seen.type) ? { earliest: -Infinity, latest: Infinity } : seen.span;
  if (order === 'reported') return seen.version.reported;
  const at = instantOf(recordedOf(eventsOf(view, seen.id)).at);
  return { earliest: at, latest: at };
}

function isWithin({ earliest, latest }: Span, { from, to }: TimelineFilter): boolean {
  return (from === undefined || latest > from || earliest >= from) && (to === undefined || earliest < to || latest <= to);
}

/** A person by id or name: the ids and lower-case names that facts may use. */
function personNames(view: View, person: string): Set<string> {
  const wanted = person.toLowerCase();
  const people = ofType(view.standing, 'person.named').filter(({ id, data }) => isNamed(id, data.name, wanted));
  return new Set([wanted, ...people.flatMap(({ id, data }) => [id.toLowerCase(), data.name.toLowerCase()])]);
}

/** A party by id or name, with its people. */
function partyNames(view: View, party: string): Set<string> {
  const wanted = party.toLowerCase();
  const parties = ofType(view.standing, 'party.joined').filter(({ id, data }) => isNamed(id, data.name, wanted));
  const ids = new Set(parties.map(({ id }) => id));
  const people = ofType(view.standing, 'person.named').filter(({ data }) => data.party !== undefined && ids.has(data.party));
  return new Set([wanted, ...[...parties, ...people].flatMap(({ id, data }) => [id.toLowerCase(), data.name.toLowerCase()])]);
}

function isNamed(id: string, name: string, wanted: string): boolean {
  return id.toLowerCase() === wanted || id.toLowerCase().endsWith(`.${wanted}`) || name.toLowerCase() === wanted;
}

/** Whether a fact is about somebody, said by them or for them. */
function concerns(seen: Seen, names: ReadonlySet<string>): boolean {
  const data = seen.data as Record<string, unknown>;
  const mentioned = [seen.id, data['speaker'], data['person'], data['for'], data['party'], data['name'], ...(Array.isArray(data['people']) ? data['people'] : [])];
  return [...mentioned, ...seen.speaking.map(({ attributedTo }) => attributedTo)].some((name) => typeof name === 'string' && names.has(name.toLowerCase()));
}

function holdsWords(text: string, words: string): boolean {
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function textOf(seen: Seen): string {
  return [seen.id, ...seen.speaking.flatMap(({ data, attributedTo }) => [...textsIn(data), attributedTo ?? ''])].join('\n').toLowerCase();
}

/** The words within some data, without the names of its members. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Facts that are not seen any more, chosen by what they said last. */
function withdrawn(view: View, filter: TimelineFilter, order: TimelineOrder): RetractedEntry[] {
  return [...view.history.facts.values()]
    .filter((fact) => isRetractedAt(fact, view.moment))
    .filter((fact) => {
      const last = lastSeen(fact, view.moment);
      return last === undefined ? isUnfiltered(filter) : isWanted(last, view, filter, order);
    })
    .map((fact) => ({ fact, events: eventsOf(view, fact.id) }))
    .sort((a, b) => compareText(a.fact.id, b.fact.id))
    .map(({ fact, events }) => ({ fact: fact.id, type: fact.type, retracted: true as const, recorded: recordedOf(events), history: stepsOf(events) }));
}

/** A fact as it was seen before it was withdrawn, by what is public now. */
function lastSeen(fact: FactHistory, { known, ledger }: View['moment']): Seen | undefined {
  const kept = { ...fact, events: fact.events.filter(({ head }) => head.op !== 'retract') };
  const seen = seenAt(kept, { known, ledger });
  return typeof seen === 'string' ? undefined : seen;
}

function isUnfiltered({ from, to, type, party, person, q }: TimelineFilter): boolean {
  return [from, to, type, party, person, q].every((asked) => asked === undefined);
}

function eventsOf({ history, moment }: View, id: string): FactHistory['events'] {
  return (history.facts.get(id)?.events ?? []).filter(({ head }) => head.seq < moment.ledger);
}

function recordedOf(events: readonly LedgerEvent[]): TimelineEntry['recorded'] {
  const first = events[0];
  return first === undefined ? { seq: -1, at: '', by: '' } : { seq: first.head.seq, at: first.head.recordedAt, by: first.head.recordedBy };
}
