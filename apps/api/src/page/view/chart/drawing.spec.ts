import { describe, expect, it } from '@jest/globals';
import { type Course, instantText, type RoundSeries } from '#libs/domain';
import { drawing } from './chart.js';

const [DAY, START] = [86_400_000, Date.UTC(2001, 0, 1)];
const STEPS = 1_000;

/** A course of which each step counts how often it is read when it began. */
function courseOf(rounds: number, read: () => void): Course {
  const issued = Array.from({ length: rounds }, (_, round): RoundSeries => ({
    notice: 'layoff',
    round: `round-${round}`,
    before: { low: 0, high: 0 },
    steps: Array.from({ length: STEPS }, (__, day) => ({
      get from() {
        read();
        return instantText(START + day * DAY);
      },
      after: false, certain: { low: day, high: day }, possible: { low: day, high: day }, factCount: day, facts: [],
    })),
  }));
  return { status: [], issued, said: [], sources: [] };
}

function readInSteps(rounds: number): number[] {
  const counts = [0];
  const work = drawing(courseOf(rounds, () => counts.push(counts.pop()! + 1)), { at: START + STEPS * DAY, zone: 'UTC', standing: { status: 'none', possible: [] }, ownScales: false });
  while (work.next().done !== true) counts.push(0);
  return counts;
}

describe('drawing a chart', () => {
  it('can be left between any two rounds, however many there are', () => {
    const [few, many] = [readInSteps(2), readInSteps(12)];
    expect(Math.max(...few)).toBeLessThan(2 * STEPS);
    expect(Math.max(...many)).toBeLessThan(4 * STEPS);
    expect(many.reduce((sum, read) => sum + read, 0)).toBeGreaterThan(12 * STEPS);
  });
});
