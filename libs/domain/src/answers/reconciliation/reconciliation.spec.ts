import { describe, expect, it } from '@jest/globals';
import { seenOn, type Viewpoint } from '../../../../../test/support/seen-on.js';
import { type Story, story } from '../../../../../test/support/story.js';
import type { RuleName } from './line.js';
import { reconciliation } from './reconciliation.js';

const lines = (told: Story, rule: RuleName, from?: Viewpoint) => reconciliation(...seenOn(told, from)).lines.filter(({ code }) => code === rule);

const papers = () => story().record('talks.S1', 'source.registered', { published: '2011-07-13' }).record('talks.S2', 'source.registered', { published: '2011-08-01' });
const batch = (told: Story, fact: string, count: number | string, happened: string, more: object = {}, account: object = {}): Story => told.record(fact, 'notices.issued', { round: 'july', count, ...more }, { happened, ...account });
const total = (told: Story, count: number | string, happened: string, more: object = {}, account: object = {}): Story =>
  told.record(`total-${happened}`, 'notices.totalled', { scope: 'round', round: 'july', count, ...more }, { happened, ...account });

describe('a stated total', () => {
  it('ties with its batches, and says which rule decided and what was compared', () => {
    expect(lines(total(batch(batch(papers(), 'N1', 328, '2011-07-12'), 'N2', 125, '2011-07-13'), 453, '2011-07-20'), 'stated-total')).toMatchObject([
      {
        verdict: 'ties', rule: 'stated-total-1', addsUp: true, scope: 'layoff notices issued, the July round, by July 20, 2011',
        variance: { low: 0, high: 0 }, unexplained: { low: 0, high: 0 }, explained: [], facts: ['total-2011-07-20', 'N1', 'N2'],
        text: '453 layoff notices stated as issued against 453 itemised in the July round: ties.',
      },
    ]);
  });

  it('that nothing explains does not add up', () => {
    const told = total(batch(papers(), 'N1', 328, '2011-07-12'), 400, '2011-07-20');
    expect(lines(told, 'stated-total')).toMatchObject([{ verdict: 'shortfall', addsUp: false, explained: [], unexplained: { low: 72, high: 72 } }]);
    expect(reconciliation(...seenOn(told))).toMatchObject({ addsUp: false, verdicts: { shortfall: 1 } });
  });

  it('is explained by a batch that was not public yet', () => {
    const told = total(batch(batch(papers(), 'N1', 328, '2011-07-12'), 'N2', 72, '2011-07-14', {}, { reported: '2011-08-01' }), 400, '2011-07-20', {}, { reported: '2011-07-20' });
    expect(lines(told, 'stated-total', { known: '2011-07-25' })).toMatchObject([
      {
        verdict: 'shortfall', addsUp: true, variance: { low: 72, high: 72 }, unexplained: { low: 0, high: 0 },
        explained: [{ cause: 'not-yet-reported', part: { low: 72, high: 72 }, facts: ['N2'], text: 'if it counts the 72 of N2, not public yet, the difference is 0' }],
      },
    ]);
    expect(lines(told, 'stated-total')).toMatchObject([{ verdict: 'ties' }]);
  });

  it('is explained by a batch that was reported only after it', () => {
    const told = total(batch(batch(papers(), 'N1', 328, '2011-07-12', {}, { reported: '2011-07-13' }), 'N2', 72, '2011-07-14', {}, { reported: '2011-08-01' }), 328, '2011-07-20', {}, { reported: '2011-07-20' });
    expect(lines(told, 'stated-total')).toMatchObject([{ verdict: 'excess', addsUp: true, variance: { low: -72, high: -72 }, explained: [{ cause: 'not-yet-reported', part: { low: -72, high: -72 }, facts: ['N2'] }] }]);
  });

  it('is explained by a batch that was revised after it', () => {
    const told = total(batch(papers(), 'N1', 328, '2011-07-12', {}, { reported: '2011-07-13' }), 328, '2011-07-20', {}, { reported: '2011-07-20' })
      .revise('N1', [{ happened: '2011-07-12', data: { round: 'july', count: 382 }, reported: '2011-07-25' }], '2011-07-25');
    expect(lines(told, 'stated-total')).toMatchObject([
      { verdict: 'excess', addsUp: true, explained: [{ cause: 'revised', part: { low: -54, high: -54 }, text: 'if it counts N1 as it was before it was revised, 328 and not 382, the difference is 0' }] },
    ]);
  });

  it.each([['by its source', '2011-07-25'], ['as an error', undefined]])('is explained by a batch that was retracted %s', (_how, reported) => {
    const told = total(batch(batch(papers(), 'N1', 328, '2011-07-12'), 'N2', 'about 100', '2011-07-13', {}, { reported: '2011-07-14' }), 430, '2011-07-20', {}, { reported: '2011-07-20' }).retract('N2', reported);
    expect(lines(told, 'stated-total')).toMatchObject([
      { verdict: 'shortfall', addsUp: true, variance: { low: 102, high: 102 }, explained: [{ cause: 'retracted', part: { low: 95, high: 105 }, facts: ['N2'] }], unexplained: { low: -3, high: 7 } },
    ]);
    expect(lines(told, 'stated-total', { ledger: 5 })).toMatchObject([{ verdict: 'within-bounds' }]);
  });

  it('is explained by what names no round, where it is of one', () => {
    const told = total(batch(papers(), 'N1', 328, '2011-07-12').record('N2', 'notices.issued', { count: 72 }, { happened: '2011-07-13' }), 400, '2011-07-20');
    expect(lines(told, 'stated-total')).toMatchObject([{ verdict: 'shortfall', addsUp: true, explained: [{ cause: 'outside-scope', facts: ['N2'] }] }]);
  });

  it('is explained by a number that was redacted', () => {
    const told = total(batch(batch(papers(), 'N1', 328, '2011-07-12'), 'N2', 72, '2011-07-13'), 400, '2011-07-20').redact('N2', 3);
    expect(lines(told, 'stated-total')).toMatchObject([{ verdict: 'shortfall', addsUp: true, explained: [{ cause: 'redacted', part: { low: 0, high: null }, facts: ['N2'] }] }]);
  });

  it('is explained by the rounding of "about", where that is all that is inexact', () => {
    expect(lines(total(batch(papers(), 'N1', 'about 125', '2011-07-12'), 121, '2011-07-20'), 'stated-total')).toMatchObject([
      { verdict: 'within-bounds', variance: { low: -11, high: 3 }, explained: [{ cause: 'rounding', part: { low: -11, high: 3 }, text: 'the difference of −11 to 3 lies within the rounding of about 125' }], unexplained: { low: 0, high: 0 } },
    ]);
    expect(lines(total(batch(papers(), 'N1', 'between 100 and 130', '2011-07-12'), 'about 121', '2011-07-20'), 'stated-total')).toMatchObject([{ verdict: 'within-bounds', explained: [] }]);
  });

  it('prefers the cause that leaves nothing, and takes none that overshoots', () => {
    const retracted = (counts: number[]): Story => {
      const told = counts.reduce((so, count, index) => batch(so, `R${index}`, count, '2011-07-13', {}, { reported: '2011-07-14' }), batch(papers(), 'N1', 328, '2011-07-12'));
      return counts.reduce((so, _, index) => so.retract(`R${index}`, '2011-07-25'), total(told, 400, '2011-07-20', {}, { reported: '2011-07-20' }));
    };
    expect(lines(retracted([30, 72]), 'stated-total')[0]?.explained.map(({ facts }) => facts)).toEqual([['R1']]);
    expect(lines(retracted([30, 42]), 'stated-total')[0]?.explained.map(({ facts }) => facts)).toEqual([['R0'], ['R1']]);
    expect(lines(retracted([90]), 'stated-total')).toMatchObject([{ explained: [], addsUp: false }]);
  });

  it('of what is outstanding is held against issued less withdrawn', () => {
    const told = (count: number): Story =>
      total(batch(papers(), 'N1', 328, '2011-07-12').record('W1', 'notices.withdrawn', { round: 'july', count: 28 }, { happened: '2011-07-15' }), count, '2011-07-20', { measure: 'outstanding' });
    expect(lines(told(300), 'roll-forward')).toContainEqual(expect.objectContaining({ verdict: 'ties', text: '300 layoff notices stated as outstanding against 300 issued and not withdrawn in the July round: ties.' }));
    expect(lines(told(310), 'roll-forward')).toContainEqual(expect.objectContaining({ verdict: 'shortfall', addsUp: false }));
  });

  it('of parts that are not told by parts can not be compared', () => {
    const told = total(papers().record('W1', 'notices.withdrawn', { round: 'july', count: 28 }, { happened: '2011-07-15' }), 20, '2011-07-20', { measure: 'withdrawn', only: { by: 'agency', name: 'Correction' } });
    expect(lines(told, 'stated-total')).toMatchObject([{ verdict: 'not-comparable', addsUp: true, why: ['only issued notices are told by agency'] }]);
  });
});

