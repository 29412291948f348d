import { boundsOf, isComplete, MARKS, partsBy } from '../contributions.js';
import { ALL_ROUNDS, type Evidence, type Group, type GroupKey } from '../evidence.js';
import { DIMENSIONS, type Dimension, type NoticeKind } from '../facts/kinds.js';
import { compareHappened } from '../fold.js';
import type { Seen } from '../history.js';
import { add, subtractClamped, sum } from '../quantity/arithmetic.js';
import type { Bounds } from '../quantity/types.js';
import { finished, type Slices } from '../slices.js';
import { countOf, findingGroups, firstOf, groupsHappened, LEAST, type Listing, readingFirst } from './listing.js';
import { addUp, countWithin, holdBoth, nest, type Nested } from './overlap.js';
import { attribution } from './refs.js';
import type { Breakdown, BreakdownLine, NoticesAnswer } from './types.js';

type Batch = Seen<'notices.issued'>;
type Part = ReturnType<typeof partsBy>[number];

/** Issued notices by agency, site, class and membership, with what no breakdown covers: line by line. */
export function* breakingDown(evidence: Evidence, notice: NoticeKind, listing: Listing): Slices<NoticesAnswer['by']> {
  const groups = (yield* findingGroups(evidence, 'line')).filter(({ key }) => key[0] === notice);
  const tangle = tangleOf(batchesOf(evidence, notice));
  const by = {} as Record<Dimension, Breakdown>;
  for (const dimension of DIMENSIONS) {
    yield;
    const lines: BreakdownLine[] = [];
    for (const { name, group } of linesIn(dimension, groups)) {
      lines.push(yield* tellingLine(dimension, name, group, tangle, listing));
      yield;
    }
    by[dimension] = { lines, unattributed: unattributed(dimension, evidence.group('rest', [notice, dimension]), listing) };
  }
  return {
    agency: by.agency.lines,
    site: by.site.lines,
    class: by.class.lines,
    membership: by.membership.lines,
    unattributed: { agency: by.agency.unattributed, site: by.site.unattributed, class: by.class.unattributed, membership: by.membership.unattributed },
  };
}

function batchesOf(evidence: Evidence, notice: NoticeKind): Group<'notices.issued'> {
  return evidence.group('notices', [notice, ALL_ROUNDS, 'notices.issued']) as unknown as Group<'notices.issued'>;
}

/** The batches that the numbers of all lines may depend on: those that lie within each other, or may be the same people. */
export function tangledBatches(evidence: Evidence, notice: NoticeKind): readonly Batch[] {
  const { certain, possible } = batchesOf(evidence, notice);
  return [...certain.related(), ...possible.related()];
}

/** How batches lie to each other: those that certainly were issued, and with those that may have been. */
interface Tangle {
  sure: Nested[];
  most: Nested[];
  /** How many they are. */
  count: number;
}

/** What has been issued, and what may have. */
type Issued = Pick<Group<'notices.issued'>, 'certain' | 'possible'>;

function tangleOf({ certain, possible }: Issued): Tangle {
  const sure = certain.related();
  const related = [...sure, ...possible.related()];
  return { sure: nest(sure, related), most: nest(related), count: related.length };
}

type Named = ReturnType<typeof groupsHappened<'line'>>;

/** The lines of a dimension, each to be told alone. @param keys of the lines that are meant; absent: all */
export function eachLine(evidence: Evidence, notice: NoticeKind, dimension: Dimension, keys?: readonly GroupKey[]): { name: string; tell(listing: Listing): BreakdownLine }[] {
  const groups = groupsHappened(evidence, 'line', keys?.filter((key) => key[1] === dimension)).filter(({ key }) => key[0] === notice);
  const tangle = tangleOf(batchesOf(evidence, notice));
  return linesIn(dimension, groups).map(({ name, group }) => ({ name, tell: (listing) => finished(tellingLine(dimension, name, group, tangle, listing)) }));
}

function linesIn(dimension: Dimension, groups: Named): Line[] {
  return inTheirBatch(dimension, groups.filter(({ key }) => key[1] === dimension).map(({ key, group, first }) => ({ name: key[2] ?? '', group, first })));
}

interface Line {
  name: string;
  group: Group<'notices.issued'>;
  first: Batch;
}

