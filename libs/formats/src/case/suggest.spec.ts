import { describe, expect, it } from '@jest/globals';
import { didYouMean, editDistance } from './suggest.js';

describe('suggestions', () => {
  it.each([
    ['', '', 0],
    ['kind', 'kind', 0],
    ['knd', 'kind', 1],
    ['kidn', 'kind', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('"%s" and "%s" are %i apart', (a, b, distance) => {
    expect([editDistance(a, b), editDistance(b, a)]).toEqual([distance, distance]);
  });

  it('names the nearest word, and none where none is near', () => {
    expect(didYouMean('sorce', ['source', 'score', 'when'])).toBe('did you mean "source"?');
    expect(didYouMean('noticePeriod', ['notice period', 'name'])).toBe('did you mean "notice period"?');
    expect(didYouMean('hall', ['when', 'count'])).toBeUndefined();
  });
});
