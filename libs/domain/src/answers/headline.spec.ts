import { describe, expect, it } from '@jest/globals';
import { type Story, story } from '../../../../test/support/story.js';
import type { Evidence } from '../evidence.js';
import { viewAt } from '../fold.js';
import { naiveEvidence } from '../naive-evidence.js';
import { resolveInstant } from '../time/moment.js';
import { ballots } from './ballots.js';
import { headline, sayMoment } from './headline.js';
import { BRIEF, EVERYTHING, FULL } from './listing.js';
import { notices } from './notices.js';
import { dealStatus } from './status.js';

const ZONE = 'America/New_York';

function evidenceAt(told: Story, moment: string): Evidence {
  return naiveEvidence(viewAt(told.history(), { at: resolveInstant(moment, ZONE).instant, known: Infinity, ledger: Infinity }));
}

function at(told: Story, moment: string): string {
  const evidence = evidenceAt(told, moment);
  return headline(evidence, dealStatus(evidence), ballots(evidence), notices(evidence));
}
const batch = (told: Story, id: string, round: string, count: string | number, happened = '2011-07-12', attributedTo?: string) =>
  told.record(id, 'notices.issued', { round, count }, { happened, ...(attributedTo === undefined ? {} : { attributedTo }) });
const planned = (told: Story, plan: string, count: number) => told.record(plan, 'notices.planned', { plan, round: 'july', count }, { happened: '2011-07-12' });

describe('the headline', () => {
  it('is one sentence of the moment, the deal and the notices', () => {
    expect(at(story(), '2011-07-13')).toBe('At the end of July 13, 2011, no talks are recorded; no layoff notices are recorded as issued.');
    expect([sayMoment(resolveInstant('2011-07-12T09:29', ZONE).instant, ZONE), sayMoment(resolveInstant('2011-07-12', ZONE).instant, ZONE)]).toEqual(['at 09:29 on July 12, 2011', 'at the end of July 12, 2011']);
  });

  it('gives each number with whose word it is, of the latest round alone', () => {
    const told = batch(batch(batch(story(), 'may', 'may', 4742, '2011-05-10'), 'a', 'july', 328, '2011-07-12', 'the administration'), 'b', 'july', 'about 125', '2011-07-12', 'union members');
    const said = at(told, '2011-07-13');
    expect(said).toContain('328 layoff notices had been issued according to the administration and about 125 according to union members');
    expect(said).not.toMatch(/4,?742|5,?\d{3}/);
    expect(said).toMatch(/^[^.]*\.$/);
  });

  it('says what is only possible, and what has no number, as such', () => {
    expect(at(batch(story(), 'a', 'july', 14, '[2011-07-10..2011-07-20]'), '2011-07-13')).toContain('layoff notices may have been issued, at most 14');
    expect(at(batch(story(), 'a', 'july', 'unstated'), '2011-07-13')).toContain('layoff notices had been issued, the number not stated (at least 1)');
    expect(at(batch(batch(story(), 'a', 'july', 3), 'b', 'july', 2, '[2011-07-10..2011-07-20]'), '2011-07-13')).toContain('3 layoff notices had been issued, and possibly more');
  });

  it('speaks of one notice in the singular', () => {
    expect(at(batch(story(), 'a', 'july', 1), '2011-07-13')).toContain('; in the July round 1 layoff notice had been issued.');
    const few = ['a', 'b', 'c', 'd'].reduce((told, id) => batch(told, id, 'july', id === 'a' ? 'unstated' : 'up to 5'), story());
    expect(at(few, '2011-07-13')).toContain('at least 1 layoff notice had been issued');
    const total = story().record('t', 'notices.totalled', { scope: 'all', count: 1 }, { happened: '2011-07-13' });
    expect(at(total, '2011-07-13')).toContain('a total of 1 layoff notice had been stated for all rounds');
  });

  it.each([['round-6', 'in Round 6'], ['Round_2_b', 'in Round 2 b'], ['second-round', 'in the Second round'], ['july', 'in the July round'], ['roundup', 'in the Roundup round']])('says of a round %s: %s', (round, where) => {
    expect(at(batch(story(), 'a', round, 3), '2011-07-13')).toContain(`; ${where} 3 layoff notices`);
  });

  it('says the same however many facts an answer lists', () => {
    const told = Array.from({ length: 9 }, (_, index) => index).reduce((so, index) => batch(so, `b${index}`, 'july', index < 2 ? 10 : 'unstated', index < 3 ? '2011-07-12' : '[2011-07-10..2011-07-20]'), story());
    const evidence = evidenceAt(told, '2011-07-13');
    const said = [BRIEF, FULL, EVERYTHING].map((listing) => headline(evidence, dealStatus(evidence, listing), ballots(evidence, listing), notices(evidence, listing)));
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toContain('the number not stated (at least 21)');
  });

  it('says the same however many plans an answer lists: one in its own words, several together', () => {
    const evidence = evidenceAt(Array.from({ length: 7 }, (_, index) => index).reduce((so, index) => planned(so, `p${index}`, 10 ** index), story()), '2011-07-13');
    const said = [BRIEF, FULL, EVERYTHING].map((listing) => headline(evidence, dealStatus(evidence, listing), ballots(evidence, listing), notices(evidence, listing)));
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toContain('no layoff notices are recorded as issued, 1,111,111 planned.');
    expect(at(planned(story(), 'p', 40), '2011-07-13')).toContain('issued, 40 planned.');
  });

  it('speaks of one kind of notice, the first that is heard of', () => {
    const told = planned(story(), 'p', 40).record('s', 'notices.issued', { notice: 'strike', round: 'july', count: 3 }, { happened: '2011-07-13' });
    expect(at(told, '2011-07-13')).toContain('no layoff notices are recorded as issued, 40 planned.');
  });

  it('prefers what was stated, with its scope', () => {
    const told = batch(story(), 'a', 'july', 3).record('t', 'notices.totalled', { scope: 'unstated', count: 1851 }, { happened: '2011-07-13', attributedTo: 'the administration' });
    expect(at(told, '2011-07-13')).toContain('a total of 1851 layoff notices had been stated by the administration, without saying which rounds it covers (3 itemised in the July round)');
  });

  it('gives the reasoning of the ballot that decided, and what may have come since', () => {
    const told = story().record('rule', 'rule.adopted', { rule: 'r', unit: 'unions', needed: 14, outOf: 15, inForce: '2009/..' }, { happened: '2009' })
      .record('tally', 'ballot.tallied', { ballot: 'vote', against: 4 }, { happened: '2011-06-24' }).record('again', 'milestone.reached', { kind: 'talks-resumed' }, { happened: '[2011-07-01..2011-07-31]' });
    expect(at(told, '2011-07-13')).toContain('voted down (4 of 15 against, so at most 11 for; 14 needed), and by then possibly talking again');
    expect(at(told, '2011-06-30')).not.toContain('possibly');
  });
});
