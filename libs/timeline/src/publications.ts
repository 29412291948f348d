import { compareInstants, type LedgerEvent, type Span, spanOf } from '#libs/domain';
import { intervalTree } from './interval-tree.js';
import type { Pages } from './pages.js';
import { createPostings, type List, type Postings } from './postings.js';
import type { Fact } from './records.js';
import { countWhile } from './search.js';

/** What became public when: from which instants on which facts may be seen otherwise, and in which spans something of them became public. */
export interface Publications {
  add(fact: Fact, events: readonly LedgerEvent[]): void;
  /** Growing. */
  instants(): readonly number[];
  /** The facts that may be seen otherwise from an instant on; a fact may come twice. */
  turning(instant: number): Turning;
  /** The facts of which something may or may not have been public at an instant. */
  unsure(instant: number): Set<Fact>;
}

export interface Turning {
  count: number;
  facts: ReturnType<Postings['each']>;
}

type Report = Span & { facts: List };

export function createPublications(pages: Pages): Publications {
  const postings = createPostings(pages);
  const turns = new Map<number, List>();
  /** Sorted when they are first asked for: days, for the most part, so that even a million facts have some thousands of them. */
  let instants: number[] | undefined;
  const reports = new Map<string, Report>();
  let unsureAt: ((instant: number) => Report[]) | undefined;

  function turnsFrom(instant: number): List {
    const known = turns.get(instant);
    if (known !== undefined) return known;
    const list = postings.list();
    turns.set(instant, list);
    const sorted = instants;
    sorted?.splice(countWhile(sorted.length, (place) => (sorted[place] as number) < instant), 0, instant);
    return list;
  }

  function reportedIn(span: Span): List {
    const name = `${span.earliest}/${span.latest}`;
    const known = reports.get(name);
    if (known !== undefined) return known.facts;
    const facts = postings.list();
    reports.set(name, { ...span, facts });
    unsureAt = undefined;
    return facts;
  }

  return {
    add(fact, events) {
      for (const instant of turnsOf(events)) postings.add(turnsFrom(instant), fact);
      for (const span of reportsIn(events)) postings.add(reportedIn(span), fact);
    },
    instants() {
      instants ??= [...turns.keys()].sort(compareInstants);
      return instants;
    },
    turning(instant) {
      const list = turns.get(instant) as List;
      return { count: postings.size(list), facts: postings.each(list) };
    },
    unsure(instant) {
      unsureAt ??= intervalTree(reports.values());
      return new Set(unsureAt(instant).flatMap(({ facts }) => [...postings.each(facts)]));
    },
  };
}

/** The instants from which on a fact may be seen otherwise by some of its events: always (−∞), or the end of each span in which something became public. */
export function turnsOf(events: readonly LedgerEvent[]): number[] {
  const always = events.some(({ body }) => body === null || (body.claims ?? []).some(({ reported }) => reported === undefined));
  return [...new Set([...(always ? [-Infinity] : []), ...reportsIn(events).map(({ latest }) => latest)])];
}

/** When steps and claims became public. */
export function reportsIn(events: readonly LedgerEvent[]): Span[] {
  return events.flatMap(({ body }) => [body?.reported, ...(body?.claims ?? []).map(({ reported }) => reported)]).flatMap((when) => (when === undefined ? [] : [spanOf(when)]));
}
