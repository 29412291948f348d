import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { nextRecordedAt, systemClock } from './clock.js';

const MAY_10 = 1_304_985_600_000_000n;

describe('recordedAt', () => {
  it('is now, in microseconds of UTC', () => {
    expect(nextRecordedAt(undefined, MAY_10)).toBe('2011-05-10T00:00:00.000000Z');
    expect(nextRecordedAt('2011-05-09T23:59:59.999999Z', MAY_10 + 1_002_003n)).toBe('2011-05-10T00:00:01.002003Z');
  });

  it.each([
    ['stands still', MAY_10],
    ['steps back', MAY_10 - 3_600_000_000n],
  ])('is one microsecond after the previous event when the clock %s', (_, now) => {
    expect(nextRecordedAt('2011-05-10T00:00:00.000000Z', now)).toBe('2011-05-10T00:00:00.000001Z');
    expect(nextRecordedAt('2011-05-10T23:59:59.999999Z', now)).toBe('2011-05-11T00:00:00.000000Z');
  });

  it('strictly increases, as text too, whatever the clock does', () => {
    const clocks = fc.array(fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n }), { minLength: 2, maxLength: 30 });
    check(fc.property(clocks, (readings) => {
      let previous: string | undefined;
      for (const now of readings) {
        const next = nextRecordedAt(previous, now);
        expect(next).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
        if (previous !== undefined) expect(next > previous).toBe(true);
        previous = next;
      }
    }), 200);
  });
});

describe('the system clock', () => {
  it('counts microseconds', () => {
    const now = nextRecordedAt(undefined, systemClock());
    expect(now > '2024' && now < '2200').toBe(true);
  });
});
