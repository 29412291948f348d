import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { type Account, type Story, story } from '../../../../test/support/story.js';
import type { DataOf, InputOf } from '../facts/types.js';
import { ALL_ROUNDS } from '../evidence.js';
import { viewAt } from '../fold.js';
import { naiveEvidence } from '../naive-evidence.js';
import { contains } from '../quantity/arithmetic.js';
import { resolveInstant } from '../time/moment.js';
import { notices } from './notices.js';
import { issuedSeries } from './series.js';
import type { RoundAnswer } from './types.js';

const ZONE = 'America/New_York';
const view = (told: Story, day = '2011-07-31') => naiveEvidence(viewAt(told.history(), { at: resolveInstant(day, ZONE).instant, known: Infinity, ledger: Infinity }));
const at = (told: Story, day?: string) => notices(view(told, day));
const CERTAIN = '2011-07-12';
const POSSIBLE = '[2011-07-12..2011-08-31]';

type Batch = Partial<InputOf<'notices.issued'>> & { on?: string };

/** Batches by their ids, all of the July round. */
function issued(batches: Record<string, Batch>, told = story()): Story {
  for (const [id, { on = CERTAIN, ...data }] of Object.entries(batches)) told.record(id, 'notices.issued', { round: 'july', count: 1, ...data }, { happened: on });
  return told;
}
const totals = (told: Story, day?: string) => {
  const { certain, possible } = at(told, day).all.issued.itemised;
  return [certain.low, certain.high, possible.low, possible.high];
};

describe('issued batches', () => {
  it('add, the certain ones apart from the possible', () => {
    const told = issued({ a: { count: 328 }, b: { count: 'about 125' }, c: { count: 14, on: POSSIBLE } });
    expect(totals(told)).toEqual([446, 460, 446, 474]);
    expect(at(told).all.issued.itemised).toMatchObject({ recorded: true, factCount: 3, facts: ['a', 'b', 'c'], said: [{ fact: 'a', certain: true }, { fact: 'b', wording: 'about 125', convention: 'about-5%' }, { fact: 'c', certain: false }], remarks: [] });
    expect(at(told, '2011-07-11').all.issued.itemised).toMatchObject({ recorded: false, certain: { low: 0, high: 0 }, facts: [] });
    expect(totals(issued({ a: { count: 5 }, b: { count: 'unstated' } }))).toEqual([6, null, 6, null]);
  });

  it('within another are part of it', () => {
    const told = issued({ whole: { count: 'about 20' }, a: { count: 9, within: 'whole' }, b: { count: 'between 11 and 12', within: 'whole' }, other: { count: 1 } });
    expect(totals(told)).toEqual([21, 22, 21, 22]);
    expect(at(told).all.issued.itemised.remarks).toEqual(['a lies within whole and is not added', 'b lies within whole and is not added']);
    expect(totals(issued({ a: { count: 9, within: 'gone' }, b: { count: 2 } }))).toEqual([11, 11, 11, 11]);
    expect(totals(issued({ whole: { count: 20, on: POSSIBLE }, a: { count: 9, within: 'whole' } }))).toEqual([9, 9, 9, 20]);
  });

  it('said to lie within each other are one', () => {
    expect(totals(issued({ a: { count: 5, within: 'b' }, b: { count: 5, within: 'a' }, c: { count: 1, within: 'c' } }))).toEqual([6, 6, 6, 6]);
  });

  it('that may be the same people are at least the largest, at most all', () => {
    const told = issued({ a: { count: 10, mayOverlap: ['c'] }, b: { count: 4 }, c: { count: 7 }, d: { count: 2, mayOverlap: ['c', 'gone'] } });
    expect(totals(told)).toEqual([14, 23, 14, 23]);
    expect(at(told).all.issued.itemised.remarks).toEqual(['a, c, d may be the same people: at least the largest of them, at most all together']);
    expect(totals(issued({ a: { count: 10, mayOverlap: ['b'] }, b: { count: 4, within: 'whole' }, whole: { count: 6 } }))).toEqual([10, 16, 10, 16]);
  });

  it('total what every possible world allows', () => {
    const bound = fc.constantFrom('0', '1', '2', 'between 0 and 2', 'between 1 and 2', 'up to 1');
    const batch = fc.record({ count: bound, on: fc.constantFrom(CERTAIN, POSSIBLE), within: fc.option(fc.nat({ max: 2 }), { nil: undefined }), mayOverlap: fc.option(fc.nat({ max: 2 }), { nil: undefined }) });
    check(fc.property(fc.array(batch, { minLength: 1, maxLength: 3 }), (all) => {
      const told = issued(Object.fromEntries(all.map(({ count, on, within, mayOverlap }, index) => [`b${index}`, {
        count, on, ...(within === undefined || within >= index ? {} : { within: `b${within}` }), ...(mayOverlap === undefined ? {} : { mayOverlap: [`b${mayOverlap}`] }),
      }])));
      const { possible } = at(told).all.issued.itemised;
      for (const total of worlds(told)) expect(contains(possible, total)).toBe(true);
    }), 150);
  });
});

