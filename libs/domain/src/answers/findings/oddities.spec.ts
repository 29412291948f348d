import { describe, expect, it } from '@jest/globals';
import { seenOn } from '../../../../../test/support/seen-on.js';
import { type Story, story } from '../../../../../test/support/story.js';
import { findings } from '../findings.js';
import type { FindingCode } from './finding.js';

const all = (told: Story, day?: string) => findings(...seenOn(told, day === undefined ? {} : { at: day }));
const found = (told: Story, code: FindingCode, day?: string) => all(told, day).filter((finding) => finding.code === code);

const july = { happened: '2011-07-12' };

describe('parts of figures', () => {
  it('tie in exact decimals', () => {
    const told = story().record('savings', 'figure.given', {
      measure: 'savings', value: '$1 billion', what: 'Savings', parts: [{ name: 'layoffs', value: '$455 million' }, { name: 'other cuts', value: '$545 million' }],
    }, july);
    expect(found(told, 'figure-parts')).toMatchObject([
      { verdict: 'ties', text: 'Savings: $455 million + $545 million = $1 billion of $1 billion: ties.', amounts: { unit: 'USD', itemised: { low: '1000000000' }, variance: { low: '0', high: '0' } } },
    ]);
  });

  it('are exact where floats are not', () => {
    const told = story().record('raise', 'figure.given', { measure: 'raise', value: '0.3 %', parts: [{ name: 'a', value: '0.1 %' }, { name: 'b', value: '0.2 %' }] }, july);
    expect(found(told, 'figure-parts')).toMatchObject([{ verdict: 'ties' }]);
  });

  it('said of another figure are a floor of it, each by its latest value', () => {
    const told = (aid: string) =>
      story()
        .record('menu', 'figure.given', { measure: 'menu', value: '$1.2 billion', what: 'Menu of cuts' }, july)
        .record('before', 'figure.given', { measure: 'aid', partOf: 'menu', value: '$900 million' }, { happened: '2011-07-01' })
        .record('aid', 'figure.given', { measure: 'aid', partOf: 'menu', value: aid }, july);
    expect(found(told('$482 million'), 'figure-parts')).toMatchObject([
      { verdict: 'not-contradicted', text: 'Menu of cuts: $482 million of $1.2 billion, $718 million not named: not contradicted.', facts: ['menu', 'aid'] },
    ]);
    expect(found(told('$1.5 billion'), 'figure-parts')).toMatchObject([{ verdict: 'excess', text: expect.stringContaining('$300 million too much'), amounts: { variance: { low: '-300000000' } } }]);
  });

  it('in another unit are not added', () => {
    const told = story().record('raise', 'figure.given', { measure: 'raise', value: '$5 million', parts: [{ name: 'a', value: '$5 million' }, { name: 'b', value: '40,000 employees' }] }, july);
    expect(found(told, 'figure-parts')).toMatchObject([{ verdict: 'ties', why: ['1 in another unit than $5 million not added'] }]);
  });
});

describe('contested facts', () => {
  it('are found with each account', () => {
    const told = story()
      .record('talks.S0', 'source.registered', { title: 'A paper', published: '2011-05-05' })
      .claims('budget', 'milestone.reached', [
        { happened: '2011-05-04', sources: [{ source: 'talks.S0', locator: '¶3' }], data: { kind: 'budget-signed', what: 'The budget is signed' } },
        { happened: '2011-05-05', attributedTo: 'an aide', sources: [{ source: 'talks.S0', locator: '¶9' }], data: { kind: 'budget-signed' } },
      ]);
    expect(found(told, 'contested')).toMatchObject([
      {
        text: 'The budget is signed: the date is contested, May 4 or 5, 2011.',
        why: ['May 4, 2011 (S0 ¶3)', 'May 5, 2011 (an aide, S0 ¶9)'],
        sources: [{ source: 'talks.S0', locator: '¶3', short: 'S0 ¶3' }, { short: 'S0 ¶9' }],
      },
    ]);
  });

  it('name the number, or the words, that accounts differ in', () => {
    const told = story()
      .claims('batch', 'notices.issued', [{ ...july, data: { count: 328 } }, { ...july, data: { count: 330 } }])
      .claims('talks', 'milestone.reached', [{ ...july, data: { kind: 'talks-continued', until: 'one day' } }, { ...july, data: { kind: 'talks-continued', until: 'as long as possible' } }]);
    expect(found(told, 'contested').map(({ text }) => text)).toEqual([
      '328 or 330 layoff notices issued: the count is contested, 328 or 330.',
      'Talks continued: the extent is contested, one day or as long as possible.',
    ]);
  });

  it('spell out breakdowns and lists that accounts differ in', () => {
    const by = (complete: boolean, count: number) => [{ by: 'agency' as const, complete, parts: [{ name: 'Correction', count }, { name: 'Health', count: 'about 9' }] }];
    const told = story().claims('batch', 'notices.issued', [
      { ...july, data: { count: 328, breakdowns: by(true, 222), disjointFrom: ['a', 'b'] } },
      { ...july, data: { count: 328, breakdowns: by(true, 220), disjointFrom: ['a'] } },
    ]);
    expect(found(told, 'contested').map(({ text }) => text)).toEqual([
      '328 layoff notices issued: the breakdown is contested, by agency: Correction 222, Health about 9 or by agency: Correction 220, Health about 9.',
      '328 layoff notices issued: the relation to other batches is contested, a, b or a.',
    ]);
  });
});

