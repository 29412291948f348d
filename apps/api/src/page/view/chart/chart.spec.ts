import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, instantText, type RoundSeries } from '#libs/domain';
import { check } from '../../../../../../test/support/property.js';
import { axisOf, piecesOf } from './axis.js';
import { niceStep, scaleOf } from './scale.js';
import { drawnSteps } from './steps.js';

const DAY = 86_400_000;
const instant = fc.integer({ min: 0, max: 20_000 }).map((hours) => 1_300_000_000_000 + hours * 3_600_000);
const instants = fc.array(instant, { minLength: 1, maxLength: 60 });

describe('the axis', () => {
  it('never goes back as time goes on, and stays on the page', () => {
    check(fc.property(instants, instant, instant, (shown, a, b) => {
      const { x } = axisOf(shown);
      expect(x(Math.min(a, b))).toBeLessThanOrEqual(x(Math.max(a, b)) + 1e-9);
      expect(x(a)).toBeGreaterThanOrEqual(0);
      expect(x(a)).toBeLessThanOrEqual(100 + 1e-9);
    }));
  });

  it('shows every instant asked for within a stretch, and leaves out only what holds none', () => {
    check(fc.property(instants, instant, (shown, moment) => {
      const { stretches } = axisOf(shown, moment);
      for (const one of [...shown, moment]) expect(stretches.some(({ from, to }) => from <= one && one <= to)).toBe(true);
      for (const [index, stretch] of stretches.entries()) expect(stretch.to).toBeGreaterThan(stretch.from + (index === 0 ? 0 : 1));
      expect(stretches.at(-1)!.x2).toBeCloseTo(100, 6);
    }));
  });

  it('leaves out two months without facts', () => {
    const axis = axisOf([0, 5 * DAY, 70 * DAY, 75 * DAY]);
    expect(axis.stretches).toHaveLength(2);
    expect(piecesOf(axis, 4 * DAY, 72 * DAY)).toHaveLength(2);
    expect(piecesOf(axis, 20 * DAY, 40 * DAY)).toEqual([]);
  });

  it('shows a moment years later behind what is left out, and the facts as large as before', () => {
    const { stretches, x } = axisOf([0, 5 * DAY], 5_000 * DAY);
    expect(stretches).toHaveLength(2);
    expect(x(5 * DAY)).toBeGreaterThan(40);
  });
});

describe('the scale', () => {
  it('draws more higher, within its ends, with few lines', () => {
    check(fc.property(fc.array(fc.nat(10_000_000)), fc.nat(10_000_000), fc.nat(10_000_000), (counts, a, b) => {
      const scale = scaleOf(counts, 20, 200);
      expect(scale.y(Math.max(a, b))).toBeLessThanOrEqual(scale.y(Math.min(a, b)));
      expect(scale.y(a)).toBeGreaterThanOrEqual(20);
      expect(scale.y(0)).toBe(200);
      expect(scale.ticks.length).toBeLessThanOrEqual(8);
    }));
    expect([1, 3, 7, 2_166].map(niceStep)).toEqual([1, 2, 5, 2_000]);
  });
});

describe('steps as they are drawn', () => {
  const bounds = fc.tuple(fc.nat(5_000), fc.option(fc.nat(5_000), { nil: null })).map(([low, more]) => ({ low, high: more === null ? null : low + more }));
  const series = fc.uniqueArray(fc.tuple(instant, bounds), { maxLength: 300, selector: ([from]) => from }).map((steps): Pick<RoundSeries, 'before' | 'steps'> => ({
    before: { low: 0, high: 0 },
    steps: [...steps].sort(([a], [b]) => a - b).map(([from, possible]) => ({ from: instantText(from), after: false, certain: possible, possible, factCount: 1, facts: [] })),
  }));

  it('hold all of those that they stand for, in order and without holes', () => {
    check(fc.property(series, (given) => {
      const froms = given.steps.map(({ from }) => instantOf(from));
      const { steps, merged } = drawnSteps(given, axisOf([0, ...froms]), 0.25);
      expect(steps.length + merged).toBe(given.steps.length);
      expect(steps.length).toBeLessThanOrEqual(401);
      for (const [index, { possible }] of given.steps.entries()) {
        const drawn = steps.find(({ from, to }) => from <= froms[index]! && froms[index]! < to)!;
        expect(drawn.low).toBeLessThanOrEqual(possible.low);
        expect(drawn.high === null || (possible.high !== null && drawn.high >= possible.high)).toBe(true);
      }
      for (const [index, step] of steps.slice(1).entries()) expect(step.from).toBe(steps[index]!.to);
    }));
  });
});