/**
 * The size of the union in every world: of six people each batch is some, as many as its count allows; a part lies within its
 * whole where that happened too, and batches that are not said to overlap, nor lie within each other, share nobody.
 */
function worlds(told: Story): Set<number> {
  const group = view(told).group('notices', ['layoff', ALL_ROUNDS, 'notices.issued']);
  const [certain, possible] = [group.certain.first(Infinity), group.possible.first(Infinity)];
  const batches = [...certain, ...possible].map(({ id, data }) => ({ id, data: data as DataOf<'notices.issued'>, optional: possible.some((other) => other.id === id) }));
  const named = new Map(batches.map(({ id, data }) => [id, data]));
  const chain = (id: string): string[] => [id, ...(named.get(id)?.within === undefined ? [] : chain(named.get(id)!.within!))];
  const sets = (low: number, high: number | null) => Array.from({ length: 64 }, (_, set) => set).filter((set) => low <= size(set) && size(set) <= (high ?? 6));
  const sizes = new Set<number>();
  const choose = (chosen: Map<string, number>, index: number): void => {
    const next = batches[index];
    if (next === undefined) {
      sizes.add(size([...chosen.values()].reduce((union, set) => union | set, 0)));
      return;
    }
    if (next.optional) choose(chosen, index + 1);
    const mayBe = (one: string, other: string) => named.get(one)?.mayOverlap?.includes(other) === true;
    const present = (id: string) => chain(id).filter((one) => one === next.id || chosen.has(one));
    const related = (a: string, b: string) => present(a).some((one) => present(b).some((other) => mayBe(one, other) || mayBe(other, one)));
    for (const set of sets(next.data.count.low, next.data.count.high)) {
      const fits = [...chosen].every(([id, other]) => (chain(next.id).includes(id) ? (set & ~other) === 0 : chain(id).includes(next.id) ? (other & ~set) === 0 : related(id, next.id) || (set & other) === 0));
      if (fits) choose(new Map([...chosen, [next.id, set]]), index + 1);
    }
  };
  choose(new Map(), 0);
  return sizes;
}

function size(set: number): number {
  return set.toString(2).replaceAll('0', '').length;
}

