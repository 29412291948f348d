import { type EventBody, type EventHead, type FactHistory, type FactType, type History, historyOf, type LedgerEvent, type Slices } from '#libs/domain';
import { createIds } from './ids.js';
import type { Pages } from './pages.js';
import { createRows } from './rows.js';
import { countWhile } from './search.js';
import { expand, shorten } from './shorthand.js';
import { createTexts } from './texts.js';

/** The number of a fact: 0, 1, 2 … in the order in which they were recorded. */
export type Fact = number;

/**
 * The events of one negotiation, packed: each as the text of its JSON, and parsed again when it is asked for. As objects
 * they would take three times the memory, and the garbage collector would go through all of them again and again.
 */
export interface Records {
  add(event: LedgerEvent): Fact;
  find(id: string): Fact | undefined;
  id(fact: Fact): string;
  /** As `compareText` does with their ids. */
  compareIds(a: Fact, b: Fact): number;
  /** A number that depends on nothing but the id; 32 bits. */
  hash(fact: Fact): number;
  readonly facts: number;
  /** The fact with all its events. */
  read(fact: Fact): FactHistory;
  /** The number of a fact's last event below a ledger size, by which what is seen of it there may be kept; −1 where there is none. */
  lastBelow(fact: Fact, ledger: number): number;
  /** The fact of the event at a position of the ledger. */
  factAt(seq: number): Fact;
  /** The heads of the events from one ledger size up to another, each parsed when its turn comes. */
  headsBetween(first: number, size: number): Iterable<EventHead>;
  /** Every fact with all its events, each parsed when its turn comes. @param types of which alone facts are read; absent: of all */
  each(types?: readonly FactType[]): Iterable<FactHistory>;
  /** Everything, parsed fact by fact: the same object as long as somebody holds it. */
  gathering(): Slices<History>;
}

/** A row for each event: where its text is, `seq`; length of the text, its fact, and the event before it of the same fact. */
const EVENT = { words: 4, at: 0, seq: 1, length: 4, before: 5, fact: 6 };
/** A row for each fact: its last event, and its type's place among those that there are. */
const FACT = { words: 1, last: 0, type: 1 };

export function createRecords(negotiation: string, zone: string, pages: Pages): Records {
  const events = createRows(EVENT.words, pages);
  const texts = createTexts(pages);
  const ids = createIds(texts, pages);
  const facts = createRows(FACT.words, pages);
  const types: FactType[] = [];
  let whole: WeakRef<History> | undefined;

  const lastOf = (fact: Fact): number => facts.integer(fact, FACT.last);
  const typeOf = (fact: Fact): FactType => types[facts.integer(fact, FACT.type)] as FactType;
  const countBelow = (seq: number): number => countWhile(events.size, (number) => events.float(number, EVENT.seq) < seq);

  function readEvent(number: number): LedgerEvent {
    const place = { at: events.float(number, EVENT.at), length: events.integer(number, EVENT.length) };
    const { body, ...own } = JSON.parse(expand(texts.read(place))) as Packed;
    const fact = events.integer(number, EVENT.fact);
    return { head: { ...own, negotiation, fact: ids.text(fact), type: typeOf(fact) }, body };
  }

  function eventsOf(fact: Fact): LedgerEvent[] {
    const found: LedgerEvent[] = [];
    for (let number = lastOf(fact); number >= 0; number = events.integer(number, EVENT.before)) found.push(readEvent(number));
    return found.reverse();
  }

  function read(fact: Fact): FactHistory {
    return { id: ids.text(fact), type: typeOf(fact), events: eventsOf(fact) };
  }

  function factOf({ fact: id, type }: EventHead): Fact {
    const known = ids.find(id);
    if (known !== undefined) return known;
    const fact = ids.add(id);
    facts.add();
    facts.setInteger(fact, FACT.last, -1);
    facts.setInteger(fact, FACT.type, numberOf(type));
    return fact;
  }

  function numberOf(type: FactType): number {
    const number = types.indexOf(type);
    return number < 0 ? types.push(type) - 1 : number;
  }

  function* each(wanted?: readonly FactType[]): Generator<FactHistory> {
    for (let fact = 0; fact < ids.size; fact += 1) if (wanted === undefined || wanted.includes(typeOf(fact))) yield read(fact);
  }

  return {
    add({ head, body }) {
      const fact = factOf(head);
      const { negotiation: _negotiation, fact: _fact, type: _type, ...own } = head;
      const { at, length } = texts.write(shorten(JSON.stringify({ ...own, body } satisfies Packed)));
      const number = events.add();
      events.setFloat(number, EVENT.at, at);
      events.setFloat(number, EVENT.seq, head.seq);
      events.setInteger(number, EVENT.length, length);
      events.setInteger(number, EVENT.before, lastOf(fact));
      events.setInteger(number, EVENT.fact, fact);
      facts.setInteger(fact, FACT.last, number);
      whole = undefined;
      return fact;
    },
    find: ids.find,
    id: ids.text,
    compareIds: ids.compare,
    hash: ids.hash,
    get facts() {
      return ids.size;
    },
    read,
    lastBelow(fact, ledger) {
      let number = lastOf(fact);
      while (number >= 0 && events.float(number, EVENT.seq) >= ledger) number = events.integer(number, EVENT.before);
      return number;
    },
    factAt: (seq) => events.integer(countBelow(seq), EVENT.fact),
    *headsBetween(first, size) {
      for (let [number, end] = [countBelow(first), countBelow(size)]; number < end; number += 1) yield readEvent(number).head;
    },
    each,
    *gathering() {
      const kept = whole?.deref();
      if (kept !== undefined) return kept;
      const history = historyOf(negotiation, zone, []);
      const { size } = events;
      for (const fact of each()) {
        history.facts.set(fact.id, fact);
        yield;
      }
      // What came in meanwhile is maybe not in it.
      if (events.size === size) whole = new WeakRef(history);
      return history;
    },
  };
}

/** What is the same for all events of a negotiation, or of a fact, is not written with each. */
type Packed = Omit<EventHead, 'negotiation' | 'fact' | 'type'> & { body: EventBody | null };
