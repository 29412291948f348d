import { ALL_ROUNDS, type Box, type CountedType } from '../../evidence.js';
import type { NoticeKind } from '../../facts/kinds.js';
import type { FactType } from '../../facts/types.js';
import { compareText, seenAt } from '../../fold.js';
import type { FactHistory, Moment, Seen } from '../../history.js';
import { type Slices, sorted } from '../../slices.js';
import { createSpanIndex, type SpanIndex } from '../../span-index.js';
import { compareInstants, hullOf, type Span, spanOf } from '../../time/when.js';
import { isRetractedAt, reportOf } from '../../versions.js';
import { groupBy } from '../group.js';

type Counted = Seen<CountedType>;

/** A fact about notices that is not seen as it was when some total was stated, or is not seen at all. */
export interface Turn {
  fact: string;
  /** As it is seen now; undefined where it is not. */
  now: Counted | undefined;
  /** Why it is not seen, with what it said before it was withdrawn, or will say once it is public. */
  unseen?: { why: 'retracted' | 'not-yet-reported'; as: Counted } | { why: 'redacted' };
  /** As it was seen by those who knew what was public at an instant, in milliseconds since 1970. */
  asKnown(known: number): Counted | undefined;
}

/** Which turns are meant: of facts that at any time were seen in a round or all rounds, and in a box. */
export interface Whereabouts {
  type: CountedType;
  notice: NoticeKind;
  round: string | null;
  box: Pick<Required<Box>, 'earliestBefore' | 'latestAfter'>;
}

export interface Past {
  /** Facts that are not seen, or of which something became public after an instant; by their ids, whatever the order of recording. What was redacted may have been anywhere. */
  turnsSince(known: number, where: Whereabouts): Turn[];
}

/** Of a turn in one of the rounds where its fact was ever seen. */
interface Trace {
  /** The place of its fact among the ids of all that turned: many are asked for again and again, and texts are slow to compare. */
  rank: number;
  key: string;
  /** Where it was seen there. */
  span: Span;
  /** The last instant, up to the moment's, at which something of the fact became public; Infinity where it is not seen. */
  last: number;
}

/** Gives the facts of some types, and maybe others: what is not asked for need not be read. */
export type FactsOfTypes = (types: readonly FactType[]) => Iterable<FactHistory>;

/** The types that turns are told of. */
export const COUNTED: readonly FactType[] = ['notices.issued', 'notices.postponed', 'notices.withdrawn', 'notices.took-effect'] satisfies CountedType[];

/** One pass over the facts about notices below the ledger size. */
export function* pastOf(facts: Iterable<FactHistory>, moment: Moment): Slices<Past> {
  const turns: { type: string; turned: Turned }[] = [];
  for (const fact of facts) {
    const turned = COUNTED.includes(fact.type) ? turnOf(fact, moment) : undefined;
    if (turned !== undefined) turns.push({ type: fact.type, turned });
    yield;
  }
  const byId = yield* sorted(turns, (a, b) => compareText(a.turned.turn.fact, b.turned.turn.fact));
  const inOrder: Turn[] = [];
  const told: Trace[] = [];
  const unread: { type: string; rank: number }[] = [];
  for (const [rank, { type, turned }] of byId.entries()) {
    inOrder.push(turned.turn);
    if (turned.turn.unseen?.why === 'redacted') unread.push({ type, rank });
    else told.push(...tracesOf(type, turned, rank));
    yield;
  }
  const traces = yield* sorted(told, (a, b) => compareInstants(a.span.latest, b.span.latest));
  const places = new Map<string, { traces: readonly Trace[]; index: SpanIndex }>();
  for (const [key, own] of groupBy(traces, (trace) => trace.key)) {
    places.set(key, { traces: own, index: createSpanIndex(own.map(({ span }) => span), own.map(({ last }) => last)) });
    yield;
  }

  return {
    turnsSince(known, { type, notice, round, box: { earliestBefore, latestAfter } }) {
      const place = places.get(keyOf(type, notice, round));
      const found = place === undefined ? [] : place.index.beginningBefore(earliestBefore, place.index.endingBy(latestAfter), place.traces.length, known).map((at) => place.traces[at]!.rank);
      const ranks = [...found, ...unread.filter((each) => each.type === type).map(({ rank }) => rank)];
      return Array.from(Uint32Array.from(ranks).sort(), (rank) => inOrder[rank]!);
    },
  };
}