describe('rounds', () => {
  it('are kept apart, by kind of notice too, those without a name last', () => {
    const told = issued({ a: {}, b: { round: 'may' } }).record('c', 'notices.issued', { count: 3 }, { happened: '2011-01-01' }).record('d', 'notices.issued', { notice: 'strike', round: 'may', count: 5 }, { happened: CERTAIN });
    expect(at(told).rounds.map(({ notice, round, issued: { itemised } }) => [notice, round, itemised.certain.low])).toEqual([['layoff', 'july', 1], ['layoff', 'may', 1], ['layoff', null, 3], ['strike', 'may', 5]]);
    expect(at(told).all).toMatchObject({ notice: 'layoff', round: null, quotable: false, issued: { itemised: { certain: { low: 5, high: 5 } } } });
  });

  it('have what was withdrawn taken off, with opposite ends, never below nothing', () => {
    const told = issued({ a: { count: 'about 100' } }).record('w', 'notices.withdrawn', { round: 'july', count: 'between 10 and 20' }, { happened: CERTAIN }).record('more', 'notices.withdrawn', { round: 'july', count: 90 }, { happened: POSSIBLE })
      .record('p', 'notices.postponed', { round: 'july', count: 'more than 4,000' }, { happened: CERTAIN }).record('t', 'notices.took-effect', { round: 'july', count: 7 }, { happened: CERTAIN });
    const [july] = at(told).rounds;
    expect(july?.outstanding.itemised).toMatchObject({ recorded: true, certain: { low: 75, high: 95 }, possible: { low: 0, high: 95 }, factCount: 3, facts: ['a', 'more', 'w'] });
    expect([july?.postponed.itemised.certain, july?.tookEffect.itemised.certain]).toEqual([{ low: 4001, high: null }, { low: 7, high: 7 }]);
    expect(at(story().record('w', 'notices.withdrawn', { count: 3 }, { happened: CERTAIN })).all.outstanding.itemised).toMatchObject({ recorded: false, certain: { low: 0, high: 0 } });
  });
});

describe('plans', () => {
  const plan = (told: Story, id: string, count: string | number, happened: string, key = 'main') => told.record(id, 'notices.planned', { round: 'may', plan: key, count }, { happened });

  it('count by their latest word; of several plans all do', () => {
    const told = plan(plan(plan(story(), 'a', 100, '2011-05-05'), 'b', 4742, '2011-05-09'), 'c', 10, '2011-05-01', 'other');
    expect(at(told).all.planned.itemised).toMatchObject({ certain: { low: 4752, high: 4752 }, possible: { low: 4752, high: 4752 }, facts: ['c', 'b'] });
    expect(at(told, '2011-05-05').all.planned.itemised.certain).toEqual({ low: 110, high: 110 });
  });

  it('may have been followed by a possible one', () => {
    const told = plan(plan(story(), 'a', 100, '2011-05-05'), 'b', 40, '[2011-05-06..2011-08-01]');
    expect(at(told).all.planned.itemised).toMatchObject({ certain: { low: 100, high: 100 }, possible: { low: 40, high: 100 }, facts: ['a', 'b'] });
    expect(at(plan(story(), 'b', 40, '[2011-05-06..2011-08-01]')).all.planned.itemised).toMatchObject({ certain: { low: 0, high: 0 }, possible: { low: 0, high: 40 } });
  });
});

describe('stated totals', () => {
  const total = (told: Story, id: string, data: Partial<InputOf<'notices.totalled'>>, account: Account = {}) => told.record(id, 'notices.totalled', { scope: 'round', round: 'july', count: 1851, ...data }, { happened: '2011-07-20', ...account });
  const fact = (round: RoundAnswer | undefined) => round?.issued.stated?.fact;
  const stated = (told: Story, day?: string) => {
    const { rounds, all } = at(told, day);
    return [...rounds, all].map(fact);
  };

  it('stand beside what they cover: a round, or all together', () => {
    expect(stated(total(issued({ a: {} }), 't', {}))).toEqual(['t', undefined]);
    expect(stated(total(issued({ a: {} }), 't', { scope: 'all' }))).toEqual([undefined, 't']);
    expect(stated(total(issued({ a: {} }), 't', { scope: 'unstated' }))).toEqual([undefined, 't']);
    expect(stated(total(issued({ a: {} }), 't', { only: { by: 'class', name: 'managers' } }))).toEqual([undefined, undefined]);
  });

  it('are of one measure', () => {
    const [july] = at(total(issued({ a: {} }), 't', { measure: 'withdrawn' })).rounds;
    expect([july?.issued.stated, july?.withdrawn.stated?.measure]).toEqual([undefined, 'withdrawn']);
  });

  it('count by the last that certainly was said, with who said it and what came since', () => {
    const told = total(total(total(issued({ a: { count: 3 }, b: { count: 5, on: '2011-07-22' } }), 't1', {}), 't2', { count: 'more than 1,900', moment: '2011-07-13' }, { happened: '2011-07-21', attributedTo: 'the administration', sources: [{ source: 'talks.S5', locator: '¶2' }] }), 't3', {}, { happened: POSSIBLE });
    expect(at(told).rounds[0]?.issued.stated).toMatchObject({ fact: 't2', low: 1901, high: null, wording: 'more than 1,900', certain: true, attributedTo: 'the administration', moment: { edtf: '2011-07-13' }, itemisedSince: { low: 5, high: 5, facts: ['b'] }, sources: [{ short: 'S5 ¶2' }] });
    expect(at(told, '2011-07-20').rounds[0]?.issued.stated?.fact).toBe('t1');
    expect(at(told, '2011-07-15').rounds[0]?.issued.stated).toMatchObject({ fact: 't3', certain: false });
  });
});

