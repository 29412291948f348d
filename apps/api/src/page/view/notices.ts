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
    rounds: byIssue(rounds).filter((round) => ROUND_MEASURES.some(([measure]) => isTold(round[measure]))).map((round) => roundView(round, roundPath(round, all.notice), tones, places)),
    links: [
      { text: words.notices.links.json, href: places.api({ ask: 'notices' }) },
      { text: words.notices.links.csv, href: places.api({ ask: 'notices' }, '.csv') },
      { text: words.notices.links.svg, href: places.picture('svg') },
      { text: words.notices.links.png, href: places.picture('png') },
    ],
  };
}

/** Rounds of which something was issued come first. */
function byIssue(rounds: readonly RoundAnswer[]): RoundAnswer[] {
  return [...rounds].sort((a, b) => Number(isTold(b.issued)) - Number(isTold(a.issued)));
}

type Measure = (typeof ROUND_MEASURES)[number][0];
type Itemised = MeasureAnswer['itemised'];

function roundView(round: RoundAnswer, path: string, tones: ReadonlyMap<string, Tone>, places: Places): RoundView {
  const value = (measure: Measure): ValueView => valueView(measure, round[measure], `${path}.${measure}`, places);
  const others = ROUND_MEASURES.map(([measure]) => measure).filter((measure) => measure !== 'issued' && (measure !== 'outstanding' || round.withdrawn.itemised.recorded) && isTold(round[measure]));
  return { title: roundTitle(round), tone: tones.get(path) ?? 'ink', issued: value('issued'), others: others.map(value) };
}

function isTold({ itemised, stated }: MeasureAnswer): boolean {
  return itemised.recorded || stated !== undefined;
}

function valueView(measure: Measure, { itemised, stated }: MeasureAnswer, path: string, places: Places): ValueView {
  const { value, said } = told(itemised);
  return {
    measure: words.notices.measures[measure],
    value,
    recorded: itemised.recorded || stated !== undefined,
    explain: places.page({ explain: path }, 'why'),
    said,
    ...(stated === undefined ? {} : { stated: { text: saidTotal(stated), sources: sourceLinks(stated.sources, places) } }),
  };
}

/** One count comes in its own words, with its bounds where a convention made them; several as their sum, with the words of each. */
function told(itemised: Itemised): Pick<ValueView, 'value' | 'said'> {
  const [only, ...others] = itemised.said;
  const by = (who: string | undefined): string => (who === undefined ? '' : ` ${words.notices.by(who)}`);
  if (only !== undefined && others.length === 0 && itemised.factCount === 1 && only.certain && only.qualifier !== 'unstated') {
    const bounds = only.convention === undefined ? '' : sayRange(only);
    return { value: only.wording, said: [`${bounds}${by(only.attributedTo)}`.trim()].filter((text) => text !== '') };
  }
  const said = itemised.said.slice(0, 4).map(({ wording, attributedTo, certain, qualifier }) => `${qualifier === 'unstated' ? words.notices.unstated : wording}${by(attributedTo)}${certain ? '' : ` (${words.notices.notSure})`}`);
  const left = itemised.factCount - said.length;
  return { value: sayItemised(itemised), said: left > 0 && said.length > 0 ? [...said, words.notices.more(sayNumber(left))] : said };
}

/** "1,851 stated by the administration without saying which rounds". */
function saidTotal({ wording, attributedTo, scope, certain }: NonNullable<MeasureAnswer['stated']>): string {
  const by = attributedTo === undefined ? '' : ` ${words.notices.by(attributedTo)}`;
  return `${wording} ${words.notices.stated}${by} ${words.notices.scopes[scope]}${certain ? '' : ` (${words.notices.notSure})`}`;
}

/** "none recorded", "between 446 and 460", "328, possibly at most 460". */
export function sayItemised({ recorded, certain, possible }: Itemised): string {
  if (!recorded) return words.counts.none;
  if (certain.low === possible.low && certain.high === possible.high) return sayRange(certain);
  return certain.high === 0 ? words.counts.possibly(sayRange(possible)) : `${sayRange(certain)}, ${words.counts.possibly(sayRange(possible))}`;
}
