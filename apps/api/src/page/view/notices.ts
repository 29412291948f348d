import { type MeasureAnswer, type NoticesAnswer, ROUND_MEASURES, type RoundAnswer, roundPath } from '#libs/domain';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import type { Tone } from './chart/shapes.js';
import { sayNumber, sayRange } from './numbers.js';
import { roundTitle } from './round-names.js';
import { type SourceLink, sourceLinks } from './sources.js';

/** Notices by round. */
export interface NoticesView {
  title: string;
  rounds: RoundView[];
  links: { text: string; href: string }[];
}

export interface RoundView {
  title: string;
  tone: Tone;
  /** Issued, first. */
  issued: ValueView;
  /** The other measures of which something is recorded. */
  others: ValueView[];
}

/** A number with what it rests on. */
export interface ValueView {
  measure: string;
  value: string;
  recorded: boolean;
  explain: string;
  /** The words it was made from. */
  said: string[];
  /** What somebody stated of the same, beside it. */
  stated?: { text: string; sources: SourceLink[] };
}

/** @param tones the colours of rounds, by their paths */
export function noticesView({ rounds, all }: NoticesAnswer, tones: ReadonlyMap<string, Tone>, places: Places): NoticesView {
  return {
    title: words.notices.titles[all.notice] ?? words.notices.titles['other']!,
    rounds: rounds.map((round) => roundView(round, roundPath(round, all.notice), tones, places)),
    links: [
      { text: words.notices.links.json, href: places.api('notices') },
      { text: words.notices.links.csv, href: places.api('notices.csv') },
      { text: words.notices.links.svg, href: places.picture('svg') },
      { text: words.notices.links.png, href: places.picture('png') },
    ],
  };
}

function roundView(round: RoundAnswer, path: string, tones: ReadonlyMap<string, Tone>, places: Places): RoundView {
  const value = (measure: (typeof ROUND_MEASURES)[number][0]): ValueView => valueView(measure, round[measure], places.page({ explain: `${path}.${measure}` }, 'why'));
  const others = ROUND_MEASURES.map(([measure]) => measure).filter((measure) => measure !== 'issued' && (measure !== 'outstanding' || round.withdrawn.itemised.recorded) && isTold(round[measure]));
  return { title: roundTitle(round), tone: tones.get(path) ?? 'ink', issued: value('issued'), others: others.map(value) };
}

function isTold({ itemised, stated }: MeasureAnswer): boolean {
  return itemised.recorded || stated !== undefined;
}

function valueView(measure: (typeof ROUND_MEASURES)[number][0], { itemised, stated }: MeasureAnswer, explain: string): ValueView {
  const said = itemised.said.slice(0, 4).map(({ wording, attributedTo, certain, qualifier }) => `${qualifier === 'unstated' ? words.notices.unstated : wording}${attributedTo === undefined ? '' : ` ${words.notices.by(attributedTo)}`}${certain ? '' : ` (${words.notices.notSure})`}`);
  const left = itemised.factCount - said.length;
  return {
    measure: words.notices.measures[measure],
    value: sayItemised(itemised),
    recorded: itemised.recorded || stated !== undefined,
    explain,
    said: left > 0 && said.length > 0 ? [...said, words.notices.more(sayNumber(left))] : said,
    ...(stated === undefined ? {} : { stated: { text: `${stated.wording} ${words.notices.stated}${stated.attributedTo === undefined ? '' : ` ${words.notices.by(stated.attributedTo)}`} ${words.notices.scopes[stated.scope]}${stated.certain ? '' : ` (${words.notices.notSure})`}`, sources: sourceLinks(stated.sources) } }),
  };
}

/** "none recorded", "between 446 and 460", "328, possibly at most 460". */
export function sayItemised({ recorded, certain, possible }: MeasureAnswer['itemised']): string {
  if (!recorded) return words.counts.none;
  if (certain.low === possible.low && certain.high === possible.high) return sayRange(certain);
  return certain.high === 0 ? words.counts.possibly(sayRange(possible)) : `${sayRange(certain)}, ${words.counts.possibly(sayRange(possible))}`;
}
