import { ballots, deadlines, dealStatus, difference, explain, explainable, factAnswer, figures, findings, groups, headline, issuedSeries, localDay, notices, parties, people, replay, type ReplayStep, separations, SIDES, type Side, sources, state, statements, stepsOf, terms, timeline, valuesOf, type View, viewAt } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';
import { QuestionError } from './errors.js';
import type { Histories } from './histories.js';
import { type Present, resolveClocks, resolveLedger, resolvePoint, resolveStart, type Standing } from './moments.js';
import { negotiationList } from './negotiation-list.js';
import { clocksOfPage, type Paged, pageOf } from './pages.js';
import type { Answer, BetweenQuestion, Clocks, Question, StatementsQuestion, TimelineQuestion } from './questions.js';
import * as tables from './tables.js';

/** What answering needs. */
export interface Archive {
  readModel: ReadModel;
  histories: Histories;
  /** Milliseconds since 1970, on a whole second. */
  now(): number;
  /** How many events are indexed. */
  head(): Promise<number>;
}

/** A negotiation at the moment that a question asks for. */
export interface Scene extends Standing {
  view: View;
  present: Present;
}

/** Sets the scene: resolves the clocks in the negotiation's zone and folds what is visible then. */
export async function sceneOf(archive: Archive, negotiation: string, clocks: Clocks): Promise<Scene> {
  const present: Present = { now: archive.now(), head: await archive.head(), readModel: archive.readModel };
  const history = await archive.histories.get(negotiation, present.head);
  const standing = await resolveClocks(clocks, history.zone, present);
  return { ...standing, view: viewAt(history, standing.moment), present };
}

/** Answers a question. Pure reading: every answer is a function of the log below a size, and of the clocks. */
export async function ask(archive: Archive, question: Question): Promise<Answer> {
  switch (question.ask) {
    case 'negotiations':
      return negotiationList(archive, question);
    case 'fact':
    case 'fact-history':
      return aboutFact(archive, question);
    case 'timeline':
    case 'statements':
      return listAnswer(await sceneOf(archive, question.negotiation, clocksOfPage(question)), question);
    case 'diff':
      return diffAnswer(await sceneOf(archive, question.negotiation, question), question);
    case 'replay':
      throw new QuestionError('bad-parameter', 'a replay is told step by step, as JSON Lines');
    default:
      return sceneAnswer(await sceneOf(archive, question.negotiation, question), question);
  }
}

type SceneQuestion = Exclude<Question, { ask: 'negotiations' | 'fact' | 'fact-history' | 'timeline' | 'statements' | 'diff' | 'replay' }>;

/** The questions whose answer is one projection of the scene. */
function sceneAnswer(scene: Scene, question: SceneQuestion): Answer {
  const { view, basis } = scene;
  const answer = (body: object, rows?: Answer['rows']): Answer => ({
    body: { negotiation: question.negotiation, ...body, basis },
    basis,
    ...(rows === undefined ? {} : { rows }),
    pinned: { ...question, ...scene.pinned },
    isPinned: scene.isPinned,
  });
  switch (question.ask) {
    case 'negotiation':
      return answer(describe(view));
    case 'state': {
      const whole = state(view, basis);
      return answer(whole, tables.valueRows(valuesOf(whole, view)));
    }
    case 'notices': {
      const counted = notices(view);
      const rows = question.by === undefined ? tables.noticeRows(counted) : tables.breakdownRows(question.by, counted.by[question.by], counted.by.unattributed[question.by]);
      return answer({ ...counted, series: issuedSeries(view) }, rows);
    }
    case 'deadlines': {
      const [set, derived] = [deadlines(view), separations(view)];
      return answer({ deadlines: set, derivedDeadlines: derived }, tables.deadlineRows(set, derived));
    }
    case 'ballots': {
      const voted = ballots(view);
      return answer({ ballots: voted }, tables.ballotRows(voted));
    }
    case 'figures': {
      const [given, offered] = [figures(view), terms(view)];
      return answer({ figures: given, terms: offered }, tables.figureRows(given, offered));
    }
    case 'findings': {
      const found = findings(view);
      return answer({ findings: found }, tables.findingRows(found));
    }
    case 'explain': {
      const explained = explain(view, basis, question.path);
      if (explained === undefined) throw unknownPath(question.path, explainable(view, basis));
      return answer(explained);
    }
  }
}

