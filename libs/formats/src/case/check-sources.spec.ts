import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { isLoaded, loadCase } from '../../../../test/support/loaded-case.js';
import { checkSources, paragraphsIn } from './check-sources.js';

const ARTICLE = 'First.\n\nSecond,\nof two lines.\r\n \t\r\n\n\nThird.\n';
const HASH = createHash('sha256').update(ARTICLE).digest('hex');

function check(sources: string, article: string | null, citations: string[]): string[] {
  const milestones = citations.map((place, index) => `  m${index}: { kind: other, when: 2011, source: [${place}] }`).join('\n');
  const loaded = loadCase([{ path: 'case.yaml', text: `negotiation: { id: n, title: N, zone: UTC }\nsources:\n  S1: { published: 2011${sources} }\nmilestones:\n${milestones}` }]);
  if (!isLoaded(loaded)) throw new Error(JSON.stringify(loaded));
  const files = article === null ? [] : [{ name: 'a.txt', bytes: new TextEncoder().encode(article) }];
  return checkSources(loaded.facts, files).map(({ result, facts, message }) => [result, ...facts, message].join(' '));
}

describe('checking the sources of a record', () => {
  it('finds the file unaltered and each paragraph cited, with who cites it', () => {
    expect(check(`, file: a.txt, sha256: ${HASH}`, ARTICLE, ['S1 ¶1', 'S1 ¶2-3', 'S1 ¶1'])).toEqual([`ok a.txt has the hash ${HASH}`, 'ok n.m0 n.m2 ¶1 is there', 'ok n.m1 ¶2-3 is there']);
  });

  it('says that a file was altered, and still looks for its paragraphs', () => {
    expect(check(`, file: a.txt, sha256: ${HASH}`, 'One.', ['S1 ¶1', 'S1 ¶2'])).toEqual([
      `altered a.txt has the hash ${createHash('sha256').update('One.').digest('hex')}, the record says ${HASH}`,
      'ok n.m0 ¶1 is there',
      'missing n.m1 ¶2: the file has 1 paragraph',
    ]);
  });

  it.each([
    ['a file that is not there', ', file: a.txt', null, ['S1 ¶1'], ['missing a.txt is not there']],
    ['a paragraph beyond the last', ', file: a.txt', ARTICLE, ['S1 ¶3-4'], ['not-checkable a.txt: the record gives no hash', 'missing n.m0 ¶3-4: the file has 3 paragraphs']],
    ['a paragraph 0', ', file: a.txt', ARTICLE, ['S1 ¶0'], ['not-checkable a.txt: the record gives no hash', 'missing n.m0 ¶0: the file has 3 paragraphs']],
    ['a place that is no paragraph', ', file: a.txt', ARTICLE, ['S1 page 4'], ['not-checkable a.txt: the record gives no hash', 'not-checkable n.m0 "page 4" names no paragraph']],
    ['a source without a file', '', ARTICLE, ['S1 ¶1'], ['not-checkable n.S1 names no file']],
  ])('%s', (_, source, article, citations, expected) => {
    expect(check(source, article, citations)).toEqual(expected);
  });

  it.each([
    ['¶2', [2]],
    ['¶9-10', [9, 10]],
    ['¶ 2, ¶4–5', [2, 4, 5]],
    ['p. 3', []],
  ])('%s names the paragraphs %p', (locator, expected) => {
    expect(paragraphsIn(locator)).toEqual(expected);
  });
});
