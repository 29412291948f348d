import { describe, expect, it } from '@jest/globals';
import { type Basis, difference, explain, type Finding, findings, instantText, naiveEvidence, replay, resolveInstant, type Standpoint, state, type View, viewAt } from '#libs/domain';
import { naiveTeller, timelineOf } from '../../../../test/support/naive-story.js';
import { story } from '../../../../test/support/story.js';
import { widthOf } from '../layout.js';
import { plainScreen, type Screen } from '../screen.js';
import { differencePage, stepLines } from './changes.js';
import { explanationPage, findingsPage } from './checks.js';
import { statePage } from './state.js';
import { timelineLines } from './timeline.js';

const ZONE = 'America/New_York';
const PAPER = { sources: [{ source: 'talks.S1', locator: '¶2' }], reported: '2011-07-13' };

/** Talks with a plan, two batches by two words, a total without scope, deadlines, a contested day and a vote. */
const TOLD = story(ZONE)
  .record('talks', 'negotiation.opened', { title: 'The talks', zone: ZONE })
  .record('talks.S1', 'source.registered', { publisher: 'The Paper', published: '2011-07-13' })
  .record('talks.M1', 'milestone.reached', { kind: 'talks-opened', what: 'The talks open' }, { happened: '2011-05-01', ...PAPER })
  .record('talks.N0', 'notices.planned', { plan: 'spring', round: 'may', count: 'up to 300' }, { happened: '2011-05-01', ...PAPER })
  .record('talks.N1', 'notices.issued', { round: 'july', count: 328, what: 'A batch' }, { happened: '2011-07-12', attributedTo: 'the administration', ...PAPER })
  .record('talks.N2', 'notices.issued', { round: 'july', count: 'about 125' }, { happened: '[2011-07-12,2011-07-13]', attributedTo: 'union members', ...PAPER })
  .record('talks.T1', 'notices.totalled', { scope: 'unstated', count: '1,851' }, { happened: '2011-07-13', ...PAPER })
  .record('talks.D1', 'deadline.set', { key: 'meeting', due: '2011-07-18', what: 'The unions meet' }, { happened: '2011-07-13', ...PAPER })
  .record('talks.D2', 'deadline.set', { key: 'release', due: '2011-05-12', what: 'Details are released' }, { happened: '2011-05-10', ...PAPER })
  .claims('talks.M2', 'milestone.reached', [
    { happened: '2011-05-04', data: { kind: 'budget-signed', what: 'The budget is signed' }, ...PAPER },
    { happened: '2011-05-05', data: { kind: 'budget-signed', what: 'The budget is signed' }, ...PAPER },
  ])
  .record('talks.V1', 'rule.adopted', { rule: 'bylaws', unit: 'unions', needed: 14, outOf: 15, inForce: '2011-01-01/..' }, { happened: '2011-01-01', ...PAPER })
  .record('talks.V2', 'ballot.tallied', { ballot: 'vote', rule: 'bylaws', members: 15, against: 4, what: 'The unions vote' }, { happened: '2011-07-01', ...PAPER })
  .history();

function standpoint(at: string): Standpoint & { view: View } {
  const { instant } = resolveInstant(at, ZONE);
  const point = { asked: at, instant: instantText(instant), zone: ZONE };
  const basis: Basis = { at: point, known: point, ledger: { size: 12, root: '' }, conventions: ['rules-1'] };
  const view = viewAt(TOLD, { at: instant, known: instant, ledger: Infinity });
  return { view, evidence: naiveEvidence(view), basis };
}

function stateAt(at: string, screen: Screen = plainScreen()): string[] {
  const { view, basis } = standpoint(at);
  return statePage(state(naiveEvidence(view), basis), 'http://127.0.0.1:3000/pinned', screen);
}

function findingsAt(at: string): Finding[] {
  const { view } = standpoint(at);
  return findings(naiveEvidence(view), () => view.history);
}

/** The page as one line, for what may be wrapped anywhere. */
const flat = (lines: readonly string[]): string => lines.join(' ').replaceAll(/\s+/g, ' ');

