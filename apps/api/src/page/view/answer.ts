import type { Coverage, StateAnswer } from '#libs/domain';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import { lengthOfTime } from './days.js';
import { type SourceLink, sourceLinks } from './sources.js';
import { spoken } from './spoken.js';

/** The sentence of the page, and the deal's status beside it. */
export interface AnswerView {
  headline: string;
  status: { word: string; explain: string; lines: { label: string; text: string; sources?: SourceLink[] }[] };
}

export function answerView({ headline, deal, coverage, basis }: StateAnswer, places: Places): AnswerView {
  const { zone } = basis.at;
  const [reason] = deal.because;
  const more = deal.becauseCount > 1 ? `, ${words.status.more(deal.becauseCount - 1)}` : '';
  const flags = (['newsBlackout', 'fallbackPlan'] as const).flatMap((flag) => {
    const told = deal.flagFacts[flag];
    return told === undefined || !deal.flags[flag] ? [] : [`${words.status[flag]}, ${words.status.lastSaid(spoken(told.last.happened, zone))}`];
  });
  const possible = deal.possible.map(({ status }) => words.status.names[status]);
  return {
    headline,
    status: {
      word: words.status.names[deal.status],
      explain: places.page({ explain: 'deal.status' }, 'why'),
      lines: [
        ...(deal.since === null ? [] : [{ label: words.status.since, text: spoken(deal.since, zone) }]),
        { label: words.status.because, text: reason === undefined ? words.status.nothing : `${reason.reasoning ?? reason.what}${more}`, ...(reason === undefined ? {} : { sources: sourceLinks(reason.sources, places) }) },
        { label: words.status.possible, text: possible.length === 0 ? words.status.nothingElse : words.chart.or(possible) },
        ...(flags.length === 0 ? [] : [{ label: words.status.flags, text: flags.join('; ') }]),
        { label: words.status.coverage, text: coverageOf(coverage, zone) },
      ],
    },
  };
}

const DAY = 86_400_000;
/** From so many days on, their number says less than the weeks or years that they make. */
const WEEKS = 60;

/** "newest source: July 13, 2011, 2 days before". */
function coverageOf({ lastSource, daysSince }: Coverage, zone: string): string {
  if (lastSource === null) return words.status.noSource;
  return `${words.status.newest(spoken(lastSource.published, zone))}${daysSince === null || daysSince === 0 ? '' : `, ${daysSince < WEEKS ? words.status.before(daysSince) : words.status.longBefore(lengthOfTime(daysSince * DAY))}`}`;
}
