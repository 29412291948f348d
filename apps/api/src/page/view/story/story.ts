import type { RemovedFact, StoryItem } from '#libs/application';
import { type Basis, instantOf, localDay, sayDay, shortKey, type Story } from '#libs/domain';
import type { PageQuery } from '../../query.js';
import { words } from '../../words/en.js';
import type { Places } from '../address.js';
import { lengthOfTime } from '../days.js';
import { sayNumber } from '../numbers.js';
import type { Twins } from '../twins.js';
import { type FactRow, factRow, type RemovedRow, removedRow } from './facts.js';
import { markScale } from './mark.js';
import { sourceRows, type SourceRow } from './source-list.js';

/** The facts up to the moment, the newest first, by day; a window of them. */
export interface StoryView {
  note: string;
  /** Where only the facts that rest on one source are told. */
  filter: { text: string; all: string } | null;
  days: StoryDay[];
  shown: string;
  newer: string | null;
  older: string | null;
  removed: RemovedRow[];
  sources: SourceRow[];
  moreSources: string;
  twins: Twins;
}

export interface StoryDay {
  id: string;
  /** The day by whose end the facts had certainly happened. */
  title: string;
  weekday: string;
  /** What stands between this day and the one above it: a time of which nothing is told. */
  gap: string;
  facts: FactRow[];
}

/** The answer to the question of the story. */
export type StoryAnswer = Story & { place: number; items: StoryItem[]; removed: RemovedFact[]; basis: Basis };

/** Facts in a window. */
export const STORY_WINDOW = 30;
const GAP = 14 * 86_400_000;

export function storyView({ total, place, items, removed, sources, sourceCount, basis }: StoryAnswer, { source }: PageQuery, places: Places): StoryView {
  const { zone, instant } = basis.at;
  const at = instantOf(instant);
  const scale = markScale(items, at);
  const to = (from: number): string => places.page({ story: from <= 1 ? undefined : from }, 'story');
  const scaleText = items.length === 0 ? '' : words.story.scale(sayDay(localDay(scale.from + 1, zone)), sayDay(localDay(scale.to, zone)));
  const days: StoryDay[] = [];
  let before: number | null = null;
  for (const item of items) {
    const end = item.at === 'certain' && item.happened.latest !== null ? instantOf(item.happened.latest) : null;
    const day = end === null ? null : localDay(end, zone);
    const id = day ?? 'possible';
    if (days.at(-1)?.id !== id) {
      const gap = before !== null && end !== null && before - end > GAP ? words.story.gap(lengthOfTime(before - end)) : '';
      days.push({ id, title: day === null ? words.story.notCertain : sayDay(day), weekday: day === null ? words.story.notCertainNote : weekdayOf(day), gap, facts: [] });
    }
    days.at(-1)?.facts.push(factRow(item, { zone, day: day === null ? null : sayDay(day), at, scale, places }));
    before = end;
  }
  return {
    note: total === 0 ? '' : `${words.story.order} ${scaleText}`.trim(),
    filter: source === undefined ? null : { text: words.story.restsOn(total, sayNumber(total), shortKey(source)), all: places.page({ source: undefined, story: undefined }, 'story') },
    days,
    shown: total === 0 ? '' : items.length === 0 ? words.story.beyond(sayNumber(total)) : words.story.shown(total, sayNumber(place), sayNumber(place + items.length - 1), sayNumber(total)),
    newer: place > 1 ? to(place - STORY_WINDOW) : null,
    older: place - 1 + items.length < total && items.length > 0 ? to(place + STORY_WINDOW) : null,
    removed: removed.map((fact) => removedRow(fact, zone, places)),
    sources: sourceRows(sources, items, zone, places),
    moreSources: sourceCount > sources.length ? words.sources.more(sayNumber(sourceCount - sources.length)) : '',
    twins: { json: places.api({ ask: 'story', place, source }), csv: places.api({ ask: 'story', source }, '.csv') },
  };
}

const weekdays = new Intl.DateTimeFormat(words.locale, { weekday: 'long', timeZone: 'UTC' });

/** @param day ISO; of a year of four digits, others have no weekday worth printing */
function weekdayOf(day: string): string {
  return /^\d{4}-/.test(day) ? weekdays.format(instantOf(`${day}T12:00:00Z`)) : '';
}
