import { describe, expect, it } from '@jest/globals';
import { type Story, story } from '../../../../test/support/story.js';
import { viewAt } from '../fold.js';
import { naiveEvidence } from '../naive-evidence.js';
import { resolveInstant } from '../time/moment.js';
import { ballotEffect, ballots, isOnAgreement } from './ballots.js';
import { ofType } from './refs.js';
import { dealStatus } from './status.js';

const at = (told: Story, day: string) => naiveEvidence(viewAt(told.history(), { at: resolveInstant(day, 'America/New_York').instant, known: Infinity, ledger: Infinity }));
const effect = (told: Story, day: string) => {
  const view = at(told, day);
  const { certain, possible } = view.group('happened');
  return ofType([...certain.first(Infinity), ...possible.first(Infinity)], 'ballot.tallied').map((tally) => ballotEffect(view, tally));
};

const rules = () =>
  story()
    .record('old', 'rule.adopted', { rule: 'approval', unit: 'unions', needed: 14, outOf: 15, inForce: '../2011-07-17' }, { happened: '2009' })
    .record('new', 'rule.adopted', { rule: 'approval', unit: 'unions', needed: 8, outOf: 15, inForce: '2011-07-18/..' }, { happened: '2011-07-18' });

describe('ballots', () => {
  it('are computed under the rule then in force', () => {
    const told = rules()
      .record('first', 'ballot.tallied', { ballot: 'first', against: 4 }, { happened: '2011-07-01' })
      .record('second', 'ballot.tallied', { ballot: 'second', for: 11, against: 4 }, { happened: '2011-08-01' });
    expect(ballots(at(told, '2011-09-01'))).toMatchObject([
      { ballot: 'first', outcome: 'defeated', reasoning: '4 of 15 against, so at most 11 for; 14 needed: defeated', rule: { fact: 'old', needed: 14 }, facts: ['first', 'old'] },
      { ballot: 'second', outcome: 'passed', reasoning: '11 of 15 for, 4 against; 8 needed: passed', rule: { fact: 'new', needed: 8 }, facts: ['second', 'new'] },
    ]);
    expect(effect(told, '2011-09-01')).toEqual(['rejected', 'ratified']);
  });

  it('stay open where two rules may have been in force and disagree', () => {
    const told = rules().record('tally', 'ballot.tallied', { ballot: 'vote', against: 4, notVoting: 0 }, { happened: '[2011-07-17,2011-07-18]' });
    expect(ballots(at(told, '2011-09-01'))).toMatchObject([
      { outcome: 'open', rule: null, reasoning: '4 of 15 against, 0 not voting, so 11 for; the rule may have been 14 of 15 needed (defeated) or 8 of 15 needed (passed): open' },
    ]);
    expect(effect(told, '2011-09-01')).toEqual([null]);
  });

  it('are decided where all rules that may have been in force agree', () => {
    const told = rules().record('tally', 'ballot.tallied', { ballot: 'vote', against: 9 }, { happened: '[2011-07-17,2011-07-18]' });
    expect(ballots(at(told, '2011-09-01'))).toMatchObject([{ outcome: 'defeated', rule: null }]);
  });

  it('count each wording of a rule that papers word differently', () => {
    const told = story()
      .claims('rule', 'rule.adopted', [
        { happened: '2009', data: { rule: 'approval', unit: 'unions', needed: 14, outOf: 15, inForce: '2009/..' } },
        { happened: '2009', data: { rule: 'approval', unit: 'unions', needed: 8, outOf: 15, inForce: '2009/..' } },
      ])
      .record('tally', 'ballot.tallied', { ballot: 'vote', for: 11 }, { happened: '2011-07-01' });
    expect(ballots(at(told, '2011-09-01'))).toMatchObject([{ outcome: 'open', rule: null }]);
  });

  it('go by the rule that the call names', () => {
    const told = rules()
      .record('special', 'rule.adopted', { rule: 'special', unit: 'members', needed: 2, inForce: '2011' }, { happened: '2011' })
      .record('call', 'ballot.called', { ballot: 'vote', rule: 'special', on: '2011-08-01', what: 'A vote of the members' }, { happened: '2011-07-20' })
      .record('tally', 'ballot.tallied', { ballot: 'vote', for: 3 }, { happened: '2011-08-01' });
    expect(ballots(at(told, '2012-02-01'))).toMatchObject([{ what: 'A vote of the members', outcome: 'passed', rule: { rule: 'special', unit: 'members' } }]);
  });

  it('are called until they are tallied', () => {
    const told = rules().record('call', 'ballot.called', { ballot: 'vote', on: '2011-08-01' }, { happened: '2011-07-20' });
    expect(ballots(at(told, '2011-07-25'))).toMatchObject([{ outcome: 'called', held: { edtf: '2011-08-01' }, rule: { needed: 8 }, certain: true, for: null }]);
  });

  it('are decided by certain tallies only', () => {
    const told = rules().record('tally', 'ballot.tallied', { ballot: 'vote', against: 4 }, { happened: '[2011-06-01..2011-06-30]' });
    expect(ballots(at(told, '2011-06-15'))).toMatchObject([
      { outcome: 'open', certain: false, reasoning: 'may not have been held by then; if it was: 4 of 15 against, so at most 11 for; 14 needed: defeated' },
    ]);
    expect(effect(told, '2011-06-15')).toEqual(['rejected']);
    expect(ballots(at(told, '2011-05-31'))).toEqual([]);
  });

  it('without a rule stay open', () => {
    const told = story().record('tally', 'ballot.tallied', { ballot: 'vote', members: 15, against: 4 }, { happened: '2011-07-01' });
    expect(ballots(at(told, '2011-09-01'))).toMatchObject([{ outcome: 'open', rule: null, reasoning: '4 of 15 against, so at most 11 for; no rule in force then is recorded: open' }]);
  });

  it('keep numbers that cannot be right, and decide nothing by them', () => {
    const told = rules().record('tally', 'ballot.tallied', { ballot: 'vote', for: 14, against: 2 }, { happened: '2011-07-01' });
    expect(ballots(at(told, '2011-09-01'))).toMatchObject([{ outcome: 'open', reasoning: '14 of 15 for, 2 against: 16 votes of 15, more than there are; 14 needed: open' }]);
  });

  it('on another matter leave the deal alone', () => {
    const told = rules()
      .record('call', 'ballot.called', { ballot: 'bylaws', matter: 'other' }, { happened: '2011-06-01' })
      .record('tally', 'ballot.tallied', { ballot: 'bylaws', for: 15 }, { happened: '2011-07-01' });
    const view = at(told, '2011-09-01');
    expect(ballots(view)).toMatchObject([{ outcome: 'passed' }]);
    expect(isOnAgreement(view, 'bylaws')).toBe(false);
    expect(effect(told, '2011-09-01')).toEqual([null]);
    expect(dealStatus(at(told, '2011-06-15')).status).toBe('none');
  });
});
