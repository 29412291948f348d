import { ALL_ROUNDS, type CountedType, type Evidence, type Run } from '../evidence.js';
import { compareText } from '../fold.js';
import type { Seen } from '../history.js';
import { finished, mapped, type Slices } from '../slices.js';
import { dateText, dayIn, instantOf, localDay } from '../time/moment.js';
import { dayAfter, dayInCalendar } from '../time/period.js';
import { resolve } from '../time/resolve.js';
import { phrase } from './phrase.js';
import { FULL } from './listing.js';
import type { DerivedDeadline } from './types.js';

type Batch = Seen<'notices.issued'>;
type NoticeGroup = Seen<'group.identified'>;

/**
 * The earliest separations that follow from batches of layoff notices and the contracts' notice periods: a range where
 * the batch's day, or the group whose period applies, is not known. The last ones, where not all are listed.
 */
export function separations(evidence: Evidence, listing = FULL): DerivedDeadline[] {
  return finished(tellingSeparations(evidence, listing));
}

/** As `separations`, one by one. */
export function* tellingSeparations(evidence: Evidence, listing = FULL): Slices<DerivedDeadline[]> {
  const groups = groupsWithPeriod(evidence);
  if (groups.length === 0) return [];
  const batches = datedBatches(evidence);
  const listed = listing.entries === Infinity ? batches.each() : batches.last(listing.entries);
  return yield* mapped(listed, (batch) => separationOf(evidence, batch as Batch, groups));
}

/** How many there are in all. */
export function separationCount(evidence: Evidence): number {
  return groupsWithPeriod(evidence).length === 0 ? 0 : datedBatches(evidence).count;
}

function groupsWithPeriod(evidence: Evidence): NoticeGroup[] {
  return (evidence.group('standing', ['group.identified']).all.first(Infinity) as NoticeGroup[]).filter(({ data }) => data.noticePeriod !== undefined);
}

/** Years of which a day, and that after any notice period, has four digits in its date: no other can be written as EDTF. */
const YEARS = { earliestFrom: instantOf('0001-01-01T00:00:00Z'), latestTo: instantOf('9000-01-01T00:00:00Z') };

/** Batches of layoff notices that certainly happened, and whose start is known. */
function datedBatches(evidence: Evidence): Run<CountedType> {
  return evidence.group('notices', ['layoff', ALL_ROUNDS, 'notices.issued']).certain.within(YEARS);
}

function separationOf({ zone, moment }: Evidence, batch: Batch, groups: readonly NoticeGroup[]): DerivedDeadline {
  const own = groups.filter(({ id }) => id === batch.data.group);
  const applying = own.length > 0 ? own : groups;
  const periods = [...new Set(applying.flatMap(({ data }) => data.noticePeriod ?? []))];
  const last = localDay(batch.span.latest, zone);
  const first = dayIn(batch.happened, zone) ?? localDay(batch.span.earliest + 1, zone);
  const ends = periods.map((period) => ({ period, from: dayInCalendar(dayAfter(first, period), zone), to: dayInCalendar(dayAfter(last, period), zone) })).sort((a, b) => compareText(a.from, b.from));
  const earliest = ends[0]?.from ?? first;
  const latest = ends.map(({ to }) => to).sort().at(-1) ?? last;
  const from = resolve(earliest, zone);
  return {
    batch: batch.id,
    round: batch.data.round ?? null,
    what: `Earliest separations from: ${phrase(batch)}`,
    earliest: dateText(from),
    latest: dateText(resolve(latest, zone)),
    periods: ends.map(({ period }) => period),
    groupKnown: own.length > 0,
    reading: `${(from.latest ?? Infinity) <= moment.at ? 'may have begun' : 'not before'} ${earliest}${earliest === latest ? '' : `; ${periods.length === 1 ? 'at the latest' : 'by the longest notice period'} ${latest}`}`,
    facts: [batch.id, ...applying.map(({ id }) => id)],
  };
}
