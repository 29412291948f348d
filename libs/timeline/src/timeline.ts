import { type Chronicle, type Evidence, type FactHistory, type FactType, type History, type LedgerEvent, type Moment, naiveEvidence, type Seen, seenAt, type Teller, viewAt } from '#libs/domain';
import { type Cache, createCache } from './cache.js';
import { createGrove, STRIDE } from './grove.js';
import type { Leaf } from './leaves.js';
import { reportsIn } from './publications.js';
import { createRecords, type Fact } from './records.js';
import { createReports, type Reports } from './reports.js';
import { retelling } from './retelling.js';
import { countWhile } from './search.js';
import { treeEvidence } from './tree-evidence.js';

/** The as-of index of one negotiation: what is seen of it at any moment, at the cost of the answer. */
export interface Timeline extends Chronicle {
  readonly zone: string;
  /** Everything that was recorded, which takes reading all of it. */
  history(): History;
  /** Every fact with all its events, each read when its turn comes. */
  facts(): Iterable<FactHistory>;
  /**
   * Takes the negotiation's next event.
   * @returns false where the event removes a body that is held: what was seen through it is to be seen no more, whatever ledger size is
   * asked for. The timeline is then as it was before the event, and another is to be made from the events as they are read from now on.
   */
  append(event: LedgerEvent): boolean;
  /**
   * What is seen at a moment; later events leave it as it is. On the happened and the recorded axis at once; by what was known, at the
   * ledger's head, once that is prepared; by what was known and an old ledger together it reads everything, and says so (`cost`).
   */
  evidenceAt(moment: Moment): Evidence;
  /**
   * For one replay. Beside the timeline, which takes some 1.6 kB an event, it holds a few hundred facts as they are seen, however many steps it has;
   * in the order of reports also trees of its own, some 1 kB for each event told.
   */
  teller(): Teller;
  /** Whether all that was recorded below a ledger size was public by then: whatever is asked as known later is the same. */
  isAllPublic(moment: Moment): boolean;
  /** Whether answering at a moment takes the trees in the order of reports, and these are not grown. */
  needsReports(moment: Moment): boolean;
  /** Grows the trees in the order of reports by about `steps` changes. @returns whether they are whole */
  growReports(steps: number): boolean;
  /** Bytes held in memory, about. */
  bytes(): number;
}

/** What is seen whatever is known: of a fact by the number of its last event, of a leaf by its entry (`~entry`), which is found sooner. */
type Sights = Cache<ReturnType<typeof seenAt>>;

/** How many facts are kept as they are seen, and up to as many asked for before those; and what one takes, about. */
const SEEN_KEPT = 32_768;
const SEEN_BYTES = 2_000;
/** As many in a replay: a step asks for much of what the steps before it asked for, and for no more. */
const TOLD_KEPT = 256;

