import { boundsOf, isComplete, MARKS, partsBy } from '../contributions.js';
import type { Evidence, Group } from '../evidence.js';
import { DIMENSIONS, type Dimension, type NoticeKind } from '../facts/kinds.js';
import { compareHappened } from '../fold.js';
import type { Seen } from '../history.js';
import { add, subtractClamped, sum } from '../quantity/arithmetic.js';
import type { Bounds } from '../quantity/types.js';
import { countOf, firstOf, groupsHappened, type Listing } from './listing.js';
import { allWithin, type Nested, nest, totalOf } from './overlap.js';
import { attribution } from './refs.js';
import type { Breakdown, BreakdownLine, NoticesAnswer } from './types.js';

type Batch = Seen<'notices.issued'>;
type Part = ReturnType<typeof partsBy>[number];

/** Issued notices by agency, site, class and membership, with what no breakdown covers. */
export function breakdowns(evidence: Evidence, notice: NoticeKind, listing: Listing): NoticesAnswer['by'] {
  const groups = groupsHappened(evidence, 'line').filter(({ key }) => key[0] === notice);
  const by = Object.fromEntries(
    DIMENSIONS.map((dimension) => {
      const named = groups.filter(({ key }) => key[1] === dimension).map(({ key, group }) => ({ name: key[2] ?? '', group }));
      return [dimension, { lines: inTheirBatch(dimension, named).map(({ name, group }) => lineOf(dimension, name, group, listing)), unattributed: unattributed(dimension, evidence.group('rest', [notice, dimension]), listing) }];
    }),
  ) as Record<Dimension, Breakdown>;
  return {
    agency: by.agency.lines,
    site: by.site.lines,
    class: by.class.lines,
    membership: by.membership.lines,
    unattributed: { agency: by.agency.unattributed, site: by.site.unattributed, class: by.class.unattributed, membership: by.membership.unattributed },
  };
}

interface Line {
  name: string;
  group: Group<'notices.issued'>;
}

/** Lines that are first heard of in one batch stand as the batch has them. */
function inTheirBatch(dimension: Dimension, lines: readonly Line[]): Line[] {
  const placed = lines.map((line) => {
    const [batch] = firstOf(line.group, 1);
    return { line, batch, place: batch === undefined ? 0 : partsBy(dimension, batch).findIndex(({ name }) => name === line.name) };
  });
  return placed.sort((a, b) => (a.batch !== undefined && a.batch.id === b.batch?.id ? a.place - b.place : 0)).map(({ line }) => line);
}

function lineOf(dimension: Dimension, name: string, group: Group<'notices.issued'>, listing: Listing): BreakdownLine {
  const { certain, possible } = group;
  const own = (batch: Batch): Part[] => partsBy(dimension, batch).filter((part) => part.name === name);
  // The parts lie to each other as their batches do.
  const ofParts = (batches: readonly Batch[]): Batch[] => batches.map((batch) => withCount(batch, sum(own(batch).map(bounds))));
  const related = ofParts(certain.related());
  const all = [...related, ...ofParts(possible.related())];
  const sure = add(certain.sum(), totalOf(related, all).bounds);
  const most = add(add(certain.sum(), possible.sum()), totalOf(all).bounds);
  const listed = firstOf(group, Math.max(listing.steps, listing.facts));
  return {
    name,
    certain: sure,
    possible: { low: sure.low, high: most.high },
    derived: firstOf(group, 1, MARKS.testimony).length === 0,
    parts: listed.slice(0, listing.steps).flatMap((batch) => own(batch).map((part) => partAnswer(batch, part))),
    factCount: countOf(group),
    facts: listed.slice(0, listing.facts).map(({ id }) => id),
  };
}

function partAnswer(batch: Batch, part: Part): BreakdownLine['parts'][number] {
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
}

/** What of the batches no part covers: their total less their parts, each end with the opposite end of the other. */
function unattributed(dimension: Dimension, group: Group<'notices.issued'>, listing: Listing): Breakdown['unattributed'] {
  const { certain, possible } = group;
  const rest = (batches: readonly Batch[]): Bounds => totalOf(nest(batches).map((whole) => withCount(whole.batch, remainder(dimension, whole)))).bounds;
  const sureRelated = certain.related();
  const related = [...sureRelated, ...possible.related()];
  const open = nest(related).filter((whole) => remainder(dimension, whole).high !== 0).map(({ batch }) => batch);
  const sure = add(certain.sum(), rest(sureRelated));
  const most = add(add(certain.sum(), possible.sum()), rest(related));
  return {
    certain: sure,
    possible: { low: sure.low, high: most.high },
    factCount: countOf(group) - related.length + open.length,
    facts: [...firstOf(group, listing.facts, MARKS.plain), ...open].sort(compareHappened).slice(0, listing.facts).map(({ id }) => id),
  };
}

function remainder(dimension: Dimension, whole: Nested): Bounds {
  return isComplete(dimension, whole.batch) ? { low: 0, high: 0 } : subtractClamped(totalOf(allWithin(whole)).bounds, sum(partsOf(dimension, whole).map(bounds)));
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
  return boundsOf({ data: { count } });
}
