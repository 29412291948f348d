import { ANY, MARKS } from './contributions.js';
import type { Box, Run, SeenAs } from './evidence.js';
import type { FactType } from './facts/types.js';
import { isInside, type Member } from './naive-evidence.js';
import type { Bounds } from './quantity/types.js';
import { createSpanIndex, type SpanIndex } from './span-index.js';

/** Members of a list: those in [from, to) without some, and some after them; all of them places in the list, ascending. */
interface Places {
  from: number;
  to: number;
  without: readonly number[];
  more: readonly number[];
}

/**
 * A run over members in the order of the happened axis that answers for any box in it without going through all of them: what ends in the box is a stretch of the list,
 * and what matters besides is only which spans reach over its ends.
 */
export function indexedRun<T extends FactType>(members: readonly Member[]): Run<T> {
  return runIn(members, once(() => indexOf(members)), {});
}

interface Index {
  spans: SpanIndex;
  /** What the members before each place add up to. */
  low: Float64Array;
  high: Float64Array;
  unbounded: Uint32Array;
  related: readonly number[];
}

function indexOf(members: readonly Member[]): Index {
  const [low, high, unbounded] = [new Float64Array(members.length + 1), new Float64Array(members.length + 1), new Uint32Array(members.length + 1)];
  members.forEach(({ weight }, place) => {
    low[place + 1] = low[place]! + weight.low;
    high[place + 1] = high[place]! + (weight.high ?? 0);
    unbounded[place + 1] = unbounded[place]! + Number(weight.high === null);
  });
  return { spans: createSpanIndex(members.map(({ span }) => span)), low, high, unbounded, related: members.flatMap(({ marks }, place) => ((marks & MARKS.related) === 0 ? [] : [place])) };
}

function runIn<T extends FactType>(members: readonly Member[], index: () => Index, box: Box): Run<T> {
  const places = once(() => placesIn(members, index().spans, box));
  const seen = (place: number): SeenAs<T> => members[place]!.seen as SeenAs<T>;
  const gather = (order: Iterable<number>, n: number, marks: number): SeenAs<T>[] => {
    const found: SeenAs<T>[] = [];
    if (n > 0) {
      for (const place of order) {
        if (marks !== ANY && (members[place]!.marks & marks) === 0) continue;
        if (found.push(seen(place)) >= n) break;
      }
    }
    return found;
  };
  return {
    get count() {
      const { from, to, without, more } = places();
      return to - from - without.length + more.length;
    },
    sum: () => sumOf(members, index(), places()),
    related: () => index().related.filter((place) => isInside(members[place]!.span, box)).map(seen),
    first: (n, marks = ANY) => gather(ascending(places()), n, marks),
    ids: (n) => gather(ascending(places()), n, ANY).map(({ id }) => id),
    *entries() {
      for (const place of ascending(places())) yield members[place]!;
    },
    each: () => gather(ascending(places()), Infinity, ANY),
    last: (n, marks = ANY) => gather(descending(places()), n, marks).reverse(),
    within: (narrower) => runIn(members, index, both(box, narrower)),
  };
}

function placesIn(members: readonly Member[], spans: SpanIndex, { earliestFrom = -Infinity, earliestBefore = Infinity, latestAfter, latestTo }: Box): Places {
  // What has ended before an instant begins before it.
  const from = Math.max(latestAfter === undefined ? 0 : spans.endingBy(latestAfter), spans.endingBy(earliestFrom - 1));
  const end = Math.max(from, latestTo === undefined ? members.length : spans.endingBy(latestTo));
  const to = earliestBefore === Infinity ? end : Math.min(end, Math.max(from, spans.endingBy(earliestBefore)));
  const startsLate = (place: number): boolean => members[place]!.span.earliest >= earliestFrom;
  return {
    from,
    to,
    without: spans.beginningBefore(earliestFrom, from, to),
    more: spans.beginningBefore(earliestBefore, to, end).filter(startsLate),
  };
}

function sumOf(members: readonly Member[], { low, high, unbounded }: Index, { from, to, without, more }: Places): Bounds {
  const total = { low: low[to]! - low[from]!, high: high[to]! - high[from]!, unbounded: unbounded[to]! - unbounded[from]! };
  const take = (place: number, sign: number): void => {
    const { weight } = members[place]!;
    total.low += sign * weight.low;
    total.high += sign * (weight.high ?? 0);
    total.unbounded += sign * Number(weight.high === null);
  };
  for (const place of without) take(place, -1);
  for (const place of more) take(place, 1);
  return { low: total.low, high: total.unbounded > 0 ? null : total.high };
}

function* ascending({ from, to, without, more }: Places): Generator<number> {
  const left = new Set(without);
  for (let place = from; place < to; place += 1) if (!left.has(place)) yield place;
  yield* more;
}

function* descending({ from, to, without, more }: Places): Generator<number> {
  const left = new Set(without);
  yield* [...more].reverse();
  for (let place = to - 1; place >= from; place -= 1) if (!left.has(place)) yield place;
}

function both(a: Box, b: Box): Box {
  const most = (one = -Infinity, other = -Infinity): number => Math.max(one, other);
  const least = (one = Infinity, other = Infinity): number => Math.min(one, other);
  return {
    earliestFrom: most(a.earliestFrom, b.earliestFrom),
    earliestBefore: least(a.earliestBefore, b.earliestBefore),
    latestAfter: most(a.latestAfter, b.latestAfter),
    latestTo: least(a.latestTo, b.latestTo),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
