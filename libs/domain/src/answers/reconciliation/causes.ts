import { ALL_ROUNDS, type Box, type CountedType } from '../../evidence.js';
import type { Measure } from '../../facts/kinds.js';
import { compareText } from '../../fold.js';
import type { Seen } from '../../history.js';
import { isInside } from '../../naive-evidence.js';
import { sayBounds, sum } from '../../quantity/arithmetic.js';
import type { Bounds } from '../../quantity/types.js';
import { ALWAYS, isCertain, type Span } from '../../time/when.js';
import { roundName } from '../headline.js';
import { shortKey } from '../refs.js';
import type { Books, Total } from './books.js';
import { between, itemsIn, type Scope, upTo } from './items.js';
import type { Turn } from './past.js';
import { type Candidate, less } from './variance.js';

/** What each measure is made of: facts that add to it, and facts that take from it. */
const MADE_OF: Readonly<Record<Measure, readonly (readonly [CountedType, 1 | -1])[]>> = {
  planned: [],
  issued: [['notices.issued', 1]],
  postponed: [['notices.postponed', 1]],
  withdrawn: [['notices.withdrawn', 1]],
  'took-effect': [['notices.took-effect', 1]],
  outstanding: [['notices.issued', 1], ['notices.withdrawn', -1]],
};

/**
 * What may explain that a stated total and the items of its scope differ: facts that are not seen at this moment, and facts
 * that were seen otherwise, or not at all, when the total became public; then what may be meant by the total's scope.
 */
export function causesOf(books: Books, total: Total, scope: Scope, during: During): Candidate[] {
  return [...turned(books, total, scope, during), ...outside(books, total, scope, during)];
}

function turned({ evidence, past }: Books, total: Total, scope: Scope, { from = ALWAYS, until }: During): Candidate[] {
  const told = total.version.reported.latest;
  const { at } = evidence.moment;
  const box = { earliestBefore: Math.min(until.latest, at), latestAfter: from.earliest };
  return MADE_OF[scope.measure].flatMap(([type, sign]) =>
    past.turnsSince(told, { type, notice: scope.notice, round: scope.round, box }).flatMap((turn): Candidate[] => {
      const candidate = candidateOf(turn, told, (seen) => weightIn({ scope, from, until, box, at }, seen));
      return candidate === undefined ? [] : [{ ...candidate, part: sign === 1 ? candidate.part : less(NONE, candidate.part), facts: [turn.fact] }];
    }),
  );
}

/** What a fact that turned would make up; undefined where it never counted, or counts as it did. */
function candidateOf({ fact, now, unseen, asKnown }: Turn, told: number, weight: (seen: Seen<CountedType>) => Bounds): Omit<Candidate, 'facts'> | undefined {
  if (unseen?.why === 'redacted') return { cause: 'redacted', part: UNKNOWN, supposing: () => `if it counts ${shortKey(fact)}, whose number was redacted` };
  if (unseen !== undefined) {
    const lost = weight(unseen.as);
    if (lost.high === 0) return undefined;
    const supposing = (): string => unseen.why === 'retracted' ? `if it still counts the ${sayBounds(lost)} of ${shortKey(fact)}, retracted` : `if it counts the ${sayBounds(lost)} of ${shortKey(fact)}, not public yet`;
    return { cause: unseen.why, part: lost, supposing };
  }
  if (now === undefined || !Number.isFinite(told)) return undefined;
  const [then, today] = [asKnown(told), weight(now)];
  if (then === undefined) return today.high === 0 ? undefined : { cause: 'not-yet-reported', part: less(NONE, today), supposing: () => `if it leaves out the ${sayBounds(today)} of ${shortKey(fact)}, reported only after it` };
  const before = weight(then);
  if (before.low === today.low && before.high === today.high) return undefined;
  return { cause: 'revised', part: less(before, today), supposing: () => `if it counts ${shortKey(fact)} as it was before it was revised, ${sayBounds(before)} and not ${sayBounds(today)}` };
}

const NONE: Bounds = { low: 0, high: 0 };
const UNKNOWN: Bounds = { low: 0, high: null };

/** Up to a moment, or after one up to another. */
export interface During {
  from?: Span;
  until: Span;
}

/** What counts towards a total, and when. */
interface Reach extends Required<During> {
  scope: Scope;
  at: number;
  /** What may count at all. */
  box: Box;
}

/** What a fact would add to a scope; nothing where it lies outside, within another batch, or at another time. */
function weightIn({ scope: { notice, round, only }, from, until, box, at }: Reach, { data, span }: Seen<CountedType>): Bounds {
  const isMeant = data.notice === notice && (round === ALL_ROUNDS || (data.round ?? null) === round);
  if (!isMeant || !isInside(span, box) || ('within' in data && data.within !== undefined)) return NONE;
  const { low, high } = only === undefined ? data.count : partOf(data, only);
  const isSure = span.latest <= until.earliest && span.earliest >= from.latest && isCertain(span, at);
  return { low: isSure ? low : 0, high };
}

/** What of a batch its parts give to one name; anything up to all of it where it is not broken down that way. */
function partOf(data: Seen<CountedType>['data'], { by, name }: NonNullable<Scope['only']>): Bounds {
  const breakdowns = 'breakdowns' in data ? (data.breakdowns ?? []).filter((breakdown) => breakdown.by === by) : [];
  if (breakdowns.length === 0) return { low: 0, high: data.count.high };
  return sum(breakdowns.flatMap(({ parts }) => parts).filter((part) => part.name === name).map(({ count }) => count));
}

/** Where the scope is unstated, other rounds may be counted too; where it is one round, what names no round may belong to it. */
function outside(books: Books, total: Total, scope: Scope, { from, until }: During): Candidate[] {
  if (scope.round === ALL_ROUNDS) return [];
  const others = total.data.scope === 'unstated' ? roundsBut(books.evidence, scope) : scope.round === null ? [] : [null];
  return others.flatMap((round): Candidate[] => {
    const items = itemsIn(books, { ...scope, round }, from === undefined ? upTo(until) : between(from, until));
    if (items === null || !items.recorded || items.bounds.high === 0) return [];
    return [{ cause: 'outside-scope', part: items.bounds, facts: items.grounds.facts.map(({ id }) => id), supposing: () => `if it also counts ${sayBounds(items.bounds)} in ${roundName(round)}` }];
  });
}

/** The other rounds of a kind of notices that have facts of the measure. */
function roundsBut(evidence: Books['evidence'], { notice, round, measure }: Scope): (string | null)[] {
  const family = measure === 'planned' ? 'plan' : 'notices';
  const types = MADE_OF[measure].map(([type]): string => type);
  const rounds = evidence.groups(family).filter(({ key: [kind, other, type] }) => kind === notice && other !== ALL_ROUNDS && other !== round && (measure === 'planned' || types.includes(type ?? '')));
  return [...new Set(rounds.map(({ key }) => key[1] ?? null))].sort((a, b) => compareText(a ?? '', b ?? ''));
}
