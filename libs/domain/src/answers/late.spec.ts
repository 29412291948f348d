import { describe, expect, it } from '@jest/globals';
import { seenOn } from '../../../../test/support/seen-on.js';
import { story } from '../../../../test/support/story.js';
import { type Lag, lateFacts } from './late.js';

const late = (happened: string, reported: string | undefined, lag: Lag) =>
  lateFacts(...seenOn(story().record('N1', 'notices.issued', { count: 5 }, { happened, ...(reported === undefined ? {} : { reported }) })), lag).map(({ fact, days }) => [fact, days]);

describe('late facts', () => {
  it.each<[string, string, string | undefined, string, unknown]>([
    ['a week after is late by a week', '2011-07-01', '2011-07-08', 'P7D', [['N1', 7]]],
    ['six days after is not', '2011-07-01', '2011-07-07', 'P7D', []],
    ['counts from the last day on which it may have happened', '[2011-07-01..2011-07-05]', '2011-07-08', 'P7D', []],
    ['counts to the first day on which it may have been public', '2011-07-01', '[2011-07-06..2011-07-20]', 'P7D', []],
    ['counts calendar days over a change of clocks', '2011-11-01', '2011-11-08', 'P1W', [['N1', 7]]],
    ['counts months by the calendar', '2011-01-31', '2011-02-28', 'P1M', [['N1', 28]]],
    ['is nothing where a fact was always public', '2011-07-01', undefined, 'P7D', []],
    ['is nothing where nobody knows the end', '[2011-07-01..]', '2011-09-01', 'P7D', []],
  ])('%s', (_law, happened, reported, least, found) => {
    expect(late(happened, reported, { clock: 'reported', least })).toEqual(found);
  });

  it('are told on the recorded clock by the event that took them in', () => {
    expect(late('2011-12-20', '2011-12-21', { clock: 'recorded', least: 'P7D' })).toEqual([['N1', 11]]);
    expect(late('2011-12-20', '2011-12-21', { clock: 'recorded', least: 'P2W' })).toEqual([]);
  });

  it('come with the latest first, once each however often they were revised', () => {
    const told = story()
      .record('near', 'notices.issued', { count: 5 }, { happened: '2011-07-01', reported: '2011-07-10' })
      .record('far', 'notices.issued', { count: 5 }, { happened: '2011-06-01', reported: '2011-07-10' })
      .revise('near', [{ happened: '2011-07-01', data: { count: 6 }, reported: '2011-08-30' }], '2011-08-30');
    expect(lateFacts(...seenOn(told), { clock: 'reported', least: 'P7D' }).map(({ fact, days }) => [fact, days])).toEqual([['far', 39], ['near', 9]]);
  });
});
