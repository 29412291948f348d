import type { CountedType } from '../../evidence.js';
import { compareText, seenAt } from '../../fold.js';
import type { FactHistory, History, Moment, Seen } from '../../history.js';
import { isRetractedAt, reportOf, stepsAt } from '../../versions.js';
import { spanOf } from '../../time/when.js';

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

export interface Past {
  /** Facts of a type that are not seen, or of which something became public after an instant; by their ids, whatever the order of recording. */
  turnsSince(known: number, type: CountedType): Turn[];
}

const TYPES: readonly string[] = ['notices.issued', 'notices.postponed', 'notices.withdrawn', 'notices.took-effect'] satisfies CountedType[];

/** One pass over the facts about notices below the ledger size. */
export function pastOf(history: History, moment: Moment): Past {
  const kept = [...history.facts.values()]
    .filter(({ type }) => TYPES.includes(type))
    .flatMap((fact) => {
      const turn = turnOf(fact, moment);
      return turn === undefined ? [] : [{ type: fact.type as CountedType, ...turn }];
    })
    .sort((a, b) => compareText(a.fact, b.fact));
  return {
    turnsSince: (known, wanted) => kept.filter(({ type, now, last }) => type === wanted && (now === undefined || last > known)),
  };
}

/** @returns the turn with the last instant, up to the moment's, at which something of the fact became public */
function turnOf(fact: FactHistory, { known, ledger }: Moment): (Turn & { last: number }) | undefined {
  if (stepsAt(fact, ledger) === null) return undefined;
  const seen = seenAt(fact, { known, ledger });
  const now = counted(seen);
  const reports = reportsOf(fact, ledger);
  const [only] = reports;
  // Most facts became public once, and are seen from then on as they are now.
  const isPlain = fact.events.length === 1 && reports.size === 1 && only !== undefined;
  const asKnown = (then: number): Counted | undefined => (isPlain && now !== undefined ? (only <= then ? now : undefined) : counted(seenAt(fact, { known: then, ledger })));
  const turn = { fact: fact.id, asKnown, now, last: [...reports].reduce((last, end) => (end <= known ? Math.max(last, end) : last), -Infinity) };
  if (now !== undefined) return turn;
  if (seen === 'redacted') return { ...turn, unseen: { why: 'redacted' } };
  if (isRetractedAt(fact, { known, ledger })) {
    const as = beforeRetraction(fact, known, ledger);
    return as === undefined ? turn : { ...turn, unseen: { why: 'retracted', as } };
  }
  const as = asKnown(Infinity);
  return as === undefined ? turn : { ...turn, unseen: { why: 'not-yet-reported', as } };
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
