import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { parseQuantity } from '../quantity/parse.js';
import { decideTally, type Threshold, type Votes } from './tally.js';

const count = (input: number | string) => parseQuantity(input);
const rule = { needed: 14, outOf: 15 };

describe('a tally under a rule', () => {
  it.each<[string, Votes, Threshold, string, string]>([
    ['is defeated by those who voted against', { members: count(15), against: count(4) }, rule, 'defeated', '4 of 15 against, so at most 11 for'],
    ['takes the members from the rule', { against: count(4) }, rule, 'defeated', '4 of 15 against, so at most 11 for'],
    ['passes by the votes for', { members: count(15), for: count(14) }, rule, 'passed', '14 of 15 for'],
    ['knows the votes for where all others are told', { members: count(15), against: count(1), notVoting: count(0) }, rule, 'passed', '1 of 15 against, 0 not voting, so 14 for'],
    ['is open where too little is known', { members: count(15), against: count(1) }, rule, 'open', '1 of 15 against, so at most 14 for'],
    ['goes by the fewest that inexact words allow', { for: count('more than 13') }, rule, 'passed', 'more than 13 of 15 for, so 14 to 15 for'],
    ['does not read "about" as exact', { for: count('about 14') }, rule, 'open', 'about 14 of 15 for, so 13 to 15 for'],
    ['needs no number of members', { for: count(30) }, { needed: 25 }, 'passed', '30 for'],
    ['is open where nothing was told', {}, { needed: 25 }, 'open', 'no numbers told'],
  ])('%s', (_, votes, threshold, outcome, words) => {
    expect(decideTally(votes, threshold)).toMatchObject({ outcome, votes: words });
  });

  it.each<[string, Votes, Threshold, string]>([
    ['more votes than members', { members: count(15), for: count(14), against: count(2) }, rule, '16 votes of 15, more than there are'],
    ['votes that leave some out', { members: count(15), for: count(10), against: count(2), notVoting: count(0) }, rule, 'the votes do not add up to 15'],
    ['other members than the rule has', { members: count(16), against: count(4) }, rule, 'the tally counts 16, the rule 15'],
  ])('decides nothing by %s', (_, votes, threshold, odd) => {
    expect(decideTally(votes, threshold)).toMatchObject({ outcome: 'open', odd });
  });

  it('says what would decide an open one', () => {
    expect(decideTally({ members: count(15), against: count(1) }, rule).open).toBe('14 known to be for would pass it, 2 not for would defeat it');
  });

  const sizes = fc.record({ members: fc.nat(60), needed: fc.nat(60), inFavour: fc.nat(60), against: fc.nat(60) });

  it('always decides by exact votes that add up', () => {
    check(
      fc.property(sizes, ({ members, needed, inFavour, against }) => {
        fc.pre(inFavour + against <= members);
        const result = decideTally({ members: count(members), for: count(inFavour), against: count(against) }, { needed });
        expect(result.outcome).toBe(inFavour >= needed ? 'passed' : 'defeated');
      }),
    );
  });

  it('never turns from passed to defeated by one more vote for', () => {
    const rank = { defeated: 0, open: 1, passed: 2 };
    check(
      fc.property(sizes, fc.boolean(), ({ members, needed, inFavour, against }, known) => {
        fc.pre(inFavour + 1 + against <= members);
        const at = (votes: number) => decideTally({ members: count(members), for: count(known ? votes : `at least ${votes}`), against: count(against) }, { needed }).outcome;
        expect(rank[at(inFavour + 1)]).toBeGreaterThanOrEqual(rank[at(inFavour)]);
      }),
    );
  });

  it('agrees with every way in which the votes may have been cast', () => {
    check(
      fc.property(sizes, ({ members, needed, against }) => {
        fc.pre(against <= members);
        const { outcome } = decideTally({ members: count(members), against: count(against) }, { needed });
        const worlds = Array.from({ length: members - against + 1 }, (_, inFavour) => inFavour >= needed);
        expect(outcome).toBe(worlds.every(Boolean) ? 'passed' : worlds.some(Boolean) ? 'open' : 'defeated');
      }),
    );
  });
});
