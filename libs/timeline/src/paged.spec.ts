import { describe, expect, it } from '@jest/globals';
import { createPaged } from './paged.js';

describe('a list in pages', () => {
  it('gives each value at its place, whichever page that is on', () => {
    const list = createPaged<string>();
    const values = Array.from({ length: 10_000 }, (_, place) => `value ${place}`);
    expect(values.map((value) => list.add(value))).toEqual(values.map((_, place) => place));
    expect(list.size).toBe(10_000);
    expect(values.map((_, place) => list.get(place))).toEqual(values);
  });
});
