import { describe, expect, it } from '@jest/globals';
import { story, type Story } from '../../../../test/support/story.js';
import { stepsOf } from './steps.js';

const wordsOf = (told: Story, fact = 'batch') => stepsOf(told.events().filter(({ head }) => head.fact === fact)).map(({ words }) => words);
const batch = (count: unknown, more: object = {}, account: object = {}) => ({ happened: '2011-07-12', data: { round: 'july', count, ...more } as never, ...account });
const first = () => story().claims('batch', 'notices.issued', [batch('328')]);
const cited = (source: string, locator: string) => ({ sources: [{ source: `talks.${source}`, locator }] });

describe('a fact’s steps in words', () => {
  it('begin with what was recorded', () => {
    expect(wordsOf(first())).toEqual([['happened 2011-07-12, count 328, notice layoff, round july']]);
  });

  it('name each member that differs, and each source that came or went', () => {
    const told = first().revise('batch', [batch('about 382', { round: 'june', what: 'the batch' }, { happened: '[2011-07-12..2011-07-13]', attributedTo: 'the state', ...cited('S2', '¶1') })], '2011-07-20');
    expect(wordsOf(told)[1]).toEqual([
      'happened: 2011-07-12 → [2011-07-12..2011-07-13]',
      'count: 328 → about 382',
      'round: july → june',
      'what: nothing → the batch',
      'attributed to: nothing → the state',
      'source added: S2 ¶1',
    ]);
  });

  it('name the parts of a breakdown by their own names', () => {
    const parts = (count: number) => ({ breakdowns: [{ by: 'agency', complete: false, parts: [{ name: 'Correction', count }] }] });
    const told = story().claims('batch', 'notices.issued', [batch('328', parts(222))]).mend('batch', [batch('328', parts(230))]);
    expect(wordsOf(told)[1]).toEqual(['agency Correction count: 222 → 230']);
  });

  it('tell claims apart: the same one in another place is the same', () => {
    const [gazette, courier] = [batch('100', {}, { attributedTo: 'the Gazette', ...cited('S1', '¶1') }), batch('100', {}, { attributedTo: 'the Courier', ...cited('S2', '¶1') })];
    const told = story().claims('batch', 'notices.issued', [gazette]).revise('batch', [courier, gazette]).revise('batch', [gazette, { ...courier, data: { round: 'july', count: '120' } as never }]).revise('batch', [courier]);
    expect(wordsOf(told).slice(1)).toEqual([
      ['claim 1 (the Courier), added: happened 2011-07-12, count 100, notice layoff, round july, attributed to the Courier, from S2 ¶1'],
      ['claim 2 (the Courier), count: 100 → 120'],
      ['claim 1 (the Courier), count: 120 → 100', 'claim 2 (the Gazette), removed: happened 2011-07-12, count 100, notice layoff, round july, attributed to the Gazette, from S1 ¶1'],
    ]);
  });

  it('compare a mend with the version that it mends, as that stood', () => {
    const told = first().revise('batch', [batch('382')], '2011-07-20').mend('batch', [batch('329')], { mends: 0 }).mend('batch', [batch('330')], { mends: 0 });
    expect(wordsOf(told).slice(2)).toEqual([['count: 328 → 329'], ['count: 329 → 330']]);
  });

  it('say so where nothing differs', () => {
    expect(wordsOf(first().mend('batch', [batch('328')]))[1]).toEqual(['says what it said before']);
  });

  it('say who took the fact back, and what was taken back again', () => {
    const told = first().retract('batch', '2011-07-20').reinstate('batch', { reported: '2011-07-21' }).retract('batch');
    expect(wordsOf(told).slice(1)).toEqual([['withdrawn by its source, public from July 20, 2011'], ['the retraction (revision 2, retract) is taken back'], ['taken back as our own error']]);
  });

  it('tell nothing of what was redacted, and what was told of it before is gone', () => {
    const told = first().mend('batch', [batch('382')]).redact('batch', 0);
    expect(wordsOf(told)).toEqual([['what it said was redacted'], ['what it said before was redacted', 'happened 2011-07-12, count 382, notice layoff, round july'], ['the text of revision 1, record was removed for good']]);
  });
});
