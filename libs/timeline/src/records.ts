import { addToHistory, type EventBody, type EventHead, type FactHistory, type FactType, type History, historyOf, type LedgerEvent } from '#libs/domain';
import { createPaged } from './paged.js';
import { createRows } from './rows.js';
import { countWhile } from './search.js';
import { expand, shorten } from './shorthand.js';

/** The number of a fact: 0, 1, 2 … in the order in which they were recorded. */
export type Fact = number;

/**
 * The events of one negotiation, packed: each as the text of its JSON in large buffers, and parsed again when it is asked for. As objects
 * they would take three times the memory, and the garbage collector would go through all of them again and again.
 */
export interface Records {
  add(event: LedgerEvent): Fact;
  find(id: string): Fact | undefined;
  id(fact: Fact): string;
  readonly facts: number;
  /** The fact with all its events. */
  read(fact: Fact): FactHistory;
  /** The number of a fact's last event below a ledger size, by which what is seen of it there may be kept; −1 where there is none. */
  lastBelow(fact: Fact, ledger: number): number;
  /** The heads of the events from one ledger size up to another, each parsed when its turn comes. */
  headsBetween(first: number, size: number): Iterable<EventHead>;
  /** Every fact with all its events, each parsed when its turn comes. */
  each(): Iterable<FactHistory>;
  /** Everything, parsed: the same object as long as somebody holds it. */
  history(): History;
  bytes(): number;
}

/** A row for each event: where its text is, `seq`; length of the text, its fact, and the event before it of the same fact. */
const EVENT = { words: 4, at: 0, seq: 1, length: 4, before: 5, fact: 6 };
/** A row for each fact: its last event, and its type's place among those that there are. */
const FACT = { words: 1, last: 0, type: 1 };
/** Bytes that a fact takes beside its events: its id, and its places in tables. */
const FACT_BYTES = 150;
const TEXT_PAGE = 1 << 20;
const FIRST_TEXT_PAGE = 1 << 12;
/** Maps of ids, each of which grows for itself: growing one map of a million would hold everything else for a tenth of a second. */
const SHARDS = 256;

export function createRecords(negotiation: string, zone: string): Records {
  const events = createRows(EVENT.words);
  const texts: Buffer[] = [];
  let used = 0;
  let textBytes = 0;
  const shards: (Map<string, Fact> | undefined)[] = [];
  const facts = createRows(FACT.words);
  const ids = createPaged<string>();
  const types: FactType[] = [];
  let whole: WeakRef<History> | undefined;

  const lastOf = (fact: Fact): number => facts.integer(fact, FACT.last);
  const typeOf = (fact: Fact): FactType => types[facts.integer(fact, FACT.type)] as FactType;

  function write(text: string): { at: number; length: number } {
    const length = Buffer.byteLength(text);
    const page = texts.at(-1);
    if (page === undefined || used + length > page.length) {
      texts.push(Buffer.allocUnsafeSlow(Math.max(length, Math.min(TEXT_PAGE, FIRST_TEXT_PAGE * 2 ** texts.length))));
      used = 0;
    }
    const place = texts.length - 1;
    (texts[place] as Buffer).write(text, used);
    used += length;
    textBytes += length;
    return { at: place * TEXT_PAGE + used - length, length };
  }

  function readEvent(number: number): LedgerEvent {
    const at = events.float(number, EVENT.at);
    const start = at % TEXT_PAGE;
    const { body, ...own } = JSON.parse(expand((texts[Math.floor(at / TEXT_PAGE)] as Buffer).toString('utf8', start, start + events.integer(number, EVENT.length)))) as Packed;
    const fact = events.integer(number, EVENT.fact);
    return { head: { ...own, negotiation, fact: ids.get(fact), type: typeOf(fact) }, body };
  }

  function eventsOf(fact: Fact): LedgerEvent[] {
    const found: LedgerEvent[] = [];
    for (let number = lastOf(fact); number >= 0; number = events.integer(number, EVENT.before)) found.push(readEvent(number));
    return found.reverse();
  }

  function read(fact: Fact): FactHistory {
    return { id: ids.get(fact), type: typeOf(fact), events: eventsOf(fact) };
  }

  function find(id: string): Fact | undefined {
    return shards[shardOf(id)]?.get(id);
  }

  function factOf({ fact: id, type }: EventHead): Fact {
    const known = find(id);
    if (known !== undefined) return known;
    const fact = ids.add(id);
    facts.add();
    facts.setInteger(fact, FACT.last, -1);
    facts.setInteger(fact, FACT.type, numberOf(type));
    const shard = (shards[shardOf(id)] ??= new Map());
    shard.set(id, fact);
    return fact;
  }

  function numberOf(type: FactType): number {
    const number = types.indexOf(type);
    return number < 0 ? types.push(type) - 1 : number;
  }

  return {
    add({ head, body }) {
      const fact = factOf(head);
      const { negotiation: _negotiation, fact: _fact, type: _type, ...own } = head;
      const { at, length } = write(shorten(JSON.stringify({ ...own, body } satisfies Packed)));
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
    find,
    id: ids.get,
    get facts() {
      return ids.size;
    },
    read,
    lastBelow(fact, ledger) {
      let number = lastOf(fact);
      while (number >= 0 && events.float(number, EVENT.seq) >= ledger) number = events.integer(number, EVENT.before);
      return number;
    },
    *headsBetween(first, size) {
      const below = (seq: number): number => countWhile(events.size, (number) => events.float(number, EVENT.seq) < seq);
      for (let [number, end] = [below(first), below(size)]; number < end; number += 1) yield readEvent(number).head;
    },
    *each() {
      for (let fact = 0; fact < ids.size; fact += 1) yield read(fact);
    },
    history() {
      const kept = whole?.deref();
      if (kept !== undefined) return kept;
      const history = historyOf(negotiation, zone, []);
      for (let fact = 0; fact < ids.size; fact += 1) for (const event of eventsOf(fact)) addToHistory(history, event);
      whole = new WeakRef(history);
      return history;
    },
    bytes: () => textBytes + events.size * EVENT.words * 8 + ids.size * FACT_BYTES,
  };
}

/** What is the same for all events of a negotiation, or of a fact, is not written with each. */
type Packed = Omit<EventHead, 'negotiation' | 'fact' | 'type'> & { body: EventBody | null };

function shardOf(id: string): number {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 16)) & (SHARDS - 1);
}
