import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { check } from '../../../../test/support/property.js';
import { instantText } from './moment.js';

describe('instants as text', () => {
  it('are as Temporal writes them, in every year and with every fraction', () => {
    const instant = fc.oneof(fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.integer({ min: -8.64e12, max: 8.64e12 }).map((seconds) => seconds * 1_000), fc.integer({ min: -62_167_219_300, max: 253_402_300_900 }).map((seconds) => seconds * 1_000));
    check(fc.property(instant, (milliseconds) => expect(instantText(milliseconds)).toBe(Temporal.Instant.fromEpochMilliseconds(milliseconds).toString())), 2_000);
  });
});