describe('the page of the state', () => {
  const page = stateAt('2011-07-13');
  const told = flat(page);

  it('begins with the title and the sentence to quote, and ends with the permanent link', () => {
    expect(page[0]).toBe('The talks');
    expect(page[2]).toMatch(/^At the end of July 13, 2011, /);
    expect(page.at(-1)).toBe('http://127.0.0.1:3000/pinned');
  });
  it('says on which clocks it stands', () => {
    expect(told).toContain('at 2011-07-13 (2011-07-14T04:00:00Z), as known by 2011-07-13 (2011-07-14T04:00:00Z), ledger of 12 events; zone America/New_York');
  });
  it('says how old the newest source is', () => {
    expect(told).toContain('S1 (The Paper), July 13, 2011, the same day');
    expect(flat(stateAt('2011-07-20'))).toContain('S1 (The Paper), July 13, 2011, 7 days old Nothing is recorded from later sources');
  });
  it('gives the status with since when and why', () => {
    expect(page).toContain('  status         rejected');
    expect(page).toContain('  since          July 1, 2011');
    expect(told).toContain('because 4 of 15 against, so at most 11 for; 14 needed: defeated (S1 ¶2)');
  });
  it('shows what is itemised by whose word, and what is stated, side by side', () => {
    expect(page).toContain('LAYOFF NOTICES, JULY ROUND');
    expect(page).toContain('  issued       446 to 460                                  none recorded');
    expect(page).toContain('               – 328, per the administration');
    expect(told).toContain('– about 125 (118 to 132 by convention about-5%), per union members');
    expect(told).toContain('issued 1,851 July 13, 2011; what it covers is not stated (S1 ¶2)');
  });
  it('says that nothing is recorded, and never 0', () => {
    expect(page).toContain('LAYOFF NOTICES, MAY ROUND');
    expect(page).toContain('  issued   none recorded                               none recorded');
    expect(page).toContain('  planned  up to 300 (at most 300)                     none recorded');
    expect(page).toContain('  postponed, withdrawn, in effect, outstanding: none recorded');
  });
  it('lists open deadlines with the days left before those that passed', () => {
    const open = page.indexOf('OPEN DEADLINES AND DATES');
    const passed = page.indexOf('PASSED');
    expect(page[open + 1]).toBe('  July 18, 2011  The unions meet  5 days left');
    expect(page[passed + 1]).toBe('  May 12, 2011  Details are released  passed 62 days ago, outcome not reported');
    expect(open).toBeLessThan(passed);
  });
  it('shows both sides of what is contested', () => {
    expect(page).toContain('  • The budget is signed (M2)');
    expect(page).toContain('    – when: May 4, 2011 (S1 ¶2)');
    expect(page).toContain('    – when: May 5, 2011 (S1 ¶2)');
  });
  it('says what may have happened', () => {
    const possible = flat(stateAt('2011-07-12'));
    expect(possible).not.toContain('POSSIBLE BY THEN');
    const { view, basis } = standpoint('2011-07-13');
    const earlier = viewAt(TOLD, { ...view.moment, at: resolveInstant('2011-07-12', ZONE).instant });
    expect(flat(statePage(state(naiveEvidence(earlier), basis), '', plainScreen()))).toContain('POSSIBLE BY THEN (1) July 12 or 13, 2011 about 125 layoff notices issued (per union members; S1 ¶2)');
  });
  it.each([40, 72, 100])('keeps within %i columns but for the link', (width) => {
    const lines = stateAt('2011-07-13', plainScreen(width)).slice(0, -1);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
  });
});

describe('the pages of changes', () => {
  it('say what changed, from what to what, and why', () => {
    const page = differencePage(difference(naiveTeller(TOLD), standpoint('2011-07-11'), standpoint('2011-07-13')), 'talks', plainScreen());
    expect(page).toContain('  layoff notices issued, the July round');
    expect(page).toContain('    none recorded → 446 to 460');
    expect(page).toContain('    because N1, N2 became known');
    expect(flat(page)).toContain('became known July 12, 2011 N1 A batch (per the administration; S1 ¶2)');
  });
  it('tell a step by its date, what happened, and what it changed', () => {
    const { moment } = standpoint('2011-07-13').view;
    const steps = [...replay(naiveTeller(TOLD), { clock: 'happened', moment, from: null, to: moment.at })];
    const step = steps.find(({ fact }) => fact?.fact === 'talks.N1')!;
    const lines = stepLines(step, 'talks', ZONE, plainScreen());
    expect(lines.slice(1, 3)).toEqual([`${step.step}. July 12, 2011 · N1`, '    A batch (per the administration; S1 ¶2)']);
    expect(flat(lines)).toContain('layoff notices issued, the July round:');
  });
});

describe('the other pages', () => {
  it('explain a value: arithmetic, facts, who said so, sources', () => {
    const { view, basis } = standpoint('2011-07-13');
    const page = explanationPage(explain(naiveEvidence(view), basis, 'notices.rounds.july.issued')!, 'talks', plainScreen());
    expect(page[0]).toContain('446 to 460');
    expect(page).toContain('HOW IT WAS RECKONED');
    expect(page).toContain('2 FACTS');
    expect(flat(page)).toContain('N1 July 12, 2011 A batch: 328 (per the administration; S1 ¶2)');
  });
  it('explain a contested fact by each of its claims', () => {
    const { view, basis } = standpoint('2011-07-13');
    const seen = explain(naiveEvidence(view), basis, 'deal.status')!;
    const contested = { ...seen, facts: timelineOf(view, { q: 'budget' }).filter((entry) => 'claims' in entry) };
    const page = explanationPage(contested, 'talks', plainScreen());
    expect(page).toContain('      – May 4, 2011: S1 ¶2');
    expect(page).toContain('      – May 5, 2011: S1 ¶2');
  });
  it('list findings with their verdict, facts and sources', () => {
    const page = findingsPage(findingsAt('2011-07-13'), 'talks', plainScreen());
    expect(page).toContain('not-contradicted · stated-total');
    expect(flat(page)).toContain('facts T1, N1, N2');
  });
  it('say so where there is nothing to find', () => {
    expect(findingsPage([], 'talks', plainScreen())).toEqual(['Nothing to report: no total, breakdown, ballot or deadline that could be checked.']);
  });
  it('show the timeline with dates, keys and marks', () => {
    const entries = timelineOf(standpoint('2011-07-13').view, {});
    const lines = timelineLines(entries, 'talks', 'happened', ZONE, plainScreen());
    expect(lines.find((line) => line.includes('M2'))).toMatch(/^May 4 or 5, 2011\s+M2\s+\[contested\] The budget is signed \(S1 ¶2\)$/);
    expect(lines.find((line) => line.includes('N1'))).toMatch(/A batch: 328 \(per the administration; S1 ¶2\)$/);
  });
  it('date the timeline by the clock that orders it', () => {
    const entries = timelineOf(standpoint('2011-07-13').view, { order: 'reported', type: 'notices.issued' });
    expect(timelineLines(entries, 'talks', 'reported', ZONE, plainScreen())[0]).toMatch(/^by the end of July 13, 2011\s+N1/);
    expect(timelineLines(entries, 'talks', 'recorded', ZONE, plainScreen())[0]).toMatch(/^2012-01-01 00:00:04Z\s+N1/);
  });
});