describe('deadlines', () => {
  it('moved or met without being set, or before, are odd', () => {
    const told = story()
      .record('moved', 'deadline.moved', { key: 'vote', due: '2011-08-01' }, { happened: '2011-07-01' })
      .record('set', 'deadline.set', { key: 'vote', due: '2011-07-20' }, { happened: '2011-07-05' })
      .record('met', 'deadline.met', { key: 'other' }, { happened: '2011-07-06' });
    expect(found(told, 'deadline-order').map(({ text }) => text)).toEqual([
      'Vote: moved (July 1, 2011) before it was set (July 5, 2011).',
      'Other: met (July 6, 2011), though it was never set.',
    ]);
  });

  it('that passed without a word are found, those still open are not', () => {
    const told = story().record('set', 'deadline.set', { key: 'vote', what: 'The vote', due: '2011-07-20' }, { happened: '2011-07-05' });
    expect(found(told, 'passed-deadline', '2011-07-19')).toEqual([]);
    expect(found(told, 'passed-deadline', '2011-07-22')).toMatchObject([{ verdict: 'odd', text: 'The vote: passed 2 days ago, outcome not reported.', facts: ['set'] }]);
  });
});

describe('ballots', () => {
  it('with more votes than members are an excess', () => {
    const told = story().record('tally', 'ballot.tallied', { ballot: 'vote', members: 15, for: 14, against: 2 }, july);
    expect(found(told, 'ballot-count')).toMatchObject([{ verdict: 'excess', text: 'Vote: 14 for + 2 against = 16 of 15, 1 more than there are: excess.' }]);
  });
});

describe('batches', () => {
  const batch = (fact: string, told: Story, data: object = {}, source = 'talks.S4') =>
    told.record(fact, 'notices.issued', { round: 'july', count: 328, ...data }, { ...july, sources: [{ source }] });
  const sources = () => story().record('talks.S4', 'source.registered', { published: '2011-07-13' }).record('talks.S5', 'source.registered', { published: '2011-07-13' });

  it('alike in one source are possibly recorded twice', () => {
    const told = batch('b', batch('a', sources()));
    expect(found(told, 'possible-duplicate')).toMatchObject([
      { verdict: 'odd', text: '2 batches of 328 layoff notices (July 12, 2011) are read in the same source and not said to be different people: possibly one batch recorded twice.', facts: ['a', 'b'] },
    ]);
  });

  it.each<[string, object, string | undefined]>([
    ['said to be disjoint', { disjointFrom: ['a'] }, undefined],
    ['said to overlap', { mayOverlap: ['a'] }, undefined],
    ['of another number', { count: 329 }, undefined],
    ['of another round', { round: 'may' }, undefined],
    ['of other parts', { breakdowns: [{ by: 'site', complete: false, parts: [{ name: 'Hospital', count: 328 }] }] }, undefined],
    ['of another source, the number not stated', { count: 'unstated' }, 'talks.S5'],
  ])('%s are not', (_, data, source) => {
    expect(found(batch('b', batch('a', sources()), data, source), 'possible-duplicate')).toEqual([]);
  });

  it('alike in two papers are possibly recorded twice', () => {
    expect(found(batch('b', batch('a', sources()), {}, 'talks.S5'), 'possible-duplicate')).toMatchObject([{ verdict: 'odd', text: expect.stringContaining('are read in S4 and S5 and not said to be different people') }]);
  });

  it('said to lie within a smaller one are an excess', () => {
    const told = batch('c', batch('b', batch('a', sources()), { within: 'a', count: 200 }), { within: 'a', count: 150 });
    expect(found(told, 'overlap')).toMatchObject([{ verdict: 'excess', variance: { low: -22, high: -22 }, facts: ['a', 'b', 'c'] }]);
    expect(found(batch('b', batch('a', sources()), { within: 'a', count: 300 }), 'overlap')).toEqual([]);
  });

  it('said to be disjoint and to overlap are odd', () => {
    const told = batch('b', batch('a', sources(), { mayOverlap: ['b'] }), { disjointFrom: ['a'] });
    expect(found(told, 'overlap')).toMatchObject([{ verdict: 'odd', facts: ['b', 'a'] }]);
  });
});

it('the gravest findings come first, whatever was checked first', () => {
  const told = story()
    .record('total', 'notices.totalled', { scope: 'unstated', count: 500 }, july)
    .record('set', 'deadline.met', { key: 'vote' }, july)
    .record('figure', 'figure.given', { measure: 'savings', value: '$1', parts: [{ name: 'a', value: '$1' }] }, july)
    .record('short', 'notices.issued', { count: 10, breakdowns: [{ by: 'agency', complete: true, parts: [{ name: 'A', count: 9 }] }] }, july);
  expect(all(told).map(({ verdict }) => verdict)).toEqual(['shortfall', 'odd', 'not-contradicted', 'ties']);
});
