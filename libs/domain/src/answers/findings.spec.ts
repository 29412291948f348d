import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { seenOn } from '../../../../test/support/seen-on.js';
import { type Story, story } from '../../../../test/support/story.js';
import { findings } from './findings.js';
import type { FindingCode } from './findings/finding.js';

const found = (told: Story, code: FindingCode) => findings(...seenOn(told)).filter((finding) => finding.code === code);

const july = { happened: '2011-07-12' };
const parts = (...counts: (number | string)[]) => counts.map((count, index) => ({ name: `Agency ${index + 1}`, count }));

describe('footing', () => {
  const batch = (complete: boolean, ...counts: (number | string)[]) =>
    story().record('batch', 'notices.issued', { count: 328, breakdowns: [{ by: 'agency', complete, parts: parts(...counts) }] }, july);

  it.each([
    ['ties', true, [222, 89, 17], '222 + 89 + 17 = 328 of 328: ties.', { low: 0, high: 0 }],
    ['shortfall', true, [222, 89, 14], '222 + 89 + 14 = 325 of 328, remainder 3: shortfall.', { low: 3, high: 3 }],
    ['not-contradicted', false, [222, 89, 14], '222 + 89 + 14 = 325 of 328, remainder 3: not contradicted; the breakdown is not said to be complete.', { low: 3, high: 3 }],
    ['excess', false, [222, 89, 30], '222 + 89 + 30 = 341 of 328, 13 too many: excess; the breakdown is not said to be complete.', { low: -13, high: -13 }],
    ['shortfall', true, [222, 'about 100'], '222 + about 100 = 317 to 327 of 328, remainder 1 to 11: shortfall.', { low: 1, high: 11 }],
    ['within-bounds', true, [222, 'about 106'], '222 + about 106 = 322 to 334 of 328, remainder −6 to 6: within bounds.', { low: -6, high: 6 }],
  ])('is %s (complete: %s) of %j', (verdict, complete, counts, text, variance) => {
    expect(found(batch(complete, ...counts), 'footing')).toMatchObject([{ verdict, text: `328 layoff notices issued, by agency: ${text}`, variance, stated: { low: 328, wording: '328' }, facts: ['batch'] }]);
  });

  it('never counts a derived part', () => {
    const told = story().record('batch', 'notices.issued', {
      count: 328,
      breakdowns: [{ by: 'agency', complete: true, parts: [...parts(222, 89, 14), { name: 'the rest', count: 3, derived: true }] }],
    }, july);
    expect(found(told, 'footing')).toMatchObject([
      { verdict: 'not-contradicted', itemised: { low: 325, high: 325 }, variance: { low: 3, high: 3 }, why: ['the derived part of 3 (the rest) proves nothing'] },
    ]);
  });

  it('finds nothing to add up in a part that is the batch', () => {
    expect(found(batch(true, 328), 'footing')).toEqual([]);
  });

  it('gives one verdict to the same parts in any order', () => {
    check(
      fc.property(fc.array(fc.nat(200), { minLength: 2, maxLength: 6 }), fc.boolean(), (counts, complete) => {
        const [one, other] = [counts, [...counts].reverse()].map((order) => found(batch(complete, ...order), 'footing')[0]);
        expect(other?.verdict).toBe(one?.verdict);
        expect(other?.variance).toEqual(one?.variance);
        const total = counts.reduce((sum, count) => sum + count, 0);
        expect(one?.verdict).toBe(total === 328 ? 'ties' : total > 328 ? 'excess' : complete ? 'shortfall' : 'not-contradicted');
      }),
      100,
    );
  });

  it('holds parts inside a part of another breakdown against that one', () => {
    const told = (officers: number | string) =>
      story().record('batch', 'notices.issued', {
        count: 328,
        breakdowns: [
          { by: 'agency', complete: false, parts: [{ name: 'Correction', count: 222 }] },
          { by: 'class', complete: false, parts: [{ name: 'officers', count: officers, agency: 'Correction' }] },
        ],
      }, july);
    expect(found(told('about 191'), 'cross-footing')).toMatchObject([{ verdict: 'not-contradicted', variance: { low: 21, high: 41 } }]);
    expect(found(told(230), 'cross-footing')).toMatchObject([{ verdict: 'excess', text: expect.stringContaining('230 of the 222 in Correction, 8 too many: excess') }]);
  });
});

