import { mergeClaims } from './contest.js';
import type { Claim, LedgerEvent } from './facts/event.js';
import type { FactData, FactType } from './facts/types.js';
import type { FactHistory, History, Moment, Seen, View } from './history.js';
import { finished, type Slices, sorted } from './slices.js';
import { compareInstants, isCertain, isPossible, type Span, spanOf } from './time/when.js';
import { sightAt, stepsAt, type Steps, unsureReports } from './versions.js';

/** Types that tell what the case is: they have no place on the happened axis. */
const STANDING: ReadonlySet<FactType> = new Set(['negotiation.opened', 'source.registered', 'party.joined', 'person.named', 'group.identified']);

/** Facts that stand whatever the moment asked for, once they are public. */
export function isStanding(type: FactType): boolean {
  return STANDING.has(type);
}

/** Gathers the events of one negotiation, in the order of `seq`, fact by fact. */
export function historyOf(negotiation: string, zone: string, events: Iterable<LedgerEvent>): History {
  const history: History = { negotiation, zone, facts: new Map() };
  for (const event of events) addToHistory(history, event);
  return history;
}

/** Adds the next event of the negotiation to its history. */
export function addToHistory(history: History, event: LedgerEvent): void {
  const { fact, type } = event.head;
  const known = history.facts.get(fact);
  if (known === undefined) history.facts.set(fact, { id: fact, type, events: [event] });
  else known.events.push(event);
}

/**
 * What is seen of a negotiation at a moment: the naive fold, straight from the meaning of versions and clocks. It reads
 * every fact; whatever is faster must answer the same.
 * @param upTo of the facts that end with the moment, the last that has happened yet; all of them where it is absent
 */
export function viewAt(history: History, moment: Moment, upTo?: Seen): View {
  return finished(viewing(history, moment, upTo));
}

/** As `viewAt`, fact by fact. */
export function* viewing(history: History, moment: Moment, upTo?: Seen): Slices<View> {
  const view: View = { history, moment, ...(upTo === undefined ? {} : { upTo }), standing: [], certain: [], possible: [], ahead: [], maybeKnown: [], redacted: [] };
  for (const fact of history.facts.values()) {
    yield;
    const steps = stepsAt(fact, moment.ledger);
    if (steps === null) continue;
    for (const reported of unsureReports(steps, moment.known)) view.maybeKnown.push({ fact: fact.id, type: fact.type, reported });
    const sight = sightAt(steps, moment.known);
    if (sight.kind === 'redacted') view.redacted.push(fact.id);
    if (sight.kind === 'seen') place(view, seenFact(fact, steps, sight.version, sight.claims));
  }
  for (const list of ['standing', 'certain', 'possible', 'ahead'] as const) view[list] = yield* sorted(view[list], compareHappened);
  view.maybeKnown.sort((a, b) => compareText(a.fact, b.fact) || compareSpans(a.reported, b.reported));
  view.redacted.sort(compareText);
  return view;
}

/** One fact at a moment: as it is seen, or why it is not. */
export function seenAt(fact: FactHistory, { known, ledger }: Pick<Moment, 'known' | 'ledger'>): Seen | 'redacted' | 'hidden' {
  const steps = stepsAt(fact, ledger);
  if (steps === null) return 'hidden';
  const sight = sightAt(steps, known);
  return sight.kind === 'seen' ? seenFact(fact, steps, sight.version, sight.claims) : sight.kind;
}

function place(view: View, seen: Seen): void {
  if (isStanding(seen.type)) view.standing.push(seen);
  else view[placeAt(seen, view)].push(seen);
}

/** Where a fact lies on the happened axis, seen from a moment. */
export function placeAt(seen: Seen, { moment: { at }, upTo }: Pick<View, 'moment' | 'upTo'>): 'certain' | 'possible' | 'ahead' {
  if (isCertain(seen.span, at)) return upTo !== undefined && seen.span.latest === at && compareHappened(seen, upTo) > 0 ? 'possible' : 'certain';
  return isPossible(seen.span, at) ? 'possible' : 'ahead';
}

const RANK_ORDER = { preferred: 0, normal: 1, deprecated: 2 };

/** Of the public claims those of the highest rank speak. */
function seenFact(fact: FactHistory, steps: Steps, version: Steps['versions'][number], claims: Claim[]): Seen {
  const highest = Math.min(...claims.map(({ rank }) => RANK_ORDER[rank]));
  const speaking = claims.filter(({ rank }) => RANK_ORDER[rank] === highest);
  const merged = mergeClaims(speaking);
  return {
    id: fact.id,
    type: fact.type,
    data: merged.data,
    happened: merged.happened,
    span: spanOf(merged.happened),
    order: merged.order,
    speaking: speaking as Claim<FactData>[],
    others: claims.filter((claim) => !speaking.includes(claim)),
    contested: merged.contested,
    version: { seq: version.seq, revision: version.revision, reported: version.reported },
    newest: steps.newest,
    revised: version.seq !== steps.versions[0]?.seq,
    mended: version.mended,
  };
}

/** The order of the happened axis: (latest, earliest, order, id). It does not depend on the order of recording. */
export function compareHappened(a: Pick<Seen, 'span' | 'order' | 'id'>, b: Pick<Seen, 'span' | 'order' | 'id'>): number {
  return compareSpans(a.span, b.span) || a.order - b.order || compareText(a.id, b.id);
}

function compareSpans(a: Span, b: Span): number {
  return compareInstants(a.latest, b.latest) || compareInstants(a.earliest, b.earliest);
}

/** By UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
