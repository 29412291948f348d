import type { Contest, Coverage, DealAnswer, StateAnswer } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { ballotsSection } from './ballots.js';
import { deadlinesSection, separationsSection } from './deadlines.js';
import { noticesSection } from './notices.js';
import { basisLine, day, factLine, heading, item, paragraph, permanentLink, plural, shortId, sources, title, valueText } from './words.js';

/** The whole state on one page: the sentence to quote first, then what it rests on. */
export function statePage(state: StateAnswer, link: string, screen: Screen): string[] {
  const { zone } = state.basis.at;
  return [
    ...title(state.title, screen),
    '',
    ...paragraph(state.headline, screen, 0, screen.strong),
    '',
    ...paragraph(basisLine(state.basis), screen, 0, screen.quiet),
    ...coverageSection(state.coverage, zone, screen),
    ...dealSection(state.deal, zone, screen),
    ...noticesSection(state.notices, zone, screen),
    ...deadlinesSection(state.deadlines, zone, screen),
    ...separationsSection(state.derivedDeadlines, zone, screen),
    ...ballotsSection(state.ballots, zone, screen),
    ...contestedSection(state, screen),
    ...possibleSection(state, zone, screen),
    ...redactedSection(state, screen),
    ...permanentLink(link, screen),
  ];
}

function coverageSection({ lastSource, daysSince, maybePublished, maybeKnown, reading }: Coverage, zone: string, screen: Screen): string[] {
  const age = daysSince === null ? '' : daysSince === 0 ? ', the same day' : `, ${plural(daysSince, 'day')} old`;
  const newest = lastSource === null ? 'none yet' : `${lastSource.source.split('.').at(-1)}${lastSource.publisher === undefined ? '' : ` (${lastSource.publisher})`}, ${day(lastSource.published, zone)}${age}`;
  const stale = daysSince !== null && daysSince > 1 ? paragraph(`Nothing is recorded from later sources: ${reading}.`, screen, 2, screen.warning) : [];
  const maybe = [
    ...(maybePublished.length === 0 ? [] : item(`${plural(maybePublished.length, 'source')} may or may not have been published by then`, screen)),
    ...(maybeKnown.length === 0 ? [] : item(`${plural(maybeKnown.length, 'fact')} may or may not have been public by then`, screen)),
  ];
  return [...heading('newest source', screen), ...paragraph(newest, screen, 2), ...stale, ...maybe];
}

function dealSection({ status, since, because, possible, flags, flagFacts }: DealAnswer, zone: string, screen: Screen): string[] {
  const flag = (on: boolean, raised: DealAnswer['flagFacts']['newsBlackout']): string =>
    on && raised !== undefined ? `on, since ${day(raised.since, zone)}; last spoken of ${day(raised.last.happened, zone)} (${sources(raised.last.sources)})` : 'off';
  const rows = [
    ['status', status === 'none' ? 'no talks recorded' : status],
    ...(since === null ? [] : [['since', day(since, zone)]]),
    ...because.map((fact, index) => [index === 0 ? 'because' : '', fact.reasoning === undefined ? factLine(fact) : `${fact.reasoning} (${sources(fact.sources)})`]),
    ...possible.map(({ status: next, because: fact }, index) => [index === 0 ? 'by then possibly' : '', `${next}: ${factLine(fact)}, ${day(fact.happened, zone)}`]),
    ['news blackout', flag(flags.newsBlackout, flagFacts.newsBlackout)],
    ['fallback plan', flag(flags.fallbackPlan, flagFacts.fallbackPlan)],
  ];
  return [...heading('the deal', screen), ...table(rows, { width: screen.width, indent: 2, styles: [screen.quiet] })];
}

function contestedSection({ contested, negotiation }: StateAnswer, screen: Screen): string[] {
  if (contested.length === 0) return [];
  return [...heading('contested', screen), ...contested.flatMap(({ fact, what, contests }) => [
    ...item(`${what} (${shortId(fact, negotiation)})`, screen),
    ...contests.flatMap((contest) => contestLines(contest, screen)),
  ])];
}

/** Each value that claims of equal rank give, with who says so. */
export function contestLines({ member, values }: Contest, screen: Screen, indent = 4): string[] {
  return values.flatMap(({ value, attributedTo, sources: cited }) => {
    const places = cited.map(({ source, locator }) => [source.split('.').at(-1), locator].filter((part) => part !== undefined).join(' '));
    const by = [...(attributedTo === undefined ? [] : [`per ${attributedTo}`]), ...places].join('; ');
    return item(`${memberName(member)}: ${valueText(value)}${by === '' ? '' : ` (${by})`}`, screen, indent, '–');
  });
}

/** "/data/until" → "until"; "/happened" → "when". */
function memberName(pointer: string): string {
  const name = pointer.replace(/^\/(?:data\/)?/, '').replaceAll('/', ' ');
  return name === 'happened' ? 'when' : name;
}

const LISTED = 12;

function possibleSection({ possible, negotiation }: StateAnswer, zone: string, screen: Screen): string[] {
  if (possible.length === 0) return [];
  const more = possible.length > LISTED ? paragraph(`and ${possible.length - LISTED} more: parley timeline ${negotiation}`, screen, 2) : [];
  return [
    ...heading(`possible by then (${possible.length})`, screen),
    ...table(possible.slice(0, LISTED).map((fact) => [day(fact.happened, zone), factLine(fact)]), { width: screen.width, indent: 2, most: [28] }),
    ...more,
  ];
}

function redactedSection({ redacted }: StateAnswer, screen: Screen): string[] {
  return redacted.length === 0 ? [] : [...heading('redacted', screen), ...paragraph(`${plural(redacted.length, 'fact')} can't be read any more: ${redacted.join(', ')}`, screen, 2)];
}
