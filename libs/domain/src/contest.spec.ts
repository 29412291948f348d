import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { happened } from '../../../test/support/histories.js';
import { check } from '../../../test/support/property.js';
import { type ClaimOf, story } from '../../../test/support/story.js';
import type { FactType } from './facts/types.js';
import { viewAt } from './fold.js';
import type { Seen } from './history.js';
import { resolveInstant } from './time/moment.js';
import { resolve } from './time/resolve.js';
import { sayDate } from './time/words.js';

const ZONE = 'America/New_York';

function seen<T extends FactType>(type: T, claims: ClaimOf<T>[], known = '2011-12-31'): Seen<T> {
  const told = story(ZONE).claims('fact', type, claims);
  const view = viewAt(told.history(), { at: Infinity, known: resolveInstant(known, ZONE).instant, ledger: Infinity });
  const [fact] = [...view.standing, ...view.certain, ...view.possible, ...view.ahead];
  if (fact === undefined) throw new Error('nothing is seen');
  return fact as Seen<T>;
}
const members = ({ contested }: Pick<Seen, 'contested'>) => contested.map(({ member }) => member);
const issued = (count: string | number, more: object = {}) => ({ happened: '2011-07-12', data: { count }, ...more });

describe('claims of equal rank that differ', () => {
  it('are answered by the hull of their counts, each with who says so', () => {
    const sources = [{ source: 'S4' }];
    const fact = seen('notices.issued', [issued(328, { attributedTo: 'the administration', sources }), issued('about 340', { attributedTo: 'union members' })]);
    expect(fact.data.count).toEqual({ low: 323, high: 357, qualifier: 'between', wording: '328 or about 340', convention: 'about-5%' });
    expect(fact.contested).toMatchObject([{ member: '/data/count', values: [{ value: { wording: '328' }, attributedTo: 'the administration', sources }, { value: { wording: 'about 340' }, attributedTo: 'union members', sources: [] }] }]);
  });

  it('have no upper bound where one of them has none', () => {
    expect(seen('notices.issued', [issued('more than 4,000'), issued(4742)]).data.count).toMatchObject({ low: 4001, high: null });
  });

  it('are answered by the hull of their dates', () => {
    const fact = seen('milestone.reached', [{ happened: '2011-05-04', data: { kind: 'budget-signed' } }, { happened: '2011-05-05', order: -1, data: { kind: 'budget-signed' } }]);
    expect([fact.happened.edtf, members(fact), fact.order]).toEqual(['[2011-05-04,2011-05-05]', ['/happened'], -1]);
    expect(fact.span).toEqual({ earliest: Date.UTC(2011, 4, 4, 4), latest: Date.UTC(2011, 4, 6, 4) });
  });

  it('are answered by the hull of amounts of one unit; other units are alternatives', () => {
    const value = (said: string) => ({ happened: '2011', data: { measure: 'savings', value: said } });
    expect(seen('figure.given', [value('$1.6 billion'), value('$700 million'), value('$1.60 billion')]).data.value).toMatchObject({ unit: 'USD', low: '700000000', high: '1600000000', wording: '$1.6 billion or $700 million or $1.60 billion' });
    const mixed = seen('figure.given', [value('57 percent'), value('$57')]);
    expect([mixed.data.value?.unit, members(mixed)]).toEqual(['percent', ['/data/value']]);
  });

  it('stand as alternatives where they are words', () => {
    const term = (text: string) => ({ happened: '2011', data: { package: 'p', term: 't', text } });
    const fact = seen('term.offered', [term('two years'), term('three years')]);
    expect([fact.data.text, fact.contested.map(({ values }) => values.map(({ value }) => value))]).toEqual(['two years', [['two years', 'three years']]]);
  });

  it('contest a deadline by naming no date', () => {
    const due = (date?: string) => ({ happened: '2011-07-13', data: { key: 'offer', ...(date === undefined ? {} : { due: date }) } });
    const fact = seen('deadline.set', [due('2011-07-18'), due()]);
    expect([fact.data.due?.edtf, fact.contested.map(({ values }) => values.map(({ value }) => value))]).toMatchObject(['2011-07-18', [[{ edtf: '2011-07-18' }, null]]]);
  });
});

describe('claims', () => {
  it('corroborate each other where they mean the same, however worded', () => {
    const fact = seen('notices.issued', [
      { happened: '2011-07-12', data: { count: 'between 3 and 5', what: 'a few', note: 'x' } },
      { happened: '[2011-07-12]', data: { count: { wording: 'a few', low: 3, high: 5, derived: 'by the list' }, what: 'three to five' } },
    ]);
    expect([fact.contested, fact.speaking.length, fact.data.what]).toEqual([[], 2, 'a few']);
  });

  it('that are silent agree with any', () => {
    const fact = seen('notices.issued', [issued(9), { happened: '2011-07-12', data: { count: 9, round: 'july', group: 'G' } }]);
    expect([members(fact), fact.data.round, fact.data.group]).toEqual([[], 'july', 'G']);
  });

  it('speak by rank, and only once they are public', () => {
    const claims = [issued(1, { rank: 'deprecated', reported: '2011-07-10' }), issued(2, { reported: '2011-07-12' }), issued(3, { reported: '2011-07-14' }), issued(4, { rank: 'preferred', reported: '2011-07-16' })];
    const on = (day: number) => {
      const { data, speaking, others, contested } = seen('notices.issued', claims, `2011-07-${day}`);
      return [data.count.low, data.count.high, speaking.length, others.length, contested.length];
    };
    expect([on(10), on(12), on(14), on(16)]).toEqual([[1, 1, 1, 0, 0], [2, 2, 1, 1, 0], [2, 3, 2, 1, 1], [4, 4, 1, 3, 0]]);
  });

  it('make a date that can be read again, and spans what theirs span', () => {
    check(fc.property(fc.array(happened, { minLength: 1, maxLength: 3 }), (dates) => {
      const { happened: hull, span } = seen('milestone.reached', dates.map((date) => ({ happened: date, data: { kind: 'talks-opened' as const } })));
      expect(sayDate(hull)).not.toBe('');
      const again = resolve(hull.edtf, ZONE);
      expect([again.earliest ?? -Infinity, again.latest ?? Infinity]).toEqual([span.earliest, span.latest]);
    }), 300);
  });
});