describe('stated totals', () => {
  const told = (scope: 'round' | 'all' | 'unstated', count: number | string, moment?: string) =>
    story()
      .record('may', 'notices.issued', { round: 'may', count: 'unstated' }, { happened: '2011-05-10' })
      .record('list', 'notices.issued', { round: 'july', count: 328 }, july)
      .record('hospital', 'notices.issued', { round: 'july', count: 'about 125', disjointFrom: ['list'] }, july)
      .record('late', 'notices.issued', { round: 'july', count: 50 }, { happened: '2011-08-20' })
      .record('total', 'notices.totalled', { scope, count, ...(scope === 'round' && { round: 'july' }), ...(moment !== undefined && { moment }) }, { happened: '2011-07-27', attributedTo: 'a spokesman' });

  it('of no stated scope are compared with the newest round, and say so', () => {
    expect(found(told('unstated', '1,851'), 'stated-total')).toMatchObject([
      {
        verdict: 'not-contradicted',
        text: '1,851 layoff notices stated as issued (a spokesman) against 446 to 460 itemised in the July round: not contradicted, 1,391 to 1,405 not itemised, and the scope of the 1,851 is unstated.',
        itemised: { low: 446, high: 460 },
        variance: { low: 1391, high: 1405 },
        why: ['the scope of the 1,851 is unstated', 'if it also counts at least 1 in the May round, the difference is at most 1,404'],
        facts: ['total', 'hospital', 'list'],
      },
    ]);
  });

  it.each([
    ['round', 450, 'within-bounds', { low: -10, high: 4 }],
    ['round', 500, 'shortfall', { low: 40, high: 54 }],
    ['round', 400, 'excess', { low: -60, high: -46 }],
    ['all', 500, 'not-contradicted', { low: null, high: 53 }],
    ['unstated', 400, 'excess', { low: -60, high: -46 }],
    ['unstated', 450, 'not-contradicted', { low: -10, high: 4 }],
  ] as const)('of scope %s and %i: %s', (scope, count, verdict, variance) => {
    expect(found(told(scope, count), 'stated-total')).toMatchObject([{ verdict, variance }]);
  });

  it('count what had happened by the moment that they speak of', () => {
    expect(found(told('round', 500, '2011-08-31'), 'stated-total')).toMatchObject([{ itemised: { low: 496, high: 510 }, verdict: 'within-bounds' }]);
    expect(found(told('round', 500, '[2011-08-15..2011-08-25]'), 'stated-total')).toMatchObject([{ itemised: { low: 446, high: 510 }, verdict: 'within-bounds' }]);
  });

  it('are not compared with nothing as if it were 0', () => {
    const [finding] = found(story().record('total', 'notices.totalled', { scope: 'all', count: 500 }, july), 'stated-total');
    expect(finding).toMatchObject({ verdict: 'not-contradicted', why: ['nothing is itemised in all rounds'] });
    expect(finding?.variance).toBeUndefined();
  });

  it('of one agency are compared with its parts, and with what no breakdown covers', () => {
    const told = story()
      .record('list', 'notices.issued', { count: 300, breakdowns: [{ by: 'agency', complete: true, parts: parts(200, 100) }] }, july)
      .record('other', 'notices.issued', { count: 40 }, july)
      .record('total', 'notices.totalled', { scope: 'all', count: 250, only: { by: 'agency', name: 'Agency 1' } }, { happened: '2011-07-27' });
    expect(found(told, 'stated-total')).toMatchObject([{ itemised: { low: 200, high: 240 }, verdict: 'shortfall', text: expect.stringContaining('of Agency 1') }]);
  });
});

describe('roll-forward', () => {
  const told = (withdrawn: number, effective: number, round: { round?: string } = { round: 'july' }) =>
    story()
      .record('list', 'notices.issued', { round: 'july', count: 100 }, july)
      .record('back', 'notices.withdrawn', { ...round, count: withdrawn }, { happened: '2011-07-20' })
      .record('out', 'notices.took-effect', { ...round, count: effective }, { happened: '2011-07-30' });

  it('finds more withdrawn than issued, and more in effect than is left', () => {
    expect(found(told(30, 70), 'roll-forward').map(({ verdict }) => verdict)).toEqual(['not-contradicted', 'ties']);
    expect(found(told(30, 71), 'roll-forward')).toMatchObject([{ verdict: 'excess', text: 'Layoff notices in the July round: 71 took effect of 70 issued and not withdrawn, 1 too many: excess.' }, {}]);
    expect(found(told(101, 0), 'roll-forward')).toMatchObject([{ verdict: 'excess', variance: { low: -1, high: -1 } }, {}]);
  });

  it('without a round compares with all rounds, where only an excess shows', () => {
    expect(found(told(30, 70, {}), 'roll-forward')).toEqual([]);
    expect(found(told(130, 0, {}), 'roll-forward')).toMatchObject([{ verdict: 'excess', text: expect.stringContaining('in all rounds') }]);
  });

  it('finds what was withdrawn though nothing is recorded as issued', () => {
    const told = story().record('back', 'notices.withdrawn', { count: 5 }, july);
    expect(found(told, 'roll-forward')).toMatchObject([{ verdict: 'odd', facts: ['back'] }]);
  });
});
