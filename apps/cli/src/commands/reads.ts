import type {
  Clocks, Correction, DiffQuestion, NegotiationsQuestion, NoticesAcrossLine, NoticesAcrossQuestion, Page, Question, StatementsQuestion, StepsQuestion, StoryItem, StoryQuestion, TimelineQuestion,
} from '#libs/application';
import type {
  AxisAnswer, BallotAnswer, Basis, Course, DeadlineAnswer, DerivedDeadline, Difference, Dimension, Explanation, FigureAnswer, Finding, NoticesAnswer, RetractedEntry, StateAnswer, StatementAnswer, TermAnswer, TimelineEntry,
} from '#libs/domain';
import type { Context } from '../context.js';
import type { Reply } from '../door.js';
import { printable } from '../layout.js';
import { ballotsSection } from '../pages/ballots.js';
import { differencePage } from '../pages/changes.js';
import { explanationPage, findingsPage } from '../pages/checks.js';
import { correctionLines } from '../pages/corrections.js';
import { coursePage } from '../pages/course.js';
import { deadlinesSection, separationsSection } from '../pages/deadlines.js';
import { figuresSection, termsSection } from '../pages/figures.js';
import { type NegotiationLine, negotiationLines } from '../pages/list.js';
import { noticesSection } from '../pages/notices.js';
import { noticeSumLines, searchLines } from '../pages/across.js';
import { statePage } from '../pages/state.js';
import { stepsPage, storyLines } from '../pages/story.js';
import { statementLines, timelineLines } from '../pages/timeline.js';
import { basisLine, paragraph, permanentLink, title } from '../pages/words.js';

/** The commands that read: each asks one question, and prints its answer as JSON or as a page. */

interface Json {
  json?: boolean;
}

/** What every answer about one negotiation has. */
interface Framed {
  negotiation: string;
  basis: Basis;
}

type Body<T> = T & Framed & Reply['body'];

/** Asks, and prints the answer as it is, or the page made of it. */
export async function show<T>(context: Context, question: Question, json: boolean | undefined, page: (body: T & Reply['body'], link: string) => string[]): Promise<void> {
  const door = await context.door();
  const { body } = await door.ask(question);
  if (json === true) return context.print(`${JSON.stringify(body, null, 2)}\n`);
  const { pinned } = body.links;
  await context.printLines(page(printable(body) as T & Reply['body'], pinned.startsWith('/') ? door.base + pinned : pinned));
}

/** Sections about a negotiation, under its name and the clocks. */
function framed(context: Context, name: string, { negotiation, basis }: Framed, lines: readonly string[], link: string): string[] {
  const { screen } = context;
  return [...title(`${name}, ${negotiation}`, screen), ...paragraph(basisLine(basis), screen, 0, screen.quiet), ...lines, ...permanentLink(link, screen)];
}

export async function state(context: Context, negotiation: string, { json, ...clocks }: Clocks & Json): Promise<void> {
  await show<StateAnswer>(context, { ask: 'state', negotiation, ...clocks }, json, (body, link) => statePage(body, link, context.screen));
}

export async function notices(context: Context, negotiation: string, { json, ...asked }: Clocks & Json & { by?: Dimension }): Promise<void> {
  await show<Body<NoticesAnswer>>(context, { ask: 'notices', negotiation, ...asked }, json, (body, link) =>
    framed(context, 'Notices', body, noticesSection(body, body.basis.at.zone, context.screen, asked.by), link));
}

export async function course(context: Context, negotiation: string, { json, ...clocks }: Clocks & Json): Promise<void> {
  await show<Body<Course>>(context, { ask: 'course', negotiation, ...clocks }, json, (body, link) => framed(context, 'Course', body, coursePage(body, body.basis.at.zone, context.screen), link));
}

export async function steps(context: Context, negotiation: string, { json, ...asked }: Omit<StepsQuestion, 'ask' | 'negotiation'> & Json): Promise<void> {
  await show<Body<AxisAnswer>>(context, { ask: 'steps', negotiation, ...asked }, json, (body, link) => framed(context, 'Steps', body, stepsPage(body, negotiation, body.basis.at.zone, context.screen), link));
}

export async function deadlines(context: Context, negotiation: string, { json, ...clocks }: Clocks & Json): Promise<void> {
  await show<Body<{ deadlines: DeadlineAnswer[]; derivedDeadlines: DerivedDeadline[] }>>(context, { ask: 'deadlines', negotiation, ...clocks }, json, (body, link) => {
    const { zone } = body.basis.at;
    const sections = [...deadlinesSection(body.deadlines, zone, context.screen, true), ...separationsSection(body.derivedDeadlines, zone, context.screen)];
    return framed(context, 'Deadlines', body, sections, link);
  });
}

export async function ballots(context: Context, negotiation: string, { json, ...clocks }: Clocks & Json): Promise<void> {
  await show<Body<{ ballots: BallotAnswer[] }>>(context, { ask: 'ballots', negotiation, ...clocks }, json, (body, link) =>
    framed(context, 'Ballots', body, ballotsSection(body.ballots, body.basis.at.zone, context.screen), link));
}

