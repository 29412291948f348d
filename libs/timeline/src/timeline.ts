import { type Chronicle, type Evidence, type FactHistory, type FactType, finished, gatheringLinearly, type History, isSameMoment, type LedgerEvent, type Moment, type Seen, seenAt, type Slices, type Teller, type View, viewing } from '#libs/domain';
import { type Cache, createCache } from './cache.js';
import { createGrove, STRIDE } from './grove.js';
import type { Leaf } from './leaves.js';
import { createPages, type Pages } from './pages.js';
import { reportsIn } from './publications.js';
import { createRecords, type Fact } from './records.js';
import { createReports, type Reports } from './reports.js';
import { retelling } from './retelling.js';
import { createRows } from './rows.js';
import { countMost } from './search.js';
import { treeEvidence } from './tree-evidence.js';

/** The as-of index of one negotiation: what is seen of it at any moment, at the cost of the answer. */
export interface Timeline extends Chronicle {
  readonly zone: string;
  /** Everything that was recorded, which takes reading all of it. */
  history(): History;
  /** Every fact with all its events, each read when its turn comes. @param types of which alone facts are read; absent: of all */
  facts(types?: readonly FactType[]): Iterable<FactHistory>;
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
  /** As `evidenceAt`, in steps where it reads everything; what it gathered so is given again for the same moment, as long as somebody holds it. */
  gathering(moment: Moment): Slices<Evidence>;
  /** What is seen at a moment as lists, which takes reading all of it. */
  viewing(moment: Moment): Slices<View>;
  /** For one replay: beside the timeline it holds a few hundred facts as they are seen, however many steps it has; in the order of reports also trees of its own, in the same pages. */
  teller(): Teller;
  /** Whether all that was recorded below a ledger size was public by then: whatever is asked as known later is the same. */
  isAllPublic(moment: Moment): boolean;
  /** Whether answering at a moment takes the trees in the order of reports, and these are not grown. */
  needsReports(moment: Moment): boolean;
  /** Grows the trees in the order of reports by about `steps` changes. @returns whether they are whole */
  growReports(steps: number): boolean;
  /** Bytes held in memory, about. However many events there are, not much more than the limit of its pages. */
  bytes(): number;
}

/** What is seen whatever is known: of a fact by the number of its last event, of a leaf by its entry (`~entry`), which is found sooner. */
type Sights = Cache<ReturnType<typeof seenAt>>;

/** How many facts are kept as they are seen, and up to as many asked for before those; and what one takes, about. */
const SEEN_KEPT = 32_768;
const SEEN_BYTES = 2_000;
/** As many in a replay: a step asks for much of what the steps before it asked for, and for no more. */
const TOLD_KEPT = 256;

/** From which ledger size on something becomes public as late as this. */
const REPORT = { words: 2, size: 0, end: 1 };

export interface TimelineOptions {
  /** What it is kept in, some 1.6 kB an event; by default all of it in memory. */
  pages?: Pages;
  /** How many changes of a group lie between two of its trees. */
  stride?: number;
}

export function createTimeline(zone: string, negotiation: string, { pages = createPages(), stride = STRIDE }: TimelineOptions = {}): Timeline {
  const records = createRecords(negotiation, zone, pages);
  const sights: Sights = createCache(SEEN_KEPT);
  const grove = createGrove(records, pages, (fact, ledger) => seenBelow(fact, ledger, sights) as Seen, stride);
  let reports: Reports | undefined;
  /** What was last gathered by reading everything: who asks for a page asks several questions about one moment. */
  let read: WeakRef<Evidence> | undefined;
  let head = 0;
  const lastReports = createRows(REPORT.words, pages);

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

  /** When the last of what was recorded below a ledger size became public; −∞ where nothing was. */
  function lastReport(ledger: number): number {
    const row = countMost(lastReports.size, (place) => lastReports.float(place, REPORT.size) <= ledger) - 1;
    return row < 0 ? -Infinity : lastReports.float(row, REPORT.end);
  }

  const isAllPublic = ({ known, ledger }: Moment): boolean => lastReport(Infinity) <= known || lastReport(ledger) <= known;

  function reportTrees(): Reports {
    reports ??= createReports(records, pages, stride);
    return reports;
  }

  const typeOf = (id: string): FactType | undefined => {
    const fact = records.find(id);
    return fact === undefined ? undefined : records.read(fact).type;
  };

  function* viewOf(moment: Moment, upTo?: Seen): Slices<View> {
    return yield* viewing(yield* records.gathering(), moment, upTo);
  }

  function* readEverything(moment: Moment, upTo?: Seen): Slices<Evidence> {
    const before = read?.deref();
    if (before !== undefined && before.upTo === upTo && isSameMoment(before.moment, moment)) return before;
    const evidence: Evidence = { ...(yield* gatheringLinearly(yield* viewOf(moment, upTo))), cost: 'linear' };
    read = new WeakRef(evidence);
    return evidence;
  }

  function* gathering(moment: Moment, kept: Sights, upTo?: Seen): Slices<Evidence> {
    const ground = { negotiation, zone, moment, upTo, typeOf };
    const ledger = Math.min(moment.ledger, head);
    if (isAllPublic(moment)) {
      const fact = (id: string): Seen | undefined => {
        const known = records.find(id);
        return known === undefined ? undefined : seenBelow(known, ledger, kept);
      };
      return treeEvidence({ grove, point: ledger, maybeKnown: () => [], fact, seen: (leaf) => seenAs(leaf, kept), ...ground });
    }
    if (ledger < head) return yield* readEverything(moment, upTo);
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
    *reportedBetween(after, upTo) {
      for (const { instant, facts } of reportTrees().turns(after)) {
        if (instant > upTo) return;
        for (const fact of facts) yield records.id(fact);
      }
    },
  };

  return {
    ...chronicle,
    zone,
    history: () => finished(records.gathering()),
    facts: records.each,
    append(event) {
      if (takesBody(event)) return false;
      const fact = records.add(event);
      head = event.head.seq + 1;
      const before = lastReport(Infinity);
      const end = reportsIn([event]).reduce((last, { latest }) => Math.max(last, latest), before);
      if (end !== before) {
        const row = lastReports.add();
        lastReports.setFloat(row, REPORT.size, head);
        lastReports.setFloat(row, REPORT.end, end);
      }
      const known = event.head.revision === 1 ? { id: event.head.fact, type: event.head.type, events: [event] } : records.read(fact);
      grove.put(head, fact, seenAt(known, { known: Infinity, ledger: head }));
      reports?.take(fact, event);
      return true;
    },
    evidenceAt: (moment) => finished(gathering(moment, sights)),
    gathering: (moment) => gathering(moment, sights),
    viewing: viewOf,
    teller() {
      const kept: Sights = createCache(TOLD_KEPT);
      return {
        ...chronicle,
        evidenceAt: (moment, upTo) => finished(gathering(moment, kept, upTo)),
        asReported: (moment, after, upTo) => retelling({ negotiation, zone, typeOf, records, pages, turns: reportTrees().turns, stride, seenKept: TOLD_KEPT }, moment, after, upTo),
      };
    },
    isAllPublic,
    needsReports: (moment) => !isAllPublic(moment) && moment.ledger >= head && reports?.isWhole() !== true,
    growReports(steps) {
      return reportTrees().advance(steps);
    },
    bytes: () => pages.bytes() + sights.size * SEEN_BYTES + (reports?.bytes() ?? 0),
  };
}
