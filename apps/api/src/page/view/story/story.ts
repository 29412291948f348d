import type { RemovedFact, StoryItem } from '#libs/application';
import { type Basis, FACT_KINDS, type FactKind, instantOf, localDay, sayDay, shortKey, type Story, STORY_ORDERS, type StoryOrder } from '#libs/domain';
import type { PageQuery } from '../../query.js';
import { words } from '../../words/en.js';
import type { Places } from '../address.js';
import { lengthOfTime } from '../days.js';
import { sayNumber } from '../numbers.js';
import type { Twins } from '../twins.js';
import { type FactRow, factRow, type RemovedRow, removedRow } from './facts.js';
import { markScale } from './mark.js';
import { sourceRows, type SourceRow } from './source-list.js';

/** The facts up to the moment, by day; a window of them. */
export interface StoryView {
  note: string;
  /** Where only the facts that rest on one source are told. */
  filter: { text: string; all: string } | null;
  /** Of what the facts tell; the one that is shown has no address. */
  kinds: Choice[];
  orders: Choice[];
  days: StoryDay[];
  shown: string;
  windows: { text: string; href: string; rel: 'prev' | 'next' }[];
  removed: RemovedRow[];
  sources: SourceRow[];
  moreSources: string;
  twins: Twins;
}

export interface Choice {
  text: string;
  href: string | null;
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

export function storyView({ total, counts, place, items, removed, sources, sourceCount, basis }: StoryAnswer, { source, kind, order = 'newest' }: PageQuery, places: Places): StoryView {
  const { zone, instant } = basis.at;
  const at = instantOf(instant);
  const scale = markScale(items, at);
  const shown = new Set(items.map(({ fact }) => fact));
  const scaleText = items.length === 0 ? '' : words.story.scale(sayDay(localDay(scale.from + 1, zone)), sayDay(localDay(scale.to, zone)));
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const days: StoryDay[] = [];
  let last: number | null = null;
  for (const item of items) {
    const end = item.at === 'certain' && item.happened.latest !== null ? instantOf(item.happened.latest) : null;
    const day = end === null ? null : localDay(end, zone);
    const id = day ?? 'possible';
    if (days.at(-1)?.id !== id) {
      const between = last === null || end === null ? 0 : Math.abs(last - end);
      const gap = between > GAP ? words.story.gap(lengthOfTime(between)) : '';
      days.push({ id, title: day === null ? words.story.notCertain : sayDay(day), weekday: day === null ? words.story.notCertainNote : weekdayOf(day), gap, facts: [] });
    }
    days.at(-1)?.facts.push(factRow(item, { zone, day: day === null ? null : sayDay(day), at, scale, places, shown }));
    last = end;
  }
  return {
    note: total === 0 ? '' : `${words.story.order} ${scaleText}`.trim(),
    filter: source === undefined ? null : { text: words.story.restsOn(all, sayNumber(all), shortKey(source)), all: places.page({ source: undefined, story: undefined }, 'story') },
    kinds: kindChoices(all, counts, kind, places),
    orders: STORY_ORDERS.map((each) => ({ text: words.story.orders[each], href: each === order ? null : places.page({ order: each === 'newest' ? undefined : each, story: undefined }, 'story') })),
    days,
    shown: total === 0 ? (all === 0 ? '' : words.story.noneOfKind) : items.length === 0 ? words.story.beyond(sayNumber(total)) : words.story.shown(total, sayNumber(place), sayNumber(place + items.length - 1), sayNumber(total), order),
    windows: windowsOf({ total, place, shown: items.length }, order, places),
    removed: removed.map((fact) => removedRow(fact, zone, places)),
    sources: sourceRows(sources, items, zone, places),
    moreSources: sourceCount > sources.length ? words.sources.more(sayNumber(sourceCount - sources.length)) : '',
    twins: { json: places.api({ ask: 'story', place, order, kind, source }), csv: places.api({ ask: 'story', order, kind, source }, '.csv') },
  };
}

/** Those of which there are any, and the one that is shown. */
function kindChoices(all: number, counts: StoryAnswer['counts'], shown: FactKind | undefined, places: Places): Choice[] {
  const choice = (kind: FactKind | undefined, text: string): Choice => ({ text, href: kind === shown ? null : places.page({ kind, story: undefined }, 'story') });
  const some = FACT_KINDS.filter((kind) => counts[kind] > 0 || kind === shown);
  return [choice(undefined, words.story.kinds.all(sayNumber(all))), ...some.map((kind) => choice(kind, words.story.kinds[kind](sayNumber(counts[kind]))))];
}

function windowsOf({ total, place, shown }: { total: number; place: number; shown: number }, order: StoryOrder, places: Places): StoryView['windows'] {
  const to = (from: number): string => places.page({ story: Math.max(from, 1) }, 'story');
  const { newer, older } = words.story;
  const [before, after] = order === 'newest' ? [newer, older] : [older, newer];
  return [
    ...(place > 1 ? [{ text: before, href: to(place - STORY_WINDOW), rel: 'prev' as const }] : []),
    ...(shown > 0 && place - 1 + shown < total ? [{ text: after, href: to(place + STORY_WINDOW), rel: 'next' as const }] : []),
  ];
}

const weekdays = new Intl.DateTimeFormat(words.locale, { weekday: 'long', timeZone: 'UTC' });

/** @param day ISO; of a year of four digits, others have no weekday worth printing */
function weekdayOf(day: string): string {
  return /^\d{4}-/.test(day) ? weekdays.format(instantOf(`${day}T12:00:00Z`)) : '';
}
