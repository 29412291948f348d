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
    ...moreLine(state.counts.derivedDeadlines - state.derivedDeadlines.length, `parley deadlines ${state.negotiation}`, screen),
    ...ballotsSection(state.ballots, zone, screen),
    ...contestedSection(state, screen),
    ...possibleSection(state, zone, screen),
    ...redactedSection(state, screen),
    ...permanentLink(link, screen),
  ];
}

function coverageSection({ lastSource, daysSince, maybePublished, maybeKnownCount, reading }: Coverage, zone: string, screen: Screen): string[] {
  const age = daysSince === null ? '' : daysSince === 0 ? ', the same day' : `, ${plural(daysSince, 'day')} old`;
  const newest = lastSource === null ? 'none yet' : `${lastSource.source.split('.').at(-1)}${lastSource.publisher === undefined ? '' : ` (${lastSource.publisher})`}, ${day(lastSource.published, zone)}${age}`;
  const stale = daysSince !== null && daysSince > 1 ? paragraph(`Nothing is recorded from later sources: ${reading}.`, screen, 2, screen.warning) : [];
  const maybe = [
    ...(maybePublished.length === 0 ? [] : item(`${plural(maybePublished.length, 'source')} may or may not have been published by then`, screen)),
    ...(maybeKnownCount === 0 ? [] : item(`${plural(maybeKnownCount, 'fact')} may or may not have been public by then`, screen)),
  ];
  return [...heading('newest source', screen), ...paragraph(newest, screen, 2), ...stale, ...maybe];
}

function dealSection({ status, since, because, becauseCount, possible, flags, flagFacts }: DealAnswer, zone: string, screen: Screen): string[] {
  const flag = (on: boolean, raised: DealAnswer['flagFacts']['newsBlackout']): string =>
    on && raised !== undefined ? `on, since ${day(raised.since, zone)}; last spoken of ${day(raised.last.happened, zone)} (${sources(raised.last.sources)})` : 'off';
  const rows = [
    ['status', status === 'none' ? 'no talks recorded' : status],
    ...(since === null ? [] : [['since', day(since, zone)]]),
    ...because.map((fact, index) => [index === 0 ? 'because' : '', fact.reasoning === undefined ? factLine(fact) : `${fact.reasoning} (${sources(fact.sources)})`]),
    ...(becauseCount > because.length ? [['', `and ${becauseCount - because.length} more`]] : []),
    ...possible.map(({ status: next, because: fact }, index) => [index === 0 ? 'by then possibly' : '', `${next}: ${factLine(fact)}, ${day(fact.happened, zone)}`]),
    ['news blackout', flag(flags.newsBlackout, flagFacts.newsBlackout)],
    ['fallback plan', flag(flags.fallbackPlan, flagFacts.fallbackPlan)],
  ];
  return [...heading('the deal', screen), ...table(rows, { width: screen.width, indent: 2, styles: [screen.quiet] })];
}

function contestedSection({ contested, counts, negotiation }: StateAnswer, screen: Screen): string[] {
  if (contested.length === 0) return [];
  return [...heading('contested', screen), ...contested.flatMap(({ fact, what, contests }) => [
    ...item(`${what} (${shortId(fact, negotiation)})`, screen),
    ...contests.flatMap((contest) => contestLines(contest, screen)),
  ]), ...moreLine(counts.contested - contested.length, `parley findings ${negotiation}`, screen)];
}

/** Where not all are listed: how many more there are, and the command that lists them. */
function moreLine(more: number, command: string, screen: Screen): string[] {
  return more > 0 ? paragraph(`and ${more} more: ${command}`, screen, 2) : [];
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

function possibleSection({ possible, counts, negotiation }: StateAnswer, zone: string, screen: Screen): string[] {
  if (possible.length === 0) return [];
  const listed = possible.slice(0, LISTED);
  return [
    ...heading(`possible by then (${counts.possible})`, screen),
    ...table(listed.map((fact) => [day(fact.happened, zone), factLine(fact)]), { width: screen.width, indent: 2, most: [28] }),
    ...moreLine(counts.possible - listed.length, `parley timeline ${negotiation}`, screen),
  ];
}

function redactedSection({ redacted }: StateAnswer, screen: Screen): string[] {
  return redacted.length === 0 ? [] : [...heading('redacted', screen), ...paragraph(`${plural(redacted.length, 'fact')} can't be read any more: ${redacted.join(', ')}`, screen, 2)];
}
