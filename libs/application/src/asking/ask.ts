import { axis, ballots, type Basis, BRIEF, countingNotices, dealStatus, type Evidence, findingOut, groups, headline, localDay, parties, people, type Run, type Seen, type Slices, state, type StateAnswer, tellingCourse, tellingDeadlines, tellingFigures, tellingSeparations, tellingSeries, tellingSources, terms, titleOf, valuesOf } from '#libs/domain';
import { reconciliationTable, type Table } from '#libs/formats';
import { aboutFact } from './answers/about-fact.js';
import { diffAnswer } from './answers/between.js';
import { inSlices } from '../breather.js';
import { correctionsAnswer } from './answers/corrections.js';
import { QuestionError } from './errors.js';
import { explainAnswer } from './answers/explaining.js';
import { lateAnswer } from './answers/late.js';
import { listAnswer } from './answers/lists.js';
import { negotiationList } from './answers/negotiation-list.js';
import { clocksOfPage } from './pages.js';
import type { Answer, Question } from './questions.js';
import { type Archive, type Scene, sceneOf } from './scene.js';
import { linesOnce, reconcilingOnce } from './reconciled.js';
import type { KeptStates } from './states.js';
import { noticesAcross } from './answers/notices-across.js';
import { statementsAcross } from './answers/statements-across.js';
import { storyAnswer } from './answers/story.js';
import * as tables from './answers/tables.js';

/** Answers a question. Pure reading: every answer is a function of the log below a size, and of the clocks. */
export async function ask(archive: Archive, question: Question): Promise<Answer> {
  switch (question.ask) {
    case 'negotiations':
      return negotiationList(archive, question);
    case 'statements-across':
      return statementsAcross(archive, question);
    case 'notices-across':
      return noticesAcross(archive, question);
    case 'fact':
    case 'fact-history':
      return aboutFact(archive, question);
    case 'timeline':
    case 'statements':
      return listAnswer(await sceneOf(archive, question.negotiation, clocksOfPage(question)), question);
    case 'late':
      return lateAnswer(await sceneOf(archive, question.negotiation, clocksOfPage(question)), question);
    case 'corrections':
      return correctionsAnswer(await sceneOf(archive, question.negotiation, clocksOfPage(question)), question);
    case 'diff':
      return diffAnswer(await sceneOf(archive, question.negotiation, clocksOfPage(question)), question);
    case 'explain':
      return explainAnswer(await sceneOf(archive, question.negotiation, clocksOfPage(question)), question);
    case 'story':
      return storyAnswer(archive, await sceneOf(archive, question.negotiation, question), question);
    case 'replay':
      throw new QuestionError('bad-parameter', 'a replay is told step by step, as JSON Lines');
    case 'state':
      return new WholeState(archive.states, await sceneOf(archive, question.negotiation, question));
    default:
      return sceneAnswer(await sceneOf(archive, question.negotiation, question), question);
  }
}

type SceneQuestion = Extract<Question, { ask: 'negotiation' | 'notices' | 'course' | 'steps' | 'deadlines' | 'ballots' | 'figures' | 'findings' | 'reconciliation' }>;

