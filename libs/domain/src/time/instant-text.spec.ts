import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { check } from '../../../../test/support/property.js';
import { instantOf, instantText } from './moment.js';

describe('instants as text', () => {
  it('are as Temporal writes them, in every year and with every fraction', () => {
    const instant = fc.oneof(fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.integer({ min: -8.64e12, max: 8.64e12 }).map((seconds) => seconds * 1_000), fc.integer({ min: -62_167_219_300, max: 253_402_300_900 }).map((seconds) => seconds * 1_000));
    check(fc.property(instant, (milliseconds) => {
      const text = Temporal.Instant.fromEpochMilliseconds(milliseconds).toString();
      expect([instantText(milliseconds), instantOf(text)]).toEqual([text, milliseconds]);
    }), 2_000);
  });

  it('are read with any offset', () => {
    const offset = fc.tuple(fc.constantFrom('+', '-'), fc.nat({ max: 23 }), fc.nat({ max: 59 })).map(([sign, hours, minutes]) => `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);
    check(fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), offset, (seconds, ahead) => {
      const text = instantText(seconds * 1_000).replace('Z', ahead);
      expect(instantOf(text)).toBe(Temporal.Instant.from(text).epochMilliseconds);
    }), 1_000);
  });

  it.each(['2011-02-29T00:00:00Z', '2011-13-01T00:00:00Z', '2011-00-10T00:00:00Z', '2011-01-00T00:00:00Z', '2011-07-13T24:00:00Z', '2011-07-13', 'soon'])('are none where Temporal reads none: %s', (text) => {
    expect(() => instantOf(text)).toThrow(RangeError);
  });
});
