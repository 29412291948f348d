import { describe, expect, it } from '@jest/globals';
import { check, readExpectation } from './expect.js';

const STATE = {
  deal: { status: 'rejected', since: { edtf: '[2011-05-11..2011-07-12]', earliest: null, latest: null }, flags: { newsBlackout: false } },
  notices: {
    rounds: [
      { notice: 'layoff', round: 'july', issued: { itemised: { recorded: true, certain: { low: 446, high: 460 } }, stated: { low: 1851, high: 1851, wording: '1,851' } } },
      { notice: 'layoff', round: null, issued: { itemised: { recorded: true, certain: { low: 1, high: null } } } },
      { notice: 'strike', round: 'july', issued: { itemised: { recorded: false } } },
    ],
    by: { agency: [{ name: 'Dept. of Correction', certain: { low: 222, high: 222 } }] },
  },
  deadlines: [{ key: 'bylaws-meeting', daysLeft: 5 }, { key: 'deal', daysLeft: null }],
  figures: [{ measure: 'savings', values: [{ wording: '$1.6 billion', low: '1600000000' }] }, { measure: 'savings', package: 'first', values: [] }],
};

const held = (text: string) => check(STATE, readExpectation(text));

describe('an expectation', () => {
  it.each([
    ['notices.rounds.july.issued.itemised.certain=446..460', true, '446..460'],
    ['notices.rounds.july.issued.itemised.certain=446..461', false, '446..460'],
    ['notices.rounds.july.issued.itemised.certain=446', false, '446..460'],
    ['notices.rounds.unstated.issued.itemised.certain=1..', true, '1..'],
    ['notices.rounds.july.issued.stated=1,851', true, '1851'],
    ['notices.rounds.july.issued.itemised.recorded=true', true, 'true'],
    ['notices.rounds.strike.july.issued.itemised.recorded=false', true, 'false'],
    ['notices.by.agency.Dept. of Correction.certain=222', true, '222'],
    ['notices.by.agency.0.certain=222', true, '222'],
    ['deal.status=rejected', true, 'rejected'],
    ['deal.status=ratified', false, 'rejected'],
    ['deal.since=[2011-05-11..2011-07-12]', true, '[2011-05-11..2011-07-12]'],
    ['deadlines.bylaws-meeting.daysLeft=5', true, '5'],
    ['deadlines.bylaws-meeting.daysLeft=3..6', true, '5'],
    ['deadlines.bylaws-meeting.daysLeft=6..', false, '5'],
    ['deadlines.deal.daysLeft=null', true, 'null'],
    ['figures.savings.values.0=$1.6 billion', true, '$1.6 billion'],
  ])('%s: %s', (text, holds, found) => {
    expect(held(text)).toEqual({ holds, found });
  });

  it('of a path that is not there is told how far the path goes, and what is near', () => {
    expect(() => held('notices.rounds.juli.issued=1')).toThrow('notices.rounds has no "juli"; did you mean "july"?');
    expect(() => held('notizes.rounds=1')).toThrow('the state has no "notizes"; did you mean "notices"?');
    expect(() => held('deal.status.since=1')).toThrow('deal.status has no "since"');
  });

  it('needs a value, and a path to one value', () => {
    expect(() => readExpectation('deal.status')).toThrow('give a path of the state and its value');
    expect(() => held('deal=1')).toThrow('there are several values here; go on to one of status, since, flags');
  });
});
