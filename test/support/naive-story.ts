import {
  type Basis, compareHappened, differenceInWords, type Difference, EVERYTHING, factChange, findingTimeline, finished, type History, isSameSight, isSameValue, type Moment, naiveEvidence, type NamedValue, type Report, type RetractedEntry, type Seen, state, type Teller,
  type TimelineEntry, type TimelineFilter, turnsOf, type ValueChange, valueChange, valuesOf, type View, viewAt,
} from '#libs/domain';

/** What changed, and the story step by step, straight from their meaning: whole views are compared, fact by fact and value by value. */

/** The story of a negotiation, told by folding all of it at every step. */
export function naiveTeller(history: History): Teller {
  const events = [...history.facts.values()].flatMap((fact) => fact.events);
  const ends = (event: (typeof events)[number]): number[] => [event.body?.reported, ...(event.body?.claims ?? []).map(({ reported }) => reported)].flatMap((reported) => reported?.latest ?? []);
  return {
    fact: (id) => history.facts.get(id),
    headsBetween: (first, size) => events.map(({ head }) => head).filter(({ seq }) => seq >= first && seq < size).sort((a, b) => a.seq - b.seq),
    reportedBetween: () => history.facts.keys(),
    evidenceAt: (moment, upTo) => naiveEvidence(viewAt(history, moment, upTo)),
    *asReported(moment: Moment, after: number, upTo: number): Generator<Report> {
      let before = viewAt(history, { ...moment, known: after });
      yield { evidence: naiveEvidence(before), told: null };
      const instants = [...new Set(events.flatMap(ends))].filter((instant) => instant > after && instant <= upTo).sort((a, b) => a - b);
      for (const instant of instants) {
        const now = viewAt(history, { ...moment, known: instant });
        const turned = otherwise(before, now);
        for (const [index, seen] of turned.entries()) {
          const arrived = new Set(turned.slice(0, index + 1).map(({ id }) => id));
          yield { evidence: naiveEvidence(composed(before, now, arrived)), told: { instant, seen } };
        }
        before = now;
      }
    },
  };
}

/** The whole timeline of a view. */
export function timelineOf(view: View, filter: TimelineFilter): (TimelineEntry | RetractedEntry)[] {
  const { facts } = view.history;
  return finished(findingTimeline(naiveEvidence(view), { fact: (id) => facts.get(id), facts: () => facts.values() }, filter)).map((tell) => tell());
}

/** The facts of which another version, or other claims, are seen, in the order of recording. */
function otherwise(before: View, after: View): Seen[] {
  const [old, now] = [seenById(before), seenById(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((id) => !isSameSight(old.get(id), now.get(id)))
    .flatMap((id) => now.get(id) ?? old.get(id) ?? [])
    .sort((a, b) => a.version.seq - b.version.seq);
}

/** The facts that arrived as they are seen after, all others as they were seen before. */
function composed(before: View, after: View, arrived: ReadonlySet<string>): View {
  const merged = (list: 'standing' | 'certain' | 'possible' | 'ahead'): Seen[] => [...after[list].filter(({ id }) => arrived.has(id)), ...before[list].filter(({ id }) => !arrived.has(id))].sort(compareHappened);
  return { ...after, standing: merged('standing'), certain: merged('certain'), possible: merged('possible'), ahead: merged('ahead') };
}

function seenById(view: View): Map<string, Seen> {
  return new Map([...view.standing, ...view.certain, ...view.possible, ...view.ahead].map((seen) => [seen.id, seen]));
}

/** The named values of a state, with all the facts behind each. */
export function valuesAt(view: View, basis: Basis): Map<string, NamedValue> {
  return new Map(valuesOf(state(naiveEvidence(view), basis, EVERYTHING)).map((value) => [value.path, value]));
}

/** What differs between two views. */
export function naiveDifference(before: View, after: View, basis: Basis): Difference {
  const ids = new Set([...seenById(before).keys(), ...seenById(after).keys()]);
  const facts = turnsOf(ids, naiveTeller(before.history), naiveEvidence(before), naiveEvidence(after)).map(factChange);
  const values = naiveChanges(valuesAt(before, basis), valuesAt(after, basis), facts);
  return { from: basis, to: basis, words: differenceInWords(values, facts), values, facts };
}

/** The values that differ; a changed fact is a cause where it is listed among the facts behind one. */
function naiveChanges(before: ReadonlyMap<string, NamedValue>, after: ReadonlyMap<string, NamedValue>, facts: Difference['facts']): ValueChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (isSameValue(old, now)) return [];
    const behind = new Set([...(old?.facts ?? []), ...(now?.facts ?? [])]);
    return [valueChange(path, old, now, facts.flatMap(({ fact, cause }) => (behind.has(fact) ? [{ fact, cause }] : [])))];
  });
}
