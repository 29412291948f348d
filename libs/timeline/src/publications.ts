import { compareInstants, type LedgerEvent, type Span, spanOf } from '#libs/domain';
import { intervalTree } from './interval-tree.js';
import type { Fact } from './records.js';
import { countWhile } from './search.js';

/** What became public when: from which instants on which facts may be seen otherwise, and in which spans something of them became public. */
export interface Publications {
  add(fact: Fact, events: readonly LedgerEvent[]): void;
  /** Growing. */
  instants(): readonly number[];
  /** The facts that may be seen otherwise from an instant on. */
  turning(instant: number): readonly Fact[];
  /** The facts of which something may or may not have been public at an instant. */
  unsure(instant: number): Set<Fact>;
}

type Report = Span & { facts: Fact[] };

export function createPublications(): Publications {
  const turns = new Map<number, Fact[]>();
  /** Sorted when they are first asked for: days, for the most part, so that even a million facts have some thousands of them. */
  let instants: number[] | undefined;
  const reports = new Map<string, Report>();
  let unsureAt: ((instant: number) => Report[]) | undefined;

  return {
    add(fact, events) {
      for (const instant of turnsOf(events)) {
        const facts = turns.get(instant);
        if (facts !== undefined) facts.push(fact);
        else {
          turns.set(instant, [fact]);
          const sorted = instants;
          sorted?.splice(countWhile(sorted.length, (place) => (sorted[place] as number) < instant), 0, instant);
        }
      }
      for (const span of reportsIn(events)) {
        const name = `${span.earliest}/${span.latest}`;
        const report = reports.get(name);
        if (report !== undefined) report.facts.push(fact);
        else {
          reports.set(name, { ...span, facts: [fact] });
          unsureAt = undefined;
        }
      }
    },
    instants() {
      instants ??= [...turns.keys()].sort(compareInstants);
      return instants;
    },
    turning: (instant) => turns.get(instant) ?? [],
    unsure(instant) {
      unsureAt ??= intervalTree(reports.values());
      return new Set(unsureAt(instant).flatMap(({ facts }) => facts));
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
