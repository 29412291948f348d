import type { Seen, View } from '../history.js';
import { dateText, dayIn, daysBetween, instantOrNull, localDay } from '../time/moment.js';
import { isCertain, isPossible } from '../time/when.js';
import { sayDay } from '../time/words.js';
import { ofType } from './refs.js';
import type { Coverage, DealAnswer } from './types.js';

type Source = Seen<'source.registered'>;

/** How far the sources reach: the newest one published by the moment, how long ago that was, and what may have been public already. */
export function coverage(view: View, deal: Pick<DealAnswer, 'possible'>): Coverage {
  const { at } = view.moment;
  const { zone } = view.history;
  const published = ofType(view.standing, 'source.registered').filter(({ data }) => isCertain(span(data), at));
  const last = published.reduce<Source | null>((newest, source) => (newest === null || span(source.data).latest > span(newest.data).latest ? source : newest), null);
  const day = last === null ? null : (dayIn(last.data.published, zone) ?? localDay(span(last.data).latest, zone));
  const daysSince = day === null ? null : daysBetween(day, localDay(at, zone));
  return {
    lastSource: last === null ? null : { source: last.id, published: dateText(last.data.published), ...(last.data.publisher === undefined ? {} : { publisher: last.data.publisher }) },
    daysSince,
    maybePublished: ofType(view.standing, 'source.registered').filter(({ data }) => isPossible(span(data), at)).map(({ id }) => id),
    maybeKnown: view.maybeKnown.map(({ fact, type, reported }) => ({ fact, type, reported: { earliest: instantOrNull(reported.earliest), latest: instantOrNull(reported.latest) } })),
    reading: reading(day, daysSince, deal),
  };
}

function span({ published }: Source['data']): { earliest: number; latest: number } {
  return { earliest: published.earliest ?? -Infinity, latest: published.latest ?? Infinity };
}

function reading(day: string | null, daysSince: number | null, deal: Pick<DealAnswer, 'possible'>): string {
  const possibly = deal.possible.map(({ status }) => status).join(' or ');
  const since = daysSince === null || daysSince === 0 ? '' : `, ${daysSince === 1 ? '1 day' : `${daysSince} days`} before`;
  return `${day === null ? 'no source yet' : `last source ${sayDay(day)}${since}`}${possibly === '' ? '' : `; by then possibly ${possibly}`}`;
}