/** What a negotiation is: parties, people, zone, span, sources, counts, and where it stands. */
function describe(view: View): object {
  const opened = view.standing.find(({ type }) => type === 'negotiation.opened')?.data as { title?: string; summary?: string } | undefined;
  const facts = [...view.certain, ...view.possible, ...view.ahead];
  const starts = facts.map(({ span }) => span.earliest).filter(Number.isFinite);
  const ends = facts.map(({ span }) => span.latest).filter(Number.isFinite);
  const { zone } = view.history;
  const deal = dealStatus(view);
  return {
    title: opened?.title ?? view.history.negotiation,
    ...(opened?.summary === undefined ? {} : { summary: opened.summary }),
    zone,
    headline: headline(view, deal, ballots(view), notices(view)),
    status: deal.status,
    span: starts.length === 0 || ends.length === 0 ? null : { from: localDay(Math.min(...starts) + 1, zone), to: localDay(Math.max(...ends), zone) },
    parties: parties(view),
    people: people(view),
    groups: groups(view),
    sources: sources(view),
    counts: { facts: facts.length + view.standing.length, certain: view.certain.length, possible: view.possible.length, ahead: view.ahead.length, standing: view.standing.length },
  };
}

function listAnswer(scene: Scene, question: TimelineQuestion | StatementsQuestion): Answer {
  const { view, basis, pinned } = scene;
  const { zone } = view.history;
  const bounds = {
    from: question.from === undefined ? undefined : resolveStart('from', question.from, zone),
    to: question.to === undefined ? undefined : resolvePoint('to', question.to, zone, scene.present.now).instant,
  };
  const list = question.ask === 'timeline' ? timelinePage(view, question, bounds, pinned) : statementsPage(view, question, bounds, pinned);
  const { items, total, next, rows } = list;
  return {
    body: { negotiation: question.negotiation, total, items, ...(next === undefined ? {} : { next }), basis },
    basis,
    rows,
    pinned: { ...question, ...pinned },
    ...(next === undefined ? {} : { next: { ...question, ...pinned, cursor: next } }),
    isPinned: scene.isPinned,
  };
}

interface Within {
  from: number | undefined;
  to: number | undefined;
}

type ListPage = Paged<object> & { rows: tables.TableRow[] };

function timelinePage(view: View, question: TimelineQuestion, within: Within, pinned: Clocks): ListPage {
  const { order, type, party, person, q, include } = question;
  const page = pageOf(timeline(view, { order, ...within, type, party, person, q, retracted: include?.includes('retracted'), history: include?.includes('history') }), question, pinned);
  return { ...page, rows: tables.factRows(page.items) };
}

