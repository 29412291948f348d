import type { View } from '../history.js';
import { dateText, dayIn, localDay } from '../time/moment.js';
import { dayAfter } from '../time/period.js';
import { resolve } from '../time/resolve.js';
import { phrase } from './phrase.js';
import { ofType } from './refs.js';
import type { DerivedDeadline } from './types.js';

/**
 * The earliest separations that follow from batches of layoff notices and the contracts' notice periods: a range where
 * the batch's day, or the group whose period applies, is not known.
 */
export function separations(view: View): DerivedDeadline[] {
  const groups = ofType(view.standing, 'group.identified').filter(({ data }) => data.noticePeriod !== undefined);
  const { zone } = view.history;
  return ofType(view.certain, 'notices.issued').flatMap((batch) => {
    if (batch.data.notice !== 'layoff' || batch.happened.earliest === null || batch.happened.latest === null) return [];
    const own = groups.filter(({ id }) => id === batch.data.group);
    const applying = own.length > 0 ? own : groups;
    const periods = [...new Set(applying.flatMap(({ data }) => data.noticePeriod ?? []))];
    const first = dayIn(batch.happened, zone) ?? localDay(batch.happened.earliest + 1, zone);
    const last = localDay(batch.happened.latest, zone);
    const firstDays = periods.map((period) => dayAfter(first, period)).sort();
    const lastDays = periods.map((period) => dayAfter(last, period)).sort();
    const earliest = firstDays[0];
    const latest = lastDays.at(-1);
    if (earliest === undefined || latest === undefined) return [];
    const from = resolve(earliest, zone);
    return [
      {
        batch: batch.id,
        round: batch.data.round ?? null,
        what: `Earliest separations from: ${phrase(batch)}`,
        earliest: dateText(from),
        latest: dateText(resolve(latest, zone)),
        periods: periods.sort((a, b) => (dayAfter(first, a) < dayAfter(first, b) ? -1 : 1)),
        groupKnown: own.length > 0,
        reading: `${(from.latest ?? Infinity) <= view.moment.at ? 'may have begun' : 'not before'} ${earliest}${earliest === latest ? '' : `; ${periods.length === 1 ? 'at the latest' : 'by the longest notice period'} ${latest}`}`,
        facts: [batch.id, ...applying.map(({ id }) => id)],
      },
    ];
  });
}
