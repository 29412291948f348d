import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { factSchemas } from './facts/types.js';
import { TimeError } from './time/zone.js';
import { wordsFor } from './words.js';

const schemas = factSchemas(wordsFor('America/New_York'));

function problems(type: keyof typeof schemas, data: unknown): string[] {
  const result = z.safeParse(schemas[type], data);
  return result.error?.issues.map(({ path, message }) => `/${path.map(String).join('/')}: ${message}`) ?? [];
}

describe('wordsFor', () => {
  it('reads dates, counts and amounts within data', () => {
    expect(schemas['notices.planned'].parse({ plan: 'may', count: 'about 100', for: '2011-05-06' })).toEqual({
      notice: 'layoff', plan: 'may', count: { low: 95, high: 105, qualifier: 'about', wording: 'about 100', convention: 'about-5%' },
      for: { edtf: '2011-05-06', earliest: 1_304_654_400_000, latest: 1_304_740_800_000 },
    });
    expect(schemas['figure.given'].parse({ measure: 'saved', value: '$455 million' }).value?.low).toBe('455000000');
  });

  it('says where a word is wrong, and why', () => {
    expect(problems('notices.planned', { plan: 'may', count: 'many', for: '2011-02-29' })).toEqual([
      expect.stringMatching(/^\/count: "many" is not a count\. Accepted: /),
      expect.stringMatching(/^\/for: "2011-02-29" is not a date: there is no day 29 in 2011-02/),
    ]);
    expect(problems('notices.planned', { plan: 'may', count: '5', for: '2011-03-13T02:30' })).toEqual([expect.stringMatching(/^\/for: .* the clocks skip it/)]);
    expect(problems('figure.given', { measure: 'saved', value: 'much' })).toEqual([expect.stringMatching(/^\/value: "much" is not an amount/)]);
  });

  it.each([null, true, [], { words: '5' }, { wording: '5', lo: 4 }, ''])('refuses a count such as %j', (count) => {
    expect(problems('notices.withdrawn', { count })).toEqual([expect.stringMatching(/^\/count/)]);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => wordsFor('America/Nowhere')).toThrow(TimeError);
  });
});