describe('breakdowns', () => {
  const by = (...parts: [string, number | string][]) => ({ by: 'agency' as const, complete: false, parts: parts.map(([name, count]) => ({ name, count })) });
  const agencies = (told: Story) => {
    const { agency, unattributed } = at(told).by;
    return [agency.map(({ name, certain, possible }) => [name, certain.low, possible.high]), unattributed.agency];
  };

  it('add by name over batches, with what none of them covers', () => {
    const told = issued({ a: { count: 328, breakdowns: [by(['Correction', 222], ['Transport', 89])] }, b: { count: 'about 125', breakdowns: [{ ...by(['Correction', 'about 100']), complete: true }] }, c: { count: 10, on: POSSIBLE } });
    expect(agencies(told)).toMatchObject([[['Correction', 317, 327], ['Transport', 89, 89]], { certain: { low: 17, high: 17 }, possible: { low: 17, high: 27 }, facts: ['a', 'c'] }]);
  });

  it('do not count twice what lies within another batch, or may be the same people', () => {
    const within = issued({ whole: { count: 328, breakdowns: [by(['Correction', 222])] }, part: { count: 9, within: 'whole', breakdowns: [by(['Correction', 9])] } });
    expect(agencies(within)).toMatchObject([[['Correction', 222, 222]], { certain: { low: 106, high: 106 }, facts: ['whole'] }]);
    const inner = issued({ whole: { count: 328 }, part: { count: 9, within: 'whole', breakdowns: [by(['Correction', 9])] } });
    expect(agencies(inner)).toMatchObject([[['Correction', 9, 9]], { certain: { low: 319, high: 319 } }]);
    const overlapping = issued({ a: { count: 5, mayOverlap: ['b'], breakdowns: [by(['Correction', 5])] }, b: { count: 7, breakdowns: [by(['Correction', 4])] } });
    expect(agencies(overlapping)).toMatchObject([[['Correction', 5, 9]], { certain: { low: 3, high: 3 } }]);
  });

  it('mark a line that is arithmetic alone', () => {
    const told = issued({ a: { count: 3, breakdowns: [{ by: 'agency', complete: true, parts: [{ name: 'the rest', count: 3, derived: true, note: '328 less 325' }] }] } });
    expect(at(told).by.agency).toMatchObject([{ name: 'the rest', derived: true, parts: [{ fact: 'a', derived: true, note: '328 less 325', round: 'july' }] }]);
  });
});

describe('the series', () => {
  it('steps where a batch begins to be possible and where it becomes certain', () => {
    const told = issued({ a: { count: 3 }, b: { count: 4, on: '[2011-07-13..2011-07-20]' }, c: { count: 2, on: '[..2011-07-20]' } });
    const [july] = issuedSeries(view(told, '2011-07-13'));
    expect(july).toMatchObject({ notice: 'layoff', round: 'july', before: { low: 0, high: 2 } });
    expect(july?.steps.map(({ from, after, certain, possible }) => [from, after, certain.low, possible.high])).toEqual([
      ['2011-07-12T04:00:00Z', false, 0, 5], ['2011-07-13T04:00:00Z', false, 3, 9], ['2011-07-21T04:00:00Z', true, 9, 9],
    ]);
  });
});