function statementsPage(view: View, question: StatementsQuestion, { from, to }: Within, pinned: Clocks): ListPage {
  const { speaker, side, topic, q } = question;
  const filter = { ...(speaker && { speaker }), ...(side && { side: sideOf(side) }), ...(topic && { topic }), ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const wanted = words(q ?? '');
  const found = statements(view, filter).filter(({ gist, speaker: name }) => {
    const told = new Set(words(`${name} ${gist}`));
    return wanted.every((word) => told.has(word));
  });
  const page = pageOf(found, question, pinned);
  return { ...page, rows: tables.statementRows(page.items) };
}

function sideOf(side: string): Side {
  const known = SIDES.find((name) => name === side);
  if (known === undefined) throw new QuestionError('bad-parameter', `there is no side "${side}"`, [{ pointer: '/side', message: `must be one of ${SIDES.join(', ')}` }]);
  return known;
}

/** Words without case and accents, for searching. */
function words(text: string): string[] {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

async function aboutFact(archive: Archive, question: Extract<Question, { fact: string }>): Promise<Answer> {
  const events = await archive.readModel.factEvents(question.fact);
  const first = events[0];
  if (first === undefined) throw new QuestionError('unknown-fact', `there is no fact ${question.fact}`);
  const scene = await sceneOf(archive, first.head.negotiation, question);
  const { view, basis } = scene;
  const { fact, type, negotiation } = first.head;
  const about = { negotiation, fact, type };
  const framed = (body: object, rows?: tables.TableRow[]): Answer => ({ body: { ...body, basis }, basis, ...(rows === undefined ? {} : { rows }), pinned: { ...question, ...scene.pinned }, isPinned: scene.isPinned });
  if (question.ask === 'fact-history') {
    const steps = stepsOf(events.filter(({ head }) => head.seq < scene.moment.ledger));
    return framed({ ...about, total: steps.length, events: steps }, tables.stepRows(steps));
  }
  const seen = [...view.standing, ...view.certain, ...view.possible, ...view.ahead].find(({ id }) => id === fact);
  return framed(seen === undefined ? { ...about, seen: false, why: whyUnseen(view, fact) } : { ...about, seen: true, ...factAnswer(seen, view) });
}

function whyUnseen({ history, moment, redacted }: View, fact: string): string {
  const events = (history.facts.get(fact)?.events ?? []).filter(({ head }) => head.seq < moment.ledger);
  if (events.length === 0) return 'not recorded yet at this ledger size';
  if (redacted.includes(fact)) return 'its body was redacted';
  return events.some(({ head }) => head.op === 'retract') ? 'retracted, or not public yet, at this moment' : 'not public yet at this moment';
}

async function diffAnswer(scene: Scene, question: BetweenQuestion<'diff'>): Promise<Answer> {
  const clock = question.clock ?? 'happened';
  if (question.from === undefined) throw new QuestionError('missing-parameter', `from: the point on the ${clock} clock to compare with`, [{ pointer: '/from', message: 'is needed' }]);
  const [from, to] = await Promise.all([question.from, question.to].map((point) => standpoint(scene, question, clock, point)));
  if (from === undefined || to === undefined) throw new RangeError('a difference has two ends');
  const changes = difference({ view: from.view, basis: from.basis }, { view: to.view, basis: to.basis });
  const axis = AXES[clock];
  return {
    body: { negotiation: question.negotiation, clock, ...changes, basis: to.basis },
    basis: to.basis,
    rows: tables.changeRows(changes),
    pinned: { ...question, ...to.pinned, from: from.pinned[axis], to: to.pinned[axis] },
    isPinned: scene.isPinned && question.from === from.pinned[axis] && question.to === to.pinned[axis],
  };
}

const AXES = { happened: 'at', reported: 'known', recorded: 'ledger' } as const;

/** The scene moved to another point of one clock; an end that is left open stays where the question's clocks are. */
async function standpoint(scene: Scene, clocks: Clocks, clock: keyof typeof AXES, point: string | undefined): Promise<Scene> {
  const { at, known, ledger, conventions } = clocks;
  const moved = { at, known, ledger, conventions, ...(point === undefined ? {} : { [AXES[clock]]: point }) };
  const { history } = scene.view;
  const standing = await resolveClocks(moved, history.zone, scene.present);
  return { ...standing, view: viewAt(history, standing.moment), present: scene.present };
}

/** The steps of a replay, one after another. */
export async function* replayOf(archive: Archive, question: BetweenQuestion<'replay'>): AsyncGenerator<ReplayStep> {
  const scene = await sceneOf(archive, question.negotiation, question);
  const clock = question.clock ?? 'happened';
  const { view, basis, moment } = scene;
  const { zone } = view.history;
  const between = clock === 'recorded'
    ? { from: question.from === undefined ? 0 : (await resolveLedger(question.from, zone, scene.present)).size, to: question.to === undefined ? moment.ledger : (await resolveLedger(question.to, zone, scene.present)).size }
    : { from: question.from === undefined ? null : resolveStart('from', question.from, zone), to: question.to === undefined ? (clock === 'happened' ? moment.at : moment.known) : resolvePoint('to', question.to, zone, scene.present.now).instant };
  yield* replay({ clock, end: view, basis, ...between });
}

function unknownPath(path: string, paths: readonly string[]): QuestionError {
  const near = paths.filter((candidate) => candidate.split('.')[0] === path.split('.')[0]);
  return new QuestionError('unknown-path', `nothing of the path ${path} is in the state at this moment`, [{ pointer: '/path', message: `one of: ${(near.length > 0 ? near : paths).join(', ')}` }]);
}
