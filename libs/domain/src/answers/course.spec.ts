import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant, tell, ZONE } from '../../../../test/support/histories.js';
import { check } from '../../../../test/support/property.js';
import { story } from '../../../../test/support/story.js';
import { wide } from '../../../../test/support/wide-histories.js';
import { historyOf, viewAt } from '../fold.js';
import type { History } from '../history.js';
import { naiveEvidence } from '../naive-evidence.js';
import { instantOf, resolveInstant } from '../time/moment.js';
import { course, statusSteps } from './course.js';
import { dealStatus } from './status.js';

const evidenceOf = (history: History, at: number) => naiveEvidence(viewAt(history, { at, known: Infinity, ledger: Infinity }));

describe('the course of the status', () => {
  it('says from every instant on what the status is a moment later', () => {
    check(fc.property(wide, instant, instant, ({ lives, turns }, asked, at) => {
      const history = historyOf('n', ZONE, tell(lives, turns));
      const step = statusSteps(evidenceOf(history, asked)).findLast(({ from }) => from === null || instantOf(from) <= at)!;
      const { status, possible } = dealStatus(evidenceOf(history, at + 1));
      expect(step).toMatchObject({ status, possible: possible.map((next) => next.status) });
    }));
  });

  it('is a step where a status begins to be possible, and where it is certain', () => {
    const told = story()
      .record('M1', 'milestone.reached', { kind: 'talks-opened' }, { happened: '2011-05-01' })
      .record('M2', 'milestone.reached', { kind: 'talks-broken-off' }, { happened: '[2011-06-01..2011-06-30]' });
    const evidence = evidenceOf(told.history(), resolveInstant('2011-06-15', ZONE).instant);
    expect(statusSteps(evidence).map(({ from, after, status, possible }) => [from, after, status, possible])).toEqual([
      [null, false, 'none', []],
      ['2011-05-01T04:00:00Z', false, 'none', ['talking']],
      ['2011-05-02T04:00:00Z', false, 'talking', []],
      ['2011-06-01T04:00:00Z', false, 'talking', ['stalled']],
      ['2011-07-01T04:00:00Z', true, 'stalled', []],
    ]);
  });

  it('tells plans and totals with the date of their word, in order', () => {
    const told = story()
      .record('N2', 'notices.totalled', { round: 'may', scope: 'round', count: '40' }, { happened: '2011-05-09' })
      .record('N1', 'notices.planned', { round: 'may', plan: 'p', count: 'more than 30' }, { happened: '2011-05-01' });
    expect(course(evidenceOf(told.history(), resolveInstant('2011-05-05', ZONE).instant)).said).toMatchObject([
      { fact: 'N1', type: 'notices.planned', measure: 'planned', plan: 'p', low: 31, high: null, after: false },
      { fact: 'N2', type: 'notices.totalled', measure: 'issued', low: 40, high: 40, after: true },
    ]);
  });
});
