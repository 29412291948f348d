import { type Answer, type ClockName, type Clocks, type DiffQuestion, type Question, QuestionError } from '#libs/application';
import { type Basis, type Difference, resolveInstant } from '#libs/domain';
import { pageAddress, type PageQuery } from '../query.js';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import { saidMoment } from './dates.js';
import type { FieldView } from './moment.js';
import { readMoment } from './moment-words.js';
import { sayNumber } from './numbers.js';
import { type SourceLink, sourceLinks } from './sources.js';
import { twinsOf, type Twins } from './twins.js';

/** The moment shown beside another: what is otherwise, in words and numbers. */
export interface CompareView {
  path: string;
  with: FieldView;
  clocks: { value: ClockName; text: string; isChosen: boolean }[];
  kept: { name: string; value: string }[];
  result: { caption: string; rows: CompareRow[]; twins: Twins } | null;
}

export interface CompareRow {
  path: string;
  what: string;
  before: string;
  after: string;
  why: { text: string; sources: SourceLink[] }[];
  more: string;
}

interface Scene {
  id: string;
  query: PageQuery;
  /** As the API takes them. */
  clocks: Clocks;
  basis: Basis;
  places: Places;
}

/** As many causes of a change are told. */
const CAUSES = 3;

/** @returns the view, and the point compared with as a pinned address has it; what can't be compared with is told beside its field */
export async function compareView(ask: (question: Question) => Promise<Answer>, { id, query, clocks, basis, places }: Scene): Promise<{ compare: CompareView; with?: string }> {
  const { with: typed, clock = 'happened', index: _, ...others } = query;
  const form = {
    path: pageAddress(id, {}),
    clocks: (Object.keys(words.compare.clocks) as ClockName[]).map((value) => ({ value, text: words.compare.clocks[value], isChosen: value === clock })),
    kept: Object.entries({ ...others, ...clocks }).flatMap(([name, value]) => (value === undefined || name === 'clock' ? [] : [{ name, value: String(value) }])).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
  const alone = (error: string | null): { compare: CompareView } => ({ compare: { ...form, with: { value: typed ?? '', error }, result: null } });
  if (typed === undefined) return alone(null);
  const other = await pointOf(ask, typed, clock, id, basis);
  if ('error' in other) return alone(other.error);
  const here = { happened: basis.at.instant, reported: basis.known.instant, recorded: String(basis.ledger.size) }[clock];
  const isLater = clock === 'recorded' ? Number(other.point) > basis.ledger.size : resolveInstant(other.point, basis.at.zone).instant > resolveInstant(here, basis.at.zone).instant;
  const question: DiffQuestion = { ask: 'diff', negotiation: id, clock, ...clocks, ...(isLater ? { from: here, to: other.point } : { from: other.point, to: here }) };
  try {
    const { body, pinned } = await ask(question);
    const { from, to } = pinned as DiffQuestion;
    const fixed = isLater ? to : from;
    return { compare: { ...form, with: { value: typed, error: null }, result: told(body as Difference, clock, question, places) }, ...(fixed === undefined ? {} : { with: fixed }) };
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return alone(error.message);
  }
}

async function pointOf(ask: (question: Question) => Promise<Answer>, typed: string, clock: ClockName, id: string, { at }: Basis): Promise<{ point: string } | { error: string }> {
  if (clock === 'recorded') return { point: typed };
  const read = readMoment(typed, { zone: at.zone, year: Number(at.instant.slice(0, 4)) });
  if ('error' in read) return read;
  return { point: read.asked ?? (await ask({ ask: 'steps', negotiation: id })).basis.at.instant };
}

function told({ from, to, values, facts }: Difference, clock: ClockName, question: DiffQuestion, places: Places): NonNullable<CompareView['result']> {
  const known = new Map(facts.map((fact) => [fact.fact, fact]));
  const point = ({ at, known, ledger }: Basis): string => (clock === 'recorded' ? sayNumber(ledger.size) : saidMoment(clock === 'happened' ? at.instant : known.instant, at.zone));
  return {
    caption: words.compare.caption[clock](point(from), point(to)),
    rows: values.flatMap((change) => {
      const said = sidesOf(change);
      if (said === null) return [];
      const why = change.because.slice(0, CAUSES).map(({ fact, cause }) => ({ text: words.compare.because(cause, known.get(fact)?.what ?? fact), sources: sourceLinks(known.get(fact)?.sources ?? [], places) }));
      const left = change.becauseCount - why.length;
      return [{ path: change.path, ...said, why, more: left > 0 ? words.compare.more(left) : '' }];
    }),
    twins: twinsOf(question),
  };
}

/** Rounds are never added up: of all rounds together only what somebody stated is told. */
function sidesOf({ path, label, from, to }: Difference['values'][number]): Pick<CompareRow, 'what' | 'before' | 'after'> | null {
  const none = words.compare.nothing;
  if (!path.startsWith('notices.all.')) return { what: label, before: from?.words ?? none, after: to?.words ?? none };
  const [before, after] = [from, to].map((side) => (side?.value as { stated?: { wording: string } } | undefined)?.stated?.wording ?? none) as [string, string];
  return before === after ? null : { what: words.compare.stated(label), before, after };
}

/** How the answer for a moment differs from what a pinned page says of it. */
export interface TodayView {
  text: string;
  /** Where the two are compared. */
  href: string;
}

/** @param query of the pinned page @throws QuestionError as the questions that it asks */
export async function todayView(ask: (question: Question) => Promise<Answer>, id: string, { at, known, ledger }: PageQuery): Promise<TodayView> {
  const diff = async (question: Partial<DiffQuestion>): Promise<Difference['values']> => ((await ask({ ask: 'diff', negotiation: id, at, limit: 1, ...question })).body as Difference).values;
  const learnt = known === undefined ? [] : await diff({ clock: 'reported', from: known, ledger });
  const recorded = ledger === undefined ? [] : await diff({ clock: 'recorded', from: ledger });
  const all = [...new Map([...learnt, ...recorded].map((change) => [change.path, change])).values()].filter((change) => sidesOf(change) !== null);
  return {
    text: all.length === 0 ? words.compare.todaySame : words.compare.todayDiffers(all.length, all[0]!.words),
    href: todayAddress(id, recorded.length > 0 || learnt.length === 0 ? { at, clock: 'recorded', with: ledger } : { at, clock: 'reported', with: known }),
  };
}

function todayAddress(id: string, query: PageQuery): string {
  return `${pageAddress(id, query)}#compare`;
}

/** The links of a pinned page to today's answer: for readers, and for the script. */
export function todayLinks(id: string, { at, known, ledger }: PageQuery): { href: string; json: string } {
  return { href: todayAddress(id, { at, clock: 'recorded', with: ledger }), json: pageAddress(id, { at, known, ledger }, '/today.json') };
}
