import { describe, expect, it } from '@jest/globals';
import { type Story, story } from '../../../../test/support/story.js';
import type { MilestoneKind } from '../facts/kinds.js';
import { viewAt } from '../fold.js';
import { naiveEvidence } from '../naive-evidence.js';
import { resolveInstant } from '../time/moment.js';
import { dealStatus } from './status.js';

const at = (told: Story, day: string) => dealStatus(naiveEvidence(viewAt(told.history(), { at: resolveInstant(day, 'America/New_York').instant, known: Infinity, ledger: Infinity })));

/** Milestones on the days given, told in the order given. */
const milestones = (...steps: [MilestoneKind, string][]) =>
  steps.reduce((told, [kind, happened], index) => told.record(`m${index}-${kind}`, 'milestone.reached', { kind }, { happened }), story());

const possible = (told: Story, day: string) => at(told, day).possible.map(({ status, because }) => [status, because.fact]);

describe('the deal', () => {
  it.each<[MilestoneKind, string]>([
    ['talks-opened', 'talking'], ['talks-resumed', 'talking'], ['talks-broken-off', 'stalled'], ['tentative-agreement', 'tentative'], ['vote-opened', 'voting'],
    ['agreement-rejected', 'rejected'], ['agreement-ratified', 'ratified'], ['talks-ended', 'ended'], ['talks-continued', 'none'], ['earlier-agreement', 'none'], ['offer-made', 'none'],
  ])('is after %s %s', (kind, status) => {
    expect(at(milestones([kind, '2011-07-01']), '2011-07-01').status).toBe(status);
  });

  it('is told with the facts that brought it where it is, and since when', () => {
    const told = milestones(['talks-resumed', '2011-07-03'], ['talks-opened', '2011-07-01'], ['talks-broken-off', '2011-06-01'], ['talks-paused', '2011-07-04']);
    const { status, since, because } = at(told, '2011-07-31');
    expect([status, since?.edtf, because.map(({ fact }) => fact)]).toEqual(['talking', '2011-07-01', ['m1-talks-opened', 'm0-talks-resumed']]);
    expect(at(told, '2011-06-15')).toMatchObject({ status: 'stalled', because: [{ fact: 'm2-talks-broken-off', what: 'talks broken off' }], possible: [] });
    expect(at(told, '2011-05-31')).toMatchObject({ status: 'none', since: null, because: [], possible: [] });
  });

  it('may be what the possible facts would make of it, each status by the first that reaches it', () => {
    const told = milestones(['talks-opened', '2011-05-01'], ['tentative-agreement', '[2011-05-11..2011-07-12]'], ['agreement-rejected', '[2011-05-11..2011-07-13]'], ['talks-resumed', '[2011-05-11..2011-07-20]'], ['tentative-agreement', '[2011-05-11..2011-08-01]']);
    expect(at(told, '2011-06-15').status).toBe('talking');
    expect(possible(told, '2011-06-15')).toEqual([['tentative', 'm1-tentative-agreement'], ['rejected', 'm2-agreement-rejected']]);
    expect(possible(told, '2011-07-13')).toEqual([['talking', 'm3-talks-resumed'], ['tentative', 'm4-tentative-agreement']]);
  });

  it('follows the order that an author gave to facts of one day', () => {
    const told = (first: number) => story()
      .record('a', 'milestone.reached', { kind: 'talks-broken-off' }, { happened: '2011-07-01', order: first })
      .record('b', 'milestone.reached', { kind: 'talks-resumed' }, { happened: '2011-07-01' });
    expect([at(told(0), '2011-07-01').status, at(told(1), '2011-07-01').status]).toEqual(['talking', 'stalled']);
  });
});

describe('a ballot', () => {
  const ballot = (needed: number, matter?: 'other') => story()
    .record('tentative', 'milestone.reached', { kind: 'tentative-agreement' }, { happened: '2011-06-01' })
    .record('rule', 'rule.adopted', { rule: 'approval', unit: 'unions', needed, outOf: 15, inForce: '2009/..' }, { happened: '2009' })
    .record('call', 'ballot.called', { ballot: 'vote', ...(matter === undefined ? {} : { matter }) }, { happened: '2011-06-10' })
    .record('tally', 'ballot.tallied', { ballot: 'vote', for: 11, against: 4 }, { happened: '2011-06-24' });

  it('moves the status when it is called, and when it is counted, with its reasoning', () => {
    expect(at(ballot(14), '2011-06-10')).toMatchObject({ status: 'voting', because: [{ fact: 'call' }] });
    const { status, because } = at(ballot(14), '2011-06-24');
    expect([status, because.map(({ fact, reasoning }) => [fact, reasoning])]).toEqual(['rejected', [['tally', '11 of 15 for, 4 against; 14 needed: defeated']]]);
    expect(at(ballot(8), '2011-06-24').status).toBe('ratified');
  });

  it('on another matter moves nothing', () => {
    expect(at(ballot(14, 'other'), '2011-06-24')).toMatchObject({ status: 'tentative', because: [{ fact: 'tentative' }] });
  });

  it('that no known rule decides leaves the vote open', () => {
    const told = story().record('call', 'ballot.called', { ballot: 'vote' }, { happened: '2011-06-10' }).record('tally', 'ballot.tallied', { ballot: 'vote', for: 11 }, { happened: '2011-06-24' });
    expect(at(told, '2011-06-24')).toMatchObject({ status: 'voting', because: [{ fact: 'call' }] });
  });

  it('that may have been counted by then is possible', () => {
    const told = ballot(14).record('again', 'ballot.tallied', { ballot: 'second', for: 15 }, { happened: '[2011-07-01..2011-07-31]' });
    expect(possible(told, '2011-07-15')).toEqual([['ratified', 'again']]);
  });
});

describe('the flags', () => {
  it('are raised, confirmed and lowered', () => {
    const told = milestones(['news-blackout-agreed', '2011-05-02'], ['news-blackout-confirmed', '2011-05-05'], ['news-blackout-lifted', '2011-05-10'], ['fallback-plan-started', '2011-05-06']);
    expect(at(told, '2011-05-01')).toMatchObject({ flags: { newsBlackout: false, fallbackPlan: false }, flagFacts: {} });
    expect(at(told, '2011-05-05')).toMatchObject({ flags: { newsBlackout: true }, flagFacts: { newsBlackout: { since: { edtf: '2011-05-02' }, last: { fact: 'm1-news-blackout-confirmed' } } } });
    const after = at(told, '2011-05-10');
    expect([after.flags, Object.keys(after.flagFacts)]).toEqual([{ newsBlackout: false, fallbackPlan: true }, ['fallbackPlan']]);
  });

  it('are raised by a confirmation alone, and again after they were lowered', () => {
    const told = milestones(['news-blackout-confirmed', '2011-05-02'], ['news-blackout-lifted', '2011-05-03'], ['news-blackout-agreed', '2011-05-09'], ['fallback-plan-started', '2011-05-01'], ['fallback-plan-dropped', '2011-05-08']);
    expect(at(told, '2011-05-02').flags).toEqual({ newsBlackout: true, fallbackPlan: true });
    expect(at(told, '2011-05-09')).toMatchObject({ flags: { newsBlackout: true, fallbackPlan: false }, flagFacts: { newsBlackout: { since: { edtf: '2011-05-09' } } } });
  });
});