/** The questions whose answer is one projection of the scene. */
async function sceneAnswer(scene: Scene, question: SceneQuestion): Promise<Answer> {
  const { evidence, basis } = scene;
  const answer = (body: object, table?: () => Table): Answer => ({
    body: { negotiation: question.negotiation, ...body, basis },
    basis,
    ...(table === undefined ? {} : { table }),
    pinned: { ...question, ...scene.pinned },
    isPinned: scene.isPinned,
  });
  switch (question.ask) {
    case 'negotiation':
      return answer(await inSlices(describing(evidence)));
    case 'notices': {
      const counted = await inSlices(countingNotices(evidence));
      const series = await inSlices(tellingSeries(evidence));
      const { by } = question;
      const table = () => (by === undefined ? tables.noticeTable(counted) : tables.breakdownTable(by, counted.by[by], counted.by.unattributed[by]));
      return answer({ ...counted, series }, table);
    }
    case 'course': {
      const told = await inSlices(tellingCourse(evidence));
      return answer(told, () => tables.courseTable(told));
    }
    case 'deadlines': {
      const [set, derived] = [await inSlices(tellingDeadlines(evidence)), await inSlices(tellingSeparations(evidence))];
      return answer({ deadlines: set, derivedDeadlines: derived }, () => tables.deadlineTable(set, derived));
    }
    case 'steps': {
      const { fact, index } = question;
      const steps = axis(evidence, { fact, index });
      return answer(steps, () => tables.markTable(steps));
    }
    case 'ballots': {
      const voted = ballots(evidence);
      return answer({ ballots: voted }, () => tables.ballotTable(voted));
    }
    case 'figures': {
      const [given, offered] = [await inSlices(tellingFigures(evidence)), terms(evidence)];
      return answer({ figures: given, terms: offered }, () => tables.figureTable(given, offered));
    }
    case 'findings': {
      const found = await inSlices(findingOut(evidence, linesOnce(scene.timeline, evidence)));
      return answer({ findings: found }, () => tables.findingTable(found));
    }
    case 'reconciliation': {
      const reconciled = await inSlices(reconcilingOnce(scene.timeline, evidence));
      return answer(reconciled, () => reconciliationTable(reconciled));
    }
  }
}

/**
 * The whole state: its text is at hand where it was asked for before, at a moment at which it says the same. A class, for a literal with a
 * getter has a hidden class of its own, which keeps all that the answer was made from until the next full collection of garbage.
 */
class WholeState implements Answer {
  readonly basis: Basis;
  readonly pinned: Question;
  readonly isPinned: boolean;

  constructor(
    private readonly states: KeptStates,
    private readonly scene: Scene,
  ) {
    this.basis = scene.basis;
    this.pinned = { ask: 'state', negotiation: scene.negotiation, ...scene.pinned };
    this.isPinned = scene.isPinned;
  }

  get body(): StateAnswer {
    return state(this.scene.evidence, this.scene.basis);
  }

  members(): ReturnType<KeptStates['membersAt']> {
    return this.states.membersAt(this.scene);
  }

  table(): Table {
    return tables.valueTable(valuesOf(this.body));
  }
}

/** What a negotiation is: parties, people, zone, span, sources, counts, and where it stands. Its facts are gone through one by one. */
function* describing(evidence: Evidence): Slices<object> {
  const [opened] = evidence.group('standing', ['negotiation.opened']).all.first(1) as Seen<'negotiation.opened'>[];
  const { certain, possible, ahead, all } = evidence.group('happened');
  const standing = evidence.groups('standing').reduce((count, { group }) => count + group.all.count, 0);
  const deal = dealStatus(evidence);
  const counted = yield* countingNotices(evidence, BRIEF);
  return {
    title: titleOf(evidence),
    ...(opened?.data.summary === undefined ? {} : { summary: opened.data.summary }),
    zone: evidence.zone,
    headline: headline(evidence, deal, ballots(evidence), counted),
    status: deal.status,
    span: yield* spanningDays(all, evidence.zone),
    parties: parties(evidence),
    people: people(evidence),
    groups: groups(evidence),
    sources: yield* tellingSources(evidence),
    counts: { facts: all.count + standing, certain: certain.count, possible: possible.count, ahead: ahead.count, standing },
  };
}

/** The first and the last day that any fact names. */
function* spanningDays(facts: Run, zone: string): Slices<{ from: string; to: string } | null> {
  let [start, end] = [Infinity, -Infinity];
  for (const { span: { earliest, latest } } of facts.entries()) {
    if (Number.isFinite(earliest)) start = Math.min(start, earliest);
    if (Number.isFinite(latest)) end = Math.max(end, latest);
    yield;
  }
  return Number.isFinite(start) && Number.isFinite(end) ? { from: localDay(start + 1, zone), to: localDay(end, zone) } : null;
}