/** @param stride how many changes of a group lie between two of its trees */
export function createTimeline(zone: string, negotiation: string, stride = STRIDE): Timeline {
  const records = createRecords(negotiation, zone);
  const sights: Sights = createCache(SEEN_KEPT);
  const grove = createGrove(records, (fact, ledger) => seenBelow(fact, ledger, sights) as Seen, stride);
  let reports: Reports | undefined;
  let head = 0;
  /** From which ledger size on something becomes public as late as this. */
  const lastReports: { size: number; end: number }[] = [];

  function sightBelow(fact: Fact, ledger: number): ReturnType<typeof seenAt> {
    return seenAt(records.read(fact), { known: Infinity, ledger });
  }

  function seenBelow(fact: Fact, ledger: number, kept: Sights): Seen | undefined {
    const event = records.lastBelow(fact, ledger);
    const sight = event < 0 ? 'hidden' : kept.get(event, () => sightBelow(fact, ledger));
    return typeof sight === 'string' ? undefined : sight;
  }

  function seenAs(leaf: Leaf, kept: Sights): Seen {
    const { leaves } = grove;
    return kept.get(~leaves.entry(leaf), () => sightBelow(leaves.fact(leaf), leaves.point(leaf))) as Seen;
  }

  /** Where an event is read after its body was removed, there is nothing to take away. */
  function takesBody({ head: { op, fact }, body }: LedgerEvent): boolean {
    const known = op === 'redact' ? records.find(fact) : undefined;
    const removed = known === undefined ? undefined : records.read(known).events.find(({ head: { seq } }) => seq === body?.redacts);
    return removed !== undefined && removed.body !== null;
  }

  function isAllPublic({ known, ledger }: Moment): boolean {
    if ((lastReports.at(-1)?.end ?? -Infinity) <= known) return true;
    const last = lastReports[countWhile(lastReports.length, (place) => (lastReports[place] as { size: number }).size <= ledger) - 1];
    return last === undefined || last.end <= known;
  }

  function reportTrees(): Reports {
    reports ??= createReports(records, stride);
    return reports;
  }

  const typeOf = (id: string): FactType | undefined => {
    const fact = records.find(id);
    return fact === undefined ? undefined : records.read(fact).type;
  };

  function evidenceAt(moment: Moment, kept: Sights, upTo?: Seen): Evidence {
    const ground = { negotiation, zone, moment, upTo, typeOf };
    const ledger = Math.min(moment.ledger, head);
    if (isAllPublic(moment)) {
      const fact = (id: string): Seen | undefined => {
        const known = records.find(id);
        return known === undefined ? undefined : seenBelow(known, ledger, kept);
      };
      return treeEvidence({ grove, point: ledger, maybeKnown: () => [], fact, seen: (leaf) => seenAs(leaf, kept), ...ground });
    }
    if (ledger < head) return { ...naiveEvidence(viewAt(records.history(), moment, upTo)), cost: 'linear' };
    reportTrees().advance(Infinity);
    const { grove: trees, fact, seen, maybeKnown } = reportTrees().at(head);
    return treeEvidence({ grove: trees, point: moment.known, maybeKnown: () => maybeKnown(moment.known), fact: (id) => fact(id, moment.known), seen, ...ground });
  }

  const chronicle: Chronicle = {
    fact(id) {
      const fact = records.find(id);
      return fact === undefined ? undefined : records.read(fact);
    },
    headsBetween: records.headsBetween,
    reportedBetween: (after, upTo) => reportTrees().turns().filter(({ instant }) => instant > after && instant <= upTo).flatMap(({ facts }) => facts.map(records.id)),
  };

  return {
    ...chronicle,
    zone,
    history: records.history,
    facts: records.each,
    append(event) {
      if (takesBody(event)) return false;
      const fact = records.add(event);
      head = event.head.seq + 1;
      const before = lastReports.at(-1)?.end ?? -Infinity;
      const end = reportsIn([event]).reduce((last, { latest }) => Math.max(last, latest), before);
      if (end !== before) lastReports.push({ size: head, end });
      const known = event.head.revision === 1 ? { id: event.head.fact, type: event.head.type, events: [event] } : records.read(fact);
      grove.put(head, fact, seenAt(known, { known: Infinity, ledger: head }));
      reports?.take(fact, event);
      return true;
    },
    evidenceAt: (moment) => evidenceAt(moment, sights),
    teller() {
      const kept: Sights = createCache(TOLD_KEPT);
      return {
        ...chronicle,
        evidenceAt: (moment, upTo) => evidenceAt(moment, kept, upTo),
        asReported: (moment, after, upTo) => retelling({ negotiation, zone, typeOf, records, turns: reportTrees().turns(), stride, seenKept: TOLD_KEPT }, moment, after, upTo),
      };
    },
    isAllPublic,
    needsReports: (moment) => !isAllPublic(moment) && moment.ledger >= head && reports?.isWhole() !== true,
    growReports(steps) {
      return reportTrees().advance(steps);
    },
    bytes: () => records.bytes() + grove.bytes() + sights.size * SEEN_BYTES + (reports?.bytes() ?? 0),
  };
}
