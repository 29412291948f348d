import { instantOf, namedRound, sayBounds, sayDate, sayItemised, sayMoment } from '#libs/domain';
import type { Basis, Bounds, DateText, FactRef, Quantity, SourceRef, When } from '#libs/domain';
import { type Style, TIE, wrap } from '../layout.js';
import type { Screen } from '../screen.js';

/** The words that several pages share. */

export const NONE_RECORDED = 'none recorded';

/** A date for people; `absent` where there is none. What a case is has no date. */
export function day(date: DateText | null, zone: string, absent = 'date not stated'): string {
  return date === null || date.edtf === '..' ? absent : sayDate(date, zone);
}

/** An instant as the negotiation's clocks show it: "the end of July 13, 2011", "18:30 on July 13, 2011". */
export function localTime(instant: string, zone: string): string {
  return sayMoment(instantOf(instant), zone).replace(/^at /, '');
}

/** The certain bounds, and what they may be where possible facts could change them. */
export function bounds({ certain, possible }: { certain: Bounds; possible: Bounds }): string {
  return sayItemised({ recorded: true, certain, possible });
}

/** A count as it was said, with its bounds where the words are no plain number. */
export function said({ wording, low, high, convention, derived }: Pick<Quantity, 'wording' | 'low' | 'high' | 'convention' | 'derived'>): string {
  const spoken = wording === 'unstated' ? 'number not stated' : wording;
  const range = sayBounds({ low, high });
  if (derived !== undefined) return `${spoken} (${range}: ${derived})`;
  if (range === wording || wording === 'unstated') return spoken;
  return low === high ? spoken : `${spoken} (${range}${convention === undefined ? '' : ` by convention ${convention}`})`;
}

/** "July round", "Round 6": the key that an author gave it, as words. */
export function roundName(round: string | null): string {
  return round === null ? 'round not stated' : namedRound(round, (name) => `${name} round`);
}

/** A key that an author chose, as words: "concession-package" → "concession package". */
export function words(key: string): string {
  return key.replaceAll(/[-_.]+/g, ' ');
}

/** "S4 ¶2, S1 ¶6". */
export function sources(refs: readonly SourceRef[]): string {
  return refs.map(({ short }) => short.replaceAll(' ', TIE)).join(', ');
}

/** A fact's own key, without the negotiation's id before it. */
export function shortId(fact: string, negotiation: string): string {
  return fact.startsWith(`${negotiation}.`) ? fact.slice(negotiation.length + 1) : fact;
}

/** What happened, by whose word, and where that stands: "… (per the administration; S4 ¶2)". */
export function factLine(fact: Pick<FactRef, 'what' | 'attributedTo' | 'sources'>): string {
  return withCredit(fact.what, fact);
}

/** A fact's line with the number that it gives, where its words leave that out: "A batch of notices: 328 (per the administration; S4 ¶1)". */
export function factGist(fact: Pick<FactRef, 'what' | 'attributedTo' | 'sources'> & { data: unknown }): string {
  const { count, value } = fact.data as { count?: Quantity; value?: Quantity };
  const told = count === undefined ? value?.wording : said(count);
  return withCredit(told === undefined || fact.what.includes(told) ? fact.what : `${fact.what}: ${told}`, fact);
}

export function withCredit(text: string, fact: Pick<FactRef, 'attributedTo' | 'sources'>): string {
  const by = credit(fact);
  return by === '' ? text : `${text} (${by})`;
}

/** Who said it and where it stands: "per the administration; S4 ¶2". */
export function credit({ attributedTo, sources: refs }: Pick<FactRef, 'attributedTo' | 'sources'>): string {
  return [...(attributedTo === undefined ? [] : [`per ${attributedTo}`]), ...(refs.length === 0 ? [] : [sources(refs)])].join('; ');
}

/** A value of a fact in words: dates and quantities as they were written, what has a name by it: "Department of Correction: 222". */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(value.some((item) => typeof item === 'object') ? '; ' : ', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('edtf' in value) return sayDate(value as When);
  if ('wording' in value) return String(value.wording);
  const { name, count, ...others } = value as Record<string, unknown>;
  if (name === undefined) return membersText(value);
  return [`${String(name)}${count === undefined ? '' : `: ${valueText(count)}`}`, ...Object.keys(others).length === 0 ? [] : [`(${membersText(others)})`]].join(' ');
}

function membersText(value: object): string {
  return Object.entries(value).map(([name, member]) => (typeof member === 'boolean' ? `${member ? '' : 'not '}${name}` : `${name} ${valueText(member)}`)).join(', ');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The three clocks that an answer stands on, and its conventions. */
export function basisLine({ at, known, ledger, conventions }: Basis): string {
  const now = (clock: Basis['at']): string => (clock.asked === clock.instant ? clock.instant : `${clock.asked} (${clock.instant})`);
  const size = `ledger of ${plural(ledger.size, 'event')}${ledger.provisional === true ? ', provisional: later events may still count' : ''}`;
  return `at ${now(at)}, as known by ${now(known)}, ${size}; zone ${at.zone}${conventions.length === 0 ? '' : `; conventions ${conventions.join(', ')}`}`;
}

/** A heading with an empty line above it. */
export function heading(text: string, screen: Screen): string[] {
  return ['', ...title(text.toUpperCase(), screen)];
}

/** A title, wrapped, in the heading's style. */
export function title(text: string, screen: Screen): string[] {
  return wrap(text, screen.width).map(screen.heading);
}

/** A paragraph with an indent, each line in the style. */
export function paragraph(text: string, screen: Screen, indent = 0, style: Style = (line) => line): string[] {
  return wrap(text, screen.width - indent).map((line) => ' '.repeat(indent) + style(line));
}

/** A list item: a mark, and the text hanging beside it. */
export function item(text: string, screen: Screen, indent = 2, mark: '•' | '–' | '→' = '•'): string[] {
  return wrap(`${mark} ${text}`, screen.width - indent).map((line) => ' '.repeat(indent) + line);
}

/** How to ask for the same answer for ever. */
export function permanentLink(link: string, screen: Screen): string[] {
  return ['', screen.quiet('Permanent link'), link];
}
