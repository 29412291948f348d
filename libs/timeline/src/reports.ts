import { compareInstants, compareText, type FactHistory, type History, seenAt, type Span, spanOf, stepsAt, unsureReports, type View } from '#libs/domain';
import { createGrove, type Grove, lastUpTo } from './grove.js';

/** The negotiation as it became public, at the ledger's head. */
export interface Reports {
  grove: Grove;
  maybeKnown(known: number): View['maybeKnown'];
  /** Ids of the facts of which something became public after one instant, and by another. */
  between(after: number, upTo: number): string[];
  /** Grows the trees by about `steps` more changes. @returns whether all is done */
  advance(steps: number): boolean;
}

/** A fact, and an instant from which on it may be seen otherwise. */
interface Turn {
  known: number;
  fact: FactHistory;
}

export function reportsOf(history: History, stride: number): Reports {
  const facts = [...history.facts.values()];
  const turns = facts.flatMap(turnsOf).sort((a, b) => compareInstants(a.known, b.known));
  const unsureAt = intervalTree(facts.flatMap((fact) => reportsIn(fact).map((span) => ({ ...span, fact: fact.id }))));
  const instants = turns.map(({ known }) => known);
  const grove = createGrove(stride);
  let done = 0;

  return {
    grove,
    advance(steps) {
      const end = Math.min(turns.length, done + steps);
      for (; done < end; done += 1) {
        const { known, fact } = turns[done] as Turn;
        grove.put(known, fact.id, seenAt(fact, { known, ledger: Infinity }));
      }
      return done === turns.length;
    },
    between: (after, upTo) => turns.slice(lastUpTo(instants, after) + 1, lastUpTo(instants, upTo) + 1).map(({ fact }) => fact.id),
    maybeKnown(known) {
      return [...unsureAt(known)].sort(compareText).flatMap((id) => {
        const fact = history.facts.get(id);
        const steps = fact === undefined ? null : stepsAt(fact, Infinity);
        return fact === undefined || steps === null ? [] : unsureReports(steps, known).sort(byEnd).map((reported) => ({ fact: id, type: fact.type, reported }));
      });
    },
  };
}

function byEnd(a: Span, b: Span): number {
  return compareInstants(a.latest, b.latest) || compareInstants(a.earliest, b.earliest);
}

/** Always, and the end of each span in which something of it became public. */
function turnsOf(fact: FactHistory): Turn[] {
  return [...new Set([-Infinity, ...reportsIn(fact).map(({ latest }) => latest)])].map((known) => ({ known, fact }));
}

/** When its steps and claims became public. */
export function reportsIn({ events }: Pick<FactHistory, 'events'>): Span[] {
  return events.flatMap(({ body }) => [body?.reported, ...(body?.claims ?? []).map(({ reported }) => reported)]).flatMap((when) => (when === undefined ? [] : [spanOf(when)]));
}

interface Report extends Span {
  fact: string;
}

/** Which reports may or may not have been out at an instant: an interval tree, laid over the reports in the order of their starts. */
function intervalTree(reports: readonly Report[]): (known: number) => Set<string> {
  const inOrder = [...reports].sort((a, b) => compareInstants(a.earliest, b.earliest));
  const at = (index: number): Report => inOrder[index] as Report;
  /** The latest end of the stretch that has its middle here. */
  const ends = new Float64Array(inOrder.length);
  const measure = (from: number, to: number): number => {
    if (from >= to) return -Infinity;
    const middle = (from + to) >>> 1;
    const end = Math.max(at(middle).latest, measure(from, middle), measure(middle + 1, to));
    ends[middle] = end;
    return end;
  };
  measure(0, inOrder.length);

  return (known) => {
    const found = new Set<string>();
    const visit = (from: number, to: number): void => {
      const middle = (from + to) >>> 1;
      if (from >= to || (ends[middle] as number) <= known) return;
      visit(from, middle);
      if (at(middle).earliest >= known) return;
      if (at(middle).latest > known) found.add(at(middle).fact);
      visit(middle + 1, to);
    };
    visit(0, inOrder.length);
    return found;
  };
}