describe('what a total grew by', () => {
  const grown = (second: number | string, between?: number): Story => {
    const told = total(batch(papers(), 'N1', 328, '2011-07-12'), 328, '2011-07-14');
    return total(between === undefined ? told : batch(told, 'N2', between, '2011-07-16'), second, '2011-07-20');
  };

  it('ties with the batches between', () => {
    expect(lines(grown(400, 72), 'growth')).toMatchObject([{ verdict: 'ties', facts: ['total-2011-07-14', 'total-2011-07-20', 'N2'] }]);
  });

  it('with none between is a gap', () => {
    expect(lines(grown(400), 'growth')).toMatchObject([
      { verdict: 'shortfall', addsUp: false, variance: { low: 72, high: 72 }, text: '400 layoff notices stated as issued after 328: grown by 72, none recorded between in the July round, 72 not recorded: shortfall.' },
    ]);
  });

  it('can not be less than nothing', () => {
    expect(lines(grown(300), 'growth')).toMatchObject([{ verdict: 'excess', addsUp: false, text: expect.stringContaining('28 fewer, though it counts all up to its moment: excess') }]);
  });

  it('is not compared where no scope is stated, or nobody knows which came first', () => {
    const unstated = total(total(papers(), 1_000, '2011-07-14', { scope: 'unstated' }), 1_851, '2011-07-20', { scope: 'unstated' });
    expect(lines(unstated, 'growth')).toMatchObject([{ verdict: 'not-comparable', why: ['the scope of both is unstated'] }]);
    const together = total(total(papers(), 1_000, '2011-07-14'), 1_851, '[2011-07-13,2011-07-15]');
    expect(lines(together, 'growth')).toMatchObject([{ verdict: 'not-comparable', why: ['it is not known which of them is the later'] }]);
  });

  it('of an unbounded total is not contradicted', () => {
    expect(lines(total(total(papers(), 'more than 300', '2011-07-14'), 'more than 400', '2011-07-20'), 'growth')).toMatchObject([{ verdict: 'not-contradicted', variance: { low: null, high: null } }]);
  });
});