function keyOf(type: string, notice: string, round: string | null): string {
  return JSON.stringify([type, notice, round]);
}

/** A fact as it was told of a turn, with all that was ever seen of it. */
interface Turned {
  turn: Turn;
  last: number;
  sights: Counted[];
}

function tracesOf(type: string, { turn, last, sights }: Turned, rank: number): Trace[] {
  const told = sights.flatMap(({ data, span }) => [data.round ?? null, ALL_ROUNDS].map((round) => ({ key: keyOf(type, data.notice, round), span })));
  return [...groupBy(told, ({ key }) => key)].map(([key, seen]) => ({ rank, key, span: hullOf(seen.map(({ span }) => span)), last: turn.now === undefined ? Infinity : last }));
}

function turnOf(fact: FactHistory, { known, ledger }: Moment): Turned | undefined {
  if (fact.events[0]!.head.seq >= ledger) return undefined;
  const seen = seenAt(fact, { known, ledger });
  const now = counted(seen);
  const reports = reportsOf(fact, ledger);
  const [only] = reports;
  // Most facts became public once, and are seen from then on as they are now.
  const isPlain = fact.events.length === 1 && reports.size === 1 && only !== undefined;
  const asKnown = isPlain && now !== undefined ? fromThenOn(only, now) : (then: number): Counted | undefined => counted(seenAt(fact, { known: then, ledger }));
  const unseen = now === undefined ? whyUnseen(fact, seen, { known, ledger }, asKnown) : undefined;
  const then = isPlain ? [] : [...reports].map(asKnown);
  return {
    turn: { fact: fact.id, now, asKnown, ...(unseen === undefined ? {} : { unseen }) },
    last: [...reports].reduce((last, end) => (end <= known ? Math.max(last, end) : last), -Infinity),
    sights: [now, unseen?.why === 'redacted' ? undefined : unseen?.as, ...then].filter((each) => each !== undefined),
  };
}

/** Apart from `turnOf`, for what is made there keeps all events of its fact from the garbage collector. */
function fromThenOn(report: number, seen: Counted): Turn['asKnown'] {
  return (then) => (report <= then ? seen : undefined);
}

function whyUnseen(fact: FactHistory, seen: ReturnType<typeof seenAt>, { known, ledger }: Pick<Moment, 'known' | 'ledger'>, asKnown: Turn['asKnown']): Turn['unseen'] {
  if (seen === 'redacted') return { why: 'redacted' };
  const why = isRetractedAt(fact, { known, ledger }) ? 'retracted' : 'not-yet-reported';
  const as = why === 'retracted' ? beforeRetraction(fact, known, ledger) : asKnown(Infinity);
  return as === undefined ? undefined : { why, as };
}

/** What was seen of a fact before the newest retraction that was recorded. */
function beforeRetraction(fact: FactHistory, known: number, ledger: number): Counted | undefined {
  const retraction = fact.events.findLast(({ head }) => head.op === 'retract' && head.seq < ledger);
  return retraction === undefined ? undefined : counted(seenAt(fact, { known, ledger: retraction.head.seq }));
}

function counted(seen: ReturnType<typeof seenAt>): Counted | undefined {
  return typeof seen === 'string' ? undefined : (seen as Counted);
}

/** The instants at which something of the fact became public. */
function reportsOf({ events }: FactHistory, ledger: number): Set<number> {
  const told = events.filter(({ head }) => head.seq < ledger);
  return new Set(told.flatMap(({ body }) => [...(body?.reported === undefined ? [] : [spanOf(body.reported).latest]), ...(body?.claims ?? []).map((claim) => reportOf(claim).latest)]));
}
