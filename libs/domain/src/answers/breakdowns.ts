import { DIMENSIONS, type Dimension, type NoticeKind } from '../facts/kinds.js';
import type { Seen, View } from '../history.js';
import { subtractClamped, sum } from '../quantity/arithmetic.js';
import type { Bounds } from '../quantity/types.js';
import { groupBy } from './group.js';
import { allWithin, type Nested, nest, totalOf } from './overlap.js';
import { attribution, behind, ofType } from './refs.js';
import type { Breakdown, BreakdownLine, NoticesAnswer } from './types.js';

type Batch = Seen<'notices.issued'>;
type Part = NonNullable<Batch['data']['breakdowns']>[number]['parts'][number];

/** Issued notices by agency, site, class and membership, with what no breakdown covers. */
export function breakdowns(view: View, notice: NoticeKind, listed: number): NoticesAnswer['by'] {
  const certain = ofType(view.certain, 'notices.issued').filter(({ data }) => data.notice === notice);
  const possible = ofType(view.possible, 'notices.issued').filter(({ data }) => data.notice === notice);
  const by = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, breakdownBy(dimension, certain, possible, listed)])) as Record<Dimension, Breakdown>;
  return {
    agency: by.agency.lines,
    site: by.site.lines,
    class: by.class.lines,
    membership: by.membership.lines,
    unattributed: { agency: by.agency.unattributed, site: by.site.unattributed, class: by.class.unattributed, membership: by.membership.unattributed },
  };
}

function breakdownBy(dimension: Dimension, certain: readonly Batch[], possible: readonly Batch[], listed: number): Breakdown {
  const lines = new Map<string, { batch: Batch; part: Part; certain: boolean }[]>();
  for (const batch of [...certain, ...possible]) {
    for (const part of partsBy(dimension, batch)) {
      const line = lines.get(part.name) ?? [];
      lines.set(part.name, line);
      line.push({ batch, part, certain: certain.includes(batch) });
    }
  }
  return {
    lines: [...lines].map(([name, parts]) => lineOf(name, parts, listed)),
    unattributed: unattributed(dimension, certain, possible, listed),
  };
}

function partsBy(dimension: Dimension, batch: Batch): Part[] {
  return (batch.data.breakdowns ?? []).filter(({ by }) => by === dimension).flatMap(({ parts }) => parts);
}

function lineOf(name: string, parts: readonly { batch: Batch; part: Part; certain: boolean }[], listed: number): BreakdownLine {
  const batches = [...new Set(parts.map(({ batch }) => batch))];
  // The parts lie to each other as their batches do.
  const total = (some: typeof parts): Bounds =>
    totalOf([...groupBy(some, ({ batch }) => batch)].map(([batch, own]) => withCount(batch, sum(own.map(({ part }) => bounds(part))))), batches).bounds;
  const sure = total(parts.filter(({ certain }) => certain));
  const most = total(parts);
  return {
    name,
    certain: sure,
    possible: { low: sure.low, high: most.high },
    derived: parts.every(({ part }) => part.derived === true),
    parts: parts.map(({ batch, part }) => {
      const by = attribution(batch);
      return {
        fact: batch.id,
        wording: part.count.wording,
        ...bounds(part),
        round: batch.data.round ?? null,
        ...(by === undefined ? {} : { attributedTo: by }),
        ...(part.derived === undefined ? {} : { derived: part.derived }),
        ...(part.note === undefined ? {} : { note: part.note }),
      };
    }),
    ...behind(batches, listed),
  };
}

/** What of the batches no part covers: their total less their parts, each end with the opposite end of the other. */
function unattributed(dimension: Dimension, certain: readonly Batch[], possible: readonly Batch[], listed: number): Breakdown['unattributed'] {
  const rest = (batches: readonly Batch[]): Bounds => totalOf(nest(batches).map((whole) => withCount(whole.batch, remainder(dimension, whole)))).bounds;
  const all = [...certain, ...possible];
  const open = nest(all).filter((whole) => remainder(dimension, whole).high !== 0).map(({ batch }) => batch);
  const sure = rest(certain);
  return { certain: sure, possible: { low: sure.low, high: rest(all).high }, ...behind(open, listed) };
}

function remainder(dimension: Dimension, whole: Nested): Bounds {
  const complete = (whole.batch.data.breakdowns ?? []).some(({ by, complete: said }) => by === dimension && said);
  return complete ? { low: 0, high: 0 } : subtractClamped(totalOf(allWithin(whole)).bounds, sum(partsOf(dimension, whole).map(bounds)));
}

/** The parts of a batch by a dimension; where it names none, those of the batches within it. */
function partsOf(dimension: Dimension, { batch, parts }: Nested): Part[] {
  const own = partsBy(dimension, batch);
  return own.length > 0 ? own : parts.flatMap((part) => partsOf(dimension, part));
}

function withCount(batch: Batch, count: Bounds): Batch {
  return { ...batch, data: { ...batch.data, count: { ...batch.data.count, ...count } } };
}

function bounds({ count }: Part): Bounds {
  return { low: count.low, high: count.high };
}
