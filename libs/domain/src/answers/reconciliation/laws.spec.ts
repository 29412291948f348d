import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { counted } from '../../../../../test/support/counted-histories.js';
import { inTurn, instant, tell, ZONE } from '../../../../../test/support/histories.js';
import { check } from '../../../../../test/support/property.js';
import { seenOn } from '../../../../../test/support/seen-on.js';
import { type Story, story } from '../../../../../test/support/story.js';
import { wide } from '../../../../../test/support/wide-histories.js';
import type { LedgerEvent } from '../../facts/event.js';
import { historyOf, viewAt } from '../../fold.js';
import type { Moment } from '../../history.js';
import { naiveEvidence } from '../../naive-evidence.js';
import type { ReconciliationLine } from './line.js';
import { reconciliation } from './reconciliation.js';
import type { Variance } from './variance.js';

function linesOf(events: readonly LedgerEvent[], moment: Partial<Moment>): ReconciliationLine[] {
  const history = historyOf('talks', ZONE, events);
  return reconciliation(naiveEvidence(viewAt(history, { at: Infinity, known: Infinity, ledger: Infinity, ...moment })), () => history).lines;
}

/** Facts of all types, and, more often, batches with totals that tell of them. */
const histories = fc.oneof({ weight: 1, arbitrary: wide }, { weight: 2, arbitrary: counted });
const moments = fc.record({ at: instant, known: fc.oneof(fc.constant(Infinity), instant) });

/** Batches of the first twenty days of July, each with its count. */
const batches = fc.array(fc.record({ day: fc.integer({ min: 1, max: 20 }), count: fc.integer({ min: 1, max: 500 }) }), { minLength: 1, maxLength: 6 });
type Batches = { day: number; count: number }[];

const july = (day: number): string => `2011-07-${String(day).padStart(2, '0')}`;
const disjoint = { disjointFrom: ['others'] };

function issued(all: Batches, told: Story = story()): Story {
  all.forEach(({ day, count }, index) => void told.record(`N${index}`, 'notices.issued', { round: 'july', count, ...disjoint }, { happened: july(day), reported: july(day) }));
  return told;
}

const total = (told: Story, count: number): Story => told.record('T', 'notices.totalled', { scope: 'round', round: 'july', count }, { happened: '2011-07-25', reported: '2011-07-25' });
const sumOf = (all: Batches): number => all.reduce((sum, { count }) => sum + count, 0);
const statedIn = (told: Story): ReconciliationLine | undefined => reconciliation(...seenOn(told)).lines.find(({ code }) => code === 'stated-total');

describe('the laws of reconciliation', () => {
  it('a total made of the batches themselves ties', () => {
    check(fc.property(batches, (all) => {
      expect(statedIn(total(issued(all), sumOf(all)))).toMatchObject({ verdict: 'ties', addsUp: true, unexplained: { low: 0, high: 0 } });
    }));
  });

  it('a batch that is missing is a shortfall of its bounds, explained where it was retracted', () => {
    check(fc.property(batches, fc.nat(), fc.boolean(), (all, pick, bySource) => {
      const missing = pick % all.length;
      const { count } = all[missing] ?? { count: 0 };
      const rest = all.filter((_, index) => index !== missing);
      if (rest.length > 0) expect(statedIn(total(issued(rest), sumOf(all)))).toMatchObject({ verdict: 'shortfall', addsUp: false, variance: { low: count, high: count }, unexplained: { low: count, high: count } });
      const retracted = statedIn(total(issued(all), sumOf(all)).retract(`N${missing}`, bySource ? '2011-08-01' : undefined));
      if (rest.length > 0) expect(retracted).toMatchObject({ addsUp: true, explained: [{ cause: 'retracted', part: { low: count, high: count } }], unexplained: { low: 0, high: 0 } });
    }));
  });

  it('a derived part never makes a breakdown tie', () => {
    check(fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 50 }), (counts, remainder) => {
      const parts = counts.map((count, index) => ({ name: `Part ${index}`, count }));
      const count = counts.reduce((sum, each) => sum + each, remainder);
      const told = story().record('N', 'notices.issued', { count, breakdowns: [{ by: 'agency', complete: true, parts: [...parts, { name: 'the rest', count: remainder, derived: true as const }] }] }, { happened: july(1) });
      const footing = reconciliation(...seenOn(told)).lines.find(({ code }) => code === 'footing');
      expect(footing).toMatchObject({ verdict: 'not-contradicted', variance: { low: remainder, high: remainder } });
    }));
  });

  it('what is explained and what is not make up the variance', () => {
    check(fc.property(histories, moments, ({ lives, turns }, moment) => {
      for (const { variance, explained, unexplained } of linesOf(tell(lives, turns), moment)) {
        if (variance === undefined || unexplained === undefined) continue;
        const made = explained.map(({ part }) => part).reduce(plus, unexplained);
        expect(holds(made, variance)).toBe(true);
        if (explained.every(({ part, cause }) => cause === 'rounding' || part.low === part.high)) expect(made).toEqual(variance);
      }
    }), 400);
  });

  it('the order of recording changes nothing', () => {
    check(fc.property(histories, moments, ({ lives, turns }, moment) => {
      expect(linesOf(tell(lives, turns), moment)).toEqual(linesOf(tell(lives, inTurn(lives)), moment));
    }), 300);
  });

  it('what was answered at a ledger size stays as it was', () => {
    check(fc.property(histories, moments, fc.nat({ max: 16 }), ({ lives, turns }, moment, size) => {
      const events = tell(lives, turns);
      expect(linesOf(events, { ...moment, ledger: size })).toEqual(linesOf(events.slice(0, size), { ...moment, ledger: size }));
    }), 300);
  });
});

function plus(a: Variance, b: Variance): Variance {
  return { low: a.low === null || b.low === null ? null : a.low + b.low, high: a.high === null || b.high === null ? null : a.high + b.high };
}

function holds(outer: Variance, inner: Variance): boolean {
  return (outer.low === null || (inner.low !== null && outer.low <= inner.low)) && (outer.high === null || (inner.high !== null && inner.high <= outer.high));
}
