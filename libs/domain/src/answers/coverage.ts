import type { Evidence } from '../evidence.js';
import { dateText, dayIn, daysBetween, instantOrNull, localDay } from '../time/moment.js';
import { spanOf } from '../time/when.js';
import { sayDay } from '../time/words.js';
import { FULL } from './listing.js';
import type { Coverage, DealAnswer } from './types.js';

/** How far the sources reach: the newest one published by the moment, how long ago that was, and what may have been public already. */
export function coverage(evidence: Evidence, deal: Pick<DealAnswer, 'possible'>, listing = FULL): Coverage {
  const { zone, moment: { at } } = evidence;
  const maybeKnown = evidence.maybeKnown();
  const { certain, possible } = evidence.group('source');
  const [last = null] = certain.last(1);
  const day = last === null ? null : (dayIn(last.data.published, zone) ?? localDay(spanOf(last.data.published).latest, zone));
  const daysSince = day === null ? null : daysBetween(day, localDay(at, zone));
  return {
    lastSource: last === null ? null : { source: last.id, published: dateText(last.data.published), ...(last.data.publisher === undefined ? {} : { publisher: last.data.publisher }) },
    daysSince,
    maybePublished: possible.first(listing.entries).map(({ id }) => id),
    maybeKnown: maybeKnown.slice(0, listing.entries).map(({ fact, type, reported }) => ({ fact, type, reported: { earliest: instantOrNull(reported.earliest), latest: instantOrNull(reported.latest) } })),
    maybeKnownCount: maybeKnown.length,
    reading: reading(day, daysSince, deal),
  };
}

function reading(day: string | null, daysSince: number | null, deal: Pick<DealAnswer, 'possible'>): string {
  const possibly = deal.possible.map(({ status }) => status).join(' or ');
  const since = daysSince === null || daysSince === 0 ? '' : `, ${daysSince === 1 ? '1 day' : `${daysSince} days`} before`;
  return `${day === null ? 'no source yet' : `last source ${sayDay(day)}${since}`}${possibly === '' ? '' : `; by then possibly ${possibly}`}`;
}