describe('cross-footing', () => {
  const parts = (...counts: (number | string)[]) => counts.map((count, index) => ({ name: `Part ${index + 1}`, count }));
  const by = (agency: (number | string)[], site: (number | string)[], complete = true): Story =>
    batch(papers(), 'N1', 'about 330', '2011-07-12', { breakdowns: [{ by: 'agency', complete: true, parts: parts(...agency) }, { by: 'site', complete, parts: parts(...site) }] });

  it.each([
    ['ties', [228, 100], [300, 28], true],
    ['shortfall', [228, 100], [300, 20], true],
    ['not-contradicted', [228, 100], [300, 20], false],
    ['excess', [228, 100], [300, 40], false],
  ] as const)('%s: by agency %j, by site %j (complete: %s)', (verdict, agency, site, complete) => {
    expect(lines(by([...agency], [...site], complete), 'cross-footing')).toMatchObject([{ verdict, facts: ['N1'] }]);
  });

  it('says in a sentence where breakdowns differ', () => {
    expect(lines(by([228, 100], [300, 20]), 'cross-footing')[0]?.text).toBe('About 330 layoff notices issued: 328 by agency against 320 by site, 8 fewer by site: shortfall.');
  });

  it('needs one breakdown that is complete without a derived part', () => {
    const told = batch(papers(), 'N1', 328, '2011-07-12', { breakdowns: [{ by: 'agency', complete: true, parts: [...parts(200, 100), { name: 'the rest', count: 28, derived: true }] }, { by: 'site', complete: false, parts: parts(10, 20) }] });
    expect(lines(told, 'cross-footing')).toMatchObject([{ verdict: 'not-comparable', why: ['no breakdown is complete without a derived part'] }]);
  });

  it('holds totals stated of single agencies against the total of all', () => {
    const told = (second: number): Story =>
      total(total(total(papers(), 200, '2011-07-14', { only: { by: 'agency', name: 'Correction' } }), second, '2011-07-15', { only: { by: 'agency', name: 'Health' } }), 328, '2011-07-20');
    expect(lines(told(128), 'cross-footing')).toMatchObject([{ verdict: 'ties', text: '328 layoff notices stated as issued against 328 stated by agency: ties.' }]);
    expect(lines(told(120), 'cross-footing')).toMatchObject([{ verdict: 'not-contradicted' }]);
    expect(lines(told(129), 'cross-footing')).toMatchObject([{ verdict: 'excess', addsUp: false }]);
  });
});

describe('votes', () => {
  const told = (votes: object): Story => story().record('V1', 'ballot.tallied', { ballot: 'vote', ...votes }, { happened: '2011-07-12' });

  it.each([
    ['ties', { members: 15, for: 11, against: 4, notVoting: 0 }, 'Vote: 11 for + 4 against + 0 not voting = 15 of 15: ties.'],
    ['shortfall', { members: 15, for: 10, against: 4, notVoting: 0 }, 'Vote: 10 for + 4 against + 0 not voting = 14 of 15, 1 not told of: shortfall.'],
    ['not-contradicted', { members: 15, against: 4 }, 'Vote: 4 against of 15, 11 not told of: not contradicted.'],
  ] as const)('%s: %j', (verdict, votes, text) => {
    expect(lines(told(votes), 'ballot-count')).toMatchObject([{ verdict, text }]);
  });

  it('of other members than the rule counts are odd', () => {
    const with16 = told({ members: 16, for: 16, rule: 'r' }).record('R', 'rule.adopted', { rule: 'r', unit: 'unions', needed: 14, outOf: 15, inForce: '2011' }, { happened: '2011-01-01' });
    expect(lines(with16, 'ballot-count')).toMatchObject([{ verdict: 'odd', text: expect.stringContaining('the rule 15') }]);
  });
});