/** Lines that are first heard of in one batch stand as the batch has them. */
function inTheirBatch(dimension: Dimension, lines: readonly Line[]): Line[] {
  const place = ({ name, first }: Line): number => partsBy(dimension, first).findIndex((part) => part.name === name);
  return [...lines].sort((a, b) => (a.first.id === b.first.id ? place(a) - place(b) : 0));
}

function* tellingLine(dimension: Dimension, name: string, group: Group<'notices.issued'>, tangle: Tangle, listing: Listing): Slices<BreakdownLine> {
  const { sure, most } = named(dimension, name, group, tangle);
  const listed = yield* readingFirst(group, Math.max(listing.steps, listing.facts));
  return {
    name,
    certain: sure,
    possible: { low: sure.low, high: most.high },
    derived: firstOf(group, 1, MARKS.testimony).length === 0,
    parts: partAnswers(dimension, name, listed.slice(0, listing.steps)),
    factCount: countOf(group),
    facts: listed.slice(0, listing.facts).map(({ id }) => id),
  };
}

/** What the parts of one name add up to: certainly, and with what may have been issued. */
function named(dimension: Dimension, name: string, { certain, possible }: Issued, tangle: Tangle): { sure: Bounds; most: Bounds } {
  const own = (batch: Batch): Bounds[] => partsBy(dimension, batch).filter((part) => part.name === name).map(bounds);
  // The parts lie to each other as their batches do, also through batches that have none of this name.
  const held = ({ batch, parts }: Nested): Bounds => holdBoth(sum(own(batch)), addUp(parts, held));
  const isTangled = certain.related().length > 0 || possible.related().length > 0;
  return {
    sure: add(certain.sum(), addUp(isTangled ? tangle.sure : [], held)),
    most: add(add(certain.sum(), possible.sum()), addUp(isTangled ? tangle.most : [], held)),
  };
}

/** What batches say of one name, possible ones included, and how many no part covers. @param sides the batches, those of them with parts of the name, and those that their parts do not cover */
export function boundsOfName(dimension: Dimension, name: string, { issued, line, rest }: Record<'issued' | 'line' | 'rest', Issued>): { named: Bounds; uncovered: Bounds } {
  const { sure, most } = named(dimension, name, line, tangleOf(issued));
  return { named: { low: sure.low, high: most.high }, uncovered: unattributed(dimension, rest, LEAST).possible };
}

function partAnswers(dimension: Dimension, name: string, batches: readonly Batch[]): BreakdownLine['parts'] {
  const told: BreakdownLine['parts'] = [];
  for (const batch of batches) for (const part of partsBy(dimension, batch)) if (part.name === name) told.push(partAnswer(batch, part));
  return told;
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
function unattributed(dimension: Dimension, group: Issued, listing: Listing): Breakdown['unattributed'] {
  const { certain, possible } = group;
  const tangle = tangleOf(group);
  const rest = (whole: Nested): Bounds => remainder(dimension, whole);
  const open = tangle.most.filter((whole) => rest(whole).high !== 0).map(({ batch }) => batch);
  const sure = add(certain.sum(), addUp(tangle.sure, rest));
  const most = add(add(certain.sum(), possible.sum()), addUp(tangle.most, rest));
  return {
    certain: sure,
    possible: { low: sure.low, high: most.high },
    factCount: countOf(group) - tangle.count + open.length,
    facts: [...firstOf(group, listing.facts, MARKS.plain), ...open].sort(compareHappened).slice(0, listing.facts).map(({ id }) => id),
  };
}

function remainder(dimension: Dimension, whole: Nested): Bounds {
  return isComplete(dimension, whole.batch) ? { low: 0, high: 0 } : subtractClamped(countWithin(whole), sum(partsOf(dimension, whole).map(bounds)));
}

/** The parts of a batch by a dimension; where it names none, those of the batches within it. */
function partsOf(dimension: Dimension, { batch, parts }: Nested): readonly Part[] {
  const own = partsBy(dimension, batch);
  return own.length > 0 ? own : parts.flatMap((part) => partsOf(dimension, part));
}

function bounds({ count }: Part): Bounds {
  return boundsOf({ data: { count } });
}
