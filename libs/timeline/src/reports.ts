import { compareInstants, compareText, type LedgerEvent, type Seen, seenAt, type Span, stepsAt, unsureReports, type View } from '#libs/domain';
import { createCache } from './cache.js';
import { createGrove, type Grove } from './grove.js';
import type { Leaf } from './leaves.js';
import type { Pages } from './pages.js';
import { createPublications, turnsOf, type Turning } from './publications.js';
import type { Fact, Records } from './records.js';
import { countWhile } from './search.js';

/** The negotiation as it became public, at a ledger size. */
export interface Publicity {
  grove: Grove;
  /** A leaf's fact as it is seen. */
  seen(leaf: Leaf): Seen;
  fact(id: string, known: number): Seen | undefined;
  maybeKnown(known: number): View['maybeKnown'];
}

/** Facts that may be seen otherwise from an instant on; one may come twice. */
export interface Turn {
  instant: number;
  facts: Iterable<Fact>;
}

/** The negotiation as it became public, at the ledger's head: kept while the ledger grows, and grown anew only from where that changes it. */
export interface Reports {
  /** An event of the fact was recorded. */
  take(fact: Fact, event: LedgerEvent): void;
  isWhole(): boolean;
  /** In the order of their instants, from the first after one where that is given. The very first may be −∞: what was always public. */
  turns(after?: number): Iterable<Turn>;
  /** Grows the trees by about `steps` more changes. @returns whether they are whole */
  advance(steps: number): boolean;
  /** What whole trees say; events that come later leave it as it is. @param ledger the size at which they are whole */
  at(ledger: number): Publicity;
  /** Bytes held, about, beside the pages. */
  bytes(): number;
}

/** How many facts are kept as they are seen, and up to as many asked for before those; and what one takes, about. */
const SEEN_KEPT = 4_096;
const SEEN_BYTES = 2_000;
/** Where more than this part of the turns is to be grown anew, the trees are begun afresh: what was cut off the old ones stays in memory. */
const MOST_ANEW = 1 / 8;

export function createReports(records: Records, pages: Pages, stride: number): Reports {
  const seenFrom = (fact: Fact, known: number): Seen => seenAt(records.read(fact), { known, ledger: Infinity }) as Seen;
  const publications = createPublications(pages);
  let grove = createGrove(records, pages, seenFrom, stride);
  /** The facts below this number are in the publications. */
  let gathered = 0;
  /** Grown are the turns of so many instants, and so many of the next; and how many were grown since the trees were begun, some of them again. */
  let done = { instants: 0, ofNext: 0, puts: 0 };
  /** The facts of the next, of which so many are grown. */
  let next: Turning['facts'] | undefined;
  /** From which instant on events that came since change what was grown. */
  let changedFrom: number | undefined;
  let publicity: (Publicity & { ledger: number; kept(): number }) | undefined;

  function growFrom(instant: number): void {
    const instants = publications.instants();
    const first = countWhile(instants.length, (place) => (instants[place] as number) < instant);
    const turnsIn = (from: number, to: number): number => instants.slice(from, to).reduce((sum, known) => sum + publications.turning(known).count, 0);
    const grown = turnsIn(0, done.instants) + done.ofNext;
    const again = first > done.instants ? 0 : grown - turnsIn(0, first);
    if (done.puts - grown + again > MOST_ANEW * grown) {
      grove = createGrove(records, pages, seenFrom, stride);
      done = { instants: 0, ofNext: 0, puts: 0 };
      return;
    }
    grove = grove.before(instant);
    if (first <= done.instants) done = { ...done, instants: first, ofNext: 0 };
  }

  function isWhole(): boolean {
    return gathered === records.facts && changedFrom === undefined && done.instants === publications.instants().length;
  }

  /** Reads about so many facts that are not in the publications yet. @returns how many of `steps` are left */
  function gather(steps: number): number {
    let left = steps;
    for (; gathered < records.facts && left > 0; left -= 1) {
      publications.add(gathered, records.read(gathered).events);
      gathered += 1;
    }
    return left;
  }

  return {
    take(fact, event) {
      // What is not gathered yet will be read with this event.
      if (fact > gathered || (fact === gathered && done.puts === 0)) return;
      publications.add(fact, [event]);
      gathered = Math.max(gathered, fact + 1);
      changedFrom = Math.min(changedFrom ?? Infinity, firstTurn(event, () => records.read(fact).events));
    },
    isWhole,
    *turns(after) {
      gather(Infinity);
      const instants = publications.instants();
      const first = after === undefined ? 0 : countWhile(instants.length, (place) => (instants[place] as number) <= after);
      for (const instant of instants.slice(first)) yield { instant, facts: publications.turning(instant).facts };
    },
    advance(steps) {
      let left = gather(steps);
      if (gathered < records.facts) return false;
      if (changedFrom !== undefined) growFrom(changedFrom);
      changedFrom = undefined;
      const instants = publications.instants();
      while (done.instants < instants.length && left > 0) {
        const known = instants[done.instants] as number;
        const { count, facts } = publications.turning(known);
        if (done.ofNext === 0) next = facts;
        for (; done.ofNext < count && left > 0; left -= 1) {
          const fact = next?.next().value as Fact;
          grove.put(known, fact, seenAt(records.read(fact), { known, ledger: Infinity }));
          done.ofNext += 1;
          done.puts += 1;
        }
        if (done.ofNext === count) done = { ...done, instants: done.instants + 1, ofNext: 0 };
      }
      return isWhole();
    },
    at(ledger) {
      if (publicity?.ledger === ledger) return publicity;
      const trees = grove;
      const sights = createCache<Seen>(SEEN_KEPT);
      publicity = {
        ledger,
        grove: trees,
        kept: () => sights.size,
        seen: (leaf) => sights.get(trees.leaves.entry(leaf), () => seenAt(records.read(trees.leaves.fact(leaf)), { known: trees.leaves.point(leaf), ledger }) as Seen),
        fact(id, known) {
          const fact = records.find(id);
          const sight = fact === undefined ? 'hidden' : seenAt(records.read(fact), { known, ledger });
          return typeof sight === 'string' ? undefined : sight;
        },
        maybeKnown: (known) => [...publications.unsure(known)].map((fact) => records.read(fact)).sort((a, b) => compareText(a.id, b.id)).flatMap((fact) => {
          const steps = stepsAt(fact, ledger);
          return steps === null ? [] : unsureReports(steps, known).sort(byEnd).map((reported) => ({ fact: fact.id, type: fact.type, reported }));
        }),
      };
      return publicity;
    },
    bytes: () => (publicity?.kept() ?? 0) * SEEN_BYTES,
  };
}

/**
 * From which instant on an event may change how its fact is seen: a version, or a retraction by the source, from when it became public on;
 * what mends, takes out or brings back from when anything of the fact did.
 */
function firstTurn(event: LedgerEvent, all: () => readonly LedgerEvent[]): number {
  const { head: { op }, body } = event;
  const isDated = op === 'record' || op === 'revise' || (op === 'retract' && body?.reported !== undefined);
  return Math.min(...turnsOf(isDated ? [event] : all()));
}

function byEnd(a: Span, b: Span): number {
  return compareInstants(a.latest, b.latest) || compareInstants(a.earliest, b.earliest);
}
