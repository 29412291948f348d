import { compareHappened, compareText, isStanding, seenAt } from '../fold.js';
import type { Evidence } from '../evidence.js';
import type { LedgerEvent } from '../facts/event.js';
import type { FactType } from '../facts/types.js';
import type { FactHistory, Moment, Seen } from '../history.js';
import { gathered, type Slices } from '../slices.js';
import { instantOf } from '../time/moment.js';
import type { Span } from '../time/when.js';
import { isRetractedAt } from '../versions.js';
import type { Chronicle } from './changes.js';
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

/** What a timeline is told from besides what is seen. */
export interface Recorded extends Pick<Chronicle, 'fact'> {
  /** Every fact with all its events. */
  facts(): Iterable<FactHistory>;
}

/**
 * The facts up to the moment (certain and possible), in the order of a clock: found one by one, each to be told when it is asked for. Those that
 * were withdrawn come last.
 */
export function* findingTimeline(evidence: Evidence, recorded: Recorded, filter: TimelineFilter): Slices<(() => TimelineEntry | RetractedEntry)[]> {
  const { moment } = evidence;
  const order = filter.order ?? 'happened';
  const standing = yield* standingFacts(evidence);
  const isWanted = wanting(standing, filter, order);
  const eventsOf = (id: string): LedgerEvent[] => eventsBelow(recorded.fact(id), moment);
  const startOf = (id: string): Start | undefined => (order === 'recorded' ? recordedOf(eventsOf(id)) : undefined);
  const shown: Shown[] = [];
  const { certain, possible } = evidence.group('happened');
  for (const facts of [standing, certain.each(), possible.each()]) {
    for (const seen of facts) {
      const each = { seen, start: startOf(seen.id) };
      if (isWanted(each)) shown.push(each);
      yield;
    }
  }
  const told = shown.sort(COMPARE[order]).map(({ seen }) => (): TimelineEntry => ({
    ...factAnswer(seen, moment),
    recorded: recordedOf(eventsOf(seen.id)),
    ...(filter.history === true ? { history: stepsOf(eventsOf(seen.id)) } : {}),
  }));
  if (filter.retracted !== true) return told;
  const withdrawn: FactHistory[] = [];
  for (const fact of recorded.facts()) {
    if (isRetractedAt(fact, moment)) {
      const last = lastSeen(fact, moment);
      if (last === undefined ? isUnfiltered(filter) : isWanted({ seen: last, start: startOf(fact.id) })) withdrawn.push(fact);
    }
    yield;
  }
  return [...told, ...withdrawn.sort((a, b) => compareText(a.id, b.id)).map((fact) => () => retractedEntry(fact, eventsBelow(fact, moment)))];
}

function* standingFacts(evidence: Evidence): Slices<Seen[]> {
  const facts: Seen[] = [];
  for (const { group } of evidence.groups('standing')) facts.push(...(yield* gathered<Seen>(group.all.each())));
  return facts.sort(compareHappened);
}

type Start = TimelineEntry['recorded'];

interface Shown {
  seen: Seen;
  /** Of what goes by it. */
  start: Start | undefined;
}

const COMPARE: Record<TimelineOrder, (a: Shown, b: Shown) => number> = {
  happened: (a, b) => compareHappened(a.seen, b.seen),
  reported: (a, b) => compareEnds(a.seen.version.reported, b.seen.version.reported) || a.seen.version.seq - b.seen.version.seq,
  recorded: (a, b) => a.start!.seq - b.start!.seq,
};

function compareEnds(a: Span, b: Span): number {
  return a.latest < b.latest ? -1 : a.latest > b.latest ? 1 : 0;
}

function wanting(standing: readonly Seen[], filter: TimelineFilter, order: TimelineOrder): (shown: Shown) => boolean {
  const { type, person, party, q } = filter;
  const [people, sides] = [person === undefined ? undefined : personNames(standing, person), party === undefined ? undefined : partyNames(standing, party)];
  return (shown) =>
    (type === undefined || shown.seen.type === type) &&
    isWithin(spanOn(order, shown), filter) &&
    (people === undefined || concerns(shown.seen, people)) &&
    (sides === undefined || concerns(shown.seen, sides)) &&
    (q === undefined || holdsWords(textOf(shown.seen), q));
}

/** Where a fact lies on the clock of an order. */
function spanOn(order: TimelineOrder, { seen, start }: Shown): Span {
  if (order === 'happened') return isStanding(seen.type) ? { earliest: -Infinity, latest: Infinity } : seen.span;
  if (order === 'reported') return seen.version.reported;
  const at = instantOf(start!.at);
  return { earliest: at, latest: at };
}

function isWithin({ earliest, latest }: Span, { from, to }: TimelineFilter): boolean {
  return (from === undefined || latest > from || earliest >= from) && (to === undefined || earliest < to || latest <= to);
}

/** A person by id or name: the ids and lower-case names that facts may use. */
function personNames(standing: readonly Seen[], person: string): Set<string> {
  const wanted = person.toLowerCase();
  const people = ofType(standing, 'person.named').filter(({ id, data }) => isNamed(id, data.name, wanted));
  return new Set([wanted, ...people.flatMap(({ id, data }) => [id.toLowerCase(), data.name.toLowerCase()])]);
}

/** A party by id or name, with its people. */
function partyNames(standing: readonly Seen[], party: string): Set<string> {
  const wanted = party.toLowerCase();
  const parties = ofType(standing, 'party.joined').filter(({ id, data }) => isNamed(id, data.name, wanted));
  const ids = new Set(parties.map(({ id }) => id));
  const people = ofType(standing, 'person.named').filter(({ data }) => data.party !== undefined && ids.has(data.party));
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

function retractedEntry({ id, type }: FactHistory, events: readonly LedgerEvent[]): RetractedEntry {
  return { fact: id, type, retracted: true, recorded: recordedOf(events), history: stepsOf(events) };
}

/** A fact as it was seen before it was withdrawn, by what is public now. */
function lastSeen(fact: FactHistory, { known, ledger }: Moment): Seen | undefined {
  const kept = { ...fact, events: fact.events.filter(({ head }) => head.op !== 'retract') };
  const seen = seenAt(kept, { known, ledger });
  return typeof seen === 'string' ? undefined : seen;
}

function isUnfiltered({ from, to, type, party, person, q }: TimelineFilter): boolean {
  return [from, to, type, party, person, q].every((asked) => asked === undefined);
}

function eventsBelow(fact: FactHistory | undefined, { ledger }: Moment): LedgerEvent[] {
  return (fact?.events ?? []).filter(({ head }) => head.seq < ledger);
}

function recordedOf(events: readonly LedgerEvent[]): TimelineEntry['recorded'] {
  const first = events[0];
  return first === undefined ? { seq: -1, at: '', by: '' } : { seq: first.head.seq, at: first.head.recordedAt, by: first.head.recordedBy };
}
