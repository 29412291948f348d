import { addToHistory, type Evidence, type EventHead, type History, historyOf, type LedgerEvent, type Moment, naiveEvidence, type Seen, seenAt, type Teller, viewAt } from '#libs/domain';
import { createGrove, type Grove, lastUpTo, STRIDE } from './grove.js';
import { type Reports, reportsIn, reportsOf } from './reports.js';
import { retelling } from './retelling.js';
import { treeEvidence } from './tree-evidence.js';

/** The as-of index of one negotiation: what is seen of it at any moment, at the cost of the answer. */
export interface Timeline extends Teller {
  readonly history: History;
  /** Takes the negotiation's next event. */
  append(event: LedgerEvent): void;
  /**
   * What is seen at a moment. On the happened and the recorded axis at once; by what was known, at the ledger's head, once that is
   * prepared; by what was known and an old ledger together it reads everything, and says so (`cost`).
   * @param upTo of the facts that end with the moment, the last that has happened yet; absent: all of them have
   */
  evidenceAt(moment: Moment, upTo?: Seen): Evidence;
  /** Whether answering at a moment takes the trees in the order of reports, and these are not grown. */
  needsReports(moment: Moment): boolean;
  /** Grows the trees in the order of reports by about `steps` changes. @returns whether they are whole */
  growReports(steps: number): boolean;
  /** Bytes held in memory, about. */
  bytes(): number;
}

/** An event of ordinary length, as it is kept in memory. */
const EVENT_BYTES = 1_500;

/** @param stride how many changes of a group lie between two of its trees */
export function createTimeline(zone: string, negotiation: string, stride = STRIDE): Timeline {
  const history = historyOf(negotiation, zone, []);
  let grove = createGrove(stride);
  let reports: Reports | undefined;
  let grown = false;
  const heads: EventHead[] = [];
  let head = 0;
  /** From which ledger size on something becomes public as late as this. */
  const lastReports: { sizes: number[]; ends: number[] } = { sizes: [], ends: [] };

  function plant(event: LedgerEvent): void {
    const { fact, seq } = event.head;
    const known = history.facts.get(fact);
    if (known !== undefined) grove.put(seq + 1, fact, seenAt(known, { known: Infinity, ledger: seq + 1 }));
  }

  /** A body that was redacted is gone at every ledger size: what was seen through it is seen no more, whenever one asks. */
  function replant(redact: LedgerEvent): void {
    const fact = history.facts.get(redact.head.fact);
    if (fact !== undefined) fact.events = fact.events.map((event) => (event.head.seq === redact.body?.redacts ? { ...event, body: null } : event));
    grove = createGrove(stride);
    const all = [...history.facts.values()].flatMap((each) => each.events).sort((a, b) => a.head.seq - b.head.seq);
    for (const event of all) plant(event);
  }

  /** Whether a body that is held is to go: where the event was read after it was redacted, it is gone already. */
  function takesBody({ head: { op, fact }, body }: LedgerEvent): boolean {
    return op === 'redact' && history.facts.get(fact)?.events.find(({ head: { seq } }) => seq === body?.redacts)?.body !== null;
  }

  function isAllPublic({ known, ledger }: Moment): boolean {
    const end = lastReports.ends[lastUpTo(lastReports.sizes, ledger)];
    return end === undefined || end <= known;
  }

  function reportTrees(): Reports {
    reports ??= reportsOf(history, stride);
    return reports;
  }

  const ground = (moment: Moment, upTo: Seen | undefined, trees: Grove, point: number) => ({
    negotiation, zone, moment, upTo, grove: trees, point,
    fact: (id: string) => {
      const fact = history.facts.get(id);
      const seen = fact === undefined ? 'hidden' : seenAt(fact, moment);
      return typeof seen === 'string' ? undefined : seen;
    },
  });

  return {
    history,
    append(event) {
      addToHistory(history, event);
      heads.push(event.head);
      head = event.head.seq + 1;
      reports = undefined;
      grown = false;
      const end = reportsIn({ events: [event] }).reduce((last, { latest }) => Math.max(last, latest), lastReports.ends.at(-1) ?? -Infinity);
      if (end !== lastReports.ends.at(-1)) {
        lastReports.sizes.push(head);
        lastReports.ends.push(end);
      }
      if (takesBody(event)) replant(event);
      else plant(event);
    },
    evidenceAt(moment, upTo) {
      if (isAllPublic(moment)) return treeEvidence({ ...ground(moment, upTo, grove, moment.ledger), maybeKnown: [] });
      if (moment.ledger < head) return { ...naiveEvidence(viewAt(history, moment, upTo)), cost: 'linear' };
      const { grove: trees, advance, maybeKnown } = reportTrees();
      grown = advance(Infinity);
      return treeEvidence({ ...ground(moment, upTo, trees, moment.known), maybeKnown: maybeKnown(moment.known) });
    },
    fact: (id) => history.facts.get(id),
    headsBetween: (first, size) => heads.slice(countBelow(heads, first), countBelow(heads, size)),
    reportedBetween: (after, upTo) => reportTrees().between(after, upTo),
    asReported: (moment, after, upTo) => retelling(history, moment, after, upTo, stride),
    needsReports: (moment) => !grown && !isAllPublic(moment) && moment.ledger >= head,
    growReports(steps) {
      grown = reportTrees().advance(steps);
      return grown;
    },
    bytes: () => heads.length * EVENT_BYTES + grove.bytes() + (reports?.grove.bytes() ?? 0),
  };
}

/** How many events are below a ledger size. */
function countBelow(heads: readonly EventHead[], size: number): number {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((heads[middle] as EventHead).seq < size) low = middle + 1;
    else high = middle;
  }
  return low;
}