export async function figures(context: Context, negotiation: string, { json, ...clocks }: Clocks & Json): Promise<void> {
  await show<Body<{ figures: FigureAnswer[]; terms: TermAnswer[] }>>(context, { ask: 'figures', negotiation, ...clocks }, json, (body, link) => {
    const { zone } = body.basis.at;
    return framed(context, 'Figures and terms', body, [...figuresSection(body.figures, zone, context.screen), ...termsSection(body.terms, zone, context.screen)], link);
  });
}

export async function explain(context: Context, negotiation: string, path: string, { json, ...asked }: Clocks & Page & Json): Promise<void> {
  await show<Body<Explanation>>(context, { ask: 'explain', negotiation, path, ...asked }, json, (body, link) => [
    ...explanationPage(body, negotiation, context.screen),
    ...permanentLink(link, context.screen),
  ]);
}

export async function findings(context: Context, negotiation: string, { json, ...clocks }: Clocks & Json): Promise<void> {
  await show<Body<{ findings: Finding[] }>>(context, { ask: 'findings', negotiation, ...clocks }, json, (body, link) =>
    framed(context, 'Findings', body, ['', ...findingsPage(body.findings, negotiation, context.screen)], link));
}

export async function diff(context: Context, negotiation: string, { json, ...asked }: Omit<DiffQuestion, 'ask' | 'negotiation' | 'list'> & Json): Promise<void> {
  await show<Body<Difference & { factCount: number }>>(context, { ask: 'diff', negotiation, ...asked }, json, (body, link) => [
    ...differencePage(body, negotiation, context.screen),
    ...permanentLink(link, context.screen),
  ]);
}

interface Listed<T> {
  /** A search does not count what it has not come to. */
  total?: number;
  items: T[];
  basis: Basis;
  links: Reply['body']['links'];
}

/** Prints a list whole, page after page, or the one page that was asked for; how much of it that is goes to stderr. */
export async function listAll<T>(context: Context, question: Question & Pick<Page, 'limit'>, json: boolean | undefined, lines: (items: T[], basis: Basis) => string[]): Promise<void> {
  const door = await context.door();
  let reply = await door.ask(question);
  if (json === true) return context.print(`${JSON.stringify(reply.body, null, 2)}\n`);
  const items: T[] = [];
  const first = reply.body as Listed<T> & Reply['body'];
  items.push(...first.items);
  while (question.limit === undefined && reply.next !== undefined) {
    reply = await door.ask(reply.next);
    items.push(...(reply.body as Listed<T> & Reply['body']).items);
  }
  await context.printLines(lines(printable(items), first.basis));
  context.say(`${items.length}${first.total === undefined ? ' found' : ` of ${first.total}`}${toGoOn(reply.next as Next | undefined)}; ${basisLine(first.basis)}`);
}

type Next = Pick<Page, 'cursor'> & Pick<StoryQuestion, 'place'>;

/** Lists go on after a cursor, a story at a place. */
function toGoOn(next: Next | undefined): string {
  if (next?.cursor !== undefined) return `; the next: --cursor ${next.cursor}`;
  return next?.place === undefined ? '' : `; the next: --place ${next.place}`;
}

export async function list(context: Context, { json, ...asked }: Omit<NegotiationsQuestion, 'ask'> & Json): Promise<void> {
  await listAll<NegotiationLine>(context, { ask: 'negotiations', ...asked }, json, (items) => negotiationLines(items, context.screen));
}

export async function across(context: Context, { json, ...asked }: Omit<NoticesAcrossQuestion, 'ask'> & Json): Promise<void> {
  await listAll<NoticesAcrossLine>(context, { ask: 'notices-across', ...asked }, json, (items) => noticeSumLines(items, context.screen));
}

export async function search(context: Context, q: string, { json, ...asked }: Clocks & Page & Json): Promise<void> {
  await listAll<StatementAnswer & { negotiation: string }>(context, { ask: 'statements-across', q, ...asked }, json, (items, basis) => searchLines(items, basis.at.zone, context.screen));
}

export async function corrections(context: Context, negotiation: string, { json, ...asked }: Clocks & Page & Json): Promise<void> {
  await listAll<Correction>(context, { ask: 'corrections', negotiation, ...asked }, json, (items) => correctionLines(items, negotiation, context.screen));
}

export async function story(context: Context, negotiation: string, { json, ...asked }: Omit<StoryQuestion, 'ask' | 'negotiation'> & Json): Promise<void> {
  await listAll<StoryItem>(context, { ask: 'story', negotiation, ...asked }, json, (items, basis) => storyLines(items, negotiation, basis.at.zone, context.screen));
}

export async function timeline(context: Context, negotiation: string, { json, ...asked }: Omit<TimelineQuestion, 'ask' | 'negotiation'> & Json): Promise<void> {
  await listAll<TimelineEntry | RetractedEntry>(context, { ask: 'timeline', negotiation, ...asked }, json, (items, basis) =>
    timelineLines(items, negotiation, asked.order ?? 'happened', basis.at.zone, context.screen));
}

export async function statements(context: Context, negotiation: string, { json, ...asked }: Omit<StatementsQuestion, 'ask' | 'negotiation'> & Json): Promise<void> {
  await listAll<StatementAnswer>(context, { ask: 'statements', negotiation, ...asked }, json, (items, basis) => statementLines(items, basis.at.zone, context.screen));
}
